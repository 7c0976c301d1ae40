/// Affine functions of some columns, y = A x + b, which an instruction takes rows of.
///
/// All rows that a program uses are computed in one pass, a product of A and the block of samples.
public struct ColumnMap: Sendable {
  /// The registers x, each once.
  public let inputs: [Int]
  /// A row by row, with as many columns as inputs.
  public let coefficients: [Double]
  /// b, one number for each row.
  public let offsets: [Double]
  /// Tells maps apart without going through their numbers.
  private let fingerprint: Int

  /// The map of these parts.
  /// - Requires: as many coefficients as offsets times inputs.
  public init(inputs: [Int], coefficients: [Double], offsets: [Double]) {
    precondition(coefficients.count == inputs.count * offsets.count, "a map has another number of coefficients")
    self.inputs = inputs
    self.coefficients = coefficients
    self.offsets = offsets
    var hasher = Hasher()
    for number in coefficients { hasher.combine(number.bitPattern) }
    for number in offsets { hasher.combine(number.bitPattern) }
    fingerprint = hasher.finalize()
  }

  private init(_ map: ColumnMap, inputs: [Int]) {
    self.inputs = inputs
    coefficients = map.coefficients
    offsets = map.offsets
    fingerprint = map.fingerprint
  }

  /// How many functions there are.
  public var rows: Int { offsets.count }

  /// The coefficients of one function.
  public func row(_ index: Int) -> ArraySlice<Double> {
    coefficients[index * inputs.count..<(index + 1) * inputs.count]
  }

  /// The same map of other registers.
  func renumbered(_ register: (Int) -> Int) -> ColumnMap { ColumnMap(self, inputs: inputs.map(register)) }
}

extension ColumnMap: Hashable {
  /// Whether the registers and the bits of all numbers are the same.
  public static func == (left: ColumnMap, right: ColumnMap) -> Bool {
    left.fingerprint == right.fingerprint && left.inputs == right.inputs
      && hasSameBits(left.offsets, right.offsets) && hasSameBits(left.coefficients, right.coefficients)
  }

  private static func hasSameBits(_ left: [Double], _ right: [Double]) -> Bool {
    left.elementsEqual(right) { $0.bitPattern == $1.bitPattern }
  }

  /// Hashes the fingerprint and the registers.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(fingerprint)
    hasher.combine(inputs)
  }
}

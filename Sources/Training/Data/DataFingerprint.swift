import Models
import NumericCore

/// A number that tells data apart: the same numbers in the same rows and columns have the same one, and other data almost
/// certainly another. It is no protection against forgery.
public struct DataFingerprint: Equatable, Sendable {
  /// 64 bits.
  public private(set) var value: UInt64

  /// The fingerprint of nothing but a number of columns.
  public init(columns: Int) { value = 0x9E37_79B9_7F4A_7C15 ^ UInt64(columns) }

  /// The fingerprint of all rows, however they are cut into blocks.
  /// - Throws: what reading the data does.
  public init<Scalar: VectorScalar>(_ observations: some Observations<Scalar>) throws {
    self.init(columns: observations.columns)
    try observations.forEachBlock(rows: max(1, (1 << 16) / max(1, observations.columns))) { add($0.elements) }
  }

  /// Goes on with some numbers.
  public mutating func add<Scalar: VectorScalar>(_ numbers: [Scalar]) {
    if let doubles = (numbers as Any) as? [Double] {
      for number in doubles { add(number.bitPattern) }
    } else {
      for number in numbers { add(number.doubleValue.bitPattern) }
    }
  }

  /// Goes on with the arrays of a record.
  public mutating func add(_ record: ModelRecord) {
    for (_, array) in record.arrays.sorted(by: { $0.key < $1.key }) {
      switch array.elements {
      case .doubles(let numbers): add(numbers)
      case .floats(let numbers): add(numbers)
      case .integers(let numbers): for number in numbers { add(UInt64(bitPattern: number)) }
      }
    }
  }

  // A step of MurmurHash3's finalizer.
  private mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
  }

  /// The bits as 16 hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

import Symbolic

/// Values of terms at a few fixed instances, counted so that a search stays within its budget.
struct FingerprintReader {
  /// The size of a term that counts as one evaluation; larger ones count as several.
  private static let usualSize = 100

  private let read: (Term) -> [Double]?
  private let count: Int
  private(set) var budget: Int

  init(budget: Int, count: Int, read: @escaping (Term) -> [Double]?) {
    self.read = read
    self.count = count
    self.budget = budget
  }

  /// The values, where there are as many as expected and all are finite.
  mutating func callAsFunction(_ term: Term) -> [Double]? {
    let cost = 1 + term.size / Self.usualSize
    guard budget >= cost else { return nil }
    budget -= cost
    guard let values = read(term), values.count == count, values.allSatisfy(\.isFinite) else { return nil }
    return values
  }
}

/// Arithmetic on fingerprints of one length.
enum Fingerprint {
  static func combine(_ a: [Double], _ b: [Double], _ operation: (Double, Double) -> Double) -> [Double] {
    zip(a, b).map(operation)
  }

  static func difference(_ a: [Double], _ b: [Double]) -> [Double] { combine(a, b, -) }
  static func sum(_ a: [Double], _ b: [Double]) -> [Double] { combine(a, b, +) }

  static func isNear(_ a: [Double], _ b: [Double], tolerance: [Double]) -> Bool {
    for index in a.indices where !(abs(a[index] - b[index]) <= tolerance[index]) { return false }
    return true
  }
}

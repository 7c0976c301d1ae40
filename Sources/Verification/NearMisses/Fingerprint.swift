import Symbolic

/// Values of terms at a few fixed instances, counted so that a search stays within its budget.
struct FingerprintReader {
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
    guard budget > 0 else { return nil }
    budget -= 1
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

import NumericCore
import Symbolic

/// The numbers that determine a value of a domain, as many as the domain has dimensions.
struct DomainCoordinates: Sendable {
  let domain: Domain
  let rows: Int
  let columns: Int

  /// How many numbers there are.
  var count: Int {
    switch domain {
    case .symmetric, .positiveSemidefinite, .positiveDefinite: rows * (rows + 1) / 2
    case .simplex: rows - 1
    case .real, .positive, .nonnegative, .invertible, .fullColumnRank, .natural, .binary, .oneHot: rows * columns
    }
  }

  private var isSymmetric: Bool { [.symmetric, .positiveSemidefinite, .positiveDefinite].contains(domain) }

  /// The entries that the numbers are.
  private var places: [(row: Int, column: Int)] {
    let all = (0..<columns).flatMap { column in
      (isSymmetric ? column..<rows : 0..<rows).map { (row: $0, column: column) }
    }
    return domain == .simplex ? all.dropLast() : all
  }

  /// The numbers of a value.
  func numbers(of value: Matrix<Double>) -> [Double] { places.map { value[$0.row, $0.column] } }

  /// The value of these numbers; nil where it lies outside of the domain or on its boundary.
  func value(of numbers: [Double]) -> Matrix<Double>? {
    guard numbers.count == count, numbers.allSatisfy(\.isFinite) else { return nil }
    var value = Matrix<Double>(rows: rows, columns: columns) { _, _ in 0 }
    for (place, number) in zip(places, numbers) {
      value[place.row, place.column] = number
      if isSymmetric { value[place.column, place.row] = number }
    }
    if domain == .simplex { value[rows - 1, 0] = 1 - numbers.reduce(0, +) }
    switch domain {
    case .real, .symmetric, .invertible, .fullColumnRank: return value
    case .positive, .nonnegative, .simplex: return value.elements.allSatisfy { $0 > 0 } ? value : nil
    case .positiveDefinite, .positiveSemidefinite:
      let pivots = try? LDLFactorization(value).diagonal
      return pivots?.allSatisfy { $0 > 0 } ?? false ? value : nil
    case .natural, .binary, .oneHot: return nil
    }
  }
}

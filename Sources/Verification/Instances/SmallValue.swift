import NumericCore
import Symbolic

/// Values that a person can calculate with: small whole numbers, and matrices of them, inside a domain.
enum SmallValue {
  /// The numbers from which entries are drawn, the simplest first; a greater level allows more of them.
  private static func numbers(_ domain: Domain, level: Int) -> [Double] {
    switch domain {
    case .positive, .natural: Array([1, 2, 3, 4, 5].prefix(level + 2))
    case .nonnegative: Array([1, 0, 2, 3, 4].prefix(level + 2))
    default: Array([1, 0, 2, -1, 3, -2].prefix(level + 3))
    }
  }

  /// A value of the domain with so many rows and columns.
  static func draw(
    _ domain: Domain, _ rows: Int, _ columns: Int, level: Int, sizes: [String: Int], _ source: inout RandomSource
  ) -> Matrix<Double> {
    func pick(_ numbers: [Double]) -> Double { numbers[source.integer(in: 0...(numbers.count - 1))] }
    let numbers = numbers(domain, level: level)
    switch domain {
    case .real, .positive, .nonnegative: return Matrix(rows: rows, columns: columns) { _, _ in pick(numbers) }
    case .binary: return Matrix(rows: rows, columns: columns) { _, _ in Double(source.next() & 1) }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? 1 : 0 }
    case .natural:
      return Matrix(rows: rows, columns: columns) { _, _ in Double(NaturalNumbers.draw(sizes, &source)) }
    case .symmetric:
      let entries = Matrix<Double>(rows: rows, columns: rows) { _, _ in pick(numbers) }
      return Matrix(rows: rows, columns: rows) { entries[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite:
      let below: [Double] = level == 0 ? [0] : [0, 1, -1]
      let lower = Matrix<Double>(rows: rows, columns: rows) { $0 == $1 ? 1 : $0 > $1 ? pick(below) : 0 }
      let diagonal = (0..<rows).map { _ in pick(Array([1, 2, 3, 4].prefix(level + 2))) }
      return lower * .diagonal(diagonal) * lower.transposed()
    case .invertible, .fullColumnRank:
      let lower = Matrix<Double>(rows: rows, columns: columns) { $0 == $1 ? 1 : $0 > $1 ? pick([0, 1, -1]) : 0 }
      let upper = Matrix<Double>(rows: columns, columns: columns) {
        $0 == $1 ? pick([1, 2, -1, 3]) : $0 < $1 ? pick([0, 1, -1]) : 0
      }
      return lower * upper
    case .simplex:
      // 1; 1/2, 1/2; 1/2, 1/4, 1/4; … in any order.
      var entries: [Double] = []
      var rest = 1.0
      for _ in 1..<max(rows, 1) {
        rest /= 2
        entries.append(rest)
      }
      entries.append(rest)
      entries.shuffle(using: &source)
      return Matrix(rows: rows, columns: columns, elements: entries)
    }
  }

  /// How much a person minds a number: nothing for 0, more for greater, negative and broken ones.
  static func cost(_ number: Double) -> Double {
    if number == number.rounded() { return 2 * abs(number) + (number < 0 ? 1 : 0) }
    return 100 + 2 * abs(number)
  }

  /// The cost of a matrix.
  static func cost(_ matrix: Matrix<Double>) -> Double { matrix.elements.reduce(0) { $0 + cost($1) } }

  /// Values of the domain that cost less than the given one, the cheapest first.
  static func simpler(than value: Matrix<Double>, _ domain: Domain) -> [Matrix<Double>] {
    var found: [Matrix<Double>] = []
    let isSymmetric = [Domain.symmetric, .positiveDefinite, .positiveSemidefinite].contains(domain)
    if value.elements.count > 1 {
      switch domain {
      case .real, .symmetric, .nonnegative: found.append(.zero(rows: value.rows, columns: value.columns))
      case .positiveDefinite, .positiveSemidefinite, .invertible:
        found.append(.identity(value.rows))
        found.append(Matrix(rows: value.rows, columns: value.rows) { $0 == $1 ? value[$0, $1] : 0 })
      default: break
      }
    }
    if [.simplex, .binary, .oneHot].contains(domain) { return [] }
    for row in 0..<value.rows {
      for column in 0..<value.columns where !isSymmetric || column <= row {
        for number in [0.0, 1, 2, -1, 3, -2, 4, 5] where cost(number) < cost(value[row, column]) {
          var changed = value
          changed[row, column] = number
          if isSymmetric { changed[column, row] = number }
          found.append(changed)
        }
      }
    }
    return found.filter { isInside($0, domain) && cost($0) < cost(value) }
  }

  private static func isInside(_ matrix: Matrix<Double>, _ domain: Domain) -> Bool {
    switch domain {
    case .real, .symmetric: true
    case .positive, .natural: matrix.elements.allSatisfy { $0 > 0 }
    case .nonnegative: matrix.elements.allSatisfy { $0 >= 0 }
    case .positiveDefinite, .positiveSemidefinite:
      // Whole numbers up to 5 in a small matrix: the pivots are exact to many digits.
      (try? LDLFactorization(matrix)).map { $0.diagonal.allSatisfy { $0 > 1e-6 } } ?? false
    case .invertible: abs(matrix.determinant()) > 1e-6
    case .fullColumnRank: abs((matrix.transposed() * matrix).determinant()) > 1e-6
    case .simplex, .binary, .oneHot: false
    }
  }
}

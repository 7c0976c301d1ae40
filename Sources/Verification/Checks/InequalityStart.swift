import NumericCore
import Symbolic

/// Where a search for a violated inequality begins, and the steps that it takes from there.
///
/// Every value lies in its domain exactly.
enum InequalityStart: Int, CaseIterable {
  case plain, small, large, shared, zero, scattered, nearlySingular, positive, unit

  /// Whether values of the domain can be scaled and moved and stay in it exactly.
  static func isMoved(_ domain: Domain) -> Bool {
    switch domain {
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .simplex, .invertible,
      .fullColumnRank:
      true
    case .natural, .binary, .oneHot: false
    }
  }

  /// The values to begin with, made from values that were drawn.
  func values(from drawn: [Symbol: Matrix<Double>], seed: UInt64) -> [Symbol: Matrix<Double>] {
    var values: [Symbol: Matrix<Double>] = [:]
    var equal: [String: Matrix<Double>] = [:]
    for (symbol, value) in drawn.sorted(by: { $0.key.name < $1.key.name }) {
      // The values that a law's variable takes differ from each other.
      guard InequalityStart.isMoved(symbol.domain), !symbol.name.hasPrefix("#value") else {
        values[symbol] = value
        continue
      }
      switch self {
      case .plain: values[symbol] = value
      case .small: values[symbol] = symbol.domain == .simplex ? value : value.map { $0 * 0x1p-10 }
      case .large: values[symbol] = symbol.domain == .simplex ? value : value.map { $0 * 0x1p10 }
      case .shared:
        let kind = "\(symbol.name.hasPrefix("#")) \(symbol.domain) \(value.rows) \(value.columns)"
        equal[kind] = equal[kind] ?? value
        values[symbol] = equal[kind]
      case .zero: values[symbol] = symbol.domain == .real ? value.map { _ in 0 } : value
      case .positive: values[symbol] = symbol.domain == .real ? value.map(abs) : value
      case .scattered: values[symbol] = InequalityStart.scattered(symbol, value, seed)
      case .unit: values[symbol] = InequalityStart.unit(symbol.domain, value)
      case .nearlySingular: values[symbol] = InequalityStart.nearlySingular(symbol.domain, value)
      }
    }
    return values
  }

  /// Values of very different size: rows, and the columns of symmetric matrices, times powers of two.
  private static func scattered(_ symbol: Symbol, _ value: Matrix<Double>, _ seed: UInt64) -> Matrix<Double> {
    if symbol.domain == .simplex { return value }
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("scattered \(symbol.name)"))
    let powers = (0..<value.rows).map { _ in Double(sign: .plus, exponent: source.integer(in: -9...9), significand: 1) }
    let isSymmetric = [.symmetric, .positiveSemidefinite, .positiveDefinite].contains(symbol.domain)
    return Matrix(rows: value.rows, columns: value.columns) { row, column in
      value[row, column] * powers[row] * (isSymmetric ? powers[column] : 1)
    }
  }

  /// Identity matrices, ones, and shares that are as equal as powers of two can be, so that they sum to one exactly.
  private static func unit(_ domain: Domain, _ value: Matrix<Double>) -> Matrix<Double> {
    guard domain != .simplex else {
      let count = value.elements.count
      let share = 1 / Double((0...).lazy.map { 1 << $0 }.first { $0 >= count } ?? 1)
      let first = 1 - share * Double(count - 1)
      return Matrix(rows: value.rows, columns: value.columns) { $0 == 0 && $1 == 0 ? first : share }
    }
    let isMatrix = value.rows > 1 && value.columns > 1
    return Matrix(rows: value.rows, columns: value.columns) { !isMatrix || $0 == $1 ? 1 : 0 }
  }

  /// 1 1' + ε I for positive definite matrices.
  private static func nearlySingular(_ domain: Domain, _ value: Matrix<Double>) -> Matrix<Double> {
    guard domain == .positiveDefinite || domain == .positiveSemidefinite else { return value }
    return Matrix(rows: value.rows, columns: value.columns) { $0 == $1 ? 1 + 0x1p-16 : 1 }
  }

  /// Values near by, each in the domain.
  static func moves(_ value: Matrix<Double>, _ domain: Domain, _ step: Double) -> [Matrix<Double>] {
    if domain == .simplex { return transfers(value, step) }
    var found = [value.map { $0 * (1 + step) }, value.map { $0 / (1 + step) }]
    let width = value.columns
    func changed(_ change: (_ place: Int, _ element: Double) -> Double) -> Matrix<Double> {
      Matrix(rows: value.rows, columns: width) { change($0 * width + $1, value[$0, $1]) }
    }
    switch domain {
    case .real:
      for index in value.elements.indices.prefix(6) {
        for sign in [step, -step] { found.append(changed { $0 == index ? $1 + sign : $1 }) }
      }
    case .positive, .nonnegative:
      for index in value.elements.indices.prefix(6) {
        for factor in [1 + step, 1 / (1 + step)] { found.append(changed { $0 == index ? $1 * factor : $1 }) }
      }
    case .symmetric, .positiveSemidefinite, .positiveDefinite:
      // More on the diagonal keeps a matrix positive.
      for index in 0..<min(value.rows, 4) { found.append(changed { $0 == index * (width + 1) ? $1 + step : $1 }) }
      guard step >= 0.25, value.rows > 1 else { break }
      // D S D with powers of two is exact, so that it keeps a matrix positive, too.
      for index in 0..<min(value.rows, 4) {
        for factor in [2 * step, 1 / (2 * step)] where factor != 1 {
          found.append(
            changed { place, element in
              let isRow = place / width == index, isColumn = place % width == index
              return element * (isRow ? factor : 1) * (isColumn ? factor : 1)
            })
        }
      }
    case .invertible, .fullColumnRank, .simplex, .natural, .binary, .oneHot: break
    }
    return found
  }

  /// Probability moved from one entry to the next, in multiples of a power of two, so that the sum stays one exactly.
  private static func transfers(_ value: Matrix<Double>, _ step: Double) -> [Matrix<Double>] {
    let share = step / (1 + step)
    return (0..<min(value.rows, 4)).compactMap { giver in
      let taker = (giver + 1) % value.rows
      let part = (value[giver, 0] * share * 0x1p30).rounded(.down) * 0x1p-30
      guard giver != taker, part > 0, part < value[giver, 0] else { return nil }
      return Matrix(rows: value.rows, columns: 1) { row, _ in
        value[row, 0] + (row == giver ? -part : row == taker ? part : 0)
      }
    }
  }
}

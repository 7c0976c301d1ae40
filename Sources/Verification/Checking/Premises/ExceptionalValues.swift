import NumericCore
import Symbolic

/// A value at which equations do not determine their unknowns, though they do at nearly all others.
struct ExceptionalValue: Sendable {
  /// The value as a person writes it: `a = 0`.
  let words: String
  /// What to declare so that the value is left out.
  let hint: String?
  /// Solutions of the equations there.
  let solutions: [SolvedPoint]
}

/// Looks for values at which equations determine less than where all numbers are drawn: a x = a y says nothing of x where
/// a = 0.
struct ExceptionalValues {
  let system: EquationSystem
  let seed: UInt64

  /// The most values that are looked at, and the solutions at each.
  private static let limits = (values: 32, starts: 3)

  /// One value of one symbol.
  private struct Candidate {
    let words: String
    let hint: String?
    let values: [Symbol: Matrix<Ball>]
  }

  /// The values found, with solutions from those starts.
  ///
  /// - Parameter function: the residuals at one instance.
  /// - Parameter starts: numbers in the domains of the unknowns.
  func found(_ function: ResidualFunction, from starts: [[Double]]) -> [ExceptionalValue] {
    let starts = starts.filter { function.isInDomain($0) }.prefix(ExceptionalValues.limits.starts)
    guard let generic = starts.first else { return [] }
    var found: [ExceptionalValue] = []
    for candidate in candidates(function) + roots(function, at: generic) {
      let function = function.with(candidate.values)
      var solver = NumericSolver(function: function)
      let isDetermined = solver.isDetermined(at: generic)
      guard isDetermined != true else { continue }
      // Where rounding does not tell, or the equations have no value, no step leads to a solution.
      let solutions = starts.compactMap { solver.anySolution(from: $0, stepping: isDetermined == false) }
        .filter { function.isInDomain($0) }
      guard !solutions.isEmpty else { continue }
      let points = solutions.map { numbers in
        let values = function.matrices(numbers)
        return SolvedPoint(
          tables: function.values, values: values,
          instance: function.instance.with(values.mapValues { $0.map { Ball($0) } }),
          declarations: function.declarations)
      }
      found.append(ExceptionalValue(words: candidate.words, hint: candidate.hint, solutions: points))
    }
    return found
  }

  // MARK: Candidates

  private func candidates(_ function: ResidualFunction) -> [Candidate] {
    let known = known
    var all: [Candidate] = []
    for symbol in known { all += candidates(of: symbol, among: known, function) }
    let zeros = all.filter { $0.words.hasSuffix(" = 0") }
    return Array((zeros + all.filter { !$0.words.hasSuffix(" = 0") }).prefix(ExceptionalValues.limits.values))
  }

  // MARK: Roots

  /// The values of single numbers at which one equation ceases to change with its one unknown, where its slope changes
  /// its sign: 2 in (a − 2) x = (a − 2) y.
  private func roots(_ function: ResidualFunction, at numbers: [Double]) -> [Candidate] {
    guard function.count == 1 else { return [] }
    var found: [Candidate] = []
    for symbol in known where symbol.sort == .scalar && system.declarations.families[symbol] == nil {
      let grid: [Double]
      switch symbol.domain {
      // In no special distance of each other, so that a root is seldom a point of the grid.
      case .real: grid = (-24...24).map { Double($0) * 0.33 + 0.07 }
      case .positive, .nonnegative:
        grid = (-4...4).flatMap { exponent in
          [1.07, 1.51].map { Double(sign: .plus, exponent: exponent, significand: $0) }
        }
      default: continue
      }
      func slope(_ value: Double) -> Double? {
        var moved = function.with([symbol: Matrix(rows: 1, columns: 1) { _, _ in Ball(value) }])
        guard let slopes = moved.slopes(numbers)?.first, slopes.count == 1 else { return nil }
        return slopes[0]
      }
      let slopes = grid.map { ($0, slope($0)) }
      for ((low, before), (high, after)) in zip(slopes, slopes.dropFirst()) {
        guard let before, let after, before * after < 0 else { continue }
        let root = ExceptionalValues.root(between: low, high, before, slope)
        let value = Matrix<Ball>(rows: 1, columns: 1) { _, _ in Ball(root) }
        let isPlain = root == root.rounded()
        found.append(
          Candidate(
            words: isPlain ? "\(symbol.name) = \(Int(root))" : "\(symbol.name) has a certain value", hint: nil,
            values: [symbol: value]))
      }
    }
    return Array(found.prefix(ExceptionalValues.limits.values))
  }

  /// The place between these at which the function changes its sign, a whole number where it is close to one.
  private static func root(
    between low: Double, _ high: Double, _ before: Double, _ function: (Double) -> Double?
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      guard let value = function(middle) else { break }
      if value * before > 0 { low = middle } else { high = middle }
    }
    let root = (low + high) / 2
    return abs(root - root.rounded()) < 1e-8 ? root.rounded() : root
  }

  /// What the equations mention, and do not solve for.
  private var known: [Symbol] {
    let declarations = system.declarations
    var free: Set<Symbol> = []
    for residual in system.residuals {
      free.formUnion(((try? residual.unfolding(declarations.definitions)) ?? residual).freeSymbols)
    }
    return declarations.symbols.filter { symbol in
      free.contains(symbol) && !system.unknowns.contains(symbol) && !symbol.sort.isDistribution
        && declarations.definitions[symbol] == nil && declarations.distributions[symbol] == nil
        && declarations.indexBounds[symbol] == nil
        && (!declarations.functions.contains(symbol) || declarations.families[symbol] != nil)
    }
  }

  /// Zero and one, and the values of other symbols, as far as the domain has them.
  private func candidates(
    of symbol: Symbol, among others: [Symbol], _ function: ResidualFunction
  ) -> [Candidate] {
    let sizes = function.instance.sizes
    guard let rows = symbol.shape.rows.value(sizes), let columns = symbol.shape.columns.value(sizes),
      let members = members(of: symbol, sizes)
    else { return [] }
    let isFamily = system.declarations.families[symbol] != nil
    func candidate(_ words: String, _ hint: String? = nil, _ matrix: Matrix<Ball>) -> Candidate {
      let values = Dictionary(members.map { ($0, matrix) }, uniquingKeysWith: { first, _ in first })
      let name = isFamily ? "all \(symbol.name)" : symbol.name
      return Candidate(words: "\(name) = \(words)", hint: hint, values: values)
    }
    var found: [Candidate] = []
    if ExceptionalValues.hasZero(symbol.domain) {
      let zero = Matrix<Ball>(rows: rows, columns: columns) { _, _ in Ball(0.0) }
      found.append(candidate("0", hint(symbol), zero))
    }
    if symbol.shape.isSquare, ExceptionalValues.hasIdentity(symbol.domain) {
      let identity = Matrix<Ball>(rows: rows, columns: rows) { Ball($0 == $1 ? 1.0 : 0.0) }
      found.append(candidate(symbol.shape.isScalar ? "1" : "I", nil, identity))
      if ExceptionalValues.hasZero(symbol.domain), symbol.domain == .real || symbol.domain == .symmetric {
        found.append(candidate(symbol.shape.isScalar ? "-1" : "-I", nil, identity.map { -$0 }))
      }
    }
    guard !isFamily else { return found }
    for other in others where other != symbol && other.sort == symbol.sort && other.domain == symbol.domain {
      // Each pair once.
      guard system.declarations.families[other] == nil, other.name < symbol.name,
        let value = try? function.instance.value(of: other, rows: rows, columns: columns)
      else { continue }
      found.append(candidate(other.name, nil, value))
      if symbol.domain == .real || symbol.domain == .symmetric {
        found.append(candidate("-\(other.name)", nil, value.map { -$0 }))
      }
    }
    return found
  }

  /// The symbol, or the members of the family that it is.
  private func members(of symbol: Symbol, _ sizes: [String: Int]) -> [Symbol]? {
    guard let ranges = system.declarations.families[symbol] else { return [symbol] }
    var tuples: [[Int]] = [[]]
    for range in ranges {
      guard let upper = range.upper.value(sizes), upper >= range.lower, upper - range.lower < 64 else { return nil }
      tuples = tuples.flatMap { tuple in (range.lower...upper).map { tuple + [$0] } }
      guard tuples.count <= 256 else { return nil }
    }
    return tuples.map { symbol.member(at: $0) }
  }

  private func hint(_ symbol: Symbol) -> String? {
    guard symbol.shape.isSquare else { return nil }
    switch symbol.domain {
    case .real: return symbol.shape.isScalar ? "declare \(symbol.name) > 0" : "declare \(symbol.name) invertible"
    case .nonnegative: return symbol.shape.isScalar ? "declare \(symbol.name) > 0" : nil
    case .symmetric, .positiveSemidefinite: return "declare \(symbol.name) positive definite"
    default: return nil
    }
  }

  private static func hasZero(_ domain: Domain) -> Bool {
    switch domain {
    case .real, .nonnegative, .symmetric, .positiveSemidefinite: true
    case .positive, .positiveDefinite, .invertible, .simplex, .natural, .binary, .oneHot, .fullColumnRank: false
    }
  }

  private static func hasIdentity(_ domain: Domain) -> Bool {
    switch domain {
    case .real, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible: true
    case .positive, .nonnegative: true
    case .simplex, .natural, .binary, .oneHot, .fullColumnRank: false
    }
  }
}

extension PremiseResolution {
  /// Why a line does not follow, though it does at nearly all values: at one of the others it does not hold.
  ///
  /// - Parameter lines: what is written around it; where some of that has no value, nothing is claimed.
  func exception(_ left: Term, _ relation: Relation, _ right: Term, beside lines: [Term]) -> String? {
    for exceptional in exceptions {
      for point in exceptional.solutions {
        guard point.violates(left, relation, right), lines.allSatisfy(point.mayHaveValue) else { continue }
        let hint = exceptional.hint.map { "; \($0), if it is" } ?? ""
        return "it does not follow where \(exceptional.words)\(hint)"
      }
    }
    return nil
  }
}

extension SolvedPoint {
  /// Differences below this share of the values are not told from the rounding of a solution.
  private static let leastDifference = 1e-3

  /// Whether "left relation right" clearly does not hold here.
  fileprivate func violates(_ left: Term, _ relation: Relation, _ right: Term) -> Bool {
    guard let first = value(left), let second = value(right), first.rows == second.rows,
      first.columns == second.columns
    else { return false }
    let pairs = zip(first.elements, second.elements).map { ($0.midpoint, $1.midpoint) }
    return pairs.contains { a, b in
      let gap = (a - b) / max(1, abs(a), abs(b))
      guard gap.isFinite else { return false }
      switch relation {
      case .equal, .definition: return abs(gap) > SolvedPoint.leastDifference
      case .less, .lessOrEqual: return gap > SolvedPoint.leastDifference
      case .greater, .greaterOrEqual: return gap < -SolvedPoint.leastDifference
      case .proportional, .equalUpToConstant, .approximately: return false
      }
    }
  }

  /// Whether the term is not known to have no value here.
  fileprivate func mayHaveValue(_ term: Term) -> Bool {
    guard let plain = try? term.taking(tables) else { return true }
    var evaluator = TermValues(declarations: declarations, instance: instance)
    do throws(EvaluationError) {
      _ = try evaluator.value(plain)
      return true
    } catch {
      if case .undefined = error { return false }
      return true
    }
  }
}

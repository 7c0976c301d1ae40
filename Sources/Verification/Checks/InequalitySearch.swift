import NumericCore
import Symbolic

/// Walks towards the violation of an inequality: from small and large values, equal parameters and zeros, by steps that
/// make the gap smaller.
///
/// All values lie in their domains exactly, so that a violation beyond rounding is one.
struct InequalitySearch {
  /// The tightest gap found.
  struct Gap: Sendable, Hashable {
    /// By how much the inequality holds, as a share of the values.
    let share: Double
    /// The sizes as text.
    let sizes: String
  }

  private let relation: Relation
  private let declarations: Declarations
  private let plan: SizePlan
  private let seed: UInt64
  private let symbols: [Symbol]
  private var graph: TermGraph
  private let left: Int
  private let right: Int
  private var budget: Int
  private var work = 3_000_000

  /// The tightest gap, and a violation with the two values, where one is found.
  private(set) var tightest: Gap?
  private(set) var violation: Counterexample?

  /// Nil where the two sides are no scalars that are compared.
  init?(left: Term, _ relation: Relation, right: Term, declarations: Declarations, seed: UInt64, budget: Int = 800) {
    guard left.sort == .scalar, right.sort == .scalar else { return nil }
    switch relation {
    case .lessOrEqual, .greaterOrEqual, .less, .greater: break
    case .equal, .definition, .proportional, .equalUpToConstant, .approximately: return nil
    }
    var graph = TermGraph(declarations: declarations)
    guard let first = try? graph.insert(left), let second = try? graph.insert(right) else { return nil }
    var reached = left.freeSymbols.union(right.freeSymbols)
    var pending = Array(reached)
    while let next = pending.popLast() {
      for symbol in declarations.definitions[next]?.freeSymbols ?? [] where reached.insert(symbol).inserted {
        pending.append(symbol)
      }
    }
    symbols = declarations.symbols.filter { symbol in
      reached.contains(symbol) && declarations.definitions[symbol] == nil && !symbol.sort.isDistribution
        && !declarations.functions.contains(symbol) && declarations.laws[symbol] == nil
        && declarations.indexBounds[symbol] == nil && InequalitySearch.isMoved(symbol.domain)
    }
    self.graph = graph
    self.left = first
    self.right = second
    self.relation = relation
    self.declarations = declarations
    self.seed = seed
    self.budget = budget
    plan = SizePlan(terms: [left, right], declarations: declarations, isRestricted: true)
  }

  /// Whether values of the domain can be scaled and moved and stay in it exactly.
  private static func isMoved(_ domain: Domain) -> Bool {
    switch domain {
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite: true
    case .invertible, .simplex, .natural, .binary, .oneHot, .fullColumnRank: false
    }
  }

  private typealias Values = [Symbol: Matrix<Double>]

  /// Looks for the tightest gap.
  mutating func run() {
    for sizes in plan.assignments.prefix(4) {
      for start in 0..<6 {
        guard budget > 0, work > 0, violation == nil else { return }
        let instance = FloatingInstance.random(sizes: sizes, seed: seed, number: 1000 + start)
        if let values = self.values(start, instance) { walk(values, instance, sizes) }
      }
    }
  }

  private func values(_ start: Int, _ instance: Instance<Ball>) -> Values? {
    var values: Values = [:]
    var shared: [String: Matrix<Double>] = [:]
    for symbol in symbols {
      guard let rows = symbol.shape.rows.value(instance.sizes),
        let columns = symbol.shape.columns.value(instance.sizes),
        let drawn = try? instance.value(of: symbol, rows: rows, columns: columns)
      else { return nil }
      let plain = drawn.map(\.midpoint)
      switch start {
      case 1: values[symbol] = plain.map { $0 * 0x1p-10 }
      case 2: values[symbol] = plain.map { $0 * 0x1p10 }
      case 3:
        let kind = "\(symbol.sort) \(symbol.domain)"
        shared[kind] = shared[kind] ?? plain
        values[symbol] = shared[kind]
      case 4: values[symbol] = symbol.domain == .real ? plain.map { _ in 0 } : plain
      default: values[symbol] = plain
      }
    }
    return values
  }

  private mutating func walk(_ start: Values, _ instance: Instance<Ball>, _ sizes: [String: Int]) {
    var values = start
    guard var best = slack(values, instance, sizes) else { return }
    var step = 0.5
    for _ in 0..<12 {
      var isBetter = false
      for symbol in symbols {
        guard let value = values[symbol] else { continue }
        for moved in InequalitySearch.moves(value, symbol.domain, step) {
          guard budget > 0, work > 0, violation == nil else { return }
          var next = values
          next[symbol] = moved
          guard let found = slack(next, instance, sizes), found < best else { continue }
          (values, best, isBetter) = (next, found, true)
          break
        }
      }
      if !isBetter { step /= 2 }
    }
  }

  /// Values near by, each in the domain.
  private static func moves(_ value: Matrix<Double>, _ domain: Domain, _ step: Double) -> [Matrix<Double>] {
    var found = [value.map { $0 * (1 + step) }, value.map { $0 / (1 + step) }]
    switch domain {
    case .real:
      for index in value.elements.indices.prefix(6) {
        for sign in [step, -step] {
          found.append(
            Matrix(rows: value.rows, columns: value.columns) { row, column in
              value[row, column] + (row * value.columns + column == index ? sign : 0)
            })
        }
      }
    case .positive, .nonnegative:
      for index in value.elements.indices.prefix(6) {
        for factor in [1 + step, 1 / (1 + step)] {
          found.append(
            Matrix(rows: value.rows, columns: value.columns) { row, column in
              value[row, column] * (row * value.columns + column == index ? factor : 1)
            })
        }
      }
    default:
      // More on the diagonal keeps a matrix positive.
      for index in 0..<min(value.rows, 4) {
        found.append(
          Matrix(rows: value.rows, columns: value.columns) { row, column in
            value[row, column] + (row == index && column == index ? step : 0)
          })
      }
    }
    return found
  }

  /// By how much the inequality holds; takes note of violations and of the tightest gap.
  private mutating func slack(_ values: Values, _ instance: Instance<Ball>, _ sizes: [String: Int]) -> Double? {
    budget -= 1
    guard values.values.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else { return nil }
    var evaluator = LineEvaluator(graph: graph, instance: instance.with(values.mapValues { $0.map { Ball($0) } }))
    guard let first = try? evaluator.value(ofNode: left, in: graph) else { return nil }
    work -= evaluator.work
    guard let second = try? evaluator.value(ofNode: right, in: graph) else { return nil }
    work -= evaluator.work
    let isAtMost = relation == .lessOrEqual || relation == .less
    let difference = isAtMost ? second[0, 0] - first[0, 0] : first[0, 0] - second[0, 0]
    guard difference.isDefined else { return nil }
    if -difference.midpoint > difference.radius {
      func rows(_ matrix: Matrix<Double>) -> [[Double]] {
        (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
      }
      violation = Counterexample(
        sizes: sizes.sorted { $0.key < $1.key }.map { Assignment($0.key, $0.value) },
        values: symbols.compactMap { symbol in values[symbol].map { Assignment(symbol.name, rows($0)) } },
        left: rows(first.map(\.midpoint)), right: rows(second.map(\.midpoint)), bound: difference.radius,
        isComputed: true)
      return difference.midpoint
    }
    let scale = max(abs(first[0, 0].midpoint), abs(second[0, 0].midpoint))
    // A gap that rounding hides is none that can be stated.
    let share = scale > 0 && difference.midpoint > difference.radius ? difference.midpoint / scale : 0
    if tightest.map({ share < $0.share }) ?? true { tightest = Gap(share: share, sizes: plan.words(sizes)) }
    return difference.midpoint
  }
}

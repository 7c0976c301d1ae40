import NumericCore
import Symbolic

/// Looks for values at which two terms differ, in small sizes and small whole numbers first, and makes them smaller.
struct CounterexampleSearch {
  private let graph: TermGraph
  private let left: Int
  private let right: Int
  private let comparison: ChainEvaluation.Comparison
  private let plan: SizePlan
  private let seed: UInt64
  /// The symbols whose values matter, in order of declaration.
  private let symbols: [Symbol]
  private let functions: [Symbol]
  private var budget: Int
  /// How many more elements may be computed in all, so that a large line takes no longer than a small one.
  private var work = 1_500_000

  /// Draws at each assignment of sizes.
  private static let trials = 48
  /// The violations from which smaller ones are sought.
  private static let starts = 6

  /// Values with what both sides are there.
  private struct Violation {
    let sizes: [String: Int]
    let values: [Symbol: Matrix<Double>]
    let left: Matrix<Ball>
    let right: Matrix<Ball>
    let bound: Double
    /// The members of families on which the two sides rest.
    let members: Set<Symbol>
    /// The number of the tables of arbitrary laws.
    let trial: Int
    /// Those tables, and the values of what takes its value from them.
    let tables: [Assignment<[[Double]]>]

    /// How much a person minds the values; results that are no short fractions are a little worse.
    var cost: Double {
      let isRound = (left.elements + right.elements).allSatisfy {
        abs($0.midpoint * 64 - ($0.midpoint * 64).rounded()) < 1e-9
      }
      return values.values.map { SmallValue.cost($0) }.sorted().reduce(isRound ? 0 : 3, +)
    }
  }

  init?(
    left: Term, _ relation: Relation, right: Term, declarations: Declarations, seed: UInt64, budget: Int
  ) {
    guard left.sort == right.sort, !left.sort.isDistribution,
      let comparison = ChainEvaluation.Comparison(relation)
    else { return nil }
    var graph = TermGraph(
      declarations: declarations, smooth: SmoothFunctions.find(in: [left, right], declarations: declarations))
    do throws(EvaluationError) {
      self.left = try graph.insert(left)
      self.right = try graph.insert(right)
    } catch {
      return nil
    }
    if LawUse.isMixed([self.left, self.right], in: graph) { return nil }
    self.graph = graph
    self.comparison = comparison
    self.seed = seed
    self.budget = budget
    plan = SizePlan(terms: [left, right], declarations: declarations, isRestricted: true)
    let order = Dictionary(
      declarations.symbols.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    func inOrder(_ symbols: [Symbol]) -> [Symbol] {
      symbols.sorted { (order[$0] ?? .max, $0.name) < (order[$1] ?? .max, $1.name) }
    }
    let needed = graph.nodes[self.left].dependence | graph.nodes[self.right].dependence
    let free = graph.symbols.indices.filter { needed >> UInt128($0) & 1 == 1 }
    symbols = inOrder(free.filter { graph.takesOwnValue($0) }.map { graph.symbols[$0] })
    var applied: Set<Symbol> = []
    for node in graph.nodes {
      if case .application(let number) = node.operation { applied.insert(graph.symbols[number]) }
    }
    functions = inOrder(Array(applied))
  }

  mutating func run() -> Counterexample? {
    for sizes in smallSizes + plan.assignments + plan.largeAssignments {
      var best: Violation?
      var starts = 0
      for trial in 0..<CounterexampleSearch.trials where starts < CounterexampleSearch.starts {
        guard let found = violation(sizes, smallValues(sizes, trial), trial) else { continue }
        starts += 1
        let smaller = shrunk(found)
        if best.map({ smaller.cost < $0.cost }) ?? true { best = smaller }
      }
      if let best { return counterexample(best) }
    }
    for round in 0..<8 {
      for sizes in plan.assignments {
        if let found = violation(sizes, realValues(sizes, round), 100 + round) { return counterexample(shrunk(found)) }
      }
    }
    return nil
  }

  /// One and two for each dimension, few twos first: of families, each dimension more is many values more.
  private var smallSizes: [[String: Int]] {
    guard symbols.contains(where: { graph.declarations.families[$0] != nil }), let names = plan.assignments.first?.keys,
      names.count <= 4
    else { return [] }
    var all: [[String: Int]] = [[:]]
    for name in names.sorted() { all = all.flatMap { [$0.merging([name: 1]) { $1 }, $0.merging([name: 2]) { $1 }] } }
    func total(_ sizes: [String: Int]) -> Int { sizes.values.reduce(0, +) }
    return all.filter(plan.admits).enumerated().sorted {
      (total($0.element), $0.offset) < (total($1.element), $1.offset)
    }.map(\.element)
  }

  private func smallValues(_ sizes: [String: Int], _ trial: Int) -> [Symbol: Matrix<Double>] {
    var values: [Symbol: Matrix<Double>] = [:]
    for symbol in unknowns(sizes) + functions {
      guard let (rows, columns) = size(symbol, sizes) else { continue }
      let name = "small \(words(ofSizes: sizes)) \(trial) \(symbol.name)"
      var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
      if let bound = graph.declarations.indexBounds[symbol]?.value(sizes) {
        values[symbol] = Matrix(rows: 1, columns: 1, elements: [Double(source.integer(in: 1...max(1, min(bound, 5))))])
        continue
      }
      values[symbol] = SmallValue.draw(
        symbol.domain, rows, columns, level: min(trial / 8, 3), sizes: sizes, &source)
    }
    return values
  }

  private func realValues(_ sizes: [String: Int], _ round: Int) -> [Symbol: Matrix<Double>] {
    var values: [Symbol: Matrix<Double>] = [:]
    for symbol in unknowns(sizes) {
      guard let (rows, columns) = size(symbol, sizes) else { continue }
      let name = "real \(words(ofSizes: sizes)) \(round) \(symbol.name)"
      var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
      values[symbol] = try? FloatingInstance.draw(symbol.domain, rows, columns, sizes, &source)
    }
    return values
  }

  /// The most members of one family whose values are sought.
  private static let memberLimit = 60

  /// The symbols with values of their own at these sizes: the members of a family in its place.
  private func unknowns(_ sizes: [String: Int]) -> [Symbol] {
    symbols.flatMap { symbol -> [Symbol] in
      guard let ranges = graph.declarations.families[symbol] else { return [symbol] }
      var places: [[Int]] = [[]]
      for range in ranges {
        guard let upper = range.upper.value(sizes), upper >= range.lower else { return [] }
        places = places.flatMap { place in (range.lower...min(upper, range.lower + 100)).map { place + [$0] } }
        guard places.count <= CounterexampleSearch.memberLimit else { return [] }
      }
      return places.map { symbol.member(at: $0) }
    }
  }

  private func size(_ symbol: Symbol, _ sizes: [String: Int]) -> (rows: Int, columns: Int)? {
    guard let rows = symbol.shape.rows.value(sizes), let columns = symbol.shape.columns.value(sizes),
      (1...16).contains(rows), (1...16).contains(columns)
    else { return nil }
    return (rows, columns)
  }

  /// What both sides are at these values, where both are defined and the relation is certainly violated.
  private mutating func violation(
    _ sizes: [String: Int], _ values: [Symbol: Matrix<Double>], _ trial: Int
  ) -> Violation? {
    budget -= 1
    guard budget >= 0, work > 0 else { return nil }
    let drawn = FloatingInstance.random(sizes: sizes, seed: seed, number: 0, smooth: graph.smooth)
    var instance = Instance<Ball>(
      sizes: sizes, values: values.mapValues { $0.map { Ball($0) } }, circleConstant: Ball.circleConstant,
      polynomials: drawn.polynomials,
      draw: CounterexampleSearch.tableDraw(sizes, seed: seed, trial: trial),
      apply: { (function, _, _, _) throws(EvaluationError) in
        throw .outside(reason: "\(function.name) has no value")
      })
    instance.supportSize = 2
    var evaluator = LineEvaluator(graph: graph, instance: instance)
    let first = try? evaluator.value(ofNode: left, in: graph)
    work -= graph.nodes.count + evaluator.work
    guard let first, let second = try? evaluator.value(ofNode: right, in: graph) else { return nil }
    work -= evaluator.work
    guard case .violated(_, _, let bound) = ChainEvaluation.compare(first, comparison, second) else { return nil }
    return Violation(
      sizes: sizes, values: values, left: first, right: second, bound: bound, members: evaluator.drawnMemberSymbols,
      trial: trial, tables: evaluator.lawAssignments { $0.midpoint })
  }

  /// Replaces values by simpler ones as long as the two sides still differ.
  private mutating func shrunk(_ found: Violation) -> Violation {
    var best = found
    var isChanged = true
    while isChanged, budget > 0, work > 0 {
      isChanged = false
      for symbol in unknowns(best.sizes) + functions {
        guard let value = best.values[symbol] else { continue }
        for simpler in SmallValue.simpler(than: value, symbol.domain) {
          var values = best.values
          values[symbol] = simpler
          if let smaller = violation(best.sizes, values, best.trial) {
            best = smaller
            isChanged = true
            break
          }
        }
      }
    }
    return best
  }

  private func counterexample(_ violation: Violation) -> Counterexample {
    func rows(_ matrix: Matrix<Double>) -> [[Double]] {
      (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
    }
    return Counterexample(
      sizes: violation.sizes.sorted { $0.key < $1.key }.map { Assignment($0.key, $0.value) },
      values: (unknowns(violation.sizes) + functions).compactMap { symbol in
        guard let parts = symbol.memberParts else {
          return violation.values[symbol].map { Assignment(symbol.name, rows($0)) }
        }
        guard violation.members.contains(symbol) else { return nil }
        return violation.values[symbol].map { Assignment(parts.label, rows($0)) }
      } + violation.tables,
      left: rows(violation.left.map { $0.midpoint }), right: rows(violation.right.map { $0.midpoint }),
      bound: violation.bound, isComputed: true)
  }
}

/// The smallest values found at which "left relation right" is certainly violated, both sides being defined.
///
/// - Parameter budget: the most evaluations of the two sides.
package func counterexample(
  left: Term, _ relation: Relation = .equal, right: Term, declarations: Declarations, seed: UInt64,
  budget: Int = 1500
) -> Counterexample? {
  var search = CounterexampleSearch(
    left: left, relation, right: right, declarations: declarations, seed: seed, budget: budget)
  return search?.run()
}

import NumericCore
import Symbolic
import Synchronization

/// Two terms in one graph, evaluated at values that a search chooses.
struct ComparedTerms {
  let left: Int
  let right: Int
  let graph: TermGraph
  /// The places of the symbols in the declarations.
  let order: [Symbol: Int]

  /// Nil where a side cannot be evaluated, or where tables for arbitrary laws refute nothing.
  init?(_ left: Term, _ right: Term, declarations: Declarations) {
    var graph = TermGraph(
      declarations: declarations, smooth: SmoothFunctions.find(in: [left, right], declarations: declarations))
    guard let first = try? graph.insert(left), let second = try? graph.insert(right),
      !LawUse.isMixed([first, second], in: graph)
    else { return nil }
    (self.left, self.right, self.graph) = (first, second, graph)
    order = Dictionary(
      declarations.symbols.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// An evaluator of the terms at the values given, and elsewhere at those of an instance.
  func evaluator(_ values: [Symbol: Matrix<Double>], _ instance: Instance<Ball>) -> LineEvaluator<Ball> {
    LineEvaluator(graph: graph, instance: instance.with(values.mapValues { $0.map { Ball($0) } }))
  }

  /// The values that the terms ask for, those of tables and members of families included.
  func drawn(_ instance: Instance<Ball>) -> [Symbol: Matrix<Double>] {
    let record = Mutex<[Symbol: Matrix<Double>]>([:])
    var evaluator = LineEvaluator(
      graph: graph,
      instance: instance.observed { symbol, value in
        record.withLock { $0[symbol] = value.map(\.midpoint) }
      })
    for node in [left, right] { _ = try? evaluator.value(ofNode: node, in: graph) }
    return record.withLock { $0 }
  }

  /// The values at which the sides are these, as one can redo it.
  ///
  /// - Parameter laws: the tables that stand for arbitrary laws.
  func counterexample(
    _ values: [Symbol: Matrix<Double>], _ sizes: [String: Int], left: Matrix<Ball>, right: Matrix<Ball>, bound: Double,
    laws: [Assignment<[[Double]]>] = []
  ) -> Counterexample {
    func rows(_ matrix: Matrix<Double>) -> [[Double]] {
      (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
    }
    return Counterexample(
      sizes: sizes.sorted { $0.key < $1.key }.map { Assignment($0.key, $0.value) },
      values: values.filter { !$0.key.name.hasPrefix("#") }
        .sorted { (order[$0.key] ?? .max, $0.key.name) < (order[$1.key] ?? .max, $1.key.name) }
        .map { Assignment($0.key.memberParts?.label ?? $0.key.name, rows($0.value)) } + laws,
      left: rows(left.map(\.midpoint)), right: rows(right.map(\.midpoint)), bound: bound, isComputed: true)
  }
}

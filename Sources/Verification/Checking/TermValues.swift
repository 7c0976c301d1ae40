import NumericCore
import Symbolic

/// The values of terms at one instance in floating point, derivatives included.
struct TermValues {
  private var graph: TermGraph
  private var evaluator: LineEvaluator<Ball>

  init(declarations: Declarations, instance: Instance<Ball>) {
    graph = TermGraph(declarations: declarations)
    evaluator = LineEvaluator(graph: graph, instance: instance)
  }

  /// The value of the term.
  mutating func value(_ term: Term) throws(EvaluationError) -> Matrix<Ball> {
    let node = try graph.insert(term)
    return try evaluator.value(ofNode: node, in: graph)
  }
}

import NumericCore
import Symbolic

/// The values of the lines of a chain at one instance, each computed once.
struct LineValues<Scalar: EvaluationScalar>: Sendable {
  /// The size of each dimension.
  var sizes: [String: Int] { evaluator.instance.sizes }
  private var evaluator: LineEvaluator<Scalar>
  private var values: [Int: Result<Matrix<Scalar>, EvaluationError>] = [:]

  init(graph: TermGraph, instance: Instance<Scalar>) {
    evaluator = LineEvaluator(graph: graph, instance: instance)
  }

  /// The value of a node.
  mutating func value(_ node: Int, in graph: TermGraph) -> Result<Matrix<Scalar>, EvaluationError> {
    if let known = values[node] { return known }
    let result: Result<Matrix<Scalar>, EvaluationError>
    do throws(EvaluationError) {
      result = .success(try evaluator.value(ofNode: node, in: graph))
    } catch {
      result = .failure(error)
    }
    values[node] = result
    return result
  }
}

import Notation
import NumericCore
import Symbolic

/// The exact comparison of the lines of a derivation at one instance, apart from all else that a check does, for
/// measuring what it costs.
package struct ExactLineCheck: Sendable {
  private let lines: [Term]
  private let declarations: Declarations

  /// The lines of the first chain of a derivation.
  /// - Throws: what reading the text does.
  package init(text: String) throws {
    let document = try DocumentReader.read(bytes: Array(text.utf8), name: "cost.md")
    guard let claim = document.claims.first, let unit = ChainUnit.all(of: claim, source: document.source, seed: 1).first
    else { throw EvaluationError.outside(reason: "no derivation") }
    (lines, declarations) = (unit.terms, unit.declarations)
  }

  /// How many lines are compared.
  package var count: Int { lines.count }

  /// Builds the graph of the lines, draws an instance of these sizes, evaluates all lines and compares each with the one
  /// before.
  /// - Returns: The number of the first line that differs from the one before, if one does.
  /// - Throws: `EvaluationError` where a line has no exact value.
  package func firstDifference(sizes: [String: Int], seed: UInt64) throws(EvaluationError) -> Int? {
    var graph = TermGraph(
      declarations: declarations, smooth: SmoothFunctions.find(in: lines, declarations: declarations))
    var nodes: [Int] = []
    for line in lines { nodes.append(try graph.insert(line)) }
    var evaluator = LineEvaluator(
      graph: graph,
      instance: ExactInstance.random(
        sizes: sizes, seed: seed, number: 0,
        logarithmic: LogarithmicSymbols.find(in: lines, declarations: declarations).subtracting(graph.smooth),
        smooth: graph.smooth))
    var before: Matrix<ExactScalar>?
    for (number, node) in nodes.enumerated() {
      let value = try evaluator.value(ofNode: node, in: graph)
      switch before.map({ ChainEvaluation.agreement($0, value) }) {
      case nil, .equal, .equalUpToRoots: break
      case .different, .unknown: return number
      }
      before = value
    }
    return nil
  }
}

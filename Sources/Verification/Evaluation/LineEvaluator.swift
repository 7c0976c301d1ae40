import NumericCore
import Symbolic

/// Evaluates terms at one instance: plain numbers for plain terms, numbers with infinitesimal parts for derivatives.
package struct LineEvaluator<Scalar: EvaluationScalar>: Sendable {
  private var plain: Evaluator<Scalar>
  private var jets: Evaluator<Jet<Scalar>>?

  /// An evaluator of the nodes of a graph.
  package init(graph: TermGraph, instance: Instance<Scalar>) {
    plain = Evaluator(graph: graph, instance: instance)
  }

  /// Where terms are evaluated.
  package var instance: Instance<Scalar> { plain.instance }
  /// How many elements were computed for the present term.
  package private(set) var work = 0
  /// The members of families whose values the instance was asked for.
  package var drawnMemberSymbols: Set<Symbol> {
    plain.drawnMemberSymbols.union(jets?.drawnMemberSymbols ?? [])
  }

  /// The tables of arbitrary laws that were used, with what takes its value from them.
  func lawAssignments(_ number: (Scalar) -> Double) -> [Assignment<[[Double]]>] {
    let found = plain.lawAssignments(number)
    return found.isEmpty ? jets?.lawAssignments { number($0.value) } ?? [] : found
  }

  /// The value of a node of the graph, which holds what this evaluator's graph held and perhaps more.
  package mutating func value(ofNode node: Int, in graph: TermGraph) throws(EvaluationError) -> Matrix<Scalar> {
    guard graph.nodes[node].usesDerivatives else {
      defer { work = plain.work }
      return try plain.value(ofNode: node, in: graph)
    }
    var evaluator = jets ?? Evaluator(graph: graph, instance: instance.withPerturbations())
    // One owner at a time, so that nothing is copied.
    jets = nil
    defer {
      work = 4 * evaluator.work
      jets = evaluator
    }
    return try evaluator.value(ofNode: node, in: graph).map { $0.value }
  }
}

extension Instance {
  /// The same instance for numbers with infinitesimal parts.
  func withPerturbations() -> Instance<Jet<Scalar>> {
    var instance = Instance<Jet<Scalar>>(
      sizes: sizes, values: values.mapValues { $0.map { Jet($0) } }, circleConstant: Jet(circleConstant),
      polynomials: polynomials?.withPerturbations(),
      draw: { (symbol, rows, columns) throws(EvaluationError) in
        try value(of: symbol, rows: rows, columns: columns).map { Jet($0) }
      },
      apply: { (function, arguments, rows, columns) throws(EvaluationError) in
        guard arguments.allSatisfy({ $0.elements.allSatisfy(\.isPlain) }) else {
          throw .outside(reason: "a derivative of an arbitrary function")
        }
        return try application(of: function, to: arguments.map { $0.map { $0.value } }, rows: rows, columns: columns)
          .map { Jet($0) }
      })
    instance.supportSize = supportSize
    instance.limits = limits
    instance.supports = supports.mapValues { $0.map { Jet($0) } }
    return instance
  }
}

import NumericCore
import Symbolic

/// Evaluates terms at one instance, each subterm once for each binding of the symbols that it depends on.
package struct Evaluator<Scalar: EvaluationScalar>: Sendable {
  /// Where terms are evaluated.
  package let instance: Instance<Scalar>
  /// The terms that are known.
  var graph: TermGraph
  /// How many more elements may be computed for the present term.
  var remaining = 0
  /// How many elements were computed for the present term.
  var work: Int { instance.limits.elements - remaining }

  struct Entry: Sendable {
    var stamp: Int
    var value: Matrix<Scalar>
  }
  private var values: [Entry?] = []
  private var distributions: [Int: (stamp: Int, value: DistributionValue<Scalar>)] = [:]
  private var symbolValues: [Matrix<Scalar>?] = []
  /// The members that a binding of a family has set, and those that were drawn.
  private var boundMembers: [Int: [[Int]: Matrix<Scalar>]] = [:]
  private var drawnMembers: [Int: [[Int]: Matrix<Scalar>]] = [:]
  /// The completed squares of integrals, by the node and the number of the pair.
  var quadratics: [[Int]: (stamp: Int, value: QuadraticExponent<Scalar>)] = [:]
  /// The laws as tables.
  var tables: LawTables<Scalar>
  /// The number of the binding of each bound symbol; a later binding has a greater number.
  private var bindings: [Int] = []
  private var bound: UInt128 = 0
  private(set) var lastBinding = 0
  /// How many bindings are in force.
  private(set) var nesting = 0
  /// How many derivatives are being taken inside each other.
  var derivatives = 0
  /// The first binding under which derivatives by so many entries are being taken side by side.
  var perturbation: (binding: Int, directions: Int) = (0, 1)
  /// How many times an element of the present node would be computed, were they taken one after the other. This is what
  /// counts against the limit, so that what is within it does not depend on how derivatives are taken.
  var elementCost = 1
  private var sizes: [(rows: Int, columns: Int)?] = []

  /// The most expectations and sums inside each other.
  static var nestingLimit: Int { 40 }

  /// An evaluator of terms that use these declarations.
  package init(declarations: Declarations, instance: Instance<Scalar>) {
    self.init(graph: TermGraph(declarations: declarations), instance: instance)
  }

  /// An evaluator of the nodes of a graph.
  package init(graph: TermGraph, instance: Instance<Scalar>) {
    self.graph = graph
    self.instance = instance
    tables = LawTables(declarations: graph.declarations)
    makeRoom()
  }

  /// The value of a term.
  package mutating func value(_ term: Term) throws(EvaluationError) -> Matrix<Scalar> {
    let node = try graph.insert(term)
    return try value(ofNode: node, in: graph)
  }

  /// The value of a node of the graph, which holds what this evaluator's graph held and perhaps more.
  package mutating func value(ofNode node: Int, in graph: TermGraph) throws(EvaluationError) -> Matrix<Scalar> {
    self.graph = graph
    makeRoom()
    remaining = instance.limits.elements
    bound = 0
    derivatives = 0
    perturbation = (0, 1)
    elementCost = 1
    let value = try evaluate(node)
    for element in value.elements { if let fault = element.fault { throw fault } }
    return value
  }

  private mutating func makeRoom() {
    let more = graph.nodes.count - values.count
    if more > 0 { values += Array(repeating: nil, count: more) }
    let symbols = graph.symbols.count - symbolValues.count
    if symbols > 0 {
      symbolValues += Array(repeating: nil, count: symbols)
      bindings += Array(repeating: 0, count: symbols)
    }
    for shape in graph.shapes.dropFirst(sizes.count) {
      let rows = shape.rows.value(instance.sizes).flatMap { (1...instance.limits.dimension).contains($0) ? $0 : nil }
      let columns = shape.columns.value(instance.sizes).flatMap {
        (1...instance.limits.dimension).contains($0) ? $0 : nil
      }
      if let rows, let columns { sizes.append((rows, columns)) } else { sizes.append(nil) }
    }
  }

  /// The rows and columns of a node's value.
  func size(of node: Int) throws(EvaluationError) -> (rows: Int, columns: Int) {
    guard let size = sizes[graph.nodes[node].shape] else {
      throw .undefined(reason: "a matrix of \(graph.shapes[graph.nodes[node].shape]) with the sizes given")
    }
    return size
  }

  /// The value of a node under the present bindings.
  mutating func evaluate(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    charge(1)
    guard remaining > 0 else { throw .tooLarge }
    let stamp = stamp(of: graph.nodes[node].dependence)
    if let entry = values[node], entry.stamp == stamp { return entry.value }
    let outerCost = setCost(at: stamp)
    defer { elementCost = outerCost }
    let value = try compute(node)
    charge(value.elements.count)
    values[node] = Entry(stamp: stamp, value: value)
    return value
  }

  /// Sets what an element costs of a node whose value rests on this binding; the cost until then.
  mutating func setCost(at stamp: Int) -> Int {
    let outer = elementCost
    elementCost = perturbation.directions > 1 && stamp >= perturbation.binding ? perturbation.directions : 1
    return outer
  }

  /// Takes note that so many elements are computed for the present node.
  mutating func charge(_ elements: Int) { remaining -= elements * elementCost }

  /// The value of a node that is a scalar.
  mutating func scalar(_ node: Int) throws(EvaluationError) -> Scalar {
    let value = try evaluate(node)
    guard value.rows == 1, value.columns == 1 else { throw .outside(reason: "a matrix where a scalar is expected") }
    return value[0, 0]
  }

  /// The whole number that a node is.
  mutating func integer(_ node: Int, _ purpose: String) throws(EvaluationError) -> Int {
    guard let number = try scalar(node).integerValue else {
      throw .undefined(reason: "\(purpose) that is no whole number up to a million")
    }
    return number
  }

  /// The distribution that a node is.
  mutating func distribution(_ node: Int) throws(EvaluationError) -> DistributionValue<Scalar> {
    let stamp = stamp(of: graph.nodes[node].dependence)
    if let entry = distributions[node], entry.stamp == stamp { return entry.value }
    let outerCost = setCost(at: stamp)
    defer { elementCost = outerCost }
    let children = graph.arguments(node)
    let value: DistributionValue<Scalar>
    switch graph.nodes[node].operation {
    case .definition: return try distribution(children[children.startIndex])
    case .gaussian, .distributionWithMoments:
      let mean = try evaluate(children[children.startIndex])
      let covariance = try evaluate(children[children.startIndex + 1])
      charge(2 * mean.rows * mean.rows * mean.rows)
      var isGaussian = false
      if case .gaussian = graph.nodes[node].operation { isGaussian = true }
      value = try DistributionValue(mean: mean, covariance: covariance, isGaussian: isGaussian)
    case .matrixGaussian:
      let mean = try evaluate(children[children.startIndex])
      let rows = try evaluate(children[children.startIndex + 1])
      let columns = try evaluate(children[children.startIndex + 2])
      let size = mean.rows * mean.columns
      guard size <= instance.limits.dimension else { throw .skipped(reason: "a matrix Gaussian that is too large") }
      charge(2 * size * size * size)
      value = try DistributionValue(matrixMean: mean, rows: rows, columns: columns)
    case .obstacle(let index): throw .outside(reason: graph.obstacles[index])
    default: throw .outside(reason: "a distribution of unknown kind")
    }
    distributions[node] = (stamp, value)
    return value
  }

  /// What was computed of a distribution under the present bindings.
  func keptDistribution(_ node: Int) -> DistributionValue<Scalar>? {
    guard let entry = distributions[node], entry.stamp == stamp(of: graph.nodes[node].dependence) else { return nil }
    return entry.value
  }

  /// Keeps what was computed of a distribution for a density.
  mutating func keep(_ value: DistributionValue<Scalar>, at node: Int) {
    distributions[node] = (stamp(of: graph.nodes[node].dependence), value)
  }

  /// What a symbol stood for outside a binding.
  struct Outer {
    fileprivate let value: Matrix<Scalar>?
    fileprivate let members: [[Int]: Matrix<Scalar>]?
    fileprivate let binding: Int
    fileprivate let isBound: Bool
  }

  /// Binds a symbol until `unbind` is called with the result.
  mutating func bind(_ symbol: Int, to value: Matrix<Scalar>) -> Outer {
    let outer = newBinding(of: symbol)
    symbolValues[symbol] = value
    return outer
  }

  /// Binds members of a family until `unbind` is called with the result; all others keep their values.
  mutating func bind(family: Int, members: [[Int]: Matrix<Scalar>]) -> Outer {
    let outer = newBinding(of: family)
    boundMembers[family] = (outer.members ?? [:]).merging(members) { _, new in new }
    return outer
  }

  private mutating func newBinding(of symbol: Int) -> Outer {
    let bit = UInt128(1) << UInt128(symbol)
    let outer = Outer(
      value: symbolValues[symbol], members: boundMembers[symbol], binding: bindings[symbol], isBound: bound & bit != 0)
    lastBinding += 1
    nesting += 1
    bindings[symbol] = lastBinding
    bound |= bit
    return outer
  }

  /// Gives the symbol back what it stood for.
  mutating func unbind(_ symbol: Int, _ outer: Outer) {
    nesting -= 1
    symbolValues[symbol] = outer.value
    boundMembers[symbol] = outer.members
    bindings[symbol] = outer.binding
    if !outer.isBound { bound &= ~(UInt128(1) << UInt128(symbol)) }
  }

  /// The value of a symbol, drawn where it is not bound.
  mutating func symbolValue(_ number: Int, node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    if let value = symbolValues[number] { return value }
    let size = try size(of: node)
    let value = try drawnValue(number, rows: size.rows, columns: size.columns)
    guard value.rows == size.rows, value.columns == size.columns else {
      throw .outside(reason: "a value of another shape for \(graph.symbols[number].name)")
    }
    symbolValues[number] = value
    return value
  }

  /// The value of a symbol that is not bound, where it was asked for.
  func freeValue(_ number: Int) -> Matrix<Scalar>? { symbolValues[number] }

  private mutating func drawnValue(
    _ number: Int, rows: Int, columns: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let symbol = graph.symbols[number]
    if let role = graph.roles[number], instance.values[symbol] == nil,
      let value = try freePoint(of: number, as: role).value
    {
      return value
    }
    return try instance.value(of: symbol, rows: rows, columns: columns)
  }

  /// The value of a member of a family that is bound, or was drawn.
  func knownMember(_ family: Int, at indices: [Int]) -> Matrix<Scalar>? {
    boundMembers[family]?[indices] ?? drawnMembers[family]?[indices]
  }

  /// The value of a member of a family, drawn where it is not bound.
  mutating func memberValue(
    _ family: Int, at indices: [Int], rows: Int, columns: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    if let value = knownMember(family, at: indices) { return value }
    if let role = graph.roles[family] {
      drawnMembers[family] = try freePoint(of: family, as: role).members
      if let value = drawnMembers[family]?[indices] { return value }
    }
    let symbol = graph.symbols[family].member(at: indices)
    if let category = try category(of: symbol, in: graph.symbols[family]) {
      let value = Matrix(rows: 1, columns: 1, elements: [Scalar(integer: category)])
      drawnMembers[family, default: [:]][indices] = value
      return value
    }
    let value = try instance.value(of: symbol, rows: rows, columns: columns)
    guard value.rows == rows, value.columns == columns else {
      throw .outside(reason: "a value of another shape for \(symbol.name)")
    }
    drawnMembers[family, default: [:]][indices] = value
    return value
  }

  /// The members of families whose values the instance was asked for.
  var drawnMemberSymbols: Set<Symbol> {
    Set(drawnMembers.flatMap { family, members in members.keys.map { graph.symbols[family].member(at: $0) } })
  }

  /// The latest binding that a value with this dependence rests on; 0 for none.
  ///
  /// Bindings are nested, so the latest one determines all that were in force when it was made.
  func stamp(of dependence: UInt128) -> Int {
    var rest = dependence & bound
    var latest = 0
    while rest != 0 {
      latest = max(latest, bindings[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    return latest
  }
}

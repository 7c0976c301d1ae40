import NumericCore
import Symbolic

extension Evaluator {
  /// The number of the part of a law that a node is, with the node that holds the values given; nil for any other distribution.
  func lawPart(_ node: Int) -> (number: Int, node: Int)? {
    switch graph.nodes[node].operation {
    case .law(let number): (number, node)
    case .definition: graph.arguments(node).first.flatMap { lawPart($0) }
    default: nil
    }
  }

  /// The density of a part of a law at the points that follow it.
  @inline(never)
  mutating func lawDensity(_ node: Int) throws(EvaluationError) -> Scalar {
    guard let (number, law) = lawPart(child(node, 0)) else {
      throw .outside(reason: "the density of several values under a distribution over one")
    }
    let part = try tables.part(graph.lawParts[number], number: number, instance)
    let points = graph.arguments(node).dropFirst()
    guard points.count == part.count else {
      throw .outside(reason: "an arbitrary density of several variables at one value")
    }
    return part.densities[try places(of: points, part.variables.prefix(part.count)) + givenPlaces(part, law)]
  }

  private mutating func givenPlaces(_ part: LawTables<Scalar>.Part, _ node: Int) throws(EvaluationError) -> [Int] {
    let points = graph.arguments(node)
    let variables = part.variables.dropFirst(part.count)
    guard points.count == variables.count else { throw .outside(reason: "a law with other values given") }
    return try places(of: points, variables)
  }

  /// The numbers of the points of the variables' supports that nodes are.
  private mutating func places(
    of points: ArraySlice<Int>, _ variables: ArraySlice<LawTables<Scalar>.Variable>
  ) throws(EvaluationError) -> [Int] {
    var places: [Int] = []
    for (variable, point) in zip(variables, points) { places.append(try place(of: point, variable)) }
    return places
  }

  private mutating func place(
    of node: Int, _ variable: LawTables<Scalar>.Variable
  ) throws(EvaluationError) -> Int {
    guard variable.isFamily else { return try variable.support.place(of: .init(try evaluate(node))) }
    guard case .symbol(let family) = graph.nodes[node].operation else {
      throw .outside(reason: "a family of values that is none of the law's variables")
    }
    let shapes = try MemberShapes(of: variable.symbol, graph.declarations, instance.sizes)
    var members: [[Int]: Matrix<Scalar>] = [:]
    for place in shapes.places {
      members[place] = try memberValue(family, at: place, rows: shapes.rows, columns: shapes.columns)
    }
    return try variable.support.place(of: .init(members))
  }

  /// E_{x ~ p}[f] = Σ p(x) μ(x) f(x) for a law p of one variable.
  @inline(never)
  mutating func lawExpectation(
    _ variable: Int, _ number: Int, _ node: Int, body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let part = try tables.part(graph.lawParts[number], number: number, instance)
    guard part.count == 1, let support = part.variables.first?.support else {
      throw .outside(reason: "an expectation over several variables at once")
    }
    let given = try givenPlaces(part, node)
    var weights: [Scalar] = []
    for place in support.points.indices {
      weights.append(part.densities[[place] + given] * support.measure[place])
    }
    return try sum(of: body, over: variable, support, weights)
  }

  /// ∫ f dx over the support of the variable.
  @inline(never)
  mutating func supportIntegral(_ variable: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    guard let role = graph.roles[variable] else { throw .outside(reason: "an integral over an unknown variable") }
    let support = try tables.support(of: role, instance)
    return try sum(of: child(node, 0), over: variable, support, support.measure)
  }

  private mutating func sum(
    of body: Int, over variable: Int, _ support: TableSupport<Scalar>, _ weights: [Scalar]
  ) throws(EvaluationError) -> Matrix<Scalar> {
    guard nesting < Self.nestingLimit else { throw .tooLarge }
    let size = try size(of: body)
    var sum = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    for (point, weight) in zip(support.points, weights) {
      let outer = point.value.map { bind(variable, to: $0) } ?? bind(family: variable, members: point.members)
      defer { unbind(variable, outer) }
      sum = sum + (try evaluate(body)).scaled(by: weight)
    }
    return sum
  }

  /// The point of the support that a free symbol in the role of a law's variable takes at this instance.
  mutating func freePoint(of symbol: Int, as role: Symbol) throws(EvaluationError) -> TableSupport<Scalar>.Point {
    let support = try tables.support(of: role, instance)
    let count = support.points.count
    let choice = Symbol("#place \(graph.symbols[symbol].name)", .vector(.literal(count)), .oneHot)
    let flags = try instance.value(of: choice, rows: count, columns: 1).elements
    return support.points[flags.firstIndex(of: .one) ?? 0]
  }
}

extension Evaluator {
  /// The tables that were used, and the free symbols that take their values from them.
  func lawAssignments(_ number: (Scalar) -> Double) -> [Assignment<[[Double]]>] {
    guard !tables.tables.isEmpty else { return [] }
    var result = tables.assignments(number)
    for (index, symbol) in graph.symbols.enumerated() where !graph.takesOwnValue(index) {
      guard let value = freeValue(index) else { continue }
      let rows = (0..<value.rows).map { row in (0..<value.columns).map { number(value[row, $0]) } }
      result.append(Assignment(symbol.name, rows))
    }
    return result
  }
}

import Symbolic

/// Terms as a graph in which equal subterms are one node, definitions are followed, and divergences, entropies and
/// integrals are written as expectations.
///
/// Lines of one derivation share most of their subterms, so that what one line needs is often known from another.
package struct TermGraph: Sendable {
  /// What a node computes; the numbers index the tables of the graph.
  enum Operation: Sendable {
    case number(Int), constant(Constant), symbol(Int), dimension(Int), identity, zero, ones
    case sum, negation, product, quotient, power, squareRoot, logarithm, exponential, absoluteValue, hadamardProduct
    case transpose, inverse, trace, determinant, norm, diagonalMatrix, entry
    case vector(Int), summation(Int), productOver(Int), gradient(Int), memberGradient(Int)
    /// Expectations that add: pairs of a distribution and a body, with the degree of each body from `degrees`.
    case expectations(Int, degrees: Int)
    case gaussian, distributionWithMoments, matrixGaussian, density
    /// Independent members of a family, of which the index has that number.
    case independent(Int)
    /// Integrals that add: pairs of an exponential of a quadratic and a polynomial, with the degree of each polynomial.
    case gaussianIntegral(Int, degrees: Int)
    /// A part of a law; the number indexes `lawParts`.
    case law(Int)
    /// The integral over a variable of a law, as a sum over its support.
    case supportIntegral(Int)
    case indicator, kroneckerProduct, vectorization, gammaFunction
    case blocks(rows: Int, columns: Int)
    case application(Int)
    /// A member of the family of that number, at its indices.
    case member(Int)
    /// A symbol with a definition: the child is what it stands for.
    case definition
    /// Nothing that can be evaluated; the number indexes `obstacles`.
    case obstacle(Int)
  }

  struct Node: Sendable {
    let operation: Operation
    let children: Range<Int>
    let shape: Int
    /// The symbols that the value depends on.
    let dependence: UInt128
    /// Whether the logarithm is taken without computing the value: densities, exponentials and their products.
    let isLogarithmic: Bool
    /// Whether a derivative is taken.
    let usesDerivatives: Bool
    let depth: Int
  }

  private(set) var nodes: [Node] = []
  private(set) var children: [Int] = []
  private(set) var symbols: [Symbol] = []
  private(set) var numbers: [Rational] = []
  private(set) var dimensions: [Dimension] = []
  private(set) var shapes: [Shape] = []
  /// Which sides of the shapes are one by declaration.
  private(set) var units: [UnitSides] = []
  private(set) var obstacles: [String] = []
  private(set) var degrees: [[Int?]] = []
  private(set) var lawParts: [LawPart] = []
  /// The variables of laws whose values symbols take: the variables themselves, and whatever stands in their place.
  private(set) var roles: [Int: Symbol] = [:]
  private let tableVariables: Set<Symbol>
  let declarations: Declarations
  /// The functions whose values are those of polynomials.
  let smooth: Set<Symbol>

  private var known: [Term: Int] = [:]
  private var symbolNumbers: [Symbol: Int] = [:]
  private var shapeNumbers: [Shape: Int] = [:]

  /// The greatest depth once definitions are followed, so that recursion over the graph is safe.
  static let depthLimit = 320
  /// The greatest number of nodes.
  static let sizeLimit = 200_000

  /// A graph without terms.
  ///
  /// - Parameter smooth: the functions whose values are those of polynomials of `PolynomialRule.smoothDegree`.
  package init(declarations: Declarations, smooth: Set<Symbol> = []) {
    self.declarations = declarations
    self.smooth = smooth
    tableVariables = TermGraph.tableVariables(declarations)
  }

  /// The node of the term, which is added where it is new.
  package mutating func insert(_ term: Term) throws(EvaluationError) -> Int {
    try insert(term, room: TermGraph.depthLimit)
  }

  /// The indices of a node's children.
  func arguments(_ node: Int) -> ArraySlice<Int> { children[nodes[node].children] }

  /// The node of the term, where so many definitions and subterms may be followed.
  mutating func insert(_ term: Term, room: Int) throws(EvaluationError) -> Int {
    if let node = known[term] { return node }
    guard room > 0, nodes.count < TermGraph.sizeLimit else { throw .tooLarge }
    let node = try make(term, room: room - 1)
    guard nodes[node].depth <= TermGraph.depthLimit else { throw .tooLarge }
    known[term] = node
    return node
  }

  private mutating func make(_ term: Term, room: Int) throws(EvaluationError) -> Int {
    if let bound = term.head.bound, declarations.definitions[bound] != nil {
      return obstacle("\(bound.name) is both defined and bound", term)
    }
    if let bound = term.head.bound, declarations.functions.contains(bound) {
      switch term.head {
      // Of a law the values of a whole family are known; otherwise the evaluator refuses.
      case .expectation, .integral: break
      default: return obstacle("\(bound.name) is bound as a whole, of which only values are known", term)
      }
    }
    switch term.head {
    case .optimizer, .extremum: return obstacle("an optimum is not computed", term)
    case .limit: return obstacle("a limit is not computed", term)
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol] {
        return append(.definition, [try insert(definition, room: room)], term.shape)
      }
      if let law = wholeLaw(symbol) { return try insert(law, room: room) }
      if symbol.sort.isDistribution { return obstacle("\(symbol.name) is an arbitrary distribution", term) }
      return append(.symbol(try number(of: symbol)), [], term.shape)
    case .divergence, .entropy:
      guard let written = asLawExpectation(term) ?? TermGraph.asExpectation(term) else {
        return obstacle("a term nested too deeply", term)
      }
      return try insert(written, room: room)
    case .integral(let variable):
      var form = IntegralForm(declarations: declarations)
      guard let parts = form.parts(of: term.arguments[0], over: variable) else {
        if let node = try gaussianIntegral(of: term.arguments[0], over: variable, room: room) { return node }
        if let sum = TermGraph.integratedTermwise(term.arguments[0], over: variable) {
          return try insert(sum, room: room)
        }
        let body = try insert(term.arguments[0], room: room)
        let bound = try number(of: variable)
        if roles[bound] != nil { return append(.supportIntegral(bound), [body], term.shape) }
        return obstacle("an integral that is not the expectation under a density of its variable", term)
      }
      return try appendExpectations(parts, over: variable, term, room: room)
    case .expectation(let variable):
      if case .independent = term.arguments[0].head {
        guard declarations.families[variable]?.count == 1 else {
          return obstacle("independent draws of what is no family", term)
        }
      } else if declarations.families[variable] != nil, !tableVariables.contains(variable) {
        return obstacle("an expectation over a family of which the joint distribution is not told", term)
      }
      let part = IntegralForm.Part(distribution: term.arguments[0], body: term.arguments[1])
      return try appendExpectations([part], over: variable, term, room: room)
    case .law(let part) where !isArbitrary(part.law):
      return obstacle("a part of a law of which densities are stated", term)
    default: break
    }
    var arguments: [Int] = []
    arguments.reserveCapacity(term.arguments.count)
    for argument in term.arguments { arguments.append(try insert(argument, room: room)) }
    noteRoles(term.head, arguments)
    return append(try operation(term.head), arguments, term.shape)
  }

  /// Takes note of the symbols that stand for variables of laws.
  private mutating func noteRoles(_ head: Head, _ arguments: [Int]) {
    var variables: [Symbol] = []
    var points = arguments[...]
    switch head {
    case .law(let part): variables = part.given
    case .density:
      variables = arguments.first.flatMap(part(at:))?.of ?? []
      points = points.dropFirst()
    default: return
    }
    for (variable, point) in zip(variables, points) {
      if case .symbol(let number) = nodes[point].operation, roles[number] == nil { roles[number] = variable }
    }
  }

  /// The part of a law that a node is, definitions followed.
  func part(at node: Int) -> LawPart? {
    switch nodes[node].operation {
    case .law(let index): lawParts[index]
    case .definition: arguments(node).first.flatMap(part(at:))
    default: nil
    }
  }

  private mutating func appendExpectations(
    _ parts: [IntegralForm.Part], over variable: Symbol, _ term: Term, room: Int
  ) throws(EvaluationError) -> Int {
    let bound = try number(of: variable)
    var arguments: [Int] = []
    var found: [Int?] = []
    var others: [Int] = []
    for part in parts {
      let body = try insert(part.body, room: room)
      if degree(of: body, in: bound) == nil, let node = try gaussianIntegral(of: part, over: variable, room: room) {
        others.append(node)
        continue
      }
      arguments.append(try insert(part.distribution, room: room))
      arguments.append(body)
      found.append(degree(of: body, in: bound))
      if let part = self.part(at: arguments[arguments.count - 2]), part.of.count == 1, roles[bound] == nil {
        roles[bound] = part.of[0]
      }
    }
    if !found.isEmpty {
      degrees.append(found)
      others.append(append(.expectations(bound, degrees: degrees.count - 1), arguments, term.shape))
    }
    return others.count == 1 ? others[0] : append(.sum, others, term.shape)
  }

  /// E_{x ~ N}[f] as ∫ N(x) f dx.
  private mutating func gaussianIntegral(
    of part: IntegralForm.Part, over variable: Symbol, room: Int
  ) throws(EvaluationError) -> Int? {
    let distribution = try insert(part.distribution, room: room)
    guard room > 0, isGaussian(distribution),
      let density = try? Term(.density, [part.distribution, Term(variable)]),
      let integrand = try? Term(.product, [density, part.body])
    else { return nil }
    // The variable must not stand in the distribution, where it is another.
    if part.distribution.freeSymbols.contains(variable) { return nil }
    return try gaussianIntegral(of: integrand, over: variable, room: room - 1)
  }

  private func isGaussian(_ node: Int) -> Bool {
    switch nodes[node].operation {
    case .gaussian: true
    case .definition: arguments(node).first.map(isGaussian) ?? false
    default: false
    }
  }

  /// The node of integrals of exponentials of quadratics times polynomials.
  mutating func appendGaussianIntegral(
    over variable: Int, _ arguments: [Int], degrees found: [Int?], _ shape: Shape
  ) -> Int {
    degrees.append(found)
    return append(.gaussianIntegral(variable, degrees: degrees.count - 1), arguments, shape)
  }

  private mutating func obstacle(_ reason: String, _ term: Term) -> Int {
    obstacles.append(reason)
    return append(.obstacle(obstacles.count - 1), [], term.shape)
  }

  private mutating func append(_ operation: Operation, _ arguments: [Int], _ shape: Shape) -> Int {
    let start = children.count
    children += arguments
    var depth = 0
    var usesDerivatives = operation.isDerivative
    var dependence: UInt128 = 0
    for (position, argument) in arguments.enumerated() {
      var needed = nodes[argument].dependence
      if let bound = operation.boundSymbol, operation.binds(position, of: arguments.count) {
        needed &= ~(UInt128(1) << UInt128(bound))
      }
      dependence |= needed
      depth = max(depth, nodes[argument].depth)
      usesDerivatives = usesDerivatives || nodes[argument].usesDerivatives
    }
    switch operation {
    case .symbol(let symbol), .member(let symbol), .memberGradient(let symbol):
      dependence |= UInt128(1) << UInt128(symbol)
    default: break
    }
    let node = Node(
      operation: operation, children: start..<children.count, shape: number(of: shape), dependence: dependence,
      isLogarithmic: isLogarithmic(operation, arguments, shape), usesDerivatives: usesDerivatives, depth: depth + 1)
    nodes.append(node)
    return nodes.count - 1
  }

  private func isLogarithmic(_ operation: Operation, _ arguments: [Int], _ shape: Shape) -> Bool {
    switch operation {
    case .density, .exponential: true
    case .definition, .squareRoot, .power, .productOver:
      shape.isScalar
        && arguments.last.map { last in
          switch operation {
          case .power: nodes[arguments[0]].isLogarithmic
          default: nodes[last].isLogarithmic
          }
        } == true
    case .gaussianIntegral(_, let index): degrees[index] == [0]
    case .product, .quotient: shape.isScalar && arguments.contains { nodes[$0].isLogarithmic }
    default: false
    }
  }

  private mutating func operation(_ head: Head) throws(EvaluationError) -> Operation {
    switch head {
    case .number(let number):
      numbers.append(number)
      return .number(numbers.count - 1)
    case .constant(let constant): return .constant(constant)
    case .dimension(let dimension):
      dimensions.append(dimension)
      return .dimension(dimensions.count - 1)
    case .identity: return .identity
    case .zero: return .zero
    case .ones: return .ones
    case .sum: return .sum
    case .negation: return .negation
    case .product: return .product
    case .quotient: return .quotient
    case .power: return .power
    case .squareRoot: return .squareRoot
    case .logarithm: return .logarithm
    case .exponential: return .exponential
    case .absoluteValue: return .absoluteValue
    case .hadamardProduct: return .hadamardProduct
    case .transpose: return .transpose
    case .inverse: return .inverse
    case .trace: return .trace
    case .determinant: return .determinant
    case .norm: return .norm
    case .diagonalMatrix: return .diagonalMatrix
    case .entry: return .entry
    case .vector(let index, _): return .vector(try number(of: index))
    case .summation(let index): return .summation(try number(of: index))
    case .productOver(let index): return .productOver(try number(of: index))
    case .gaussian: return .gaussian
    case .distributionWithMoments: return .distributionWithMoments
    case .density: return .density
    case .law(let part):
      lawParts.append(part)
      return .law(lawParts.count - 1)
    case .indicator: return .indicator
    case .kroneckerProduct: return .kroneckerProduct
    case .vectorization: return .vectorization
    case .gammaFunction: return .gammaFunction
    case .blocks(let rows, let columns): return .blocks(rows: rows, columns: columns)
    case .application(let function):
      let symbol = try number(of: function)
      return declarations.families[function] == nil ? .application(symbol) : .member(symbol)
    case .gradient(let variable): return .gradient(try number(of: variable))
    case .memberGradient(let family): return .memberGradient(try number(of: family))
    case .matrixGaussian: return .matrixGaussian
    case .independent(let index): return .independent(try number(of: index))
    case .symbol, .divergence, .entropy, .integral, .expectation, .optimizer, .extremum, .limit:
      throw .outside(reason: "an expression of unknown kind")
    }
  }

  /// The number of a symbol, which is added where it is new.
  mutating func number(of symbol: Symbol) throws(EvaluationError) -> Int {
    if let number = symbolNumbers[symbol] { return number }
    guard symbols.count < 128 else { throw .tooLarge }
    symbols.append(symbol)
    symbolNumbers[symbol] = symbols.count - 1
    if tableVariables.contains(symbol) { roles[symbols.count - 1] = symbol }
    return symbols.count - 1
  }

  private mutating func number(of shape: Shape) -> Int {
    if let number = shapeNumbers[shape] { return number }
    shapes.append(shape)
    units.append(UnitSides(row: shape.rows == .one, column: shape.columns == .one))
    shapeNumbers[shape] = shapes.count - 1
    return shapes.count - 1
  }
}

extension TermGraph.Operation {
  /// The symbol that is bound in some children.
  var boundSymbol: Int? {
    switch self {
    case .vector(let symbol), .summation(let symbol), .productOver(let symbol), .expectations(let symbol, _),
      .independent(let symbol),
      .gradient(let symbol), .supportIntegral(let symbol), .gaussianIntegral(let symbol, _):
      symbol
    default: nil
    }
  }

  /// Whether a derivative is taken.
  var isDerivative: Bool {
    switch self {
    case .gradient, .memberGradient: true
    default: false
    }
  }

  /// Whether the symbol is bound in the child at that position.
  func binds(_ position: Int, of count: Int) -> Bool {
    switch self {
    case .expectations: !position.isMultiple(of: 2)
    case .gaussianIntegral: true
    default: position == count - 1
    }
  }
}

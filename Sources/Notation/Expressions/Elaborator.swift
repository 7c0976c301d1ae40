import Symbolic

/// Gives shapes to a formula: tells transposes from exponents, determinants from absolute values, and finds the shape
/// of a bare 0 or I from its neighbours. Every part of the formula is elaborated once.
struct Elaborator {
  let source: Source
  let declarations: Declarations
  let style: Style
  var bound: [String: Symbol]
  /// Whether a power of a vector is taken entry by entry, as under diag.
  var isEntrywise = false
  /// The distributions over which the lines before take averages of each variable.
  var averages = Averages()

  func make(_ head: Head, _ arguments: [Term], _ range: Range<Int>) throws(NotationError) -> Term {
    if let body = arguments.last { try checkParameters(head, of: body, range) }
    do throws(TermError) {
      var arguments = arguments
      if let bound = head.bound, let body = arguments.popLast() {
        arguments.append(try writingOut(body, over: bound))
      } else if case .memberGradient(let family) = head, let body = arguments.popLast() {
        arguments.append(try writingOut(body, over: family))
      }
      return try Term(head, arguments)
    } catch {
      throw NotationError(source, range, error.description)
    }
  }

  /// The body with the definitions written out that mention what is bound around it.
  func writingOut(_ body: Term, over bound: Symbol) throws(TermError) -> Term {
    try declarations.writingOut(body, over: [bound])
  }

  func error(_ range: Range<Int>, _ message: String, hint: String? = nil) -> NotationError {
    NotationError(source, range, message, hint: hint)
  }

  /// The term of a formula; `expected` is the shape of one whose own shape is open.
  func term(_ syntax: Syntax, expected: Shape? = nil) throws(NotationError) -> Term {
    try part(syntax).filled(expected)
  }

  /// What a formula stands for.
  @inline(never)
  func part(_ syntax: Syntax) throws(NotationError) -> Part {
    let range = syntax.range
    switch syntax.kind {
    case .number(let number):
      guard number == .zero else { return .closed(Term(number)) }
      return .open { shape throws(NotationError) in
        guard let shape, !shape.isScalar else { return Term(0) }
        return try make(.zero(shape), [], range)
      }
    case .constant(let constant): return .closed(try make(.constant(constant), [], range))
    case .name(let name): return .closed(try self.name(name, range))
    case .identity(let dimension): return try identity(dimension, range)
    case .filled(let value, let dimensions): return try filled(value, dimensions, range)
    case .sum(let summands): return try sum(summands, range)
    case .product(let factors): return try product(factors, range)
    case .quotient(let a, let b): return try quotient(a, b, range)
    case .power(let base, let exponent): return try power(base, exponent, range)
    case .negation(let a):
      return try part(a).map { value throws(NotationError) in try make(.negation, [value], range) }
    case .transpose(let a):
      return try part(a).map(inward: \.transposed) { value throws(NotationError) in
        try make(.transpose, [value], range)
      }
    case .superscriptT(let a): return try superscriptT(a, range)
    case .function(let function, let a): return .closed(try call(function, a, range))
    case .hadamardProduct(let a, let b): return try hadamardProduct(a, b, range)
    case .innerProduct(let a, let b): return .closed(try innerProduct(a, b, range))
    case .range(let limits, let body): return try self.range(limits, body, range)
    case .expectation(let over, let body): return try expectation(over, body, range)
    case .gaussian(let mean, let covariance): return try distribution(.gaussian, mean, covariance, range)
    case .moments(let mean, let covariance):
      return try distribution(.distributionWithMoments, mean, covariance, range)
    default: return .closed(try firm(syntax))
    }
  }

  /// The term of a formula whose shape is its own.
  @inline(never)
  private func firm(_ syntax: Syntax) throws(NotationError) -> Term {
    let range = syntax.range
    switch syntax.kind {
    case .bars(let a):
      let inner = try term(a)
      if inner.shape.isScalar { return try make(.absoluteValue, [inner], range) }
      let determinant = try make(.determinant, [inner], range)
      return isVolume(inner) ? try make(.absoluteValue, [determinant], range) : determinant
    case .entry(let base, let indices): return try entry(base, indices, range)
    case .dots(let first, let last): return try dots(first, last, range)
    case .vector(let index, let lower, let upper, let body): return try vector(index, lower, upper, body, range)
    case .integral(let variable, let body): return try integral(variable, body, range)
    case .density(let distribution, let point):
      let at = try term(point)
      if let value = try imageDensity(distribution, at, range) { return value }
      return try make(.density, [self.distribution(distribution, space: at.shape), at], range)
    case .divergence(let a, let b): return try divergence(a, b, range)
    case .entropy(let a): return try entropy(a, range)
    case .application(let name, let arguments):
      guard let function = declarations.symbol(named: name) else {
        throw NotationError(source, range, "\(name) is not declared", undeclaredName: name)
      }
      return try apply(function, arguments, range)
    case .pseudoinverse(let a): return try pseudoinverse(a, range)
    case .kroneckerProduct(let a, let b): return try make(.kroneckerProduct, [term(a), term(b)], range)
    case .tuple:
      throw error(range, "a list is no value", hint: "write a column as \\begin{pmatrix} a \\\\ b \\end{pmatrix}")
    case .matrix(let rows): return try matrix(rows, range)
    case .ellipsis: throw error(range, "dots do not fit here")
    case .everyIndex: throw error(range, "this mark stands for all values of an index, and no index fits here")
    case .scopedLogarithm(let argument, let behind): return try logarithm(argument, behind: behind, range)
    case .integralThrough(let value, let variable, let body):
      return try integral(through: value, variable, body, range)
    case .cases(let rows): return try cases(rows, range)
    case .comparison: throw error(range, "a comparison is no value")
    case .indicator(let comparison, let a, let b): return try indicator(comparison, a, b, range)
    case .integralOver(let variable, let body): return try integral(over: variable, body, range)
    case .conditionalExpectation(let over, let body, let given):
      return try conditionalExpectation(over, body, given, range)
    case .covariance(let over, let a, let b, let given): return try covariance(over, a, b, given, range)
    case .matrixGaussian(let mean, let rows, let columns):
      let spread = (try term(rows), try term(columns))
      let centre = try term(mean, expected: Shape(spread.0.shape.rows, spread.1.shape.rows))
      return try make(.matrixGaussian, [centre, spread.0, spread.1], range)
    case .lawDensity(let density): return try self.density(density, range)
    case .conditionalEntropy(let of, let given): return try conditionalEntropy(of, given, range)
    case .mutualInformation(let a, let b): return try mutualInformation(a, b, range)
    case .derivedApplication(let name, let order, let arguments):
      return try derived(name, order: order, arguments, range)
    case .derivative(let variables, let order, let body):
      return try derivative(by: variables, order: order, body, range)
    case .evaluated(let body, let places): return try evaluated(body, places, range)
    case .optimum(let extremum, let isArgument, let variables, let body, let conditions):
      return try optimum(extremum, isArgument: isArgument, over: variables, body, conditions, range)
    case .limit(let variable, let point, let body): return try limit(variable, to: point, body, range)
    case .number, .constant, .name, .identity, .filled, .sum, .product, .quotient, .power, .negation, .transpose,
      .superscriptT, .function, .hadamardProduct, .innerProduct, .range, .expectation, .gaussian, .moments:
      throw error(range, "this does not fit here")
    }
  }

  func terms(_ list: [Syntax]) throws(NotationError) -> [Term] {
    var terms: [Term] = []
    for syntax in list { terms.append(try term(syntax)) }
    return terms
  }

  /// The elaborator inside a scope that binds the symbol.
  func binding(_ symbol: Symbol) -> Elaborator {
    var inner = self
    inner.bound[symbol.name] = symbol
    return inner
  }

  @inline(never)
  func name(_ name: String, _ range: Range<Int>) throws(NotationError) -> Term {
    if let symbol = bound[name] { return Term(symbol) }
    if declarations.isDimension(name) { return Term(Dimension.named(name)) }
    return Term(try symbol(name, range))
  }

  func symbol(_ name: String, _ range: Range<Int>) throws(NotationError) -> Symbol {
    guard let symbol = bound[name] ?? declarations.symbol(named: name) else {
      throw NotationError(source, range, "\(source.text(range)) is not declared", undeclaredName: name)
    }
    if declarations.functions.contains(symbol), bound[name] == nil {
      throw error(range, "\(source.text(range)) is a function and needs its arguments")
    }
    if bound[name] == nil, declarations.withheld.contains(symbol) {
      throw error(
        range, "\(source.text(range)) is random, and its distribution is not declared but that of what is made of it")
    }
    return symbol
  }

  @inline(never)
  private func call(
    _ function: Syntax.Function, _ argument: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    if function == .norm {
      let value = try term(argument)
      guard value.sort.isDistribution || value.shape.columns == .one || value.shape.rows == .one else {
        throw error(
          range, "the norm of a matrix can be read as the Frobenius norm or the spectral norm",
          hint: "write \\|A\\|_F for the Frobenius norm")
      }
      return try make(.norm, [value], range)
    }
    guard function == .diagonal else {
      let value = try term(argument)
      // abs(|A|) where |A| is an absolute value by itself.
      if function == .absoluteValue, case .bars = argument.kind, value.arguments.first?.head == .determinant {
        return value.head == .absoluteValue ? value : try make(.absoluteValue, [value], range)
      }
      return try make(function.head, [value], range)
    }
    var inner = self
    inner.isEntrywise = true
    return try make(.diagonalMatrix, [inner.term(argument)], range)
  }
}

extension Syntax.Function {
  fileprivate var head: Head {
    switch self {
    case .trace: .trace
    case .determinant: .determinant
    case .logarithm: .logarithm
    case .exponential: .exponential
    case .squareRoot: .squareRoot
    case .norm, .frobeniusNorm: .norm
    case .absoluteValue: .absoluteValue
    case .diagonal: .diagonalMatrix
    case .inverse: .inverse
    case .vectorization: .vectorization
    case .gamma: .gammaFunction
    }
  }
}

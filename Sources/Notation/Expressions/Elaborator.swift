import Symbolic

/// Gives shapes to a formula: tells transposes from exponents, determinants from absolute values, and finds the shape
/// of a bare 0 or I from its neighbours.
struct Elaborator {
  let source: Source
  let declarations: Declarations
  let style: Style
  var bound: [String: Symbol]
  /// Whether a power of a vector is taken entry by entry, as under diag.
  var isEntrywise = false

  func make(_ head: Head, _ arguments: [Term], _ range: Range<Int>) throws(NotationError) -> Term {
    do throws(TermError) {
      var arguments = arguments
      if let bound = head.bound, let body = arguments.popLast() {
        arguments.append(try writingOut(body, over: bound))
      }
      return try Term(head, arguments)
    } catch {
      throw NotationError(source, range, error.description)
    }
  }

  /// The body with the definitions written out that mention what is bound around it: with y = x + 1, E[y] is E[x + 1].
  private func writingOut(_ body: Term, over bound: Symbol) throws(TermError) -> Term {
    let definitions = declarations.definitions
    guard !definitions.isEmpty, !body.freeSymbols.isDisjoint(with: definitions.keys) else { return body }
    var dependent: [Symbol: Term] = [:]
    var names: Set<Symbol> = [bound]
    var grows = true
    while grows {
      grows = false
      for (symbol, term) in definitions where dependent[symbol] == nil && !names.isDisjoint(with: term.freeSymbols) {
        dependent[symbol] = term
        names.insert(symbol)
        grows = true
      }
    }
    dependent[bound] = nil
    return dependent.isEmpty ? body : try body.unfolding(dependent)
  }

  func error(_ range: Range<Int>, _ message: String, hint: String? = nil) -> NotationError {
    NotationError(source, range, message, hint: hint)
  }

  /// The term of a formula; `expected` is the shape of a part whose own shape is open.
  func term(_ syntax: Syntax, expected: Shape? = nil) throws(NotationError) -> Term {
    let range = syntax.range
    switch syntax.kind {
    case .number(let number):
      if number == .zero, let expected, !expected.isScalar { return try make(.zero(expected), [], range) }
      return Term(number)
    case .constant(let constant): return try make(.constant(constant), [], range)
    case .name(let name): return try self.name(name, range)
    case .identity(let dimension): return try identity(dimension, expected, range)
    case .filled(let value, let dimensions): return try filled(value, dimensions, expected, range)
    case .sum(let parts): return try sum(parts, expected, range)
    case .negation(let a): return try make(.negation, [term(a, expected: expected)], range)
    case .product(let parts): return try product(parts, expected, range)
    case .quotient(let a, let b): return try make(.quotient, [term(a, expected: expected), term(b)], range)
    case .power(let base, let exponent): return try power(base, exponent, expected, range)
    case .transpose(let a): return try make(.transpose, [term(a, expected: expected?.transposed)], range)
    case .superscriptT(let a): return try superscriptT(a, expected, range)
    case .function(let function, let a): return try call(function, a, range)
    case .bars(let a):
      let inner = try term(a)
      return try make(inner.shape.isScalar ? .absoluteValue : .determinant, [inner], range)
    case .hadamardProduct(let a, let b):
      let left = a.isFlexible ? try term(a, expected: term(b, expected: expected).shape) : try term(a, expected: expected)
      return try make(.hadamardProduct, [left, term(b, expected: left.shape)], range)
    case .entry(let base, let indices):
      var arguments = [try term(base)]
      for index in indices { arguments.append(try term(index)) }
      return try make(.entry, arguments, range)
    case .dots(let first, let last): return try dots(first, last, range)
    case .vector(let index, let lower, let upper, let body):
      return try vector(index, lower, upper, body, range)
    case .range(let isSum, let index, let lower, let upper, let body):
      return try self.range(isSum, index, lower, upper, body, expected, range)
    case .integral(let variable, let body):
      let symbol = try symbol(variable, range)
      var inner = self
      inner.bound[variable] = symbol
      return try make(.integral(symbol), [inner.term(body)], range)
    case .expectation(let subscript_, let body): return try expectation(subscript_, body, expected, range)
    case .gaussian, .moments: return try distribution(syntax, space: expected)
    case .density(let distribution, let point):
      let point = try term(point)
      return try make(.density, [self.distribution(distribution, space: point.shape), point], range)
    case .divergence(let a, let b):
      let (left, right) = try distributions(a, b)
      return try make(.divergence, [left, right], range)
    case .entropy(let a): return try make(.entropy, [distribution(a, space: nil)], range)
    case .application(let name, let arguments):
      guard let function = declarations.symbol(named: name) else { throw error(range, "\(name) is not declared") }
      var terms: [Term] = []
      for argument in arguments { terms.append(try term(argument)) }
      return try make(.application(function), terms, range)
    }
  }

  private func name(_ name: String, _ range: Range<Int>) throws(NotationError) -> Term {
    if let symbol = bound[name] { return Term(symbol) }
    if declarations.isDimension(name) { return Term(Dimension.named(name)) }
    return Term(try symbol(name, range))
  }

  private func symbol(_ name: String, _ range: Range<Int>) throws(NotationError) -> Symbol {
    if let symbol = bound[name] ?? declarations.symbol(named: name) {
      if declarations.functions.contains(symbol), bound[name] == nil {
        throw error(range, "\(source.text(range)) is a function and needs its arguments")
      }
      return symbol
    }
    throw error(range, "\(source.text(range)) is not declared")
  }

  private func identity(
    _ dimension: Dimension?, _ expected: Shape?, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    if let dimension { return try make(.identity(dimension), [], range) }
    if let expected {
      guard expected.isSquare else {
        throw error(range, "an identity matrix is square, but a \(expected.words) is needed here")
      }
      return try make(.identity(expected.rows), [], range)
    }
    guard declarations.dimensions.count == 1 else {
      throw error(
        range, "the dimension of this identity matrix is open",
        hint: "write it as a subscript: "
          + (declarations.dimensions.map { "I_\($0)" } + ["I_n"]).prefix(2).joined(separator: " or "))
    }
    return try make(.identity(.named(declarations.dimensions[0])), [], range)
  }

  private func filled(
    _ value: Int, _ dimensions: [Dimension], _ expected: Shape?, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let shape: Shape
    switch dimensions.count {
    case 0:
      guard let expected else { throw error(range, "the shape of this \(value == 0 ? "zero" : "one") is open") }
      shape = expected
    case 1: shape = .vector(dimensions[0])
    case 2: shape = Shape(dimensions[0], dimensions[1])
    default: throw error(range, "a matrix has two dimensions")
    }
    if shape.isScalar { return Term(value) }
    return try make(value == 0 ? .zero(shape) : .ones(shape), [], range)
  }

  private func sum(_ parts: [Syntax], _ expected: Shape?, _ range: Range<Int>) throws(NotationError) -> Term {
    var shape = expected
    if let firm = parts.first(where: { !$0.isFlexible && !isOpenProduct($0) }) { shape = try term(firm).shape }
    var terms: [Term] = []
    for part in parts {
      let term = try term(part, expected: shape)
      if let first = terms.first, first.shape != term.shape {
        throw error(part.range, TermError.shapesDiffer(operation: "sum", first.shape, term.shape).description)
      }
      terms.append(term)
    }
    return try make(.sum, terms, range)
  }

  /// A product whose shape depends on a bare identity, such as σ² I.
  private func isOpenProduct(_ syntax: Syntax) -> Bool {
    switch syntax.kind {
    case .product(let parts):
      parts.contains(where: \.isFlexible)
        && parts.allSatisfy { part in
          if part.isFlexible { return true }
          return (try? term(part).shape.isScalar) ?? false
        }
    case .negation(let inner): isOpenProduct(inner)
    case .quotient(let above, _): above.isFlexible || isOpenProduct(above)
    default: false
    }
  }

  private func product(_ parts: [Syntax], _ expected: Shape?, _ range: Range<Int>) throws(NotationError) -> Term {
    var shapes: [Shape?] = []
    for part in parts {
      shapes.append(part.isFlexible || isOpenProduct(part) ? nil : try term(part).shape)
    }
    var terms: [Term] = []
    for (index, part) in parts.enumerated() {
      guard shapes[index] == nil else {
        terms.append(try term(part))
        continue
      }
      if case .number = part.kind {
        terms.append(try term(part))
        continue
      }
      let before = shapes[..<index].last { $0.map { !$0.isScalar } ?? false } ?? nil
      let after = shapes[(index + 1)...].first { $0.map { !$0.isScalar } ?? false } ?? nil
      let side = before?.columns ?? after?.rows
      let shape = side.map { Shape($0, $0) } ?? expected
      terms.append(try term(part, expected: shape))
    }
    var shape = Shape.scalar
    for (index, term) in terms.enumerated() where !term.sort.isDistribution && !term.shape.isScalar {
      if !shape.isScalar, shape.columns != term.shape.rows {
        throw error(
          parts[index].range, TermError.productMismatch(shape, term.shape).description, hint: hint(shape, term.shape))
      }
      shape = shape.isScalar ? term.shape : Shape(shape.rows, term.shape.columns)
    }
    return try make(.product, terms, range)
  }

  private func hint(_ left: Shape, _ right: Shape) -> String? {
    if left.rows == right.rows { return "did you mean the transpose of the first factor?" }
    if left.columns == right.columns { return "did you mean the transpose of the second factor?" }
    return nil
  }

  private func power(
    _ base: Syntax, _ exponent: Syntax, _ expected: Shape?, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    if case .constant(.e) = base.kind { return try make(.exponential, [term(exponent)], range) }
    let value = try term(base, expected: expected)
    let power = try term(exponent)
    if power == Term.minusOne, !value.shape.isScalar, value.shape.columns != .one || !isEntrywise {
      return try make(.inverse, [value], range)
    }
    if value.shape.isColumn, !isEntrywise {
      let text = source.text(base.range)
      throw error(
        range,
        TermError.ambiguous(
          operation: "the power of a vector",
          readings: ["\(text)^\\top \(text)", "the power of each entry (write it under diag or with \\odot)"]
        ).description)
    }
    return try make(.power, [value, power], range)
  }

  /// x^T: a transpose of anything that is no scalar, an exponent on a scalar where T is declared.
  private func superscriptT(_ base: Syntax, _ expected: Shape?, _ range: Range<Int>) throws(NotationError) -> Term {
    let isName = bound["T"] != nil || declarations.isDimension("T") || declarations.symbol(named: "T") != nil
    let value = try term(base, expected: isName ? expected : expected?.transposed)
    if !isName { return try make(.transpose, [value], range) }
    let exponent = try name("T", range)
    if value.shape.isScalar, exponent.shape.isScalar { return try make(.power, [value, exponent], range) }
    if value.shape.isSquare, exponent.shape.isScalar, !value.shape.isScalar {
      throw error(
        range,
        TermError.ambiguous(
          operation: "the superscript T", readings: ["the transpose (write \\top)", "the T-th power"]
        ).description)
    }
    return try make(.transpose, [value], range)
  }

  private func call(_ function: Syntax.Function, _ argument: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    switch function {
    case .diagonal:
      var inner = self
      inner.isEntrywise = true
      return try make(.diagonalMatrix, [inner.term(argument)], range)
    case .trace: return try make(.trace, [term(argument)], range)
    case .determinant: return try make(.determinant, [term(argument)], range)
    case .logarithm: return try make(.logarithm, [term(argument)], range)
    case .exponential: return try make(.exponential, [term(argument)], range)
    case .squareRoot: return try make(.squareRoot, [term(argument)], range)
    case .norm: return try make(.norm, [term(argument)], range)
    case .absoluteValue: return try make(.absoluteValue, [term(argument)], range)
    case .inverse: return try make(.inverse, [term(argument)], range)
    }
  }
}

extension Term {
  /// -1 as it is read.
  static let minusOne: Term? = try? Term(.negation, [Term(1)])
}

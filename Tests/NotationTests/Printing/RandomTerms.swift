import Symbolic

/// Random well-shaped terms over fixed declarations, the same for the same seed; only what a reader can make.
struct RandomTerms {
  private var state: UInt64
  let declarations: Declarations

  private static let n = Dimension.named("n")
  private static let m = Dimension.named("m")
  private static let scalars = ["a", "b", "c_1"].map { Symbol($0, Shape.scalar) }
  private static let positives = [Symbol("s", Shape.scalar, .positive), Symbol("lambda", Shape.scalar, .positive)]
  private static let vectors = ["u", "v", "x", "mu_1"].map { Symbol($0, Shape.vector(n)) }
  private static let squares = ["A", "B"].map { Symbol($0, Shape(n, n)) }
  private static let wide = [Symbol("W", Shape(n, m))]
  private static let covariances = ["Sigma_1", "S"].map { Symbol($0, Shape(n, n), .positiveDefinite) }
  private static let distributions = ["p", "q"].map { Symbol($0, .distribution(.vector(n))) }
  private static let family = Symbol("z", .matrix(.vector(n)), isFamily: true)
  private static let indexed = Symbol("r", .scalar, .positive, isFamily: true)
  private static let law = Symbol("g", .distribution(.vector(n + n)))
  private static let function = Symbol("f", Shape.vector(n))

  init(seed: UInt64) throws {
    state = seed
    var declarations = Declarations()
    try declarations.declareDimension("n")
    try declarations.declareDimension("m")
    let symbols =
      Self.scalars + Self.positives + Self.vectors + Self.squares + Self.wide + Self.covariances + Self.distributions
    for symbol in symbols { try declarations.declare(symbol) }
    try declarations.declareFunction(Self.function)
    try declarations.declareFamily(Self.family, over: [IndexRange(1, Self.m)])
    try declarations.declareFamily(Self.indexed, over: [IndexRange(1, Self.m), IndexRange(0, Self.n)])
    try declarations.declareLaw(Self.law, of: [Self.vectors[0], Self.vectors[1]])
    self.declarations = declarations
  }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  private mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  private mutating func pick(_ symbols: [Symbol]) -> Term { Term(symbols[below(symbols.count)]) }

  /// A term of any shape.
  mutating func term(_ depth: Int) throws -> Term {
    switch below(4) {
    case 0: try vector(depth)
    case 1: try matrix(depth)
    default: try scalar(depth)
    }
  }

  private mutating func leaf() throws -> Term {
    switch below(8) {
    case 0: Term(below(12))
    case 1: Term(Self.n)
    case 2: Term(try Rational(1, 2))
    case 3: try Term(below(2) == 0 ? .constant(.pi) : .constant(.e))
    case 4: pick(Self.positives)
    default: pick(Self.scalars)
    }
  }

  mutating func scalar(_ depth: Int) throws -> Term {
    if depth == 0 { return try leaf() }
    let d = depth - 1
    if below(4) == 0 { return try other(d) }
    switch below(24) {
    case 0, 1: return try Term(.sum, (0...1 + below(2)).map { _ in try scalar(d) })
    case 2: return try Term(.negation, [scalar(d)])
    case 3, 4: return try Term(.product, (0...1 + below(2)).map { _ in try scalar(d) })
    case 5, 6: return try Term(.quotient, [scalar(d), scalar(d)])
    case 7: return try Term(.power, [scalar(d), below(2) == 0 ? Term(2) : scalar(d)])
    case 8: return try Term(.power, [scalar(d), Term(.negation, [Term(1)])])
    case 9: return try Term(below(2) == 0 ? .squareRoot : .exponential, [scalar(d)])
    case 10: return try Term(.logarithm, [scalar(d)])
    case 11: return try Term(.absoluteValue, [scalar(d)])
    case 12: return try Term(.inverse, [scalar(d)])
    case 13: return try Term(.trace, [square(d)])
    case 14: return try Term(.determinant, [square(d)])
    case 15: return try Term(.logarithm, [Term(.determinant, [square(d)])])
    case 16: return try Term(.norm, [vector(d)])
    case 17: return try Term(.product, [Term(.transpose, [vector(d)]), square(d), vector(d)])
    case 18: return try repeated(d)
    case 19: return try Term(.divergence, [distribution(d), distribution(d)])
    case 20: return try Term(.entropy, [distribution(d)])
    case 21: return try Term(.density, [distribution(d), vector(d)])
    case 22:
      let x = Self.vectors[2]
      return try below(2) == 0
        ? Term(.integral(x), [Term(.product, [Term(.density, [distribution(d), Term(x)]), scalar(d)])])
        : Term(.expectation(x), [distribution(d), scalar(d)])
    default: return try leaf()
    }
  }

  /// Derivatives, optima, limits, laws and their like.
  private mutating func other(_ depth: Int) throws -> Term {
    let (u, v, x) = (Self.vectors[0], Self.vectors[1], Self.vectors[2])
    let a = Self.scalars[0]
    switch below(14) {
    case 0: return try Term(.indicator, [Term(below(3)), Term(Self.n)])
    case 1: return try Term(.gammaFunction, [scalar(depth)])
    case 2: return try Term(.gradient(a), [Term(a), scalar(depth)])
    case 3: return try Term(.gradient(a), [scalar(depth), scalar(depth)])
    case 4: return try Term(.extremum(x, below(2) == 0 ? .maximum : .minimum), [scalar(depth)])
    case 5: return try Term(.optimizer(a, below(2) == 0 ? .maximum : .minimum), [scalar(depth)])
    case 6: return try Term(.limit(a), [below(2) == 0 ? Term(.constant(.infinity)) : Term(0), scalar(depth)])
    case 7: return try Term(.memberGradient(Self.indexed), [Term(1), Term(0), scalar(depth)])
    case 8: return try Term(.application(Self.indexed), [Term(below(3)), index()])
    case 9: return try Term(.density, [Term(.law(LawPart(law: Self.law, of: [u, v], given: []))), Term(u), Term(v)])
    case 10:
      return try Term(
        .density, [Term(.law(LawPart(law: Self.law, of: [u], given: [v])), [vector(depth)]), vector(depth)])
    case 11:
      let part = LawPart(law: Self.law, of: [v], given: [u])
      return try Term(.expectation(v), [Term(.law(part), [Term(u)]), scalar(depth)])
    case 12: return try Term(.entropy, [Term(.law(LawPart(law: Self.law, of: [u], given: [])))])
    default:
      return try Term(.trace, [Term(.blocks(rows: 2, columns: 2), (0..<4).map { _ in try square(depth) })])
    }
  }

  private mutating func index() throws -> Term {
    try below(2) == 0 ? Term(Self.n) : Term(.sum, [Term(Self.n), Term(.negation, [Term(1)])])
  }

  private mutating func repeated(_ depth: Int) throws -> Term {
    let i = Symbol.index("i")
    let entry =
      try below(2) == 0
      ? Term(.entry, [vector(depth), Term(i)]) : Term(.entry, [square(depth), Term(i), Term(i)])
    let body = try below(2) == 0 ? entry : Term(.product, [scalar(depth), entry])
    return try Term(below(3) == 0 ? .productOver(i) : .summation(i), [Term(1), Term(Self.n), body])
  }

  private mutating func distribution(_ depth: Int) throws -> Term {
    switch below(4) {
    case 0: try Term(.gaussian, [vector(depth), square(depth)])
    case 1: try Term(.distributionWithMoments, [vector(depth), square(depth)])
    default: pick(Self.distributions)
    }
  }

  private mutating func vector(_ depth: Int) throws -> Term {
    if depth == 0 { return pick(Self.vectors) }
    let d = depth - 1
    switch below(14) {
    case 11: return try Term(.application(Self.family), [index()])
    case 12: return try Term(.gradient(Self.vectors[3]), [Term(Self.vectors[3]), scalar(d)])
    case 13: return try Term(.memberGradient(Self.family), [Term(2), scalar(d)])
    case 0, 1: return try Term(.sum, [vector(d), vector(d)])
    case 2: return try Term(.negation, [vector(d)])
    case 3: return try Term(.product, [square(d), vector(d)])
    case 4: return try Term(.product, [scalar(d), vector(d)])
    case 5: return try Term(.hadamardProduct, [vector(d), vector(d)])
    case 6: return try Term(.application(Self.function), [vector(d)])
    case 7: return try Term(.quotient, [vector(d), scalar(d)])
    case 8: return try Term(below(2) == 0 ? .zero(.vector(Self.n)) : .ones(.vector(Self.n)))
    case 9:
      let i = Symbol.index("i")
      return try Term(.vector(i, Self.n), [Term(.power, [Term(.entry, [vector(d), Term(i)]), Term(2)])])
    default: return pick(Self.vectors)
    }
  }

  private mutating func matrix(_ depth: Int) throws -> Term {
    switch below(6) {
    case 4: return try Term(.kroneckerProduct, [square(depth), pick(Self.wide)])
    case 5: return try Term(.vectorization, [square(depth)])
    case 0: return pick(Self.wide)
    case 1: return try Term(.product, [square(depth), pick(Self.wide)])
    case 2: return try Term(.zero(Shape(Self.n, Self.m)))
    default: return try square(depth)
    }
  }

  private mutating func square(_ depth: Int) throws -> Term {
    if depth == 0 { return pick(Self.squares + Self.covariances) }
    let d = depth - 1
    switch below(11) {
    case 0, 1: return try Term(.sum, [square(d), square(d)])
    case 2: return try Term(.negation, [square(d)])
    case 3, 4: return try Term(.product, [square(d), square(d)])
    case 5: return try Term(.inverse, [square(d)])
    case 6: return try Term(.transpose, [square(d)])
    case 7: return try Term(.product, [vector(d), Term(.transpose, [vector(d)])])
    case 8: return try Term(.power, [square(d), Term(2)])
    case 9: return try Term(.diagonalMatrix, [vector(d)])
    default: return try Term(.identity(Self.n))
    }
  }
}

import NumericCore
import Symbolic

/// Random well-shaped terms over a fixed vocabulary, defined wherever their symbols lie in their domains.
struct RandomTerms {
  private var source: RandomSource
  let declarations: Declarations

  private static let n = Dimension.named("n")
  private static let m = Dimension.named("m")
  private static let reals = ["a", "b"].map { Symbol($0, Shape.scalar) }
  private static let positives = ["s", "t"].map { Symbol($0, Shape.scalar, .positive) }
  private static let vectors = ["u", "v"].map { Symbol($0, Shape.vector(n)) }
  private static let positiveVectors = [Symbol("w", Shape.vector(n), .positive)]
  private static let squares = ["A", "B"].map { Symbol($0, Shape(n, n)) }
  private static let invertibles = [Symbol("G", Shape(n, n), .invertible)]
  private static let covariances = ["S", "T"].map { Symbol($0, Shape(n, n), .positiveDefinite) }
  private static let tall = [Symbol("W", Shape(n, m))]
  private static let (long, short) = (Dimension.named("L"), Dimension.named("K"))
  private static let members = ["x", "y"].map { Symbol($0, Shape.vector(n)) }
  private static let weight = Symbol("r", Shape.scalar)
  private static let positiveMember = Symbol("c", Shape.scalar, .positive)
  private static let defined = Symbol("M", Shape(n, n), .positiveDefinite)

  init(seed: UInt64) throws {
    source = RandomSource(seed: seed, stream: RandomSource.streamNumber("random terms"))
    var declarations = Declarations()
    try declarations.declareDimension("n")
    try declarations.declareDimension("m")
    for name in ["L", "K"] { try declarations.declareDimension(name) }
    let ranges = [IndexRange(1, Self.long), IndexRange(1, Self.short)]
    for family in Self.members { try declarations.declareFamily(family, over: [ranges[0]]) }
    try declarations.declareFamily(Self.weight, over: ranges)
    try declarations.declareFamily(Self.positiveMember, over: [ranges[1]])
    let all =
      Self.reals + Self.positives + Self.vectors + Self.positiveVectors + Self.squares + Self.invertibles
      + Self.covariances + Self.tall + [Self.defined]
    for symbol in all { try declarations.declare(symbol) }
    let w = Term(Self.tall[0])
    try declarations.define(
      Self.defined, as: Term(.sum, [Term(.product, [w, Term(.transpose, [w])]), Term(.identity(Self.n))]))
    self.declarations = declarations
  }

  private mutating func pick<Element>(_ items: [Element]) -> Element {
    items[source.integer(in: 0...(items.count - 1))]
  }

  private mutating func chance(_ number: Int) -> Bool { source.integer(in: 1...number) == 1 }

  mutating func scalar(_ depth: Int) throws -> Term {
    if depth == 0 { return chance(4) ? Term(source.integer(in: 1...3)) : Term(pick(Self.reals + Self.positives)) }
    let d = depth - 1
    switch source.integer(in: 0...26) {
    case 23, 24: return try sumOverMembers(d)
    case 25: return try Term(.trace, [Term(.product, [square(min(d, 1)), outerSum()])])
    case 26: return try Term(.product, [Term(.transpose, [vector(min(d, 1))]), columnSum()])
    case 0, 1: return try Term(.sum, [scalar(d), scalar(d)])
    case 2: return try Term(.negation, [scalar(d)])
    case 3, 4: return try Term(.product, [scalar(d), scalar(d)])
    case 5: return try Term(.quotient, [scalar(d), positive(d)])
    case 6: return try Term(.trace, [square(d)])
    case 7:
      let (x, a, y) = (try vector(d), try square(d), try vector(d))
      return try Term(.product, [Term(.transpose, [x]), a, y])
    case 8: return try Term(.logarithm, [positive(d)])
    case 9: return try Term(.determinant, [square(min(d, 1))])
    case 10: return try Term(.power, [scalar(d), Term(2)])
    case 11: return try Term(.product, [Term(.transpose, [vector(d)]), vector(d)])
    case 12: return try expectation(d)
    case 13:
      let i = Symbol.index("i")
      return try Term(.summation(i), [Term(1), Term(Self.n), component(i, d)])
    case 14: return try Term(.squareRoot, [positive(d)])
    case 15: return try Term(.trace, [Term(.product, [matrix(d), Term(.transpose, [matrix(d)])])])
    case 16: return Term(Self.n)
    case 17: return try Term(.logarithm, [Term(.determinant, [covariance(d)])])
    case 18:
      return try Term(
        .divergence, [gaussian(), gaussian()])
    case 19: return try Term(.power, [Term(.norm, [vector(d)]), Term(2)])
    case 20: return try Term(.logarithm, [Term(.density, [gaussian(), vector(d)])])
    case 21: return try Term(.entry, [square(d), Term(1), Term(1)])
    default: return try positive(d)
    }
  }

  private func member(_ family: Symbol, _ indices: Term...) throws -> Term { try Term(.application(family), indices) }

  /// Σ over members of families: forms, weights in two indices, shifted indices and indicators.
  private mutating func sumOverMembers(_ depth: Int) throws -> Term {
    let (t, k, j) = (Symbol.index("t"), Symbol.index("k"), Symbol.index("j"))
    func sum(_ index: Symbol, from lower: Int = 1, to upper: Dimension, _ body: Term) throws -> Term {
      try Term(.summation(index), [Term(lower), Term(upper), body])
    }
    let before = try Term(.sum, [Term(t), Term(.negation, [Term(1)])])
    let family = pick(Self.members)
    let (xt, yt) = (try member(family, Term(t)), try member(pick(Self.members), Term(t)))
    let weight = try member(Self.weight, Term(t), Term(k))
    let form = try Term(.product, [Term(.transpose, [xt]), square(min(depth, 1)), yt])
    switch source.integer(in: 0...8) {
    case 0: return try sum(t, to: Self.long, form)
    case 1:
      let deviation = try Term(.sum, [xt, Term(.negation, [vector(min(depth, 1))])])
      return try sum(
        t, to: Self.long, Term(.product, [Term(.transpose, [deviation]), square(min(depth, 1)), deviation]))
    case 2: return try sum(t, to: Self.long, sum(k, to: Self.short, Term(.product, [weight, form])))
    case 3:
      let inner = try sum(k, to: Self.short, Term(.product, [weight, member(Self.positiveMember, Term(k))]))
      return try sum(t, to: Self.long, Term(.product, [inner, Term(.transpose, [vector(0)]), xt]))
    case 4:
      let step = try member(family, before)
      return try sum(
        t, from: 2, to: Self.long, Term(.product, [Term(.transpose, [step]), square(min(depth, 1)), yt]))
    case 5:
      return try sum(
        t, from: 2, to: Self.long, Term(.product, [Term(.transpose, [vector(0)]), member(family, before)]))
    case 6:
      let same = try Term(.indicator, [Term(j), Term(k)])
      let inner = try sum(j, to: Self.short, Term(.product, [same, member(Self.positiveMember, Term(j))]))
      return try sum(k, to: Self.short, Term(.product, [inner, scalar(min(depth, 1))]))
    case 7: return try sum(k, to: Self.short, Term(.logarithm, [member(Self.positiveMember, Term(k))]))
    default: return try sum(t, to: Self.long, Term(.sum, [form, scalar(min(depth, 1)), Term(t)]))
    }
  }

  private mutating func outerSum() throws -> Term {
    let t = Symbol.index("t")
    let (x, y) = (try member(pick(Self.members), Term(t)), try member(pick(Self.members), Term(t)))
    let upper = chance(2) ? Term(Self.long) : try Term(.sum, [Term(Self.long), Term(.negation, [Term(1)])])
    return try Term(.summation(t), [Term(1), upper, Term(.product, [x, Term(.transpose, [y])])])
  }

  private mutating func columnSum() throws -> Term {
    let (t, k) = (Symbol.index("t"), Symbol.index("k"))
    let weighted = try Term(
      .product, [member(Self.weight, Term(t), Term(k)), square(1), member(pick(Self.members), Term(t))])
    let inner = try Term(.summation(t), [Term(1), Term(Self.long), weighted])
    return try Term(.summation(k), [Term(1), Term(Self.short), inner])
  }

  private mutating func gaussian() throws -> Term {
    try Term(.gaussian, [Term(pick(Self.vectors)), covariance(1)])
  }

  private mutating func component(_ i: Symbol, _ depth: Int) throws -> Term {
    let entry = try Term(.entry, [Term(pick(Self.vectors)), Term(i)])
    switch source.integer(in: 0...5) {
    case 0: return try Term(.product, [entry, Term(.entry, [vector(depth), Term(i)])])
    case 1: return try Term(.logarithm, [Term(.entry, [Term(Self.positiveVectors[0]), Term(i)])])
    case 2: return try Term(.power, [entry, Term(2)])
    case 3: return try Term(.quotient, [entry, Term(.entry, [Term(Self.positiveVectors[0]), Term(i)])])
    case 4: return try Term(.product, [scalar(0), Term(.entry, [square(depth), Term(i), Term(i)])])
    default: return try Term(.sum, [entry, scalar(0)])
    }
  }

  /// A quadratic in the variable, sometimes with the log-density.
  private mutating func expectation(_ depth: Int) throws -> Term {
    let x = Symbol("x", Shape.vector(Self.n))
    let p = try gaussian()
    let shifted = try Term(.sum, [Term(x), Term(.negation, [vector(0)])])
    let body: Term
    switch source.integer(in: 0...4) {
    case 0: body = try Term(.product, [Term(.transpose, [shifted]), square(min(depth, 1)), shifted])
    case 1: body = try Term(.logarithm, [Term(.density, [gaussian(), Term(x)])])
    case 2: body = try Term(.trace, [Term(.product, [square(min(depth, 1)), shifted, Term(.transpose, [Term(x)])])])
    case 3: body = try Term(.sum, [Term(.product, [Term(.transpose, [vector(0)]), Term(x)]), scalar(min(depth, 1))])
    default:
      let i = Symbol.index("k")
      let entry = try Term(.entry, [shifted, Term(i)])
      body = try Term(
        .summation(i),
        [
          Term(1), Term(Self.n),
          Term(
            .quotient,
            [Term(.power, [entry, Term(2)]), Term(.entry, [Term(Self.positiveVectors[0]), Term(i)])]),
        ])
    }
    return try Term(.expectation(x), [p, body])
  }

  private mutating func positive(_ depth: Int) throws -> Term {
    if depth == 0 { return Term(pick(Self.positives)) }
    let d = depth - 1
    switch source.integer(in: 0...8) {
    case 0: return try Term(.product, [positive(d), positive(d)])
    case 1: return try Term(.sum, [positive(d), positive(d)])
    case 2: return try Term(.quotient, [positive(d), positive(d)])
    case 3: return try Term(.determinant, [covariance(d)])
    case 4: return try Term(.power, [positive(d), Term(pick([2, 3]))])
    case 5: return try Term(.squareRoot, [positive(d)])
    case 6:
      let i = Symbol.index("j")
      return try Term(
        .productOver(i), [Term(1), Term(Self.n), Term(.entry, [Term(Self.positiveVectors[0]), Term(i)])])
    case 7: return try Term(.exponential, [Term(.logarithm, [positive(d)])])
    default: return Term(pick(Self.positives))
    }
  }

  mutating func vector(_ depth: Int) throws -> Term {
    if depth == 0 { return Term(pick(Self.vectors + Self.positiveVectors)) }
    let d = depth - 1
    switch source.integer(in: 0...5) {
    case 0: return try Term(.sum, [vector(d), vector(d)])
    case 1: return try Term(.product, [square(d), vector(d)])
    case 2: return try Term(.product, [scalar(d), vector(d)])
    case 3: return try Term(.negation, [vector(d)])
    case 4: return try Term(.hadamardProduct, [vector(d), vector(d)])
    default: return Term(pick(Self.vectors))
    }
  }

  mutating func square(_ depth: Int) throws -> Term {
    if depth == 0 { return Term(pick(Self.squares + Self.covariances + Self.invertibles)) }
    let d = depth - 1
    switch source.integer(in: 0...10) {
    case 0: return try Term(.sum, [square(d), square(d)])
    case 1, 2: return try Term(.product, [square(d), square(d)])
    case 3: return try Term(.transpose, [square(d)])
    case 4: return try Term(.product, [scalar(d), square(d)])
    case 5: return try Term(.inverse, [covariance(d)])
    case 6: return try Term(.product, [vector(d), Term(.transpose, [vector(d)])])
    case 7: return try Term(.inverse, [Term(.product, [Term(Self.invertibles[0]), covariance(d)])])
    case 8: return try Term(.identity(Self.n))
    case 9: return try Term(.product, [matrix(d), Term(.transpose, [matrix(d)])])
    default: return try covariance(d)
    }
  }

  private mutating func covariance(_ depth: Int) throws -> Term {
    if depth == 0 { return Term(pick(Self.covariances)) }
    let d = depth - 1
    switch source.integer(in: 0...5) {
    case 0: return try Term(.sum, [covariance(d), covariance(d)])
    case 1: return try Term(.product, [positive(d), covariance(d)])
    case 2: return try Term(.inverse, [covariance(d)])
    case 3: return try Term(.diagonalMatrix, [Term(Self.positiveVectors[0])])
    case 4: return Term(Self.defined)
    default: return Term(pick(Self.covariances))
    }
  }

  private mutating func matrix(_ depth: Int) throws -> Term {
    if depth == 0 { return Term(Self.tall[0]) }
    return chance(2)
      ? try Term(.product, [square(depth - 1), matrix(depth - 1)]) : try Term(.product, [scalar(0), matrix(depth - 1)])
  }
}

import Symbolic
import Testing

/// The calculus of matrices: closed forms are proved, and their near misses are not.
@Suite("Derivatives")
struct DerivativeTests {
  private let kernel = Kernel(declarations: Declarations())

  private func gradient(_ x: Term, _ body: Term, at point: Term? = nil) throws -> Term {
    try Term(.gradient(#require(x.symbol)), [point ?? x, body])
  }

  private func expect(
    _ left: Term, _ right: Term, assumes: Set<Condition> = [], not wrong: Term...,
    location: SourceLocation = #_sourceLocation
  ) {
    let theorem = kernel.equality(left, right)
    #expect(theorem != nil, sourceLocation: location)
    #expect(theorem?.assumptions == assumes, sourceLocation: location)
    for other in wrong { #expect(kernel.equality(left, other) == nil, "\(other)", sourceLocation: location) }
  }

  @Test("scalars: products, quotients, powers, logarithms and exponentials")
  func scalars() throws {
    let (a, x, s) = (scalar("a"), scalar("x"), scalar("s", .positive))
    expect(try gradient(x, a * x.raised(3)), try Term(3) * a * x.raised(2), not: try Term(3) * a * x.raised(3))
    expect(try gradient(s, s.log()), try Term(1) / s, not: try s.log())
    expect(try gradient(s, a / s), try -(a / s.raised(2)), not: try a / s.raised(2))
    expect(try gradient(x, (a * x).exp()), try a * (a * x).exp(), not: try (a * x).exp())
    expect(try gradient(s, Term(.squareRoot, [s])), try Term(1) / (Term(2) * Term(.squareRoot, [s])))
    let gaussian = try (-((x - a).raised(2) / (Term(2) * s.raised(2)))).exp()
    expect(
      try gradient(x, gradient(x, gaussian)),
      try ((x - a).raised(2) / s.raised(4) - Term(1) / s.raised(2)) * gaussian,
      not: try ((x - a).raised(2) / s.raised(4) + Term(1) / s.raised(2)) * gaussian)
    expect(try gradient(x, a * x.raised(2), at: a), try Term(2) * a.raised(2), not: try Term(2) * a * x)
    expect(try gradient(x, a.log()), Term(0))
    let b = matrix("B")
    expect(try gradient(x, x.raised(2) * b), try Term(2) * x * b)
  }

  @Test("vectors: linear and quadratic forms, residuals and Hessians")
  func vectors() throws {
    let (a, x, y) = (matrix("A"), vector("x"), vector("y"))
    expect(try gradient(x, y.transposed() * x), y)
    let form = try quadraticForm(x, a)
    expect(try gradient(x, form), try (a + a.transposed()) * x, not: try Term(2) * a * x, try a * x)
    expect(try gradient(x, gradient(x, form)), try a + a.transposed(), not: try Term(2) * a)
    let s = covariance("S")
    expect(try gradient(x, quadraticForm(x, s.inverted())), try Term(2) * s.inverted() * x)
    let (design, beta, data) = (matrix("X", n, m), vector("b", m), vector("d"))
    let residual = try data - design * beta
    let expected = try Term(-2) * design.transposed() * s.inverted() * residual
    expect(
      try gradient(beta, quadraticForm(residual, s.inverted())), expected,
      not: try -expected, try Term(2) * design.transposed() * residual)
    expect(try gradient(x, (x.transposed() * x).log()), try Term(2) / (x.transposed() * x) * x)
    expect(try gradient(x, a * x), a, not: try a.transposed())
    expect(
      try gradient(x, (y.transposed() * x) * x), try x * y.transposed() + (y.transposed() * x) * Term(.identity(n)))
    let w = Term(Symbol("w", Shape.vector(n), .positive))
    let i = Symbol.index("i")
    let logs = try Term(.summation(i), [Term(1), Term(n), Term(.entry, [w, Term(i)]).log()])
    let reciprocals = try Term(.vector(i, n), [Term(1) / Term(.entry, [w, Term(i)])])
    expect(try gradient(w, logs), reciprocals)
  }

  @Test("matrices: traces, inverses and determinants, with independent entries")
  func matrices() throws {
    let (a, x, b) = (matrix("A", m, n), matrix("X", n, m), matrix("B", m, m))
    expect(try gradient(x, (a * x).trace()), try a.transposed())
    expect(
      try gradient(x, Term(.product, [x.transposed(), a.transposed(), b]).trace()), try a.transposed() * b,
      not: try a.transposed() * b.transposed())
    let s = covariance("S")
    let c = matrix("C")
    expect(try gradient(s, (c * s).trace()), try c.transposed(), not: c)
    expect(try gradient(s, s.determinant().log()), try s.inverted(), not: try -s.inverted())
    expect(try gradient(s, s.determinant()), try s.determinant() * s.inverted())
    expect(
      try gradient(s, (s.inverted() * c).trace()), try -(s.inverted() * c.transposed() * s.inverted()),
      not: try -(s.inverted() * c * s.inverted()), try s.inverted() * c.transposed() * s.inverted())
    let g = matrix("G", n, n, .invertible)
    expect(try gradient(g, g.determinant().log()), try g.inverted().transposed(), not: try g.inverted())
    let free = matrix("F")
    expect(
      try gradient(free, free.determinant().raised(2)),
      try Term(2) * free.determinant().raised(2) * free.inverted().transposed(),
      assumes: [Condition(kind: .invertible, term: free)])
    let u = vector("u")
    expect(try gradient(s, quadraticForm(u, s.inverted())), try -(s.inverted() * u * u.transposed() * s.inverted()))
    expect(try gradient(s, quadraticForm(u, s)), try u * u.transposed())
    let w = matrix("W", n, m)
    let marginal = try w * w.transposed() + Term(.identity(n))
    expect(
      try gradient(w, marginal.determinant().log()), try Term(2) * marginal.inverted() * w,
      not: try marginal.inverted() * w)
    expect(try gradient(x, Term(.power, [Term(.norm, [x]), Term(2)])), try Term(2) * x)
  }

  @Test("a score in the precision and in the covariance, and the point where it is zero")
  func scores() throws {
    let (s, c, big) = (covariance("S"), covariance("C"), Term(.named("T")))
    let half = try Term(1) / Term(2)
    let score = try -(half * big * s.determinant().log()) - half * (s.inverted() * c).trace()
    let expected = try -(half * big * s.inverted()) + half * s.inverted() * c * s.inverted()
    expect(try gradient(s, score), expected, not: try -expected, try half * s.inverted() * c * s.inverted())
    expect(try gradient(s, score, at: c / big), try Term(.zero(Shape(n, n))))
    let variance = scalar("v", .positive)
    expect(
      try gradient(variance, -(half * big * variance.log()) - (c.trace() / (Term(2) * variance))),
      try -(big / (Term(2) * variance)) + c.trace() / (Term(2) * variance.raised(2)))
  }

  @Test("under sums and expectations, and by members of families")
  func families() throws {
    let (big, small) = (Dimension.named("T"), Dimension.named("K"))
    let (t, k, j) = (Symbol.index("t"), Symbol.index("k"), Symbol.index("j"))
    let (x, mu) = (Symbol("x", Shape.vector(n)), Symbol("mu", Shape.vector(n)))
    let spread = Symbol("Sigma", Shape(n, n), .positiveDefinite)
    let r = Symbol("r", Shape.scalar)
    var declarations = Declarations()
    try declarations.declareFamily(x, over: [IndexRange(1, big)])
    try declarations.declareFamily(mu, over: [IndexRange(1, small)])
    try declarations.declareFamily(spread, over: [IndexRange(1, small)])
    try declarations.declareFamily(r, over: [IndexRange(1, big), IndexRange(1, small)])
    for (index, bound) in [(t, big), (k, small)] {
      try declarations.declare(index)
      try declarations.bound(index, by: bound)
    }
    let kernel = Kernel(declarations: declarations)
    func member(_ family: Symbol, _ indices: Symbol...) throws -> Term {
      try Term(.application(family), indices.map { Term($0) })
    }
    func sum(_ index: Symbol, _ upper: Dimension, _ body: Term) throws -> Term {
      try Term(.summation(index), [Term(1), Term(upper), body])
    }
    let xt = try member(x, t)
    let (m, a) = (vector("m"), matrix("A", n, n, .positiveDefinite))
    let fit = try sum(t, big, quadraticForm(xt - m, a.inverted()))
    let slope = try Term(-2) * a.inverted() * (sum(t, big, xt) - Term(big) * m)
    #expect(kernel.equality(try gradient(m, fit), slope) != nil)
    #expect(kernel.equality(try gradient(m, fit), try -slope) == nil)
    let spreadSlope = try gradient(a, fit)
    let outer = try sum(t, big, (xt - m) * (xt - m).transposed())
    #expect(kernel.equality(spreadSlope, try -(a.inverted() * outer * a.inverted())) != nil)
    #expect(kernel.equality(spreadSlope, try a.inverted() * outer * a.inverted()) == nil)
    func objective(_ i: Symbol) throws -> Term {
      try sum(t, big, sum(i, small, member(r, t, i) * quadraticForm(xt - member(mu, i), member(spread, i).inverted())))
    }
    let byMember = try Term(.memberGradient(mu), [Term(k), objective(j)])
    let deviation = try sum(t, big, member(r, t, k) * (xt - member(mu, k)))
    let expected = try Term(-2) * member(spread, k).inverted() * deviation
    #expect(kernel.equality(byMember, expected) != nil)
    #expect(kernel.equality(byMember, try member(spread, k).inverted() * deviation) == nil)
    #expect(kernel.equality(byMember, try sum(k, small, expected)) == nil)
    #expect(kernel.equality(try Term(.memberGradient(mu), [Term(k), objective(k)]), expected) != nil)
    let bySpread = try Term(.memberGradient(spread), [Term(k), objective(j)])
    let weighted = try sum(t, big, member(r, t, k) * (xt - member(mu, k)) * (xt - member(mu, k)).transposed())
    let inverse = try member(spread, k).inverted()
    #expect(kernel.equality(bySpread, try -(inverse * weighted * inverse)) != nil)
    #expect(kernel.equality(bySpread, try -(inverse * weighted)) == nil)
    // Under an expectation that does not move; where it does, nothing is known.
    let z = vector("z")
    let q = Term(Symbol("q", .distribution(Shape.vector(n))))
    let mean = try expectation(z, q, quadraticForm(z - m, a))
    #expect(kernel.equality(try gradient(m, mean), try Term(-2) * a * (expectation(z, q, z) - m)) != nil)
    let moving = try expectation(
      z, Term(.distributionWithMoments, [m, a]), z.transposed() * z * (z.transposed() * z).log())
    #expect(kernel.equality(try gradient(m, moving), try Term(.zero(Shape.vector(n)))) == nil)
  }
}

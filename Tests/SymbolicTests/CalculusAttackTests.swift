import Symbolic
import Testing

/// Names that meet under binders, and values that are not known to exist.
@Suite("Derivatives and sums under attack")
struct CalculusAttackTests {
  private let kernel = Kernel(declarations: Declarations())

  private func gradient(_ x: Term, _ body: Term, at point: Term? = nil) throws -> Term {
    try Term(.gradient(#require(x.symbol)), [point ?? x, body])
  }

  @Test("a derivative binds its variable and nothing else")
  func binding() throws {
    let (x, y, s) = (scalar("x"), scalar("y"), scalar("s", .positive))
    let p = try Term(.gaussian, [x, s])
    // The variable of an expectation is not the one that is differentiated by; its mean is.
    let mean = try expectation(x, Term(.gaussian, [y, s]), x.raised(2))
    #expect(kernel.equality(try gradient(x, mean), Term(0)) != nil)
    #expect(kernel.equality(try gradient(y, mean), try Term(2) * y) != nil)
    #expect(kernel.equality(try gradient(x, expectation(y, p, y.raised(2))), try Term(2) * x) != nil)
    // The point may contain the variable, and is not differentiated.
    #expect(kernel.equality(try gradient(x, x.raised(2), at: x * y), try Term(2) * x * y) != nil)
    #expect(kernel.equality(try gradient(y, gradient(x, x.raised(2), at: x * y)), try Term(2) * x) != nil)
    let i = Symbol.index("i")
    let sum = try Term(.summation(i), [Term(1), Term(n), Term(.power, [s, Term(i)])])
    let slope = try Term(.summation(i), [Term(1), Term(n), Term(i) * Term(.power, [s, Term(i) - Term(1)])])
    #expect(kernel.equality(try gradient(s, sum), try gradient(s, sum, at: s * s)) == nil)
    #expect(kernel.equality(try gradient(s, sum), slope) != nil)
    #expect(kernel.equality(try gradient(s, sum), try -slope) == nil)
  }

  @Test("what is not differentiable by a rule is not proved")
  func unknown() throws {
    let (x, v) = (scalar("x"), vector("v"))
    let f = Symbol("f", Shape.scalar)
    let value = try Term(.application(f), [x])
    #expect(kernel.equality(try gradient(x, value), Term(0)) == nil)
    #expect(kernel.equality(try gradient(x, Term(.absoluteValue, [x])), Term(1)) == nil)
    let k = Term(Symbol.index("k"))
    #expect(kernel.equality(try gradient(k, k * k), try Term(2) * k) == nil)
    let norm = kernel.equality(try gradient(v, Term(.norm, [v])), try v / Term(.norm, [v]))
    #expect(norm.map { !$0.assumptions.isEmpty } ?? true)
    let quotient = try #require(kernel.equality(try gradient(x, Term(1) / x), try -(Term(1) / x.raised(2))))
    #expect(quotient.assumptions.allSatisfy { $0.term == x })
  }

  @Test("the derivative at a symmetric matrix is that of independent entries")
  func symmetric() throws {
    let (s, c) = (covariance("S"), matrix("C"))
    let half = try Term(1) / Term(2)
    let symmetrized = try half * (c + c.transposed())
    #expect(kernel.equality(try gradient(s, (c * s).trace()), symmetrized) == nil)
    #expect(kernel.equality(try gradient(s, (c * s.transposed()).trace()), c) != nil)
    #expect(kernel.equality(try gradient(s, (c * s.transposed()).trace()), try c.transposed()) == nil)
    // Both bodies have one value, but only as long as S is symmetric.
    let (a, b) = (try (c * s).trace(), try (c * s.transposed()).trace())
    #expect(kernel.equality(a, b) != nil)
    #expect(kernel.equality(try gradient(s, a), try gradient(s, b)) == nil)
  }

  @Test("sums over members do not mix up what they number")
  func sums() throws {
    let (t, s) = (Symbol.index("t"), Symbol.index("s"))
    let x = Symbol("x", Shape.vector(n))
    func member(_ index: Term) throws -> Term { try Term(.application(x), [index]) }
    func sum(_ index: Symbol, _ lower: Term, _ upper: Term, _ body: Term) throws -> Term {
      try Term(.summation(index), [lower, upper, body])
    }
    let (one, top) = (Term(1), Term(.named("T")))
    let inner = try sum(s, one, Term(t), member(Term(s)))
    // The limit of the inner sum is the outer index: the order cannot be changed.
    let triangle = try sum(t, one, top, member(Term(t)).transposed() * inner)
    let square = try sum(t, one, top, member(Term(t)).transposed() * sum(s, one, top, member(Term(s))))
    #expect(kernel.equality(triangle, square) == nil)
    #expect(
      kernel.equality(try sum(t, one, top, inner), try sum(s, one, top, Term(top.shape.rows) * member(Term(s)))) == nil)
    let product = try sum(t, one, top, member(Term(t)).transposed() * member(Term(t)))
    let total = try sum(t, one, top, member(Term(t)))
    #expect(kernel.equality(product, try total.transposed() * total) == nil)
    #expect(kernel.equality(square, try total.transposed() * total) != nil)
    #expect(kernel.equality(try sum(t, one, top, member(Term(t) + one)), total) == nil)
    #expect(kernel.equality(try sum(t, one, Term(2) * top, member(Term(t))), try total + total) == nil)
  }
}

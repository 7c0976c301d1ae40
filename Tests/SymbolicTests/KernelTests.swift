import Symbolic
import Testing

@Suite("Kernel")
struct KernelTests {
  private let kernel = Kernel(declarations: Declarations())

  @Test("the Kullback-Leibler divergence of two Gaussians has its closed form")
  func divergence() throws {
    let (m1, m2, s1, s2) = (vector("mu_1"), vector("mu_2"), covariance("Sigma_1"), covariance("Sigma_2"))
    let divergence = try Term(.divergence, [Term(.gaussian, [m1, s1]), Term(.gaussian, [m2, s2])])
    let half = try Term(1) / Term(2)
    func closed(_ dimension: Term) throws -> Term {
      try half
        * Term(
          .sum,
          [
            (s2.determinant() / s1.determinant()).log(), dimension, (s2.inverted() * s1).trace(),
            quadraticForm(m2 - m1, s2.inverted()),
          ])
    }
    let theorem = try #require(kernel.equality(divergence, closed(-Term(n))))
    #expect(theorem.restsOn.contains("second-moment"))
    #expect(theorem.restsOn.contains("kl-definition"))
    #expect(theorem.assumptions.isEmpty)
    #expect(kernel.equality(divergence, try closed(Term(n))) == nil)
    #expect(kernel.equality(divergence, try closed(-Term(n)), rules: RuleSet.all.without(.secondMoment)) == nil)
  }

  @Test("an inverse that is not known to exist is an assumption")
  func assumptions() throws {
    let a = matrix("A")
    let product = try a * a.inverted()
    let theorem = try #require(kernel.equality(product, Term(.identity(n))))
    #expect(theorem.assumptions == [Condition(kind: .invertible, term: a)])
    let s = covariance("S")
    let known = try #require(kernel.equality(try s * s.inverted(), Term(.identity(n))))
    #expect(known.assumptions.isEmpty)
    let x = scalar("x")
    let quotient = try #require(kernel.equality(try x / x, Term(1)))
    #expect(quotient.assumptions == [Condition(kind: .nonzero, term: x)])
  }

  @Test("theorems chain only where they meet")
  func chaining() throws {
    let (a, b) = (scalar("a"), scalar("b"))
    let commuted = try #require(kernel.equality(try a * b, try b * a))
    let back = kernel.symmetry(commuted)
    #expect(try kernel.transitivity(commuted, back).right == (try a * b))
    #expect(throws: KernelError.doesNotChain) { try kernel.transitivity(commuted, commuted) }
    var declarations = Declarations()
    try declarations.declareDimension("k")
    let elsewhere = Kernel(declarations: declarations).reflexivity(try b * a)
    #expect(throws: KernelError.otherDeclarations) { try kernel.transitivity(commuted, elsewhere) }
  }

  @Test("rewriting replaces only what an equation has on its left")
  func rewriting() throws {
    let (a, b) = (scalar("a"), scalar("b"))
    let commuted = try #require(kernel.equality(try a * b, try b * a))
    let term = try (a * b).exp()
    #expect(try kernel.rewriting(term, at: [0], by: commuted).right == (try (b * a).exp()))
    #expect(throws: KernelError.doesNotMatch) { try kernel.rewriting(term, at: [], by: commuted) }
    #expect(throws: KernelError.doesNotMatch) { try kernel.rewriting(term, at: [7], by: commuted) }
  }

  @Test("an identity is used only for values that it declares")
  func instances() throws {
    let s = scalar("s", .positive)
    let identity = try Identity(
      name: "log-square", left: s.raised(2).log(), right: Term(2) * s.log(), declarations: Declarations())
    let symbol = try #require(s.symbol)
    var substitution = Substitution()
    substitution.terms[symbol] = scalar("x")
    #expect(throws: KernelError.outsideDomain(symbol: "s")) { try kernel.instance(of: identity, substitution) }
    substitution.terms[symbol] = covariance("S")
    #expect(throws: KernelError.outsideDomain(symbol: "s")) { try kernel.instance(of: identity, substitution) }
    substitution.terms[symbol] = try covariance("S").determinant()
    let theorem = try kernel.instance(of: identity, substitution)
    #expect(theorem.restsOn == ["log-square"])
    #expect(theorem.left == (try covariance("S").determinant().raised(2).log()))
  }

  @Test("names that the normal form keeps for itself are refused")
  func reservedNames() throws {
    let term = Term(Symbol("#t1", Shape.scalar))
    #expect(kernel.equality(term, try Term(.sum, [term, Term(0)])) == nil)
    let bound = try Term(.summation(Symbol.index("#1")), [Term(1), Term(n), scalar("a")])
    #expect(kernel.equality(bound, bound) == nil)
  }

  @Test("what does not fit is not proved, and takes no time")
  func bounds() throws {
    let huge = try Term(.power, [Term(.sum, [scalar("a"), scalar("b"), scalar("c")]), Term(60)])
    #expect(kernel.equality(huge, try huge + Term(0)) == nil)
    let overflowing = try Term(.power, [Term(Int.max), Term(3)])
    #expect(kernel.equality(overflowing, try overflowing + Term(0)) == nil)
  }

  @Test("bound names do not capture free ones")
  func capture() throws {
    let (i, j) = (Symbol.index("i"), Symbol.index("j"))
    func sum(_ index: Symbol, _ body: Term) throws -> Term { try Term(.summation(index), [Term(1), Term(n), body]) }
    let v = vector("v")
    let vi = try Term(.entry, [v, Term(i)])
    let vj = try Term(.entry, [v, Term(j)])
    let square = try sum(i, vi) * sum(i, vi)
    #expect(kernel.equality(square, try sum(i, sum(j, vi * vj))) != nil)
    #expect(kernel.equality(square, try sum(i, sum(j, vi * vi))) == nil)
    #expect(kernel.equality(try sum(i, vj), try sum(j, vj)) == nil)
    // Also where the rules that take sums apart are left out.
    let plain = try sum(i, sum(i, vi + Term(1)))
    #expect(kernel.equality(plain, try sum(i, sum(j, vi + Term(1))), rules: .none) == nil)
    #expect(kernel.equality(plain, try sum(j, sum(i, vi + Term(1))), rules: .none) != nil)
    #expect(kernel.equality(try sum(i, vi), try sum(j, vj)) != nil)
  }

  @Test("fourth moments of a Gaussian follow Isserlis")
  func fourthMoment() throws {
    let (x, s) = (vector("x"), covariance("S"))
    let (a, b) = (matrix("A", n, n, .symmetric), matrix("B", n, n, .symmetric))
    let p = try Term(.gaussian, [Term(.zero(Shape.vector(n))), s])
    let moment = try expectation(x, p, quadraticForm(x, a) * quadraticForm(x, b))
    let closed = try (a * s).trace() * (b * s).trace() + Term(2) * Term(.product, [a, s, b, s]).trace()
    #expect(kernel.equality(moment, closed) != nil)
    #expect(kernel.equality(moment, try (a * s).trace() * (b * s).trace()) == nil)
    let unknown = try Term(.distributionWithMoments, [Term(.zero(Shape.vector(n))), s])
    #expect(kernel.equality(try expectation(x, unknown, quadraticForm(x, a) * quadraticForm(x, b)), closed) == nil)
  }

  @Test("an expectation binds in definitions too")
  func definitionsUnderBinders() throws {
    let (x, y, m) = (vector("x"), vector("y"), vector("m"))
    let p = try Term(.gaussian, [m, covariance("S")])
    var declarations = Declarations()
    try declarations.declareDimension("n")
    for term in [x, y, m, covariance("S")] { try declarations.declare(try #require(term.symbol)) }
    try declarations.define(try #require(y.symbol), as: x - m)
    let kernel = Kernel(declarations: declarations)
    let mean = try expectation(x, p, y)
    #expect(kernel.equality(mean, y) == nil)
    #expect(kernel.equality(mean, try Term(.zero(Shape.vector(n)))) != nil)
    let without = RuleSet.all.without(.definition)
    #expect(kernel.equality(mean, y, rules: without) == nil)
  }
}

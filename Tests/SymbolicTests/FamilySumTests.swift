import Symbolic
import Testing

/// Sums over families x_t: linear, in any order, with shifted indices, with constant matrices on either side.
@Suite("Sums over families")
struct FamilySumTests {
  private let t = Symbol.index("t")
  private let s = Symbol.index("s")
  private let k = Symbol.index("k")
  private let big = Dimension.named("T")
  private let small = Dimension.named("K")
  private let kernel: Kernel
  private let x = Symbol("x", Shape.vector(n))
  private let y = Symbol("y", Shape.vector(m))
  private let r = Symbol("r", Shape.scalar)
  private let w = Symbol("w", Shape.scalar, .positive)

  init() throws {
    var declarations = Declarations()
    for name in ["n", "m", "T", "K"] { try declarations.declareDimension(name) }
    try declarations.declareFamily(x, over: [IndexRange(0, big)])
    try declarations.declareFamily(y, over: [IndexRange(1, big)])
    try declarations.declareFamily(r, over: [IndexRange(1, big), IndexRange(1, small)])
    try declarations.declareFamily(w, over: [IndexRange(1, small)])
    for (index, bound) in [(t, big), (k, small)] {
      try declarations.declare(index)
      try declarations.bound(index, by: bound)
    }
    kernel = Kernel(declarations: declarations)
  }

  private func member(_ family: Symbol, _ indices: Term...) throws -> Term { try Term(.application(family), indices) }
  private func sum(_ index: Symbol, _ lower: Term, _ upper: Term, _ body: Term) throws -> Term {
    try Term(.summation(index), [lower, upper, body])
  }
  private func sum(_ index: Symbol, _ body: Term) throws -> Term {
    try sum(index, Term(1), Term(index == k ? small : big), body)
  }
  private func equal(_ left: Term, _ right: Term) -> Bool {
    kernel.equality(left, right).map(\.assumptions.isEmpty) ?? false
  }

  @Test("constant matrices and traces pass through")
  func linear() throws {
    let (xt, yt) = (try member(x, Term(t)), try member(y, Term(t)))
    let (a, b, u) = (matrix("A"), matrix("B", m, m), vector("u"))
    #expect(equal(try sum(t, a * xt), try a * sum(t, xt)))
    #expect(!equal(try sum(t, a * xt), try a.transposed() * sum(t, xt)))
    let outer = try sum(t, xt * yt.transposed())
    #expect(equal(try sum(t, Term(.product, [a, xt, yt.transposed(), b])), try Term(.product, [a, outer, b])))
    #expect(equal(try outer.transposed(), try sum(t, yt * xt.transposed())))
    let form = try sum(t, quadraticForm(xt, a))
    #expect(equal(form, try (a * sum(t, xt * xt.transposed())).trace()))
    #expect(!equal(form, try (a * sum(t, xt * vector("u").transposed())).trace()))
    #expect(equal(try sum(t, xt.transposed() * xt), try sum(t, xt * xt.transposed()).trace()))
    let deviation = try xt - u
    let expanded = try form - u.transposed() * (a + a.transposed()) * sum(t, xt) + Term(big) * quadraticForm(u, a)
    #expect(equal(try sum(t, quadraticForm(deviation, a)), expanded))
    #expect(!equal(try sum(t, quadraticForm(deviation, a)), try expanded + quadraticForm(u, a)))
    let inner = try sum(t, (u.transposed() * xt) * xt)
    #expect(equal(inner, try sum(t, xt * xt.transposed()) * u))
    #expect(equal(try sum(t, xt + xt), try Term(2) * sum(s, member(x, Term(s)))))
    #expect(!equal(try sum(t, xt), try sum(t, member(x, Term(s)))))
  }

  @Test("nested sums commute, and what is constant under one stands outside of it")
  func nested() throws {
    let (xt, rtk, wk) = (try member(x, Term(t)), try member(r, Term(t), Term(k)), try member(w, Term(k)))
    let (a, u) = (matrix("A"), vector("u"))
    #expect(equal(try sum(t, sum(k, rtk * xt)), try sum(k, sum(t, rtk * xt))))
    #expect(equal(try sum(t, sum(k, rtk) * xt), try sum(k, sum(t, rtk * xt))))
    #expect(equal(try sum(k, wk * sum(t, rtk)), try sum(t, sum(k, rtk * wk))))
    #expect(equal(try sum(t, a * sum(k, rtk * wk) * xt), try a * sum(k, wk * sum(t, rtk * xt))))
    #expect(!equal(try sum(k, wk * sum(t, rtk)), try sum(k, wk) * sum(t, sum(k, rtk))))
    let log = try sum(t, sum(k, rtk * (wk.log() + quadraticForm(xt - u, a))))
    #expect(equal(log, try sum(k, wk.log() * sum(t, rtk)) + sum(k, sum(t, rtk * quadraticForm(xt - u, a)))))
    #expect(equal(try sum(t, sum(k, wk)), try Term(big) * sum(k, wk)))
    #expect(!equal(try sum(t, sum(k, wk)), try sum(k, wk)))
    #expect(
      kernel.equality(
        try sum(t, sum(k, rtk.exp())), try sum(k, sum(t, rtk.exp())), rules: RuleSet.all.without(.sumOrder)) == nil)
  }

  @Test("an index is shifted, and terms are split off")
  func shifted() throws {
    let (xt, last) = (try member(x, Term(t)), try member(x, Term(big)))
    let before = try member(x, Term(t) - Term(1))
    let top = try Term(big) - Term(1)
    #expect(equal(try sum(t, Term(2), Term(big), before), try sum(t, Term(1), top, xt)))
    #expect(!equal(try sum(t, Term(2), Term(big), before), try sum(t, Term(1), Term(big), xt)))
    #expect(equal(try sum(t, xt), try member(x, Term(1)) + sum(t, Term(2), Term(big), xt)))
    #expect(!equal(try sum(t, xt), try member(x, Term(0)) + sum(t, Term(2), Term(big), xt)))
    #expect(equal(try sum(t, xt), try sum(t, Term(1), top, xt) + last))
    #expect(equal(try sum(t, before), try sum(t, xt) - last + member(x, Term(0))))
    #expect(equal(try sum(t, Term(0), top, xt), try sum(t, before)))
    let a = matrix("A")
    let step = try sum(t, quadraticForm(xt - a * before, covariance("S").inverted()))
    let cross = try sum(t, xt * before.transposed())
    let s = try covariance("S").inverted()
    let expanded =
      try (s * sum(t, xt * xt.transposed())).trace() - Term(2) * Term(.product, [s, a, cross.transposed()]).trace()
      + Term(.product, [a.transposed(), s, a, sum(t, before * before.transposed())]).trace()
    #expect(equal(step, expanded))
    #expect(equal(try sum(t, Term(1), Term(3), xt), try member(x, Term(1)) + member(x, Term(2)) + member(x, Term(3))))
    // A sum that may be empty in a way that the rule does not cover is left alone.
    #expect(
      kernel.equality(
        try sum(t, Term(4), Term(big), xt) + member(x, Term(1)) + member(x, Term(2)) + member(x, Term(3)),
        try sum(t, xt))
        == nil)
    #expect(equal(try sum(t, Term(2), Term(big), Term(1)), top))
  }

  @Test("an indicator selects a term within the limits")
  func indicators() throws {
    let wk = try member(w, Term(k))
    let j = Symbol.index("j")
    let wj = try member(w, Term(j))
    func delta(_ a: Symbol, _ b: Symbol) throws -> Term { try Term(.indicator, [Term(a), Term(b)]) }
    #expect(equal(try sum(j, Term(1), Term(small), delta(j, k) * wj), wk))
    #expect(equal(try sum(j, Term(1), Term(small), delta(k, j) * wj.log()), try wk.log()))
    #expect(!equal(try sum(j, Term(1), Term(big), delta(j, k) * wj), wk))
    #expect(!equal(try sum(j, Term(2), Term(small), delta(j, k) * wj), wk))
    #expect(equal(try sum(k, sum(j, Term(1), Term(small), delta(j, k) * wj)), try sum(k, wk)))
    // A bound index of the name of a declared one is not known to lie within its limits.
    let outer = try sum(k, Term(1), Term(2) * Term(small), sum(j, Term(1), Term(small), delta(j, k) * wj))
    #expect(!equal(outer, try sum(k, Term(1), Term(2) * Term(small), wk)))
  }
}

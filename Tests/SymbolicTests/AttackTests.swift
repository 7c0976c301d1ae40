import Testing

@testable import Symbolic

/// False equations that an earlier kernel proved, and their true neighbours.
@Suite("What the kernel must not prove")
struct AttackTests {
  private let kernel = Kernel(declarations: Declarations())

  private func sum(_ index: Symbol, _ from: Term, _ to: Term, _ body: Term) throws -> Term {
    try Term(.summation(index), [from, to, body])
  }

  @Test("an index that starts below one is not positive", arguments: [-3, -1, 0])
  func indexSign(lower: Int) throws {
    let i = Symbol.index("i")
    let first = try lower < 0 ? -Term(-lower) : Term(lower)
    func over(_ body: Term) throws -> Term { try sum(i, first, Term(n), body) }
    let (plain, size) = (Term(i), try Term(.absoluteValue, [Term(i)]))
    #expect(kernel.equality(try over(size), try over(plain)) == nil)
    // From zero on both are the same.
    let root = kernel.equality(try over(Term(.squareRoot, [plain.raised(2)])), try over(plain))
    #expect((root == nil) == (lower < 0))
    #expect(kernel.equality(try over(plain.raised(2).log()), try over(Term(2) * plain.log())) == nil)
    let ratio = kernel.equality(try over(plain / plain), try over(Term(1)))
    #expect(ratio.map { !$0.assumptions.isEmpty } ?? true)
    let product = try Term(.productOver(i), [first, Term(n), size])
    #expect(kernel.equality(product, try Term(.productOver(i), [first, Term(n), plain])) == nil)
    // Nested, so that the sum is taken through a substitution.
    let j = Symbol.index("j")
    func nested(_ body: Term) throws -> Term { try sum(j, Term(1), Term(n), over(Term(j) * body)) }
    #expect(kernel.equality(try nested(size), try nested(plain)) == nil)
    #expect(kernel.equality(try sum(i, Term(1), Term(n), size), try sum(i, Term(1), Term(n), plain)) != nil)
    let shifted = try sum(j, first, Term(n), sum(i, Term(j), Term(n), size))
    #expect(kernel.equality(shifted, try sum(j, first, Term(n), sum(i, Term(j), Term(n), plain))) == nil)
  }

  @Test("a sum that may be empty is not positive")
  func emptySum() throws {
    let i = Symbol.index("i")
    let x = Term(Symbol("x", Shape.vector(n), .positive))
    let entry = try Term(.entry, [x, Term(i)])
    let tail = try sum(i, Term(2), Term(n), entry)
    let quotient = kernel.equality(try tail / tail, Term(1))
    #expect(quotient.map { !$0.assumptions.isEmpty } ?? true)
    let whole = try sum(i, Term(1), Term(n), entry)
    #expect(kernel.equality(try whole / whole, Term(1))?.assumptions == [])
    #expect(kernel.equality(try whole.raised(2).log(), try Term(2) * whole.log()) != nil)
  }

  @Test("the index of a sum is not what a definition of its name says")
  func definedIndex() throws {
    let i = Symbol.index("i")
    var declarations = Declarations()
    try declarations.declare(i)
    try declarations.define(i, as: Term(3))
    let kernel = Kernel(declarations: declarations)
    #expect(kernel.equality(try sum(i, Term(1), Term(n), Term(i)), try Term(3) * Term(n)) == nil)
    let column = try Term(.vector(i, n), [Term(i)])
    #expect(kernel.equality(column, try Term(3) * Term(.ones(Shape.vector(n)))) == nil)
    let theorem = try #require(kernel.equality(Term(i), Term(3)))
    #expect(throws: KernelError.self) {
      try kernel.rewriting(sum(i, Term(1), Term(n), Term(i)), at: [2], by: theorem)
    }
  }

  @Test("an instance does not bring a definition under a binder of what it mentions")
  func definitionInInstance() throws {
    let (x, y, a) = (scalar("x"), scalar("y"), scalar("a"))
    var declarations = Declarations()
    for term in [x, y] { try declarations.declare(#require(term.symbol)) }
    try declarations.define(#require(y.symbol), as: x + Term(1))
    let kernel = Kernel(declarations: declarations)
    let p = try Term(.gaussian, [Term(0), Term(1)])
    let identity = try Identity(
      name: "constant", left: expectation(x, p, a * x), right: a * expectation(x, p, x), declarations: Declarations())
    var substitution = Substitution()
    substitution.terms[try #require(a.symbol)] = y
    let theorem = try kernel.instance(of: identity, substitution)
    #expect(theorem.left != (try expectation(x, p, y * x)))
    #expect(kernel.equality(theorem.left, theorem.right) != nil)
  }

  @Test("the mean of a random matrix is the mean under its own distribution")
  func randomMatrix() throws {
    for shape in [Shape(n, n), Shape(m, n), Shape(.one, n)] {
      let x = Term(Symbol("X", shape))
      let (p, q) = (Term(Symbol("p", .distribution(shape))), Term(Symbol("q", .distribution(shape))))
      let b = matrix("B", n, n)
      #expect(kernel.equality(try expectation(x, p, x), try expectation(x, q, x)) == nil)
      #expect(kernel.equality(try expectation(x, p, x * b), try expectation(x, q, x * b)) == nil)
      let square = try x * x.transposed()
      #expect(kernel.equality(try expectation(x, p, square), try expectation(x, q, square)) == nil)
      #expect(kernel.equality(try expectation(x, p, x + x), try Term(2) * expectation(x, p, x)) != nil)
    }
  }

  @Test("an identity over a long chain of definitions says nothing of other values")
  func definitionChain() throws {
    var declarations = Declarations()
    var previous = Term(1)
    for number in 0..<40 {
      let next = scalar("a_\(number)")
      try declarations.declare(#require(next.symbol))
      try declarations.define(#require(next.symbol), as: previous)
      previous = next
    }
    let identity = try Identity(
      name: "one", left: previous * previous, right: Term(1), declarations: declarations)
    #expect(identity.variables.isEmpty)
  }
}

import Symbolic
import Testing

@testable import Notation

@Suite("Declarations through other names")
struct InverseDeclarationTests {
  private func declarations(_ items: String...) throws -> Declarations {
    let list = items.map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n$$\n0 = 0\n$$\n"
    return try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].declarations
  }

  private func definition(_ name: String, _ declarations: Declarations) throws -> Term {
    let symbol = try #require(declarations.symbol(named: name))
    return try #require(declarations.definitions[symbol])
  }

  @Test(
    "of a matrix and its symmetric root, the root is free",
    arguments: [#"W = K^{-1/2} \in \mathbb{S}_{++}^n"#, #"W = K^{-\frac{1}{2}}"#])
  func inverseRoot(_ item: String) throws {
    let found = try declarations(#"K \in \mathbb{S}_{++}^n"#, item)
    let root = try #require(found.symbol(named: "W"))
    #expect(root.domain == .positiveDefinite && found.definitions[root] == nil)
    #expect(try definition("K", found) == Term(.inverse, [Term(.product, [Term(root), Term(root)])]))
  }

  @Test("a root that is no inverse")
  func root() throws {
    let found = try declarations(#"K \in \mathbb{S}_{++}^n"#, #"W = K^{1/2}"#)
    let root = try #require(found.symbol(named: "W"))
    #expect(try definition("K", found) == Term(.product, [Term(root), Term(root)]))
  }

  @Test("a root of what is defined, or that lies elsewhere, is refused")
  func noRoot() {
    #expect(throws: NotationError.self) {
      try declarations(#"A, B \in \mathbb{S}_{++}^n"#, "K = A + B", "W = K^{1/2}")
    }
    #expect(throws: NotationError.self) {
      try declarations(#"K \in \mathbb{S}_{++}^n"#, #"W \in \mathbb{R}^{n \times n}"#, "W = K^{1/2}")
    }
  }

  @Test("the inverse of a new name in a set declares the name in that set")
  func inverse() throws {
    let found = try declarations(#"Q = K^{-1} \in \mathbb{S}_{++}^n"#)
    let new = try #require(found.symbol(named: "K"))
    #expect(new.domain == .positiveDefinite)
    #expect(try definition("Q", found) == Term(.inverse, [Term(new)]))
    #expect(throws: NotationError.self) { try declarations(#"Q = K^{-1} \in \mathbb{R}^{n \times n}"#) }
  }

  @Test("a bound leaves a positive excess")
  func bound() throws {
    let found = try declarations(#"X \in \mathbb{R}^{n \times d}"#, #"a_0 > d - 1"#, #"b < 3"#)
    let excess = try #require(found.symbol(named: "excess(a_0)"))
    #expect(excess.domain == .positive)
    #expect(try definition("a_0", found).freeSymbols.contains(excess))
    #expect(try #require(found.symbol(named: "excess(b)")).domain == .positive)
    #expect(try declarations(#"n \ge 1"#).isDimension("n"))
  }

  @Test("the entries of a vector say how many there are")
  func entries() throws {
    for item in [#"y = (y_1, \ldots, y_n)^\mathrm{T} \in \mathbb{R}^n"#, #"y = (y_1, y_2, \dots, y_n)"#] {
      let found = try declarations(item)
      let symbol = try #require(found.symbol(named: "y"))
      #expect(symbol.shape == .vector(.named("n")) && found.definitions[symbol] == nil)
    }
    #expect(throws: NotationError.self) { try declarations(#"y = (y_1, \ldots, y_n) \in \mathbb{R}^m"#) }
    #expect(throws: NotationError.self) { try declarations(#"y = (y_2, \ldots, y_n)"#) }
  }

  @Test("a letter with a number as its index may be a dimension, a word may not")
  func dimensions() throws {
    #expect(try declarations(#"X \in \mathbb{R}^{n \times k_0}"#).isDimension("k_0"))
    #expect(throws: NotationError.self) { try declarations(#"X \in \mathbb{R}^{n \times k_{new}}"#) }
  }
}

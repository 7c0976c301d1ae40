import Symbolic
import Testing

@testable import Notation

@Suite("Declarations that speak of each other")
struct ParagraphOrderTests {
  private func declarations(_ items: String...) throws -> Declarations {
    let list = items.map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n$$\n0 = 0\n$$\n"
    return try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].declarations
  }

  private static let sets = [
    #"Z \in \mathbb{R}^{m \times k}"#, #"\mathrm{rank}(Z) = k"#, #"U \in \mathbb{R}^{m \times q}"#,
    #"K \in \mathbb{S}_{++}^m"#, #"G \in \mathbb{S}_{++}^q"#, #"B, \hat B \in \mathbb{R}^{k \times q}"#,
  ]

  private func declare(_ items: String...) throws -> Declarations {
    let list = (Self.sets + items).map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n$$\n0 = 0\n$$\n"
    return try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].declarations
  }

  @Test("A definition may stand before what it speaks of")
  func order() throws {
    let found = try declarations("b = 2 a + 1", "a = c^2", #"c \in \mathbb{R}"#)
    let b = try #require(found.symbol(named: "b"))
    #expect(found.definitions[b]?.freeSymbols.map(\.name) == ["a"])
  }

  @Test("A circle of definitions, and a name that nothing introduces, are refused")
  func circle() {
    #expect(throws: NotationError.self) { try declarations("b = a", "a = b") }
    #expect(throws: NotationError.self) { try declarations("b = a", #"c \in \mathbb{R}"#) }
  }

  @Test("A new matrix that a product makes zero is any that the projection leaves, of the shape that is needed")
  func constraint() throws {
    let found = try declare(#"Q = Z^\top K^{-1} + E"#, "E Z = 0")
    let matrix = try #require(found.symbol(named: "E"))
    #expect(matrix.shape == Shape(.named("k"), .named("m")))
    let free = try #require(found.symbol(named: "free(E)"))
    #expect(found.definitions[matrix]?.freeSymbols.map(\.name).sorted() == ["Z", "free(E)"])
    #expect(free.shape == matrix.shape)
  }

  @Test("A constraint that leaves the shape or the set open is refused")
  func openConstraint() {
    #expect(throws: NotationError.self) { try declare("E Z = 0") }
    #expect(throws: NotationError.self) { try declare(#"U^\top Z = 0"#, #"U \sim \mathcal{MN}(0, K, G)"#) }
    #expect(throws: NotationError.self) { try declare(#"E \in \mathbb{R}^{k \times m}"#, "E U = 0") }
    #expect(throws: NotationError.self) { try declare(#"E \in \mathbb{S}^m"#, "E Z = 0") }
  }

  @Test("The distribution of a difference is that of the name in it that is an estimate, or the only one")
  func difference() throws {
    let found = try declare(#"\hat B - B \sim \mathcal{MN}(0, I_k, G)"#)
    let estimate = try #require(found.symbol(named: "hat(B)"))
    #expect(found.distributions[estimate]?.head == .matrixGaussian)
    let other = try declarations(
      #"y \in \mathbb{R}^n"#, #"X \in \mathbb{R}^{n \times p}"#, #"b \in \mathbb{R}^p"#, #"S \in \mathbb{S}_{++}^n"#,
      #"y - X b \sim \mathcal{N}(0, S)"#)
    #expect(other.distributions.keys.map(\.name) == ["y"])
  }

  @Test("Which of two names is random is not guessed")
  func unclear() {
    #expect(throws: NotationError.self) {
      try declarations(#"y, m \in \mathbb{R}^n"#, #"S \in \mathbb{S}_{++}^n"#, #"y - m \sim \mathcal{N}(0, S)"#)
    }
  }

  @Test("What an estimate is made of is random as well, and nothing can be said of it")
  func withheld() throws {
    let found = try declare(
      #"\hat B = Q U"#, #"\hat B - B \sim \mathcal{MN}(0, Q K Q^\top, G)"#, #"Q = (Z^\top Z)^{-1} Z^\top"#)
    #expect(found.withheld.map(\.name) == ["U"])
    #expect(throws: NotationError.self) {
      try declare(
        #"\hat B = Q U"#, #"\hat B - B \sim \mathcal{MN}(0, Q K Q^\top, G)"#, #"Q = (Z^\top Z)^{-1} Z^\top"#,
        #"S = U^\top U"#)
    }
  }

  @Test("The square of an estimate is a name of its own, and estimates in it have the shape that fits")
  func square() throws {
    let found = try declarations(
      #"y \in \mathbb{R}^n"#, #"X \in \mathbb{R}^{n \times p}"#, #"X_0 \in \mathbb{R}^{n \times p_0}"#,
      #"\beta \in \mathbb{R}^p"#, #"\sigma^2 \in \mathbb{R}_{>0}"#,
      #"\hat\sigma_0^2 = \frac{1}{n} (y - X_0 \hat\beta_0)^\top (y - X_0 \hat\beta_0)"#,
      #"\hat\sigma^2 = \frac{1}{n} (y - X \hat\beta)^\top (y - X \hat\beta)"#)
    #expect(found.symbol(named: "hat(beta)_0")?.shape == .vector(.named("p_0")))
    #expect(found.symbol(named: "hat(beta)")?.shape == .vector(.named("p")))
    #expect(found.symbol(named: "hat(sigma)_0^2")?.domain == .nonnegative)
    #expect(found.symbol(named: "hat(sigma)") == nil)
  }
}

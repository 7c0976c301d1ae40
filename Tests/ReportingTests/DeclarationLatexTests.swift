import Notation
import Symbolic
import Testing

@testable import Reporting

@Suite("Declarations as they are printed")
struct DeclarationLatexTests {
  private func declarations(_ paragraph: String) throws -> Declarations {
    let source = Source(name: "given.md", text: "**Given** \(paragraph)\n\n$$\n0 = 0\n$$\n")
    return try DocumentReader.read(source).claims[0].declarations
  }

  @Test(
    "are read as what they were",
    arguments: [
      #"$x_t \in \mathbb{R}^m$ for $t = 0, \ldots, T$, $r_{nk} \in \{0, 1\}$ for $n = 1, \ldots, N$ and $k = 1, \ldots, K$"#,
      #"$z_n \in \{0, 1\}^K$ one-hot for $n = 1, \ldots, N$, $\pi \in \Delta^{K-1}$"#,
      #"$z \in \mathbb{R}^k$, $\theta \in \mathbb{R}^m$, $p(x, z \mid \theta)$ a joint density, $q(z)$ a density"#,
      #"""
      $z_t \in \mathbb{R}^d$, $y_t \in \mathbb{R}^m$ for $t = 1, \ldots, T$, $A \in \mathbb{R}^{d \times d}$,
      $B \in \mathbb{R}^{m \times d}$, $Q \in \mathbb{S}_{++}^d$, $R \in \mathbb{S}_{++}^m$,
      $p(y_{1:T}, z_{1:T})$ a joint density, $p(z_1) = \mathcal{N}(z_1; 0, Q)$,
      $p(z_t \mid z_{t-1}) = \mathcal{N}(z_t; A z_{t-1}, Q)$, $y_t \mid z_t \sim \mathcal{N}(B z_t, R)$
      """#,
      #"$X \in \mathbb{R}^{n \times p}$, $b \in \mathbb{R}^p$, $J(b) = b^\top X^\top X b$"#,
    ])
  func roundTrip(paragraph: String) throws {
    let first = try declarations(paragraph)
    let printed = DeclarationLatex(declarations: first, terms: [], latex: Spelling.latex).statements
    let second = try declarations(printed.joined(separator: ",\n"))
    #expect(second.families == first.families, "\(printed)")
    #expect(second.laws == first.laws, "\(printed)")
    #expect(Set(second.components) == Set(first.components), "\(printed)")
    #expect(second.formulas == first.formulas, "\(printed)")
    #expect(Set(second.symbols) == Set(first.symbols), "\(printed)")
  }
}

import Symbolic
import Testing

@testable import Notation

@Suite("Families, laws and formulas that are declared")
struct FamilyAndLawTests {
  private func declarations(_ paragraph: String) throws -> Declarations {
    let source = Source(name: "given.md", text: "**Given** \(paragraph)\n\n$$\n0 = 0\n$$\n")
    return try DocumentReader.read(source).claims[0].declarations
  }

  private func message(_ paragraph: String) -> String {
    do {
      _ = try declarations(paragraph)
      return "no error"
    } catch let error as NotationError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "A family has the ranges of its indices, in the order of its subscript",
    arguments: [
      (#"$x_t \in \mathbb{R}^m$ for $t = 1, \ldots, T$"#, "x", ["1..T"]),
      (#"$x_t \in \mathbb{R}^m$ for $t = 0, 1, \dots, T$."#, "x", ["0..T"]),
      (#"$x_t \in \mathbb{R}^m$ for all $t \in \{1, \ldots, T\}$"#, "x", ["1..T"]),
      (#"for $t = 1, \ldots, T$, let $x_t \in \mathbb{R}^m$"#, "x", ["1..T"]),
      (#"$x_t \in \mathbb{R}^m, \quad t = 1, \ldots, T$"#, "x", ["1..T"]),
      (#"$x_t \in \mathbb{R}^m$ and $y_t \in \mathbb{R}$ for $t = 1, \ldots, T-1$"#, "x", ["1..T - 1"]),
      (#"$r_{nk} \in \{0, 1\}$ for $n = 1, \ldots, N$ and $k = 1, \ldots, K$"#, "r", ["1..N", "1..K"]),
      (#"$r_{k,n} \in \mathbb{R}$ for $n = 1, \ldots, N$, $k = 1, \ldots, K$"#, "r", ["1..K", "1..N"]),
      (#"$x^{(i)} \in \mathbb{R}^m$ for $i = 1, \ldots, n$"#, "x", ["1..n"]),
      (#"$\hat\mu_k \in \mathbb{R}^D$ for $1 \le k \le K$"#, "hat(mu)", ["1..K"]),
      (#"$\sigma_k^2 \in \mathbb{R}_{>0}$ for each $k = 1, \ldots, K$"#, "sigma", ["1..K"]),
      (#"$X_1, \dots, X_n \in \mathbb{R}$"#, "X", ["1..n"]),
      (#"$n, d \in \mathbb{N}$ and $x_1, x_2, \ldots, x_n \in \mathbb{R}^d$"#, "x", ["1..n"]),
    ])
  func families(paragraph: String, name: String, ranges: [String]) throws {
    let declared = try declarations(paragraph)
    let family = try #require(declared.symbol(named: name))
    #expect(declared.families[family]?.map { "\($0.lower)..\($0.upper)" } == ranges)
  }

  @Test("Only what the quantifier speaks of is a family")
  func scopes() throws {
    let declared = try declarations(
      #"$a_t \in \mathbb{R}$ for $t = 1, \ldots, T$, $b_t \in \mathbb{R}^2$; $c_k \in \mathbb{R}$ for $k = 1, \ldots, K$"#
    )
    #expect(declared.families.keys.map(\.name).sorted() == ["a", "c"])
    #expect(declared.symbol(named: "b_t")?.shape == .vector(.literal(2)))
    #expect(declared.indexBounds.keys.map(\.name).sorted() == ["k", "t"])
  }

  @Test("Domains of members")
  func domains() throws {
    let declared = try declarations(
      #"$S_k \in \mathbb{S}_{++}^D$, $z_k \in \{0, 1\}^D$ one-hot, $u_k \in \{0, 1\}$ for $k = 1, \ldots, K$"#)
    #expect(declared.symbol(named: "S")?.domain == .positiveDefinite)
    #expect(declared.symbol(named: "z")?.domain == .oneHot)
    #expect(declared.symbol(named: "u")?.domain == .binary)
    let ranked = try declarations(#"$X \in \mathbb{R}^{n \times p}$, $\operatorname{rank}(X) = p$"#)
    #expect(ranked.symbol(named: "X")?.domain == .fullColumnRank)
    let square = try declarations(#"$X \in \mathbb{R}^{p \times p}$, $\mathrm{rank}(X) = p$"#)
    #expect(square.symbol(named: "X")?.domain == .invertible)
    #expect(message(#"$X \in \mathbb{R}^{n \times p}$, $\mathrm{rank}(X) = n$"#).contains("number of its rows"))
  }

  @Test("A law knows its variables, and those that are always given come last")
  func laws() throws {
    let declared = try declarations(
      #"$z \in \mathbb{R}^k$, $\theta \in \mathbb{R}^m$, $p(x, z \mid \theta)$ a density, $q(z)$ a density"#)
    let p = try #require(declared.symbol(named: "p"))
    #expect(declared.laws[p]?.map(\.name) == ["x", "z", "theta"])
    #expect(declared.symbol(named: "x")?.shape == .vector(.named("d_x")))
    #expect(declared.symbol(named: "q").flatMap { declared.laws[$0] }?.map(\.name) == ["z"])
    let families = try declarations(
      #"$q(z_{1:T})$ a joint density, $z_t \in \mathbb{R}^d$ for $t = 1, \ldots, T$"#)
    #expect(families.symbol(named: "q").flatMap { families.laws[$0] } == [try #require(families.symbol(named: "z"))])
  }

  @Test("Stated densities of a law are its components")
  func components() throws {
    let declared = try declarations(
      #"""
      $z_t \in \mathbb{R}^d$, $x_t \in \mathbb{R}^m$ for $t = 1, \ldots, T$, $A \in \mathbb{R}^{d \times d}$,
      $B \in \mathbb{R}^{m \times d}$, $Q \in \mathbb{S}_{++}^d$, $R \in \mathbb{S}_{++}^m$, $p(x_{1:T}, z_{1:T})$ a joint density,
      $p(z_1) = \mathcal{N}(z_1; 0, Q)$, $p(z_t \mid z_{t-1}) = \mathcal{N}(z_t; A z_{t-1}, Q)$, $x_t \mid z_t \sim \mathcal{N}(B z_t, R)$
      """#)
    #expect(declared.components.map { $0.indices.map(\.name) } == [[], ["t"], ["t"]])
    #expect(declared.components.map(\.given.count) == [0, 1, 1])
    let x = try #require(declared.symbol(named: "x"))
    #expect(declared.components.last?.of == [try Term(.application(x), [Term(.index("t"))])])
    #expect(message(#"$x, z \in \mathbb{R}^n$, $p(x \mid z) = \mathcal{N}(z; x, I)$"#).contains("another point"))
  }

  @Test("A function that stands for a formula is replaced where it is applied")
  func formulas() throws {
    let text = #"""
      **Given** $X \in \mathbb{R}^{n \times p}$, $b, c \in \mathbb{R}^p$, $\sigma^2 \in \mathbb{R}_{>0}$,
      $J(w) = w^\top X^\top X w$, $g(b, \sigma^2) = \frac{b^\top b}{\sigma^2}$, $s_{ij} = b_i c_j$ for $i, j = 1, \ldots, p$

      $$ J(b + c) = (b + c)^\top X^\top X (b + c) $$

      $$ g(c, \sigma^2) = c^\top c / \sigma^2 $$

      $$ s_{12} = b_1 c_2 $$
      """#
    let claim = try DocumentReader.read(Source(name: "f.md", text: text)).claims[0]
    #expect(claim.chains[0].first.term == claim.chains[0].steps[0].line.term)
    #expect(!claim.chains[1].first.term.freeSymbols.contains { $0.name.contains("^") })
    #expect(claim.chains[2].first.term == claim.chains[2].steps[0].line.term)
  }
}

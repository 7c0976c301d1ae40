import Notation
import Testing

/// Names in several fonts and forms of letters, operators with usual names, and relations that are not known.
@Suite("Names that are written alike")
struct SpelledNameTests {
  private func read(_ given: String, _ formula: String) throws -> Document {
    let text = "## Claim\n\n**Given** \(given).\n\n$$ \(formula) $$\n"
    return try DocumentReader.read(Source(name: "note.md", text: text))
  }

  private func fault(_ given: String, _ formula: String) -> NotationError? {
    do {
      _ = try read(given, formula)
      return nil
    } catch {
      return error as? NotationError
    }
  }

  /// Declarations of two things in spellings that are one name.
  struct Pair: Sendable {
    let given: String
    let formula: String
    let spellings: [String]

    init(_ given: String, _ formula: String, _ first: String, _ second: String) {
      self.given = given
      self.formula = formula
      spellings = [first, second]
    }
  }

  private static let pairs = [
    Pair(
      #"$\epsilon \sim \mathcal{N}(0,1)$, $\varepsilon \sim \mathcal{N}(0,1)$"#,
      #"\mathbb{E}[\epsilon\varepsilon] = 1"#, #"\epsilon"#, #"\varepsilon"#),
    Pair(
      #"$z \in \mathbb{R}^n$, $q_\phi(z)$ a density, $q_\varphi(z)$ a density"#,
      #"\mathrm{KL}(q_\phi(z) \| q_\varphi(z)) = 0"#, #"q_\phi"#, #"q_\varphi"#),
    Pair(
      #"$x \in \mathbb{R}$, $\mathbf{y} = x + 1$, $y \in \mathbb{R}$"#, #"\mathbf{y} = y"#, #"\mathbf{y}"#, "y"),
    Pair(
      #"$\Sigma \in \mathbb{S}_{++}^n$, $\mathbf{\Sigma} \in \mathbb{S}_{++}^n$"#,
      #"\operatorname{tr}(\Sigma - \mathbf{\Sigma}) = 0"#, #"\Sigma"#, #"\mathbf{\Sigma}"#),
    Pair(
      #"$\theta \in \mathbb{R}$, $\vartheta = \theta^2$"#, #"\theta = \vartheta"#, #"\theta"#, #"\vartheta"#),
    Pair(
      #"$x \in \mathbb{R}$, $\mathbf{x} \in \mathbb{R}^3$"#, #"x = x"#, "x", #"\mathbf{x}"#),
    Pair(
      #"$f(x) = x^2$, $x \in \mathbb{R}$, $\mathbf{f}(x) = x^3$"#, #"f(x) = x^2"#, "f", #"\mathbf{f}"#),
    Pair(
      #"$y_i \in \mathbb{R}$ for $i = 1, \ldots, n$, $\mathbf{y}_i \in \mathbb{R}$ for $i = 1, \ldots, n$"#,
      #"\sum_{i=1}^n y_i = \sum_{i=1}^n \mathbf{y}_i"#, "y", #"\mathbf{y}"#),
  ]

  @Test("Two things whose spellings are one name are an error that names both", arguments: pairs)
  func twins(_ pair: Pair) throws {
    let error = try #require(fault(pair.given, pair.formula))
    for spelling in pair.spellings { #expect(error.message.contains("'\(spelling)'"), "\(error.message)") }
    #expect(error.message.contains("one name"), "\(error.message)")
    #expect(error.hint?.contains("name one of them otherwise") ?? false)
  }

  @Test("A definition anew in another spelling is the same error")
  func definedAnew() throws {
    let error = try #require(fault(#"$x, y \in \mathbb{R}$"#, #"\mathbf{y} := x + 1"#))
    #expect(error.message.contains(#"'\mathbf{y}'"#) && error.message.contains("'y'"), "\(error.message)")
  }

  @Test(
    "What is declared once may be written in several fonts",
    arguments: [
      (#"$\mathbf{A}, B \in \mathbb{R}^{n \times n}$"#, #"\operatorname{tr}(A B) = \operatorname{tr}(B \mathbf{A})"#),
      (#"$\epsilon \sim \mathcal{N}(0, 1)$"#, #"\mathbb{E}[\varepsilon^2] = 1"#),
      (#"$\mathbf{x} \in \mathbb{R}^n$, $\mathbf{x} \sim \mathcal{N}(0, I)$"#, #"\mathbb{E}[x] = 0"#),
      (#"$\mathbf{x}_1, x_2 \in \mathbb{R}^n$"#, #"x_1^\top \mathbf{x}_2 = \mathbf{x}_2^\top x_1"#),
      (
        #"$x_i \in \mathbb{R}$ for $i = 1, \ldots, n$, $\bar{x} = \frac1n \sum_i x_i$"#,
        #"\overline{x} = \frac1n \sum_{i=1}^n x_i"#
      ),
      (#"$A \in \mathbb{R}^{n \times n}$, $n \in \mathbb{N}$"#, #"\mathbf{A} = A"#),
      (#"$\mu_{\text{new}} \in \mathbb{R}$, $\mu_{\mathrm{new}} > 0$"#, #"\mu_{new} = \mu_{new}"#),
    ])
  func mixed(given: String, formula: String) {
    let error = fault(given, formula)
    #expect(error == nil, "\(error.map(\.message) ?? "")")
  }

  @Test(
    "Operators with a usual meaning are not defined by an equation",
    arguments: [
      #"\operatorname{rank}(S) = 0"#, #"\operatorname{sign}(s) = 1"#, #"\operatorname{erf}(s) = s"#,
      #"\operatorname{Det}(S) = n"#, #"\operatorname{softmax}(u) = u"#, #"\operatorname{Corr}(x, y) = 1"#,
      "I(x; y) = 1", "H(p, q) = 0", #"\operatorname{sgn}(s) = s"#, #"\mathbb{V}[s, s] = 1"#,
      #"\operatorname{Cov}(s, s, s) = 1"#,
    ])
  func operators(_ formula: String) {
    let given =
      #"$S \in \mathbb{S}^n$, $s \in \mathbb{R}$, $u \in \mathbb{R}^n$, $p = \mathcal{N}(0, 1)$, "#
      + #"$q = \mathcal{N}(1, 1)$, $x \sim p$, $y \sim q$"#
    #expect(fault(given, formula) != nil)
  }

  @Test("An operator that is not known is named, and may be defined as such")
  func unknownOperator() throws {
    let given = #"$s \in \mathbb{R}$"#
    let error = try #require(fault(given, #"\operatorname{sigmoid}(s) = \frac{1}{1 + e^{-s}}"#))
    #expect(error.message.contains(#"the operator '\operatorname{sigmoid}' is not known"#), "\(error.message)")
    #expect(error.hint?.contains(":=") ?? false)
    #expect(self.fault(given, #"\mathbb{P}(s) = 1"#) != nil)
    #expect(self.fault(given, #"\operatorname{sigmoid}(s) := \frac{1}{1 + e^{-s}}"#) == nil)
  }

  @Test(
    "A writer's own functions are defined by an equation",
    arguments: [
      #"\mathrm{RSS}(b) = (y - X b)^\top (y - X b)"#, #"L(b) = b^\top b"#, #"f(b) = b^\top y"#, #"E(b) = b^\top b"#,
      #"\mathrm{MSE}(b) = b^\top b"#, #"H(b) = b^\top b"#, #"V(b) = b^\top b"#,
    ])
  func ownFunctions(_ formula: String) {
    let given = #"$X \in \mathbb{R}^{n \times n}$, $y, b \in \mathbb{R}^n$"#
    let error = fault(given, formula)
    #expect(error == nil, "\(error.map(\.message) ?? "")")
  }

  @Test(
    "Variances and covariances are read in blackboard letters",
    arguments: [
      #"\mathbb{V}[x] = S"#, #"\mathbb{V}(x) = S"#, #"\mathbb{V}\mathrm{ar}[x] = S"#, #"\mathbb{V}\text{ar}(x) = S"#,
      #"\mathbb{C}\mathrm{ov}(x, x) = S"#,
    ])
  func blackboard(_ formula: String) throws {
    let given = #"$n \in \mathbb{N}$, $\mu \in \mathbb{R}^n$, $S \in \mathbb{S}_{++}^n$, $x \sim \mathcal{N}(\mu, S)$"#
    let chain = try #require(try read(given, formula).claims.first?.chains.first)
    let usual = try #require(try read(given, #"\operatorname{Cov}(x) = S"#).claims.first?.chains.first)
    #expect(chain.steps.first?.relation == .equal)
    #expect(chain.first.term.shape == usual.first.term.shape)
  }

  @Test(
    "A relation that is not known is named",
    arguments: [("A \\succeq B", #"\succeq"#), ("A \\ne B", #"\ne"#), ("A \\cong B", #"\cong"#)])
  func relations(formula: String, relation: String) throws {
    let error = try #require(fault(#"$A, B \in \mathbb{S}^n$"#, formula))
    #expect(error.message.contains("the relation '\(relation)' is not known"), "\(error.message)")
  }
}

import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Independent draws, products of densities and limits out of range")
struct DrawTests {
  private static let draws =
    #"$d, n \in \mathbb{N}$, $a, w \in \mathbb{R}^d$, $C \in \mathbb{S}_{++}^d$, $q = \mathcal{N}(a, C)$, $u \sim q$, "#
    + #"functions $f(u) \in \mathbb{R}$ and $g(u) \in \mathbb{R}$, draws $y_i \sim q$ for $i = 1, \ldots, n$ and "#
    + #"$j, k \in \{1, \ldots, n\}$"#
  private static let scalars =
    #"$n \in \mathbb{N}$, $\mu \in \mathbb{R}$, $\tau \in \mathbb{R}_{>0}$ and "#
    + #"$X_1, \ldots, X_n \overset{\text{iid}}{\sim} \mathcal{N}(\mu, \tau^2)$"#
  private static let pairs =
    #"$d \in \mathbb{N}$, $v, b_i \in \mathbb{R}^d$ and $G_i \in \mathbb{S}_{++}^d$ for $i = 1, \ldots, 2$, draws "#
    + #"$y_i \sim \mathcal{N}(b_i, G_i)$ for $i = 1, \ldots, 2$ and a function $f(v) \in \mathbb{R}$"#

  private func outcome(_ given: String, _ display: String) throws -> Outcome {
    try Corpus.checker().check([Corpus.document(given: given, display)]).outcome
  }

  @Test(
    "different draws factor, one draw does not",
    arguments: [
      (draws, #"\mathbb{E}[f(y_j)] = \mathbb{E}_{u \sim q}[f(u)]"#),
      (draws, #"\mathbb{E}\Big[\sum_{i=1}^n f(y_i)\Big] = n \, \mathbb{E}_{u \sim q}[f(u)]"#),
      (draws, #"\mathbb{E}[y_j y_k^\top] = a a^\top + \delta_{jk} C"#),
      (draws, #"\mathrm{Var}\Big(\frac1n \sum_{i=1}^n w^\top y_i\Big) = \frac1n w^\top C w"#),
      (draws, #"\mathbb{E}_{y_{1:n} \sim q}[w^\top y_j] = w^\top a"#),
      (scalars, #"\mathbb{E}\Big[\frac1n \sum_{i=1}^n X_i\Big] = \mu"#),
      (scalars, #"\mathrm{Var}\Big(\frac1n \sum_{i=1}^n X_i\Big) = \frac{\tau^2}{n}"#),
      (scalars, #"\mathbb{E}\Big[\sum_{i=1}^n \Big(X_i - \frac1n \sum_{j=1}^n X_j\Big)^2\Big] = (n - 1) \tau^2"#),
    ])
  func right(given: String, display: String) throws { #expect(try outcome(given, display) == .proved) }

  @Test(
    "slips are refuted",
    arguments: [
      (draws, #"\mathbb{E}[f(y_j)] = f(a)"#),
      (draws, #"\mathbb{E}\Big[\sum_{i=1}^n f(y_i)\Big] = \mathbb{E}_{u \sim q}[f(u)]"#),
      (draws, #"\mathbb{E}[y_j y_k^\top] = a a^\top"#),
      (draws, #"\mathbb{E}[y_j y_k^\top] = a a^\top + C"#),
      (draws, #"\mathbb{E}[f(y_j)^2] = \mathbb{E}_{u \sim q}[f(u)]^2"#),
      (draws, #"\mathrm{Var}\Big(\frac1n \sum_{i=1}^n w^\top y_i\Big) = w^\top C w"#),
      (scalars, #"\mathrm{Var}\Big(\frac1n \sum_{i=1}^n X_i\Big) = \tau^2"#),
      (scalars, #"\mathbb{E}\Big[\sum_{i=1}^n \Big(X_i - \frac1n \sum_{j=1}^n X_j\Big)^2\Big] = n \tau^2"#),
    ])
  func wrong(given: String, display: String) throws { #expect(try outcome(given, display) == .refuted) }

  @Test("functions of two draws factor by proof and exactly, the square of one does not")
  func factors() throws {
    let given =
      #"$m \in \mathbb{R}$, $s \in \mathbb{R}_{>0}$, $q = \mathcal{N}(m, s)$, $u \sim q$, functions $f(u) \in \mathbb{R}$ "#
      + #"and $g(u) \in \mathbb{R}$ and draws $y_i \sim q$ for $i = 1, \ldots, 2$"#
    let right = try Corpus.checker().check([
      Corpus.document(
        given: given, #"\mathbb{E}[f(y_1) g(y_2)] = \mathbb{E}_{u \sim q}[f(u)] \, \mathbb{E}_{u \sim q}[g(u)]"#)
    ])
    let step = try #require(right.steps.first)
    #expect(step.outcome == .proved)
    guard case .equal = step.exact else {
      Issue.record("\(step.exact)")
      return
    }
    #expect(
      try outcome(given, #"\mathbb{E}[f(y_1) g(y_1)] = \mathbb{E}_{u \sim q}[f(u)] \, \mathbb{E}_{u \sim q}[g(u)]"#)
        == .refuted)
  }

  @Test("a product of densities is a density where each variable is distributed once")
  func products() throws {
    let given = #"$s(a, b)$ a joint density and $t(a, b)$ a joint density"#
    let left = #"\mathrm{KL}(s(a, b) \,\|\, s(a) \, s(b)) = "#
    #expect(try outcome(given, left + #"H(s(a)) + H(s(b)) - H(s(a, b))"#) == .proved)
    #expect(try outcome(given, left + #"H(s(a)) - H(s(b)) - H(s(a, b))"#) == .refuted)
    #expect(try outcome(given, #"\mathrm{KL}(s(a, b) \,\|\, s(a) \, s(b \mid a)) = 0"#) == .proved)
    #expect(
      try outcome(
        given, #"\mathrm{KL}(s(a) \, t(b) \,\|\, t(a) \, t(b)) = \mathrm{KL}(s(a) \,\|\, t(a))"#) == .proved)
    for wrong in [#"s(a) \, t(a)"#, #"s(a \mid b) \, t(b \mid a)"#, "s(a)"] {
      #expect(throws: NotationError.self) {
        try Corpus.document(given: given, #"\mathrm{KL}(s(a, b) \,\|\, \#(wrong)) = 0"#)
      }
    }
  }

  @Test("a limit sees what is too small for floating point")
  func limits() throws {
    let given = #"$d \in \mathbb{N}$, $y, a \in \mathbb{R}^d$, $w \in \Delta^1$ and $\tau \in \mathbb{R}_{>0}$"#
    func limit(_ place: String, _ value: String) throws -> Outcome {
      try outcome(
        given,
        #"\lim_{\tau \to 0} \log \big( w_1 \mathcal{N}(\#(place); a, \tau^2 I_d) + w_2 \mathcal{N}(y; a, I_d) \big) = \#(value)"#
      )
    }
    #expect(try limit("a", #"\infty"#).isPass)
    #expect(try limit("y", #"\infty"#) == .refuted)
    #expect(try limit("y", #"\log \big( w_2 \mathcal{N}(y; a, I_d) \big)"#).isPass)
    #expect(try limit("y", #"\log \mathcal{N}(y; a, I_d)"#) == .refuted)
    // What is lost below a greater number tells nothing of an equation.
    let lost = #"\log(w_1 \exp(-1000) + w_2) = \log w_2"#
    #expect(!(try outcome(given, lost).isPass))
  }

  @Test("sizes at which a place does not exist are left out, and this is said")
  func places() throws {
    let given = #"$K \in \mathbb{N}$ and $v \in \mathbb{R}^K$"#
    let right = #"\sum_{k=1}^{K-2} v_k + v_{K-1} + v_K = \sum_{k=1}^K v_k"#
    let report = try Corpus.checker().check([Corpus.document(given: given, right)])
    let step = try #require(report.steps.first)
    #expect(step.outcome.isPass)
    #expect(step.remarks.contains(.needsSizes(["K - 1"])))
    #expect(try outcome(given, #"\sum_{k=1}^{K-2} v_k + 2 v_{K-1} + v_K = \sum_{k=1}^K v_k"#) == .refuted)
    #expect(!(try outcome(given, #"v_{K+1} = v_{K+1}^3"#).isPass))
  }

  @Test("an expectation over draws is read back as it is printed")
  func spelling() throws {
    for (given, display) in [
      (DrawTests.draws, #"\mathbb{E}[w^\top y_j + f(y_k)] = 0"#), (DrawTests.scalars, #"\mathbb{E}[X_1 X_2] = \mu^2"#),
      (DrawTests.pairs, #"\mathbb{E}[f(y_1)] = 0"#),
    ] {
      let claim = try #require(Corpus.document(given: given, display).claims.first)
      let term = claim.chains[0].first.term
      #expect(try ExpressionReader.readPlain(Spelling.plain(term), declarations: claim.declarations) == term)
      #expect(try ExpressionReader.readLatex(Spelling.latex(term), declarations: claim.declarations) == term)
    }
  }
}

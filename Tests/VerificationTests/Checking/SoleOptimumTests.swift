import Symbolic
import Testing

@testable import Verification

@Suite("An optimizer is the only one")
struct SoleOptimumTests {
  /// What is found of one display under these declarations.
  private func outcomes(_ given: String, _ display: String) throws -> [Outcome] {
    let document = try Corpus.document(given: given, display)
    return try Corpus.checker().check([document]).steps.map(\.outcome)
  }

  @Test(
    "a function that is level after cancellation has no optimizer",
    arguments: [
      (#"$u, v \in \mathbb{R}$"#, #"\arg\max_u (u - u) = v"#),
      (#"$u, v \in \mathbb{R}$"#, #"\arg\min_u (u - u) = v"#),
      (#"$u, v \in \mathbb{R}$"#, #"\arg\max_u \big( (u + v)^2 - u^2 - 2 u v \big) = v"#),
      (
        #"$n \in \mathbb{N}$, $F, G \in \mathbb{R}^{n \times n}$"#,
        #"\arg\max_F \big( \operatorname{tr}(F G) - \operatorname{tr}(G F) \big) = G"#
      ),
      (
        #"$n \in \mathbb{N}$, $P, R \in \mathbb{S}_{++}^n$"#,
        #"\arg\min_P \big( \log|P| + \log|P^{-1}| \big) = R"#
      ),
      (#"$r, s \in \mathbb{R}_{>0}$"#, #"\arg\max_r \big( \log(r s) - \log r \big) = s"#),
      (
        #"$K \in \mathbb{N}$, $\rho \in \Delta^{K-1}$, $\tau \in \Delta^{K-1}$"#,
        #"\arg\max_\rho \sum_{k=1}^K \rho_k = \tau"#
      ),
    ])
  func level(_ given: String, _ display: String) throws {
    #expect(try outcomes(given, display) == [.undecided], "\(display)")
  }

  @Test(
    "a function that is level along one direction does not determine its optimizer",
    arguments: [
      // A form of rank one is level across its vector, but for a single dimension.
      (
        #"$n \in \mathbb{N}$, $a, u, v \in \mathbb{R}^n$"#,
        #"\arg\min_u (u - v)^\top a a^\top (u - v) = v"#
      ),
      // Three columns in two rows.
      (
        #"$H \in \mathbb{R}^{2 \times 3}$, $u, v \in \mathbb{R}^3$"#,
        #"\arg\min_u \| H u - H v \|^2 = v"#
      ),
      // Only the product counts.
      (
        #"$n \in \mathbb{N}$, $F, G \in \mathbb{R}^{n \times n}$"#,
        #"\arg\min_F \big( \operatorname{tr}(F) - \operatorname{tr}(G) \big)^2 = G"#
      ),
      // The skew part does not count.
      (
        #"$n \in \mathbb{N}$, $F, G \in \mathbb{R}^{n \times n}$"#,
        #"\arg\min_F \operatorname{tr}\big( (F + F^\top - G - G^\top)^2 \big) = G"#
      ),
    ])
  func levelDirection(_ given: String, _ display: String) throws {
    #expect(try outcomes(given, display) == [.undecided], "\(display)")
  }

  @Test(
    "of two optimizers neither is the one",
    arguments: [
      (#"$u \in \mathbb{R}$, $c \in \mathbb{R}_{>0}$"#, #"\arg\max_u \big( - (u^2 - c^2)^2 \big) = c"#),
      (#"$u, v, w \in \mathbb{R}$"#, #"\arg\min_u (u - v)^2 (u - w)^2 = v"#),
    ])
  func several(_ given: String, _ display: String) throws {
    #expect(try outcomes(given, display) == [.undecided], "\(display)")
  }

  @Test("a second optimizer is found whatever the seed", arguments: 1...12)
  func everySeed(_ seed: UInt64) throws {
    let document = try Corpus.document(
      given: #"$u, b \in \mathbb{R}$"#, #"\arg\min_u (u - b)^2 (u + b)^2 = b"#)
    let report = try Corpus.checker(CheckOptions(seed: seed)).check([document])
    #expect(report.steps.map(\.outcome) == [.undecided])
  }

  @Test(
    "what is the only optimizer is accepted",
    arguments: [
      (#"$u \in \mathbb{R}_{>0}$, $c \in \mathbb{R}_{>0}$"#, #"\arg\max_u \big( - (u^2 - c^2)^2 \big) = c"#),
      (
        #"$n \in \mathbb{N}$, $F, G \in \mathbb{R}^{n \times n}$"#,
        #"\arg\min_F \operatorname{tr}\big( (F - G)^\top (F - G) \big) = G"#
      ),
      (
        #"$n \in \mathbb{N}$, $P \in \mathbb{S}^n$, $G \in \mathbb{R}^{n \times n}$"#,
        #"\arg\min_P \operatorname{tr}\big( (P - G)^\top (P - G) \big) = \tfrac12 (G + G^\top)"#
      ),
      (
        #"$n \in \mathbb{N}$, $a, u, v \in \mathbb{R}^n$"#,
        #"\arg\min_u \big( (u - v)^\top a a^\top (u - v) + \|u - v\|^2 \big) = v"#
      ),
    ])
  func alone(_ given: String, _ display: String) throws {
    #expect(try outcomes(given, display) == [.agrees], "\(display)")
  }

  @Test("a better value elsewhere refutes a local optimum")
  func local() throws {
    // Two valleys, of which the other is deeper.
    let found = try outcomes(
      #"$u \in \mathbb{R}$"#, #"\arg\min_u \big( \tfrac14 u^4 - \tfrac13 u^3 - u^2 \big) = -1"#)
    #expect(found == [.refuted])
  }
}

@Suite("Optimal densities and indices")
struct OptimalDensityTests {
  private let given = #"$p(y, h \mid \theta)$ a joint density and $g(h)$ a density"#
  private let bound = #"\int g(h) \log \frac{p(y, h \mid \theta)}{g(h)} \, dh"#

  private func outcomes(_ given: String, _ display: String) throws -> [Outcome] {
    let document = try Corpus.document(given: given, display)
    return try Corpus.checker().check([document]).steps.map(\.outcome)
  }

  @Test("the bound is largest at the posterior, and nowhere else")
  func posterior() throws {
    let divergence = #"\arg\min_g \mathrm{KL}\big(g(h) \,\|\, p(h \mid y, \theta)\big)"#
    #expect(
      try outcomes(given, #"\arg\max_g \#(bound) = \#(divergence) = p(h \mid y, \theta)"#).allSatisfy(\.isPass))
    #expect(try outcomes(given, #"\arg\max_g \#(bound) = p(h \mid \theta)"#) == [.refuted])
    #expect(try outcomes(given, #"\arg\min_g \#(bound) = p(h \mid y, \theta)"#) == [.refuted])
    #expect(
      try outcomes(given, #"\arg\max_g \mathrm{KL}(g(h) \,\|\, p(h \mid y, \theta)) = p(h \mid y, \theta)"#) == [
        .refuted
      ])
  }

  @Test(
    "a function that leaves something of the density open has no optimizer",
    arguments: [
      // Any density is as good as itself.
      #"\arg\max_g \mathrm{KL}\big(g(h) \,\|\, p(h \mid y, \theta)\big) = g(h)"#,
      #"\arg\max_g \int g(h) \, dh = p(h \mid y, \theta)"#,
      #"\arg\min_g \Big( \int g(h) \log p(h \mid \theta) \, dh - \int p(h \mid y, \theta) \log p(h \mid \theta) \, dh \Big)^2 = p(h \mid y, \theta)"#,
      #"\arg\min_g \mathrm{KL}(g(h) \,\|\, p(h \mid y, \theta)) \, \mathrm{KL}(g(h) \,\|\, p(h \mid \theta)) = p(h \mid \theta)"#,
    ])
  func open(_ display: String) throws {
    let found = try outcomes(given, display)
    #expect(found.count == 1 && !found[0].isPass, "\(found)")
  }

  @Test("below an optimum over a law, the law stays one; a law of which densities are declared is none")
  func reading() throws {
    let known =
      #"$n \in \mathbb{N}$, $m, h \in \mathbb{R}^n$, $p(y, h)$ a joint density and $g(h) = \mathcal{N}(h; m, I_n)$"#
    #expect(throws: (any Error).self) {
      _ = try outcomes(known, #"\arg\min_g \mathrm{KL}(g(h) \,\|\, p(h \mid y)) = p(h \mid y)"#)
    }
  }

  private let family = #"$K \in \mathbb{N}$ and $a_k, b_k \in \mathbb{R}$ for $k = 1, \ldots, K$"#

  @Test(
    "optima over the index of a family",
    arguments: [
      (#"\sum_{k=1}^K \mathbb{1}\big[k = \arg\max_j a_j\big] a_k = \max_j a_j"#, Outcome.agrees),
      (#"\sum_{k=1}^K \mathbb{1}\big[k = \arg\min_j a_j\big] a_k = \max_j a_j"#, .refuted),
      (#"\min_{j = 1, \ldots, K} a_j = -\max_{j \in \{1, \ldots, K\}} (-a_j)"#, .agrees),
      (#"\min_j a_j = \max_j a_j"#, .refuted),
      (#"\max_j (a_j + b_j) \le \max_j a_j + \max_j b_j"#, .agrees),
      (#"\max_j (a_j + b_j) \ge \max_j a_j + \max_j b_j"#, .refuted),
      (#"\max_j (a_j + b_j) = \max_j a_j + \max_j b_j"#, .refuted),
      (#"\arg\min_j a_j = \arg\max_j (3 - a_j)"#, .agrees),
      (#"\arg\min_j a_j = 1"#, .refuted),
    ])
  func index(_ display: String, _ expected: Outcome) throws {
    #expect(try outcomes(family, display) == [expected], "\(display)")
  }

  @Test("an index without a range and an undeclared variable are errors")
  func unknownIndex() throws {
    for display in [#"\min_j c = c"#, #"\arg\min_w \|c w\|^2 = 0"#, #"\min_j (c + j) = c"#] {
      #expect(throws: (any Error).self, "\(display)") { _ = try outcomes(#"$c \in \mathbb{R}$"#, display) }
    }
  }
}

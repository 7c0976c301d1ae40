import Notation
import Testing

@testable import Verification

/// Statements under declarations of their own: mixtures, draws, entries, arbitrary densities, optima, equations.
struct StatementGroup: Sendable, CustomTestStringConvertible {
  let given: String
  let right: [String]
  let wrong: [String]

  var testDescription: String { given }

  func outcome(_ formula: String) throws -> Outcome {
    let document = try Corpus.document(given: given, formula)
    let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions())
    return Outcome.worst(checker.check([document]).steps.map(\.outcome))
  }

  static let all: [StatementGroup] = [
    StatementGroup(
      given:
        #"$K, D \in \mathbb{N}$, $\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^D$, $\Sigma_k \in \mathbb{S}_{++}^D$ "#
        + #"for $k = 1, \ldots, K$, $x \in \mathbb{R}^D$ and $z \in \{1, \ldots, K\}$ with $p(z = k) = \pi_k$ and "#
        + #"$p(x \mid z = k) = \mathcal{N}(x; \mu_k, \Sigma_k)$"#,
      right: [
        #"p(x) = \sum_{k=1}^K \pi_k \mathcal{N}(x; \mu_k, \Sigma_k)"#,
        #"p(z = k \mid x) = \frac{\pi_k \mathcal{N}(x; \mu_k, \Sigma_k)}{p(x)}"#,
        #"\int p(x) \, dx = 1"#,
        #"\int x \, p(x) \, dx = \sum_{k=1}^K \pi_k \mu_k"#,
        #"\log p(x) \ge \sum_{k=1}^K \pi_k \log \mathcal{N}(x; \mu_k, \Sigma_k)"#,
      ],
      wrong: [
        #"p(x) = \prod_{k=1}^K \pi_k \mathcal{N}(x; \mu_k, \Sigma_k)"#,
        #"p(z = k \mid x) = \frac{\pi_k \mathcal{N}(x; \mu_k, \Sigma_k)}{\sum_{j=1}^K \mathcal{N}(x; \mu_j, "#
          + #"\Sigma_j)}"#,
        #"p(z = k \mid x) = \pi_k"#,
        #"\int x \, p(x) \, dx = \frac1K \sum_{k=1}^K \mu_k"#,
        #"\log p(x) = \sum_{k=1}^K \pi_k \log \mathcal{N}(x; \mu_k, \Sigma_k)"#,
      ]),
    StatementGroup(
      given:
        #"$n, L \in \mathbb{N}$, $m \in \mathbb{R}^n$, $S \in \mathbb{S}_{++}^n$, $z_j \sim \mathcal{N}(m, S)$ for "#
        + #"$j = 1, \ldots, L$"#,
      right: [
        #"\mathbb{E}\Big[\frac1L \sum_{j=1}^L z_j\Big] = m"#,
        #"\mathrm{Cov}\Big(\frac1L \sum_{j=1}^L z_j\Big) = \frac1L S"#,
        #"\mathbb{E}\Big[\Big(\frac1L \sum_{j=1}^L z_j\Big)^\top \Big(\frac1L \sum_{j=1}^L z_j\Big)\Big] = m^\top "#
          + #"m + \frac1L \operatorname{tr}(S)"#,
        #"\mathbb{E}\Big[\sum_{i=1}^L \sum_{j=1}^L z_i^\top z_j\Big] = L^2 m^\top m + L \operatorname{tr}(S)"#,
      ],
      wrong: [
        #"\mathbb{E}\Big[\sum_{j=1}^L z_j\Big] = m"#,
        #"\mathbb{E}\Big[\Big(\frac1L \sum_{j=1}^L z_j\Big)^\top \Big(\frac1L \sum_{j=1}^L z_j\Big)\Big] = m^\top "#
          + #"m + \operatorname{tr}(S)"#,
        #"\mathbb{E}[z_1^\top z_1] = m^\top m"#,
        #"\mathbb{E}\Big[\sum_{i=1}^L \sum_{j=1}^L z_i^\top z_j\Big] = L^2 m^\top m"#,
      ]),
    StatementGroup(
      given: #"$n, m \in \mathbb{N}$, $A \in \mathbb{R}^{m \times n}$, $B \in \mathbb{R}^{n \times m}$, $C \in "#
        + #"\mathbb{R}^{n \times n}$"#,
      right: [
        #"(A B)_{ij} = \sum_{k=1}^n a_{ik} b_{kj}"#,
        #"(A B)_{ij} = A_{i,:} B_{:,j}"#,
        #"(C^\top)_{ij} = c_{ji}"#,
        #"\operatorname{tr}(A B) = \sum_{i=1}^m \sum_{k=1}^n a_{ik} b_{ki}"#,
      ],
      wrong: [
        #"(C^\top)_{ij} = c_{ij}"#,
        #"(C C)_{ij} = c_{ij}^2"#,
      ]),
    StatementGroup(
      given: #"$p(x, z)$ a joint density"#,
      right: [
        #"\mathrm{KL}(p(x, z) \,\|\, p(x) p(z)) \ge 0"#
      ],
      wrong: [
        #"\mathrm{KL}(p(x, z) \,\|\, p(x) p(z)) = 0"#,
        #"\mathrm{KL}(p(x, z) \,\|\, p(x) p(z)) = H(p(x)) - H(p(z))"#,
        #"\mathrm{KL}(p(x, z) \,\|\, p(x) p(z)) \le H(p(x))"#,
      ]),
    StatementGroup(
      given: #"$p(x, z)$ a joint density, $q(z)$ a density"#,
      right: [
        #"\arg\max_q \int q(z) \log \frac{p(x, z)}{q(z)} \, dz = p(z \mid x)"#,
        #"\arg\min_q \mathrm{KL}(q(z) \,\|\, p(z)) = p(z)"#,
      ],
      wrong: [
        #"\arg\max_q \int q(z) \log \frac{p(x, z)}{q(z)} \, dz = p(z)"#,
        #"\arg\max_q \int q(z) \log p(x, z) \, dz = p(z \mid x)"#,
        #"\arg\min_q \mathrm{KL}(q(z) \,\|\, p(z)) = p(z \mid x)"#,
      ]),
    StatementGroup(
      given: #"$K, D \in \mathbb{N}$, $x \in \mathbb{R}^D$, $\mu_k \in \mathbb{R}^D$ for $k = 1, \ldots, K$, $r \in "#
        + #"\Delta^{K-1}$"#,
      right: [
        #"\min_j \|x - \mu_j\|^2 \le \sum_{k=1}^K r_k \|x - \mu_k\|^2"#
      ],
      wrong: [
        #"\min_j \|x - \mu_j\|^2 \ge \sum_{k=1}^K r_k \|x - \mu_k\|^2"#,
        #"\min_j \|x - \mu_j\|^2 = \frac1K \sum_{k=1}^K \|x - \mu_k\|^2"#,
      ]),
    StatementGroup(
      given: #"$n, p \in \mathbb{N}$, $X \in \mathbb{R}^{n \times p}$, $\operatorname{rank}(X) = p$, $y \in "#
        + #"\mathbb{R}^n$, $\beta \in \mathbb{R}^p$"#,
      right: [
        #"\arg\min_\beta \|y - X \beta\|^2 = (X^\top X)^{-1} X^\top y"#,
        #"-2 X^\top (y - X \beta) = 0 \implies \beta = (X^\top X)^{-1} X^\top y"#,
      ],
      wrong: [
        #"\arg\min_\beta \|y - X \beta\|^2 = X^\top y"#,
        #"-2 X^\top (y - X \beta) = 0 \implies \beta = 2 (X^\top X)^{-1} X^\top y"#,
      ]),
    StatementGroup(
      given:
        #"$X \text{ random} \in \mathbb{R}^n \text{ with density } f_X$, $n \in \mathbb{N}$, $A \in \mathrm{GL}_n$, "#
        + #"$Y = A X$"#,
      right: [
        #"h(Y) = h(X) + \log |A|"#
      ],
      wrong: []),
    StatementGroup(
      given: #"$n \in \mathbb{N}$, $m \in \mathbb{R}^n$, $S \in \mathbb{S}_{++}^n$, $x \in \mathbb{R}^n$, $\sigma \in "#
        + #"\mathbb{R}_{>0}$"#,
      right: [],
      wrong: [
        #"\lim_{\sigma \to 0} \log \mathcal{N}(x; x, \sigma^2 I_n) = -\infty"#
      ]),
  ]
}

@Suite("Right and wrong statements by their declarations")
struct StatementGroupTests {
  @Test("what is right is found to be so, and what is wrong is refuted", arguments: StatementGroup.all)
  func verdicts(_ group: StatementGroup) throws {
    for formula in group.right {
      let outcome = try group.outcome(formula)
      #expect(outcome.isPass || outcome == .condition, "\(formula) is \(outcome)")
    }
    for formula in group.wrong {
      let outcome = try group.outcome(formula)
      #expect(outcome == .refuted, "\(formula) is \(outcome)")
    }
  }
}

import Foundation
import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Densities over counted values")
struct CategoryTests {
  private static let numbered =
    #"$M, d \in \mathbb{N}$, $w \in \Delta^{M-1}$, $a_m \in \mathbb{R}^d$ and $C_m \in \mathbb{S}_{++}^d$ for "#
    + #"$m = 1, \ldots, M$, $y \in \mathbb{R}^d$ and $h \in \{1, \ldots, M\}$ with $p(h = m) = w_m$ and "#
    + #"$p(y \mid h = m) = \mathcal{N}(y; a_m, C_m)$"#
  private static let oneHot =
    #"$M, d \in \mathbb{N}$, $w \in \Delta^{M-1}$, $a_m \in \mathbb{R}^d$ and $C_m \in \mathbb{S}_{++}^d$ for "#
    + #"$m = 1, \ldots, M$, $y \in \mathbb{R}^d$ and $h \in \{0, 1\}^M$ one-hot with $p(h_m = 1) = w_m$ and "#
    + #"$p(y \mid h_m = 1) = \mathcal{N}(y; a_m, C_m)$"#
  private static let products =
    #"$M, d \in \mathbb{N}$, $w \in \Delta^{M-1}$, $a_m \in \mathbb{R}^d$ and $C_m \in \mathbb{S}_{++}^d$ for "#
    + #"$m = 1, \ldots, M$, $y \in \mathbb{R}^d$ and $h \in \{0, 1\}^M$ one-hot with "#
    + #"$p(h) = \prod_{m=1}^M w_m^{h_m}$ and $p(y \mid h) = \prod_{m=1}^M \mathcal{N}(y; a_m, C_m)^{h_m}$"#

  private static let bayes =
    #"\frac{w_m \, \mathcal{N}(y; a_m, C_m)}{\sum_{l=1}^M w_l \, \mathcal{N}(y; a_l, C_l)}"#

  private func outcome(_ given: String, _ display: String) throws -> Outcome {
    try Corpus.checker().check([Corpus.document(given: given, display)]).outcome
  }

  @Test(
    "sums over the values, Bayes and posterior means are proved, in whatever way the densities are stated",
    arguments: [
      (numbered, #"p(y) = \sum_{m=1}^M w_m \, \mathcal{N}(y; a_m, C_m)"#),
      (numbered, #"p(y) = \sum_h p(h) \, p(y \mid h)"#),
      (numbered, #"p(h = m \mid y) = "# + bayes),
      (numbered, #"\sum_{m=1}^M p(h = m \mid y) = 1"#),
      (products, #"p(y) = \sum_{m=1}^M w_m \, \mathcal{N}(y; a_m, C_m)"#),
      (products, #"\sum_h \prod_{m=1}^M w_m^{h_m} = \sum_{m=1}^M w_m"#),
      (products, #"\mathbb{E}_{p(h \mid y)}[h_m] = \frac{w_m \, \mathcal{N}(y; a_m, C_m)}{p(y)}"#),
      (oneHot, #"p(h_m = 1 \mid y) = "# + bayes),
      (oneHot, #"\mathbb{E}_{p(h \mid y)}[h_m] = p(h_m = 1 \mid y)"#),
      (oneHot, #"\sum_h p(h, y) = \sum_{m=1}^M w_m \, \mathcal{N}(y; a_m, C_m)"#),
    ])
  func right(given: String, display: String) throws { #expect(try outcome(given, display) == .proved) }

  @Test(
    "slips are refuted",
    arguments: [
      (numbered, #"p(y) = \sum_{m=1}^M \mathcal{N}(y; a_m, C_m)"#),
      (numbered, #"p(h = m \mid y) = \frac{w_m \, \mathcal{N}(y; a_m, C_m)}{\sum_{l=1}^M \mathcal{N}(y; a_l, C_l)}"#),
      (numbered, #"p(y, h = m) = \mathcal{N}(y; a_m, C_m)"#),
      (products, #"p(y) = \prod_{m=1}^M w_m \, \mathcal{N}(y; a_m, C_m)"#),
      (products, #"\log p(y, h) = \sum_{m=1}^M \big( \log w_m + h_m \log \mathcal{N}(y; a_m, C_m) \big)"#),
      (products, #"\mathbb{E}_{p(h \mid y)}[h_m] = w_m"#),
      (oneHot, #"p(h_m = 1, y) = w_m \, \mathcal{N}(y; a_m, C_m)^2"#),
    ])
  func wrong(given: String, display: String) throws { #expect(try outcome(given, display) == .refuted) }

  @Test("a new name with a free index is a function of it")
  func introducedMember() throws {
    let chain = #"""
      \begin{aligned}
      \gamma_m &= p(h = m \mid y) \\
        &= \frac{w_m \, \mathcal{N}(y; a_m, C_m)}{p(y)}
      \end{aligned}
      """#
    #expect(try outcome(CategoryTests.numbered, chain) == .proved)
    #expect(try outcome(CategoryTests.numbered, chain.replacing("p(y)", with: "2 p(y)")) == .refuted)
  }

  @Test(
    "what is no density of the variable is not taken for one",
    arguments: [
      #"$M \in \mathbb{N}$, $v \in \mathbb{R}_{>0}^M$ and $h \in \{1, \ldots, M\}$ with $p(h = m) = v_m$"#,
      #"$M \in \mathbb{N}$, $w \in \Delta^{M-1}$ and $h \in \{1, \ldots, M\}$ with $p(h = m) = 2 w_m$"#,
      #"$M \in \mathbb{N}$, $w \in \Delta^{M-1}$ and $h \in \{1, \ldots, M\}$ with $p(h = 1) = w_1$"#,
      #"$M, N \in \mathbb{N}$, $w \in \Delta^{N-1}$ and $h \in \{1, \ldots, M\}$ with $p(h = m) = w_m$"#,
    ])
  func noDensity(given: String) {
    #expect(throws: NotationError.self) { try Corpus.document(given: given, "1 = 1") }
  }

  @Test("single members of a counted family have probabilities under a law of all")
  func members() throws {
    let given =
      #"$n, M \in \mathbb{N}$, $b_{im} \in \mathbb{R}$ for $i = 1, \ldots, n$ and $m = 1, \ldots, M$, latent "#
      + #"$h_i \in \{1, \ldots, M\}$ for $i = 1, \ldots, n$ and $s(h_1, \ldots, h_n)$ a joint density"#
    let left = #"\mathbb{E}_{s(h_1, \ldots, h_n)}\Big[\sum_{i=1}^n \sum_{m=1}^M \mathbb{1}[h_i = m] \, b_{im}\Big] = "#
    #expect(try outcome(given, left + #"\sum_{i=1}^n \sum_{m=1}^M s(h_i = m) \, b_{im}"#) == .proved)
    #expect(try outcome(given, left + #"\sum_{i=1}^n \sum_{m=1}^M s(h_i = m)^2 \, b_{im}"#) == .refuted)
    #expect(try outcome(given, #"\sum_{m=1}^M s(h_i = m) = 1"#).isPass)
    #expect(try outcome(given, #"\sum_{m=1}^M m \, s(h_i = m) = \mathbb{E}_{s(h_i)}[h_i]"#).isPass)
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = range(of: old, options: .backwards) else { return self }
    return replacingCharacters(in: range, with: new)
  }
}

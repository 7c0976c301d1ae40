/// Derivations of any length of one divergence, right in every line, for measuring what a line costs.
///
/// KL(p ‖ q) of two Gaussians is half of a sum of two expected quadratic forms and a difference of log-determinants; each
/// has several forms, and one of the three changes from line to line.
package enum DivergenceDerivation {
  private static let openings = [
    #"\mathrm{KL}(p \,\|\, q)"#, #"\int p(x) \log \frac{p(x)}{q(x)} \, dx"#,
    #"\mathbb{E}[\log p(x)] - \mathbb{E}[\log q(x)]"#,
  ]
  private static let first = [
    #"\mathbb{E}\big[(x-\mu_1)^\top S^{-1} (x-\mu_1)\big]"#,
    #"\mathbb{E}\big[\operatorname{tr}\big(S^{-1} (x-\mu_1)(x-\mu_1)^\top\big)\big]"#,
    #"\operatorname{tr}\big(S^{-1}\, \mathbb{E}\big[(x-\mu_1)(x-\mu_1)^\top\big]\big)"#,
    #"\operatorname{tr}(S^{-1} S)"#, #"\operatorname{tr}(I)"#, "n",
  ]
  private static let second = [
    #"\mathbb{E}\big[(x-\mu_2)^\top R^{-1} (x-\mu_2)\big]"#,
    #"\mathbb{E}\big[\operatorname{tr}\big(R^{-1} (x-\mu_2)(x-\mu_2)^\top\big)\big]"#,
    #"\operatorname{tr}\big(R^{-1}\, \mathbb{E}\big[x x^\top - x \mu_2^\top - \mu_2 x^\top + \mu_2 \mu_2^\top\big]\big)"#,
    #"\operatorname{tr}\big(R^{-1} \big(S + \mu_1 \mu_1^\top - \mu_1 \mu_2^\top - \mu_2 \mu_1^\top + \mu_2 \mu_2^\top\big)\big)"#,
    #"\Big( \operatorname{tr}(R^{-1} S) + \mu_1^\top R^{-1} \mu_1 - 2 \mu_2^\top R^{-1} \mu_1 + \mu_2^\top R^{-1} \mu_2 \Big)"#,
    #"\Big( \operatorname{tr}(R^{-1} S) + (\mu_2-\mu_1)^\top R^{-1} (\mu_2-\mu_1) \Big)"#,
  ]
  private static let third = [#"\log \frac{|R|}{|S|}"#, #"\big( \log|R| - \log|S| \big)"#]

  /// How many lines differ from each other.
  private static var variety: Int { openings.count + first.count * second.count * third.count }

  /// The derivation with that many lines, from 2 to 75.
  package static func text(lines: Int) -> String {
    precondition((2...variety).contains(lines), "a derivation of 2 to \(variety) lines")
    var rows = Array(openings.prefix(lines))
    var number = 0
    while rows.count < lines {
      // To and fro, so that neighbours differ in one part.
      let (turn, b) = number.quotientAndRemainder(dividingBy: second.count)
      let (round, a) = turn.quotientAndRemainder(dividingBy: first.count)
      let there = turn.isMultiple(of: 2) ? b : second.count - 1 - b
      let back = round.isMultiple(of: 2) ? a : first.count - 1 - a
      rows.append(#"-\tfrac12 \#(first[back]) + \tfrac12 \#(second[there]) + \tfrac12 \#(third[round])"#)
      number += 1
    }
    return #"""
      # A divergence in \#(lines) lines

      **Given** $n \in \mathbb{N}$, $\mu_1, \mu_2 \in \mathbb{R}^n$, $S, R \in \mathbb{S}_{++}^n$,
      $p = \mathcal{N}(\mu_1, S)$, $q = \mathcal{N}(\mu_2, R)$ and $x \sim p$.

      $$
      \begin{aligned}
      \#(rows.joined(separator: " \\\\\n  &= "))
      \end{aligned}
      $$

      """#
  }
}

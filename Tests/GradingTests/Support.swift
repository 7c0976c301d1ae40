import Foundation
import Grading
import Notation
import Verification

/// Keys and answers in tests.
enum Class {
  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The identities that proofs may rest on, read once.
  static let library: IdentityLibrary = {
    let folder = "\(package)/Derivations/identities"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    return IdentityLibrary(
      documents: names.compactMap { name in
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
        return try? DocumentReader.read(bytes: Array(data), name: "Derivations/identities/\(name)")
      })
  }()

  /// The key of a text.
  static func key(_ text: String) throws -> GradingKey {
    try GradingKey(DocumentReader.read(Source(name: "key.md", text: text)))
  }

  /// A grader with the key of a text.
  static func grader(_ text: String, seed: UInt64 = 1) throws -> Grader {
    Grader(key: try key(text), library: library, seed: seed)
  }

  /// The divergence between two Gaussians: 6 points for the final answer, 4 for the steps.
  static let divergence = #"""
    # Homework

    ## Divergence

    **Points** 10: 6 for the final answer, 4 for the steps.

    **Form** Closed form.

    **Given** $n \in \mathbb{N}$, $\mu_1, \mu_2 \in \mathbb{R}^n$, $\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^n$,
    $p = \mathcal{N}(\mu_1, \Sigma_1)$, $q = \mathcal{N}(\mu_2, \Sigma_2)$ and $x \sim p$.

    $$
    \begin{aligned}
    \mathrm{KL}(p \,\|\, q)
      &= \mathbb{E}_{x \sim p}[\log p(x) - \log q(x)] \\
      &= \tfrac12 \big[ \log\det\Sigma_2 - \log\det\Sigma_1 \big]
         + \tfrac12 \mathbb{E}_{x \sim p}\big[ (x-\mu_2)^\top \Sigma_2^{-1} (x-\mu_2)
         - (x-\mu_1)^\top \Sigma_1^{-1} (x-\mu_1) \big] \\
      &= \tfrac12 \big[ \log|\Sigma_2| - \log|\Sigma_1|
         + \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - n \big]
    \end{aligned}
    $$
    """#

  /// The right final answer of the divergence.
  static let right =
    #"\tfrac12 \big[ \log|\Sigma_2| - \log|\Sigma_1| + \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - n \big]"#
  /// Its second line.
  static let middle =
    #"\tfrac12 \big[ \log|\Sigma_2| - \log|\Sigma_1| \big] + \tfrac12 \mathbb{E}_{x \sim p}\big[ (x-\mu_2)^\top \Sigma_2^{-1} (x-\mu_2) - (x-\mu_1)^\top \Sigma_1^{-1} (x-\mu_1) \big]"#
  /// What it begins with.
  static let asked = #"\mathrm{KL}(p \| q)"#

  /// A chain of lines from what is asked.
  static func chain(_ lines: String...) -> String { "$$ \(([asked] + lines).joined(separator: " = ")) $$" }
}

import Foundation
import Symbolic
import Testing

@testable import Verification

@Suite("The derivations of the package")
struct DerivationTests {
  /// The derivations whose every step lies within the reach of the rules.
  private static let proved = [
    "kl-diagonal.md", "kl-gaussian.md", "kl-log-variance.md", "kl-standard-normal.md", "linear-gaussian-state-space.md",
    "vae.md",
  ]
  /// Those of which every step is proved that says no more than that two values are equal.
  private static let provedEquations = [
    "divergence-chain-rule.md", "elbo.md", "elbo-e-step.md", "elbo-from-bayes.md", "jensen.md",
  ]
  /// The steps that are proved of others, at least.
  private static let leastProved = [
    "bayesian-linear-regression.md": 6, "entropy-gaussian.md": 5, "gaussian-distances.md": 7, "k-means.md": 6,
    "k-means-steps.md": 2, "kalman.md": 3, "least-squares.md": 2, "linear-gaussian-m-steps.md": 22,
    "mixture-covariance.md": 2, "mixture-em.md": 7, "mixture-invariance.md": 2, "ppca.md": 2, "transition-matrix.md": 2,
  ]

  @Test("every step of every derivation holds, and is proved where the rules reach")
  func derivationsHold() throws {
    let report = try Corpus.report.get()
    for name in Self.proved { #expect(report.files.contains { $0.document.isNamed(name) }, "\(name)") }
    for file in report.files {
      let steps = file.claims.flatMap { $0.chains.flatMap(\.steps) }
      #expect(steps.count >= 3, "\(file.document.source.name)")
      let isProved = Self.proved.contains { file.document.isNamed($0) }
      for step in steps {
        let words = "\(file.document.source.name): \(step.words)"
        #expect(isProved ? step.outcome == .proved : step.outcome.isPass, "\(words)")
        #expect(step.againstFirst?.isPass ?? (step.number == 1 || !isProved), "\(words)")
        #expect(step.counterexample == nil && step.diagnosis == nil, "\(words)")
      }
    }
  }

  @Test("what the rules reach is proved, equations first")
  func provedSteps() throws {
    let report = try Corpus.report.get()
    func steps(_ name: String) throws -> [StepReport] {
      let file = try #require(report.files.first { $0.document.isNamed(name) }, "\(name)")
      return file.claims.flatMap { $0.chains.flatMap(\.steps) }
    }
    for name in Self.provedEquations {
      for step in try steps(name) where step.relation.isEquality && !step.line.sort.isDistribution {
        let isOptimum = if case .optimizer = step.line.head { true } else { false }
        #expect(isOptimum || step.outcome == .proved, "\(name): \(step.words)")
      }
    }
    for (name, least) in Self.leastProved {
      let count = try steps(name).count { $0.outcome == .proved }
      #expect(count >= least, "\(name): \(count)")
    }
  }

  @Test("no proof stands alone: each step is also computed or sampled, but for few")
  func waysAgree() throws {
    var alone: [String] = []
    let steps = try Corpus.report.get().steps
    for step in steps {
      if case .equal = step.exact { continue }
      if case .agrees = step.floating { continue }
      if case .agrees = step.sampling { continue }
      alone.append(step.words)
    }
    #expect(alone.count * 10 <= steps.count, "\(alone)")
  }

  @Test("every identity that a proof rests on holds by its own check")
  func identitiesHold() throws {
    for file in try Corpus.report.get().files {
      let used = Set(file.claims.flatMap { $0.chains.flatMap { $0.steps.flatMap { $0.restsOn ?? [] } } })
      #expect(!used.isEmpty || !Self.proved.contains { file.document.isNamed($0) })
      #expect(Set(file.identities.map(\.name)) == used)
      for identity in file.identities { #expect(identity.outcome.isPass, "\(identity)") }
    }
  }

  @Test("every claim of the identity files passes without a rule to lean on")
  func identityFiles() throws {
    let report = try Corpus.checker().check(Corpus.identities.get())
    for file in report.files {
      #expect(file.outcome.isPass)
      for step in file.claims.flatMap({ $0.chains.flatMap(\.steps) }) {
        #expect(step.outcome.isPass, "\(file.document.source.name): \(step.words)")
        #expect(step.restsOn?.isEmpty ?? true, "\(file.document.source.name): \(step.words)")
      }
    }
  }

  @Test("an expression is rewritten to its closed form in steps that the kernel proves anew")
  func derive() throws {
    let checker = try Corpus.checker()
    let document = try Corpus.document(
      given: #"$n \in \mathbb{N}$, $\mu_1, \mu_2 \in \mathbb{R}^n$, $\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^n$, "#
        + #"$p = \mathcal{N}(\mu_1, \Sigma_1)$ and $q = \mathcal{N}(\mu_2, \Sigma_2)$"#,
      #"\mathrm{KL}(p \,\|\, q) = \tfrac12 \big( \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2 - \mu_1)^\top "#
        + #"\Sigma_2^{-1} (\mu_2 - \mu_1) + \log \frac{|\Sigma_2|}{|\Sigma_1|} - n \big)"#)
    let claim = try #require(document.claims.first)
    let chain = try #require(claim.chains.first)
    let derivation = checker.derive(chain.first.term, declarations: claim.declarations)
    #expect(derivation.note == nil)
    #expect(derivation.steps.count >= 3)
    let prover = Prover(kernel: Kernel(declarations: claim.declarations))
    var current = chain.first.term
    for step in derivation.steps {
      #expect(prover.prove(current, step.term) != nil, "\(step.rules)")
      current = step.term
    }
    #expect(prover.prove(current, chain.steps[0].line.term) != nil)
    #expect(derivation.restsOn.contains("gaussian-log-density") && derivation.restsOn.contains("second-moment"))
  }
}

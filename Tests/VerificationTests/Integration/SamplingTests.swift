import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Sampled estimates of whole steps")
struct SamplingTests {
  private static let gaussian =
    #"$n \in \mathbb{N}$, $\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $p = \mathcal{N}(\mu, \Sigma)$, "#
    + #"$x \sim p$, $A \in \mathbb{S}^n$ and $a \in \mathbb{R}^n$"#
  private static let moments =
    #"$n \in \mathbb{N}$, $\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, "#
    + #"$x$ a random vector with mean $\mu$ and covariance $\Sigma$, $A \in \mathbb{S}^n$ and $a \in \mathbb{R}^n$"#

  private func sample(_ document: Document, seed: UInt64, resolution: Double = 0.005) throws -> SamplingFinding {
    let claim = try #require(document.claims.first)
    let chain = try #require(claim.chains.first)
    let check = SamplingCheck(
      declarations: claim.declarations, seed: seed, threads: 2, resolution: resolution, errorRate: 1e-9)
    return check.finding(left: chain.first.term, right: try #require(chain.steps.first).line.term)
  }

  private static let truths = [
    #"\mathbb{E}[x^\top A x] = \operatorname{tr}(A \Sigma) + \mu^\top A \mu"#,
    #"\mathbb{E}[a^\top x] = a^\top \mu"#,
    #"\mathbb{E}[(x - \mu)(x - \mu)^\top] = \Sigma"#,
  ]

  @Test("a true step agrees, as sharply as is asked", arguments: truths, [gaussian, moments])
  func truth(_ display: String, _ given: String) throws {
    for seed in 1...5 {
      let finding = try sample(Corpus.document(given: given, display), seed: UInt64(seed))
      guard case .agrees(let estimate) = finding else {
        Issue.record("\(display) \(finding)")
        continue
      }
      #expect(estimate.resolution > 0 && estimate.resolution <= 0.005)
      #expect(estimate.samples >= 4096)
      #expect(estimate.errorRate <= 1e-9)
    }
  }

  @Test("a step that is wrong by one per cent of its scale differs", arguments: [gaussian, moments])
  func onePercent(_ given: String) throws {
    for display in [
      #"\mathbb{E}[x^\top A x] = \frac{101}{100} (\operatorname{tr}(A \Sigma) + \mu^\top A \mu)"#,
      #"\mathbb{E}[x^\top x] = \frac{99}{100} \operatorname{tr}(\Sigma) + \frac{99}{100} \mu^\top \mu"#,
      #"\mathbb{E}[(x - \mu)(x - \mu)^\top] = \frac{101}{100} \Sigma"#,
    ] {
      for seed in 1...5 {
        let finding = try sample(Corpus.document(given: given, display), seed: UInt64(seed))
        guard case .differs(let estimate) = finding else {
          Issue.record("\(display) \(finding)")
          continue
        }
        #expect(abs(estimate.difference) > 5 * estimate.standardError)
      }
    }
  }

  @Test("expectations that are multiplied have draws of their own")
  func products() throws {
    let right = #"(\operatorname{tr}(\Sigma) + \mu^\top \mu) \, a^\top \mu"#
    let left = #"\mathbb{E}[x^\top x] \, \mathbb{E}[a^\top x]"#
    let finding = try sample(
      Corpus.document(given: SamplingTests.gaussian, "\(left) = \(right)"), seed: 1, resolution: 0.02)
    guard case .agrees = finding else {
      Issue.record("\(finding)")
      return
    }
    let covariance = #"\mathbb{E}[x^\top x \, a^\top x]"#
    let other = try sample(
      Corpus.document(given: SamplingTests.gaussian, "\(covariance) = \(right)"), seed: 1, resolution: 0.02)
    guard case .differs = other else {
      Issue.record("\(other)")
      return
    }
  }

  @Test("a ratio of densities is not judged by its sample")
  func importanceWeights() throws {
    let document = try Corpus.document(
      given: #"$n \in \mathbb{N}$, $\mu_1, \mu_2 \in \mathbb{R}^n$, $\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^n$, "#
        + #"$p = \mathcal{N}(\mu_1, \Sigma_1)$, $q = \mathcal{N}(\mu_2, \Sigma_2)$ and $x \sim q$"#,
      #"\mathbb{E}_{x \sim q}\Big[\frac{p(x)}{q(x)}\Big] = 1"#)
    for seed in 1...8 {
      guard case .outside = try sample(document, seed: UInt64(seed)) else {
        Issue.record("judged by its sample at seed \(seed)")
        continue
      }
    }
    let outcome = try Corpus.checker().check([document]).outcome
    // Completing the square tells what no sample does.
    #expect(outcome == .exact || outcome == .proved)
  }

  @Test("a fourth moment, which control variates do not take out, agrees with its closed form")
  func fourthMoment() throws {
    func finding(_ factor: String, resolution: Double) throws -> SamplingFinding {
      try sample(
        Corpus.document(
          given: SamplingTests.gaussian, "\\mathbb{E}[(a^\\top (x - \\mu))^4] = \(factor) (a^\\top \\Sigma a)^2"),
        seed: 1, resolution: resolution)
    }
    guard case .agrees(let estimate) = try finding("3", resolution: 0.05) else {
      Issue.record("\(try finding("3", resolution: 0.05))")
      return
    }
    #expect(estimate.resolution <= 0.05)
    #expect(abs(estimate.difference) < 5 * estimate.standardError)
    guard case .differs = try finding("\\frac{33}{10}", resolution: 0.05) else {
      Issue.record("\(try finding("\\frac{33}{10}", resolution: 0.05))")
      return
    }
    // Half a per cent is out of reach, which is said and is no agreement.
    guard case .unresolved(let wide, _) = try finding("3", resolution: 0.0005) else {
      Issue.record("\(try finding("3", resolution: 0.0005))")
      return
    }
    #expect(wide.resolution > 0.0005)
  }

  private static let gaussianOnly = [
    #"\mathbb{E}[(a^\top (x - \mu))^3] = 0"#,
    #"\mathbb{E}[(a^\top (x - \mu))^4] = 3 (a^\top \Sigma a)^2"#,
    #"\mathbb{E}[x^\top x \, x^\top x] = (\operatorname{tr}(\Sigma) + \mu^\top \mu)^2 "#
      + #"+ 2 \operatorname{tr}(\Sigma \Sigma) + 4 \mu^\top \Sigma \mu"#,
    #"\mathbb{E}[(a^\top x)^3] = (a^\top \mu)^3 + 3 (a^\top \mu) (a^\top \Sigma a)"#,
  ]

  @Test("what holds for Gaussians alone passes for them", arguments: gaussianOnly)
  func gaussianMoments(_ display: String) throws {
    let report = try Corpus.checker().check([Corpus.document(given: SamplingTests.gaussian, display)])
    #expect(report.outcome == .proved, "\(report.steps.map { "\($0)" })")
  }

  @Test("and passes in no way for a distribution of which only mean and covariance are known", arguments: gaussianOnly)
  func unknownDistribution(_ display: String) throws {
    for seed in 1...4 {
      let document = try Corpus.document(given: SamplingTests.moments, display)
      let report = try Corpus.checker(CheckOptions(seed: UInt64(seed))).check([document])
      let step = try #require(report.steps.first)
      #expect(!step.outcome.isPass && step.outcome != .fault, "\(step.words)")
      #expect(step.restsOn == nil)
      if case .equal = step.exact { Issue.record("exact: \(step.exact)") }
      if case .agrees = step.floating { Issue.record("floating: \(step.floating)") }
      if case .agrees = step.sampling { Issue.record("sampling: \(step.sampling)") }
    }
  }

  @Test("the third central moment of one variable is not zero for every distribution")
  func scalar() throws {
    let x = Symbol("x", Shape.scalar)
    let (mean, variance) = (Symbol("mu", Shape.scalar), Symbol("v", Shape.scalar, .positive))
    var declarations = Declarations()
    for symbol in [x, mean, variance] { try declarations.declare(symbol) }
    let unknown = try Term(.distributionWithMoments, [Term(mean), Term(variance)])
    let cube = try Term(.power, [Term(x) - Term(mean), Term(3)])
    let left = try Term(.expectation(x), [unknown, cube])
    let line = { (term: Term) in Line(term: term, range: 0..<0) }
    let chain = Chain(first: line(left), steps: [Step(relation: .equal, line: line(Term(0)), reason: nil)])
    let claim = Claim(slug: "cube", title: "Cube", declarations: declarations, chains: [chain], origin: nil)
    let document = Document(source: Source(name: "cube.md", text: ""), title: "Cube", claims: [claim])
    let step = try #require(Corpus.checker().check([document]).steps.first)
    #expect(!step.outcome.isPass && step.outcome != .fault, "\(step.words)")
    #expect(step.restsOn == nil)
    if case .agrees = step.sampling { Issue.record("\(step.sampling)") }
  }
}

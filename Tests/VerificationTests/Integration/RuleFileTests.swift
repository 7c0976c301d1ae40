import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Rules and the files that state them")
struct RuleFileTests {
  static let rules = Rule.allCases.filter { $0 != .definition }

  private func claim(_ rule: Rule) throws -> Claim {
    let claims = try Corpus.identities.get().flatMap(\.claims).filter { $0.slug == rule.name }
    #expect(claims.count == 1, "\(rule.name)")
    return try #require(claims.first)
  }

  @Test(
    "a rule is what its claim says: it proves each equation, and one of them is out of reach without it",
    arguments: rules)
  func content(_ rule: Rule) throws {
    let claim = try claim(rule)
    let kernel = Kernel(declarations: claim.declarations)
    var isNeeded = false
    #expect(!claim.chains.isEmpty)
    for chain in claim.chains {
      for step in chain.steps {
        let (left, right) = (chain.first.term, step.line.term)
        #expect(kernel.equality(left, right) != nil, "\(rule.name): \(Spelling.plain(left))")
        if kernel.equality(left, right, rules: RuleSet.all.without(rule)) == nil { isNeeded = true }
      }
    }
    #expect(isNeeded, "\(rule.name)")
  }

  @Test("a rule is used only while its claim is in the library", arguments: rules)
  func removal(_ rule: Rule) throws {
    let identities = try Corpus.identities.get()
    // The claim under another name is a derivation, which may rest on the claim.
    let copy = Document(source: Source(name: "copy.md", text: ""), title: "Copy", claims: [try claim(rule)])
    let before = Checker(library: IdentityLibrary(documents: identities)).check([copy])
    #expect(before.outcome == .proved, "\(before.steps.map(\.words))")
    #expect(before.steps.contains { $0.restsOn?.contains(rule.name) == true })
    let library = IdentityLibrary(documents: identities.without(claim: rule.name))
    #expect(library.entry(named: rule.name) == nil)
    let after = Checker(library: library).check([copy])
    #expect(after.steps.allSatisfy { $0.restsOn?.contains(rule.name) != true })
    #expect(after.steps.contains { $0.outcome != .proved })
    #expect(after.steps.allSatisfy { $0.outcome != .refuted && $0.outcome != .fault })
  }

  @Test("steps of a derivation lose their proofs with the claim that they rest on")
  func derivationWithoutClaim() throws {
    let file = try #require(Corpus.derivations.get().first { $0.isNamed("kl-gaussian.md") })
    let library = IdentityLibrary(documents: try Corpus.identities.get().without(claim: "second-moment"))
    let after = Checker(library: library).check([file])
    let before = try #require(Corpus.report.get().files.first { $0.document.isNamed("kl-gaussian.md") })
    let steps = before.claims.flatMap { $0.chains.flatMap(\.steps) }
    var lost = 0
    for (old, new) in zip(steps, after.steps) {
      #expect(new.outcome.isPass)
      #expect(new.restsOn?.contains("second-moment") != true)
      if old.restsOn?.contains("second-moment") == true, new.outcome != .proved { lost += 1 }
    }
    #expect(lost >= 3)
  }

  @Test("a rule whose claim is false is not used, and the claim is refuted")
  func falseClaim() throws {
    let wrong = try Corpus.document(
      "wrong.md", title: "Trace cyclic", given: #"$n \in \mathbb{N}$ and $A, B \in \mathbb{R}^{n \times n}$"#,
      #"\operatorname{tr}(A) = \operatorname{tr}(A) + \operatorname{tr}(B)"#)
    // Stands before the file of the package, so it is the claim of that name.
    let library = IdentityLibrary(documents: [wrong] + (try Corpus.identities.get()))
    let checker = Checker(library: library)
    #expect(checker.check([wrong]).outcome == .refuted)
    let copy = Document(source: Source(name: "copy.md", text: ""), title: "Copy", claims: [try claim(.traceCyclic)])
    let report = checker.check([copy])
    #expect(report.steps.allSatisfy { $0.outcome == .exact && $0.restsOn == nil }, "\(report.steps.map(\.words))")
    #expect(checker.check([wrong, copy]).files[0].outcome == .refuted)
  }

  @Test("nothing is derived by a rule whose claim is false or not there")
  func derivingWithFalseClaim() throws {
    let wrong = try Corpus.document(
      "wrong.md", title: "Second moment",
      given: #"$n \in \mathbb{N}$, $\mu \in \mathbb{R}^n$, "#
        + #"$\Sigma \in \mathbb{S}_{++}^n$ and $X$ a random vector with mean $\mu$ and covariance $\Sigma$"#,
      #"\mathbb{E}[X X^\top] = \Sigma"#)
    let identities = try Corpus.identities.get()
    let claim = try claim(.secondMoment)
    let moment = claim.chains[0].first.term
    func derive(_ documents: [Document]) -> DerivedDerivation {
      Checker(library: IdentityLibrary(documents: documents)).derive(moment, declarations: claim.declarations)
    }
    let right = derive(identities)
    #expect(right.restsOn.contains("second-moment") && right.note == nil)
    for documents in [[wrong] + identities, identities.without(claim: "second-moment")] {
      let derived = derive(documents)
      #expect(!derived.restsOn.contains("second-moment"), "\(derived.steps)")
      #expect(derived.note != nil)
    }
  }
}

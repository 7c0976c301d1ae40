import Notation
import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite("The normal form against the exact field")
struct NormalFormSoundnessTests {
  /// A term and its normal form, under all rules or under some, are equal at random points of the field and over the
  /// reals: an unsound rule would make them differ.
  @Test("a term equals its normal form", arguments: 0..<8)
  func normalForms(part: Int) throws {
    var decided = 0
    for number in 0..<400 {
      let seed = UInt64(part * 400 + number)
      var terms = try RandomTerms(seed: seed)
      let term = try number % 4 == 0 ? terms.square(3) : number % 4 == 1 ? terms.vector(3) : terms.scalar(4)
      var source = RandomSource(seed: seed, stream: 9)
      let rules = number % 3 == 0 ? RuleSet(Rule.allCases.filter { _ in source.uniform() < 0.6 }) : .all
      let kernel = Kernel(declarations: terms.declarations)
      guard let theorem = kernel.normalForm(term, rules: rules) else { continue }
      let (exact, floating) = exactAndFloatingCheck(
        left: term, right: theorem.right, declarations: terms.declarations, seed: seed)
      if case .different(let sizes) = exact {
        Issue.record("seed \(seed), \(sizes): \(Spelling.plain(term)) against \(Spelling.plain(theorem.right))")
      }
      if case .differs(let left, let right, let bound) = floating {
        Issue.record("seed \(seed): \(left) against \(right) (\(bound)): \(Spelling.plain(term))")
      }
      if case .equal = exact { decided += 1 }
    }
    #expect(decided > 200)
  }

  /// Two terms that have one normal form are equal, and near misses that are not equal have another.
  @Test("a near miss is proved only where it is equal", arguments: 0..<4)
  func nearMisses(part: Int) throws {
    var refuted = 0
    for number in 0..<40 {
      let seed = UInt64(10_000 + part * 40 + number)
      var terms = try RandomTerms(seed: seed)
      let term = try terms.scalar(3)
      let kernel = Kernel(declarations: terms.declarations)
      for nearMiss in NearMisses.of(term, declarations: terms.declarations, limit: 30) {
        let (exact, floating) = exactAndFloatingCheck(
          left: term, right: nearMiss.result, declarations: terms.declarations, seed: seed)
        let isDifferent = if case .differs = floating { true } else { exact == .different(sizes: "n = 2") }
        guard isDifferent else { continue }
        refuted += 1
        if kernel.equality(term, nearMiss.result) != nil {
          Issue.record("seed \(seed): \(Spelling.plain(term)) is proved equal to \(Spelling.plain(nearMiss.result))")
        }
      }
    }
    #expect(refuted > 100)
  }
}

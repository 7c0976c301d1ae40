import Symbolic
import Testing

@testable import Verification

@Suite("Inequalities under search")
struct InequalityTests {
  private let names = Names()

  private func step(_ first: Formula, _ relation: Relation, _ line: Formula) -> StepReport {
    var claim = ClaimBuilder(names.declarations)
    claim.chain(first, .stands(relation, line))
    return claim.report().chains[0].steps[0]
  }

  @Test("A divergence is at least zero, equal parameters included, with a tight gap")
  func divergence() {
    let step = step(names.divergence, .greaterOrEqual, Formula(0))
    #expect(step.outcome == .agrees)
    let gaps = step.remarks.compactMap { if case .tightestGap(let gap, false, _) = $0 { gap } else { nil } }
    // Beside zero a share of the larger side would be 1 wherever the parameters differ.
    #expect(gaps == [0])
  }

  @Test("What is violated only at small or large values is found")
  func extremes() {
    let c = Formula(names.c)
    // (c - 1000)² ≥ 1 fails near 1000 alone, and c² ≥ c/200 below 1/200.
    let far = c - Formula(1000)
    let large = step(far.squared, .greaterOrEqual, Formula(1))
    #expect(large.outcome == .refuted)
    #expect(large.counterexample != nil)
    #expect(step(c.squared, .greaterOrEqual, c / Formula(200)).outcome == .refuted)
    #expect(step(c.squared + Formula(1), .greaterOrEqual, 2 * c).outcome == .agrees)
  }

  @Test("Equality is no violation")
  func equality() {
    let x = Formula(names.x)
    #expect(step(x.t * x, .lessOrEqual, x.t * x).outcome == .agrees)
    let (a, b) = (Formula(names.a), Formula(names.b))
    #expect(step((a.t * b).squared, .lessOrEqual, (a.t * a) * (b.t * b)).outcome == .agrees)
  }
}

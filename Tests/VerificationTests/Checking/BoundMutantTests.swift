import Testing

@testable import Verification

@Suite("Mutants of bounds, optima and limits")
struct BoundMutantTests {
  /// What becomes of the mutants of one display, by their words.
  private func fates(_ given: String, _ display: String) throws -> [String: MutantReport.Fate] {
    let report = try Corpus.checker().mutants(of: [Corpus.document(given: given, display)])
    return Dictionary(report.mutants.map { ($0.words, $0.fate) }, uniquingKeysWith: { first, _ in first })
  }

  private func isWeaker(_ fate: MutantReport.Fate?) -> Bool { fate == .alsoTrue(reason: "a weaker bound") }

  @Test("a weaker bound is true, too; a stronger one is refuted; the same is equivalent")
  func bounds() throws {
    let fates = try fates(
      #"$n \in \mathbb{N}$, $f, g \in \mathbb{R}^n$"#, #"(f^\top g)^2 \le (f^\top f) (g^\top g)"#)
    #expect(isWeaker(fates["the factor 2 is missing in front of (f' f) (g' g)"]))
    #expect(fates["f and g swapped"] == .equivalent)
    #expect(fates["the factor (1/2) is missing in front of (f' f) (g' g)"] ?? .refuted == .refuted)
    #expect(fates.values.contains(.refuted))
    #expect(!fates.values.contains(.survived))
  }

  @Test("a bound that fails only far away is refuted by walking there")
  func far() throws {
    // log tr(P) in the place of log|P| fails for large P alone.
    let fates = try fates(
      #"$n \in \mathbb{N}$, $P \in \mathbb{S}_{++}^n$"#, #"\operatorname{tr}(P^{-1}) + \log|P| \ge n"#)
    #expect(fates["the trace of P, not its determinant"] == .refuted)
    #expect(!fates.values.contains(.survived))
  }

  @Test("a function with the same optimum is true, too, and one with another is refuted")
  func optima() throws {
    let fates = try fates(
      #"$n \in \mathbb{N}$, $S \in \mathbb{S}_{++}^n$, $m, y \in \mathbb{R}^n$"#,
      #"\arg\max_m \log \mathcal{N}(y; m, S) = y"#)
    let others = fates.values.filter { if case .alsoTrue = $0 { true } else { false } }
    #expect(!others.isEmpty)
    #expect(fates["minimum, not maximum"] == .refuted)
    #expect(!fates.values.contains(.survived))
  }

  @Test("what is infinite in the limit is so with another power")
  func limits() throws {
    let fates = try fates(#"$s \in \mathbb{R}_{>0}$"#, #"\lim_{s \to 0} \frac{1}{s} = \infty"#)
    #expect(fates.values.contains(.alsoTrue(reason: "this limit is infinite, too")))
    #expect(fates["the sign of infinity: − instead of +"] == .refuted)
    #expect(!fates.values.contains(.survived))
  }

  @Test("an order of two functions over the variable of a law is refuted where their optima differ")
  func places() throws {
    func outcomes(_ display: String) throws -> [Outcome] {
      let given = #"$p(y, h \mid \theta)$ a joint density and $g(h)$ a density"#
      return try Corpus.checker().check([Corpus.document(given: given, display)]).steps.map(\.outcome)
    }
    let bound = #"\int g(h) \log \frac{p(y, h \mid \theta)}{g(h)} \, dh"#
    let energy = #"\int g(h) \log p(y, h \mid \theta) \, dh"#
    #expect(try outcomes(#"\arg\max_\theta \#(bound) = \arg\max_\theta \#(energy)"#).allSatisfy(\.isPass))
    #expect(try outcomes(#"\arg\max_\theta \#(bound) = \arg\min_\theta \#(energy)"#) == [.refuted])
    #expect(try outcomes(#"\arg\max_\theta \#(bound) = \arg\max_\theta p(y \mid \theta)"#) == [.refuted])
  }
}

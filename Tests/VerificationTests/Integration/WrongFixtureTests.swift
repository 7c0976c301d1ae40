import Foundation
import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Derivations with mistakes")
struct WrongFixtureTests {
  private func file(_ name: String) throws -> FileReport {
    try #require(Corpus.wrongReport.get().files.first { $0.document.isNamed(name) })
  }

  private func steps(_ file: FileReport) -> [StepReport] { file.claims.flatMap { $0.chains.flatMap(\.steps) } }

  @Test("the half that covers the logarithms only: the last line is refuted, and the half is what is missing")
  func half() throws {
    let file = try file("half-on-the-logarithms.md")
    let steps = steps(file)
    let wrong = try #require(steps.last)
    for step in steps.dropLast() { #expect(step.outcome == .proved, "\(step.words)") }
    #expect(wrong.outcome == .refuted)
    #expect(wrong.againstFirst == .refuted)
    let text = file.document.source.line(wrong.location.line)
    #expect(text.hasPrefix(#"  &= \frac12 \left[ \log|\Sigma_b|"#), "\(text)")
    #expect(wrong.location.column == 6)
    let example = try #require(wrong.counterexample)
    #expect(example.sizes == [Assignment("n", 1)])
    #expect(example.isWhole, "\(example.values)")
    #expect(example.isComputed)
    let diagnosis = try #require(wrong.diagnosis)
    #expect(diagnosis.message.contains("1/2"), "\(diagnosis.message)")
    let kernel = Kernel(declarations: file.claims[0].claim.declarations)
    #expect(kernel.equality(wrong.previous, diagnosis.corrected) != nil)

    let (a, b) = (try example.number("Sigma_a"), try example.number("Sigma_b"))
    let distance = try example.number("mu_a") - example.number("mu_b")
    let logarithms = 0.5 * (Foundation.log(b) - Foundation.log(a))
    let rest = a / b + distance * distance / b - 1
    example.expect(left: logarithms + 0.5 * rest, right: logarithms + rest)
  }

  @Test("the slips on the diagonal: each is refuted with its correction, the last with all three together")
  func diagonal() throws {
    let file = try file("diagonal-slips.md")
    let claims = Dictionary(uniqueKeysWithValues: file.claims.map { ($0.claim.slug, $0) })
    let trace = try #require(claims["trace"])
    #expect(trace.outcome == .proved)
    let determinants = try #require(claims["determinants"]).chains.flatMap(\.steps)
    #expect(determinants.count == 2)
    for (step, name) in zip(determinants, ["sigma_B", "sigma_A"]) {
      #expect(step.outcome == .refuted)
      #expect(step.diagnosis?.message.contains("product") == true, "\(step.diagnosis?.message ?? "none")")
      let example = try #require(step.counterexample)
      #expect(example.sizes == [Assignment("n", 2)] && example.isWhole, "\(example)")
      let values = try example.vector(name)
      example.expect(left: values.reduce(1, *), right: values.reduce(0, +))
    }
    let form = try #require(claims["quadratic-form"]?.chains.first?.steps.first)
    #expect(form.outcome == .refuted)
    let message = try #require(form.diagnosis?.message)
    #expect(message.contains("divide") || message.contains("instead of"), "\(message)")
    let example = try #require(form.counterexample)
    #expect(example.sizes == [Assignment("n", 1)] && example.isWhole, "\(example)")
    let sigma = try example.vector("sigma_B")[0]
    let distance = try example.vector("mu_A")[0] - example.vector("mu_B")[0]
    example.expect(left: distance * distance / sigma, right: distance * distance * sigma)
  }

  @Test("three slips in one line are found together")
  func threeSlips() throws {
    let file = try file("diagonal-slips.md")
    let claim = try #require(file.claims.first { $0.claim.slug == "divergence" })
    let step = try #require(claim.chains.first?.steps.first)
    #expect(step.outcome == .refuted)
    let diagnosis = try #require(step.diagnosis)
    #expect(diagnosis.message.contains("product"), "\(diagnosis.message)")
    let kernel = Kernel(declarations: claim.claim.declarations)
    #expect(kernel.equality(step.previous, diagnosis.corrected) != nil)
    let example = try #require(step.counterexample)
    #expect(example.isWhole)
    let (a, b) = (try example.vector("sigma_A"), try example.vector("sigma_B"))
    let distances = zip(try example.vector("mu_A"), try example.vector("mu_B")).map { $0 - $1 }
    let traces = zip(a, b).map { $0 / $1 }.reduce(0, +)
    let size = Double(a.count)
    let right = Foundation.log(b.reduce(1, *) / a.reduce(1, *)) - size + traces
      + zip(distances, b).map { $0 * $0 / $1 }.reduce(0, +)
    let wrong = Foundation.log(b.reduce(0, +) / a.reduce(0, +)) - size + traces
      - zip(distances, b).map { $0 * $0 * $1 }.reduce(0, +)
    example.expect(left: right / 2, right: wrong / 2)
  }

  @Test("a wrong line in the middle: it and the step from it are refuted, what follows equals the first line")
  func rightAgain() throws {
    let steps = steps(try file("right-again.md"))
    #expect(steps.map(\.outcome) == [.proved, .refuted, .refuted, .refuted].prefix(3) + [steps[3].outcome])
    #expect(steps[0].againstFirst == nil)
    #expect(steps[1].againstFirst == .refuted)
    #expect(steps[2].againstFirst?.isPass == true)
    #expect(steps[3].outcome == .proved && steps[3].againstFirst?.isPass == true)
    for (step, signs) in [(steps[1], (1.0, -1.0)), (steps[2], (-1.0, 1.0))] {
      let example = try #require(step.counterexample)
      #expect(example.sizes == [Assignment("n", 1)] && example.isWhole)
      let (a, x, sigma) = (try example.number("A"), try example.number("x"), try example.number("Sigma"))
      example.expect(left: a * (x * x + signs.0 * sigma), right: a * (x * x + signs.1 * sigma))
    }
    #expect(steps[1].diagnosis?.message.contains("sign") == true, "\(steps[1].diagnosis?.message ?? "none")")
  }
}

extension Counterexample {
  /// Whether every value is a whole number.
  fileprivate var isWhole: Bool { values.allSatisfy { $0.value.allSatisfy { $0.allSatisfy { $0.rounded() == $0 } } } }

  fileprivate func vector(_ name: String) throws -> [Double] {
    try #require(values.first { $0.name == name }, "\(name) is not among \(values.map(\.name))").value.flatMap { $0 }
  }

  fileprivate func number(_ name: String) throws -> Double { try #require(vector(name).first) }

  /// Expects the sides to have these values, which differ.
  fileprivate func expect(
    left: Double, right: Double, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let close = { (a: Double, b: Double) in abs(a - b) <= 1e-9 * max(1, abs(b)) }
    #expect(close(self.left.first?.first ?? .nan, left), "\(self.left) \(left)", sourceLocation: sourceLocation)
    #expect(close(self.right.first?.first ?? .nan, right), "\(self.right) \(right)", sourceLocation: sourceLocation)
    #expect(!close(left, right), sourceLocation: sourceLocation)
    #expect(bound < abs(left - right), sourceLocation: sourceLocation)
  }
}

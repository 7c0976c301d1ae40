import Symbolic
import Testing

@testable import Verification

@Suite("diagnosis")
struct DiagnosisTests {
  let names: Vocabulary

  init() throws { names = try Vocabulary() }

  /// Counts how often each closure was asked.
  private final class Counter {
    var values = 0
    var checks = 0
  }

  private func diagnose(
    _ wrong: Term, right: Term, size: Int, reference: Term? = nil, counter: Counter = Counter(),
    limits: DiagnosisSearch.Limits = .init()
  ) -> Correction? {
    func models(_ seeds: Range<UInt64>) -> [NumericModel] {
      seeds.map { NumericModel(names.declarations, size: size, seed: $0) }
    }
    let fixed = models(1..<5)
    let fresh = models(100..<106)
    func values(_ term: Term, _ models: [NumericModel]) -> [Double]? {
      let values = models.compactMap { $0.value(term) }
      return values.count == models.count ? values : nil
    }
    return DiagnosisSearch.diagnose(
      wrong: wrong, declarations: names.declarations,
      isRight: { line in
        counter.checks += 1
        guard let found = values(line, fresh), let expected = values(right, fresh) else { return false }
        return zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
      },
      value: { term in
        counter.values += 1
        return values(term, fixed)
      },
      target: values(right, fixed) ?? [], reference: reference, limits: limits)
  }

  /// The closed form for diagonal covariances; each part may be replaced by a wrong one.
  private func diagonal(
    ratio: Term? = nil, quadratic: Term? = nil, isNegative: Bool = false
  ) throws -> Term {
    let ratio = try ratio ?? names.product(names.entry(names.sigmaB)) / names.product(names.entry(names.sigmaA))
    let difference = try square(names.entry(names.muA) - names.entry(names.muB))
    let quadratic = try quadratic ?? names.sum(difference / names.entry(names.sigmaB))
    return try half()
      * Term(
        .sum,
        [
          log(ratio), negative(Term(names.n)), names.sum(names.entry(names.sigmaA) / names.entry(names.sigmaB)),
          isNegative ? negative(quadratic) : quadratic,
        ])
  }

  @Test(
    "four slips in two summands: sums for products twice, multiplied for divided, and a sign", arguments: [false, true])
  func homework(hasReference: Bool) throws {
    let sums = try names.sum(names.entry(names.sigmaB)) / names.sum(names.entry(names.sigmaA))
    let difference = try square(names.entry(names.muA) - names.entry(names.muB))
    let wrong = try diagonal(
      ratio: sums, quadratic: names.sum(difference * names.entry(names.sigmaB)), isNegative: true)
    let counter = Counter()
    let clock = ContinuousClock()
    var found: Correction?
    let right = try diagonal()
    let reference = hasReference ? right : nil
    let time = clock.measure {
      found = diagnose(wrong, right: right, size: 3, reference: reference, counter: counter)
    }
    let correction = try #require(found)
    #expect(correction.corrected == right)
    #expect(
      correction.words(spelling: spell)
        == "a product over i, not a sum (in 2 places); divide by sigma_B_i instead of multiplying;"
        + " the sign of sum(i=1..n, (mu_A_i - mu_B_i)^2 sigma_B_i): + instead of −")
    #expect(counter.values <= 2000)
    #expect(counter.checks <= 40)
    #expect(time < .seconds(30))
  }

  @Test("the factor 1/2 covers only the logarithms")
  func scope() throws {
    let summands = try names.divergenceSummands()
    let wrong = try Term(.sum, [half() * Term(.sum, Array(summands[..<2]))] + summands[2...])
    let correction = try #require(diagnose(wrong, right: half() * Term(.sum, summands), size: 1))
    #expect(
      correction.words(spelling: spell)
        == "the factor 1/2 should cover all of log(|Sigma_2|) - log(|Sigma_1|) + tr(inv(Sigma_2) Sigma_1)"
        + " + (mu_2 - mu_1)' inv(Sigma_2) (mu_2 - mu_1) - n, not only log(|Sigma_2|) - log(|Sigma_1|)")
    #expect(try correction.corrected == half() * Term(.sum, summands))
  }

  @Test("every single near miss that changes the value is undone by one edit")
  func singles() throws {
    let right = try diagonal()
    let value = { (term: Term) in
      (1..<5).map { seed in
        NumericModel(names.declarations, size: 3, seed: UInt64(seed)).value(term)
      }
    }
    var tried = 0
    var failed: [String] = []
    for nearMiss in NearMisses.of(right, declarations: names.declarations, limit: 150) {
      let values = value(nearMiss.result)
      guard values.allSatisfy({ $0 != nil }), values != value(right), !losesParts(nearMiss) else { continue }
      tried += 1
      let correction = diagnose(nearMiss.result, right: right, size: 3, reference: right)
      if correction?.edits.count != 1 {
        failed.append("\(nearMiss.kind.rawValue): \(spell(nearMiss.result)), \(correction?.edits.count ?? 0) edits")
      }
    }
    #expect(tried > 60)
    #expect(failed.isEmpty, "\(failed)")
  }

  /// Whether a part of the line is gone that no edit can guess.
  private func losesParts(_ nearMiss: NearMiss) -> Bool {
    switch nearMiss.kind {
    case .extraTerm: nearMiss.path != [1]
    case .extraFactor: true
    case .symbol: nearMiss.path.isEmpty
    default: false
    }
  }

  @Test("slips in three and in four summands", arguments: [3, 4])
  func several(count: Int) throws {
    let right = try diagonal()
    let summands = right.arguments[1].arguments
    var wrong = summands
    for index in 0..<count {
      wrong[index] = try wrong[index].head == .negation ? wrong[index].arguments[0] : negative(wrong[index])
    }
    if count == 3 { wrong[2] = try names.sum(names.entry(names.sigmaB) / names.entry(names.sigmaA)) }
    let line = try half() * Term(.sum, wrong)
    let correction = try #require(diagnose(line, right: right, size: 3))
    #expect(correction.edits.count <= count)
    #expect(correction.corrected == right || count == 4)
  }

  @Test("a term of the line before that is missing")
  func missingTerm() throws {
    let right = try diagonal()
    let wrong = try half() * Term(.sum, Array(right.arguments[1].arguments.dropLast()))
    let correction = try #require(diagnose(wrong, right: right, size: 3, reference: right))
    #expect(
      correction.words(spelling: spell)
        == "the term 1/2 sum(i=1..n, (mu_A_i - mu_B_i)^2/sigma_B_i) is missing")
  }

  @Test("nothing is returned that the check has not accepted, and nothing for a line that is far off")
  func unknown() throws {
    let right = try diagonal()
    let counter = Counter()
    let far = try Term(.exponential, [Term(names.a)]) + Term(names.b)
    #expect(diagnose(far, right: right, size: 3, counter: counter) == nil)
    #expect(counter.values <= 2000)
    let refused = DiagnosisSearch.diagnose(
      wrong: far, declarations: names.declarations, isRight: { _ in false }, value: { _ in [1] }, target: [1])
    #expect(refused == nil)
    let blind = DiagnosisSearch.diagnose(
      wrong: far, declarations: names.declarations, isRight: { $0.head == .negation }, value: { _ in nil }, target: [])
    #expect(blind?.corrected.head == .negation)
    #expect(blind?.diagnosis(spelling: spell).message == "the sign of the whole: − instead of +")
  }

  @Test("a matrix line is diagnosed through the values of the whole line")
  func matrixLine() throws {
    let right = try Term(names.Sigma1) + Term(names.mu1) * Term(.transpose, [Term(names.mu1)])
    let wrong =
      try negative(Term(.inverse, [Term(names.Sigma1)])) - Term(names.mu1) * Term(.transpose, [Term(names.mu1)])
    let correction = try #require(diagnose(wrong, right: right, size: 1))
    #expect(correction.edits.count <= 3)
  }
}

import Foundation
import Notation
import Reporting
import Symbolic
import Testing
import Verification

@Suite("Mutants, soaks and derivations")
struct OtherReportTests {
  private func mutants(_ fates: [MutantReport.Fate], outcome: Outcome = .proved) throws -> MutationReport {
    let lines = try Samples.lines()
    let document = try Samples.document(steps: 2)
    let mutants = fates.enumerated().map { index, fate in
      MutantReport(
        name: "line 1 sign \(index)", words: "the sign of log(s): - instead of +",
        location: SourceLocation(line: 9, column: 14), original: lines[1], mutated: lines[2], fate: fate)
    }
    return MutationReport(
      seed: 3,
      files: [
        FileMutations(
          document: document,
          claims: [ClaimMutations(claim: document.claims[0], outcome: outcome, mutants: mutants)])
      ])
  }

  @Test func survivorsAreShown() throws {
    let report = try mutants([.refuted, .equivalent, .survived, .undecided(reason: "too little time")])
    #expect(report.outcome == .refuted)
    let expected = """
      Logarithms
      notes/log.md
        #a-product  4 near misses: 1 refuted, 1 equivalent (equal exactly), 1 survived, 1 undecided
          SURVIVED   the sign of log(s): - instead of +
                     notes/log.md:9:14 line 1 sign 2
                     log(t) - log(s)
          undecided  the sign of log(s): - instead of +: too little time
                     notes/log.md:9:14 line 1 sign 3
                     log(t) - log(s)

      SURVIVORS:  4 near misses: 1 refuted, 1 equivalent (equal exactly), 1 survived, 1 undecided, mutation score 33.33 %  (seed 3)

      """
    #expect(Report.text(report, style: Samples.style()) == expected)
  }

  @Test func noSurvivors() throws {
    let report = try mutants([.refuted, .equivalent])
    #expect(report.outcome == .proved)
    #expect(Report.text(report, style: Samples.style(.failures)) == "")
    #expect(Report.text(report, style: Samples.style()).contains("no survivors:  2 near misses"))
    #expect(Report.text(report, style: Samples.style(.full)).contains("equivalent the sign of log(s)"))
    #expect(try mutants([.undecided(reason: "r")]).outcome == .undecided)
    #expect(try mutants([], outcome: .refuted).outcome == .refuted)
    #expect(
      Report.text(try mutants([], outcome: .refuted), style: Samples.style()).contains(
        "#a-product  REFUTED itself, so it has no near misses"))
    #expect(MutationReport(seed: 1, files: []).outcome == .undecided)
  }

  @Test func mutationJSON() throws {
    let text = Report.json(
      try mutants([.refuted, .equivalent, .survived, .undecided(reason: "r")]), spelling: testSpelling)
    let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(read["schema"] as? String == "verify-mutation/1")
    let counts = try #require(read["counts"] as? [String: Any])
    #expect(counts["survived"] as? Int == 1)
    let claims = (read["files"] as? [[String: Any]])?[0]["claims"] as? [[String: Any]]
    let mutants = try #require(claims?[0]["mutants"] as? [[String: Any]])
    #expect(mutants.map { $0["fate"] as? String } == ["refuted", "equivalent", "survived", "undecided"])
  }

  private func soak(_ failures: [SoakFailure]) throws -> SoakReport {
    let file = FileSoak(
      document: try Samples.document(steps: 2), seeds: 2000, steps: 2, mutantSeeds: 20, mutants: 41,
      failures: failures)
    return SoakReport(firstSeed: 1, files: [file])
  }

  @Test func soakText() throws {
    let place = SourceLocation(line: 9, column: 14)
    let failures = (0..<7).map { SoakFailure(kind: .falseRejection, seed: $0, location: place, words: "step 1") }
    let bad = try soak(failures + [SoakFailure(kind: .falseAcceptance, seed: 9, location: place, words: "sign")])
    #expect(bad.outcome == .refuted)
    let expected = """
      notes/log.md
        right    2000 seeds, 2 steps each: 7 false rejections
        wrong    20 seeds, 41 mutants each: 1 false acceptance
          false rejection at seed 0, notes/log.md:9:14: step 1
          false rejection at seed 1, notes/log.md:9:14: step 1
          false rejection at seed 2, notes/log.md:9:14: step 1
          false rejection at seed 3, notes/log.md:9:14: step 1
          false rejection at seed 4, notes/log.md:9:14: step 1
          and 3 more (--verbose shows them)
      UNSOUND:  1 file, 7 false rejections, 1 false acceptance (seeds from 1)

      """
    #expect(Report.text(bad, style: Samples.style()) == expected)
    let good = try soak([])
    #expect(good.outcome.isPass)
    #expect(
      Report.text(good, style: Samples.style()).hasSuffix(
        "sound:  1 file, 0 false rejections, 0 false acceptances (seeds from 1)\n"))
    #expect(try soak([SoakFailure(kind: .undecided, seed: 1, location: place, words: "w")]).outcome == .undecided)
    #expect(try soak([SoakFailure(kind: .fault, seed: 1, location: place, words: "w")]).outcome == .fault)
    #expect(SoakReport(firstSeed: 1, files: []).outcome == .undecided)
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(Report.json(bad).utf8)) as? [String: Any])
    #expect(read["schema"] as? String == "verify-soak/1")
    let file = try #require((read["files"] as? [[String: Any]])?.first)
    #expect(file["falseRejections"] as? Int == 7)
    #expect((file["failures"] as? [Any])?.count == 8)
  }

  private func derivation(note: String? = nil) throws -> DerivedDerivation {
    let n = Dimension.named("n")
    let mean = Symbol("m", Shape.vector(n))
    let weights = Symbol("W", Shape(n, .named("k")))
    let scale = Symbol("c", Shape.scalar, .positive)
    let covariance = Symbol("S", Shape(n, n), .positiveDefinite)
    let p = Symbol("p", Sort.distribution(.vector(n)))
    let x = Symbol("x", Shape.vector(n))
    let y = Symbol("y", Shape.vector(n))
    let f = Symbol("f", Shape.vector(n))
    let gaussian = try Term(.gaussian, [Term(mean), Term(covariance)])
    let application = try Term(.application(f), [Term(x)])
    var declarations = Declarations()
    try declarations.declareDimension("n")
    try declarations.declareDimension("k")
    // The definition stands before what it needs, as it may after a later declaration of the domain.
    try declarations.declare(p)
    for symbol in [mean, weights, scale, covariance, x, y] { try declarations.declare(symbol) }
    try declarations.declareFunction(f)
    try declarations.define(p, as: gaussian)
    try declarations.distribute(x, as: Term(p))
    try declarations.distribute(y, as: try Term(.distributionWithMoments, [application, Term(covariance)]))
    let divergence = try Term(.divergence, [Term(p), Term(p)])
    return DerivedDerivation(
      declarations: declarations, expression: divergence,
      steps: [
        DerivedStep(term: try Term(.product, [Term(2), divergence]), rules: ["divergence-definition", "a_b"]),
        DerivedStep(term: try Term(.product, [Term(0), Term(.entropy, [Term(p)])]), rules: []),
        DerivedStep(
          term: try Term(.trace, [Term(.product, [Term(.transpose, [application]), application])]), rules: ["r"]),
      ], restsOn: ["divergence-definition"], note: note)
  }

  @Test func derivationText() throws {
    let expected = """
            KL(p || p)
         1  = 2 KL(p || p)
              by divergence-definition, a_b
         2  = 0 ?
         3  = tr(? f(x))
              by r

      rests on divergence-definition

      not a closed form: the entropy is unknown

      """
    #expect(Report.text(try derivation(note: "the entropy is unknown"), style: Samples.style()) == expected)
  }

  @Test func derivationMarkdown() throws {
    let expected = #"""
      # Derivation

      **Given** $n, k \in \mathbb{N}$,
      $m \in \mathbb{R}^n$,
      $\W \in \mathbb{R}^{n \times k}$,
      $c \in \mathbb{R}_{>0}$,
      $\S \in \mathbb{S}_{++}^n$,
      $p = \mathcal{N}(m, \S)$,
      $x \sim p$,
      $f(x) \in \mathbb{R}^n$,
      $y$ a random vector with mean $f(x)$ and covariance $\S$.

      $$
      \begin{aligned}
      \mathrm{KL}(p \| p)
        &= 2 \mathrm{KL}(p \| p) && \text{by divergence-definition, a\_b} \\
        &= 0 ? \\
        &= \operatorname{tr}(? f(x)) && \text{by r}
      \end{aligned}
      $$

      """#
    #expect(Report.markdown(try derivation(), spelling: testSpelling) == expected)
    #expect(Report.latex(try derivation(), spelling: testSpelling).hasPrefix("\\[\n\\begin{aligned}\n"))
  }

  @Test func derivationJSON() throws {
    let text = Report.json(try derivation(note: "stuck"), spelling: testSpelling)
    let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(read["schema"] as? String == "verify-derivation/1")
    #expect(read["isClosed"] as? Bool == false)
    #expect(
      (read["steps"] as? [[String: Any]])?.map { $0["rules"] as? [String] } == [
        ["divergence-definition", "a_b"], [], ["r"],
      ])
    #expect((read["given"] as? [String])?.count == 9)
  }
}

@Suite("Text from files is made safe")
struct SafetyTests {
  @Test("Nothing in a document reaches the terminal as it is", arguments: [false, true])
  func hostileDocument(isWrong: Bool) throws {
    let evil = "\u{1B}[2J\u{202E}\u{9B}31m\r\n\u{7}\u{2028}"
    let source = Source(name: "a\(evil).md", text: "x\u{1B}[2J \u{202E}= y\n")
    let symbol = Symbol("x\(evil)", Shape.scalar)
    let line = Line(term: Term(symbol), range: 0..<3)
    let step = Step(relation: .equal, line: line, reason: evil)
    let claim = Claim(
      slug: "s\(evil)", title: "t\(evil)", declarations: Declarations(), chains: [Chain(first: line, steps: [step])],
      origin: evil)
    let document = Document(source: source, title: "T\(evil)", claims: [claim])
    for outcome in [Outcome.refuted, .undecided, .fault, .proved] {
      let report = StepReport(
        number: 1, location: source.location(0), relation: .equal, previous: Term(symbol), line: Term(symbol),
        reason: evil, outcome: outcome, note: evil,
        proof: isWrong
          ? .notFound(reason: evil) : .proved(rules: [evil], restsOn: [evil], assumptions: [evil]),
        exact: isWrong ? .different(sizes: evil) : .equal(points: 1, sizes: [evil], falseEqual: 0),
        floating: .outside(reason: evil), sampling: .unresolved(Samples.estimate, reason: evil),
        counterexample: Counterexample(
          sizes: [Assignment(evil, 1)], values: [Assignment(evil, [[1]])], left: [[1]], right: [[2]], bound: 0,
          isComputed: isWrong),
        diagnosis: Diagnosis(message: evil, corrected: Term(symbol)), againstFirst: nil)
      let run = RunReport(
        seed: 1,
        files: [
          FileReport(
            document: document,
            claims: [ClaimReport(claim: claim, chains: [ChainReport(first: line, steps: [report])])],
            identities: [IdentityReport(name: evil, file: evil, outcome: .undecided)])
        ])
      for detail in [ReportStyle.Detail.failures, .compact, .full] {
        let text = Report.text(run, style: Samples.style(detail))
        #expect(!text.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) }, "\(outcome) \(detail)")
      }
    }
  }

  @Test func everyControlCharacterIsUnsafe() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      let isHarmful =
        properties.generalCategory == .control || properties.generalCategory == .lineSeparator
        || properties.generalCategory == .paragraphSeparator || (0x202A...0x202E).contains(value)
        || (0x2066...0x2069).contains(value)
      if isHarmful { #expect(SafeText.isUnsafe(scalar), "U+\(String(value, radix: 16))") }
      if properties.isAlphabetic { #expect(!SafeText.isUnsafe(scalar), "U+\(String(value, radix: 16))") }
    }
    #expect(SafeText.escapedLines("a\tb\r\n\u{1B}c") == "a\tb\n\\u{1B}c")
  }
}

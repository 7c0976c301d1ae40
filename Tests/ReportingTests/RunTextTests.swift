import Notation
import Reporting
import Testing
import Verification

@Suite("Text of a run")
struct RunTextTests {
  @Test func rightDerivation() throws {
    let expected = """
      Logarithms
      notes/log.md

        A product #a-product
                          log(s t)
          1  proved     = log(s) + log(t)
                          proof log-product, assuming s is positive
                          exact 12 points in F_p, false equal < 1e-15
                          sampled 1.2 M draws, difference 0.3 σ, resolution 0.5 %

        rests on          log-product (exact), log-positive (proved)

      all hold:  1 file, 1 claim, 1 step: 1 proved  (seed 7)

      """
    #expect(Report.text(try Samples.right(), style: Samples.style()) == expected)
  }

  @Test func remarksAndConditions() throws {
    let expected = """
      Logarithms
      notes/log.md

        A product #a-product
                          log(s t)
          1  agrees     ∝ log(s) + log(t)
                          proof log-product, assuming s is positive
                          exact 12 points in F_p, false equal < 1e-15
                          sampled 1.2 M draws, difference 0.3 σ, resolution 0.5 %
                          as a function of s and t · follows from line 3
                          stationary, and no other point tried is better · tightest gap 0.00031 at n = 1
          2  condition  = log(t) - log(s)
                          asked, not claimed

      """
    let steps = [
      try Samples.step(
        1, .agrees, relation: .proportional,
        remarks: [
          .freeOf(["s", "t"]), .follows(line: 3), .optimum, .tightestGap(0.00031, isShare: false, sizes: "n = 1"),
        ]), try Samples.step(2, .condition),
    ]
    let text = Report.text(try Samples.run(steps), style: Samples.style())
    #expect(text.hasPrefix(expected.dropLast(1)))
    let wrong = try Samples.run([Samples.step(1, .refuted, remarks: [.sameRoot, .followsWrongRow(line: 4)])])
    let lines = Report.text(wrong, style: Samples.style())
    #expect(lines.contains("wrong step, same root: the solution does not move"))
    #expect(lines.contains("follows from line 4, which is wrong"))
  }

  @Test func rightDerivationInFull() throws {
    let expected = """
      Logarithms
      notes/log.md

        A product #a-product
        source: A textbook
                          log(s t)
          1  proved     = log(s) + log(t)
                          reason    by log-product
                          proof     found, by log-product
                          rests on  log-product, log-positive
                          assumes   s is positive
                          exact     equal at 12 random points of the field of 2^61 - 1
                                    (n = 1; n = 2), a false "equal" has probability <
                                    1e-15
                          floating  equal at 6 instances within the rounding error,
                                    relative < 1e-14
                          sampled   1.2 M draws, difference 0.3 σ (0.0003 ± 0.001),
                                    resolution 0.5 %, a true step is rejected with
                                    probability < 1e-10

        rests on          log-product (exact, Derivations/identities/logarithm.md),
                          log-positive (proved, Derivations/identities/logarithm.md)

      all hold:  1 file, 1 claim, 1 step: 1 proved  (seed 7)

      """
    #expect(Report.text(try Samples.right(), style: Samples.style(.full, width: 80)) == expected)
  }

  @Test func wrongDerivation() throws {
    let expected = #"""
      Logarithms
      notes/log.md

        A product #a-product
                          log(s t)
          1  proved     = log(s) + log(t)
                          proof log-product, assuming s is positive
                          exact 12 points in F_p, false equal < 1e-15
                          sampled 1.2 M draws, difference 0.3 σ, resolution 0.5 %
          2  REFUTED    = log(t) - log(s)

          REFUTED: this line is not equal to the line before
             --> notes/log.md:10:5
          10 |     &= \log t - \log s \\
             |        ^^^^^^^^^^^^^^^
            = step 2:         log(s) + log(t) = log(t) - log(s)
            = counterexample: n = 1, s = 2, t = 1
                              left = 0.693147 (the line before), right = -0.693147 (this line)
            = did you mean:   the sign of log(s): + instead of -
            = corrected:      log(t) + log(s)
            = in LaTeX:       \log t + \log s
            = so:             this step is wrong, later lines are right again: the line of step 3 is equal
                              to the first line

          3  REFUTED    = log(t) + log(s)
                          differs from the line before, which is wrong, but is equal to the first line
                          again

        rests on          log-product (exact), log-positive (proved)

      REFUTED:  1 file, 1 claim, 3 steps: 1 proved, 2 REFUTED  (seed 7)
      the first wrong line is notes/log.md:10:5

      """#
    #expect(Report.text(try Samples.wrong(), style: Samples.style()) == expected)
  }

  @Test func onlyFailures() throws {
    let expected = #"""
      REFUTED: this line is not equal to the line before
         --> notes/log.md:10:5
      10 |     &= \log t - \log s \\
         |        ^^^^^^^^^^^^^^^
        = step 2:         log(s) + log(t) = log(t) - log(s)
        = counterexample: n = 1, s = 2, t = 1
                          left = 0.693147 (the line before),
                          right = -0.693147 (this line)
        = did you mean:   the sign of log(s): + instead of -
        = corrected:      log(t) + log(s)
        = in LaTeX:       \log t + \log s
        = so:             this step is wrong, later lines are right
                          again: the line of step 3 is equal to the
                          first line

      REFUTED:  1 file, 1 claim, 3 steps: 1 proved, 2 REFUTED  (seed 7)
      the first wrong line is notes/log.md:10:5

      """#
    #expect(Report.text(try Samples.wrong(), style: Samples.style(.failures, width: 70)) == expected)
    #expect(Report.text(try Samples.right(), style: Samples.style(.failures)) == "")
  }

  @Test func undecidedSaysWhy() throws {
    let step = try Samples.step(
      1, .undecided, note: "sampling never became sharp enough", proof: .notFound(reason: "no rule applies"),
      exact: .outside(reason: "exp of a symbol"), floating: .outside(reason: "needs sampling"),
      sampling: .unresolved(Samples.estimate, reason: "the draws are used up"))
    let text = Report.text(try Samples.run([step], identities: []), style: Samples.style())
    let expected = #"""
          1  undecided  = log(s) + log(t)

          undecided: sampling never became sharp enough
            --> notes/log.md:9:14
          9 | \log(s t) &= \log s + \log t \\
            |              ^^^^^^^^^^^^^^^
            = reason:         by log-product
            = proof:          not found: no rule applies
            = exact:          outside the field: exp of a symbol
            = floating:       outside: needs sampling
            = sampled:        not sharp enough (the draws are used up): 1.2 M draws, difference 0.3 σ
                              (0.0003 ± 0.001), resolution 0.5 %, a true step is rejected with probability
                              < 1e-10

      undecided:  1 file, 1 claim, 1 step: 1 undecided  (seed 7)

      """#
    #expect(text.hasSuffix(expected), "\(text)")
  }

  @Test func faultIsLoudAndShowsEverything() throws {
    let step = try Samples.step(
      1, .fault, note: "proved, but different in the exact field", exact: .different(sizes: "n = 2"),
      counterexample: Samples.counterexample)
    for detail in [ReportStyle.Detail.failures, .compact, .full] {
      let text = Report.text(try Samples.run([step]), style: Samples.style(detail, width: 200))
      #expect(text.contains("FAULT OF VERIFY: proved, but different in the exact field\n"))
      #expect(text.contains("found, by log-product"))
      #expect(text.contains("different at a random point of the field of 2^61 - 1 (n = 2)"))
      #expect(text.contains("equal at 6 instances"))
      #expect(text.contains("1.2 M draws"))
      #expect(text.contains("FAULT OF VERIFY:  1 file, 1 claim, 1 step: 1 FAULT  (seed 7)\n"))
      #expect(text.contains("n = 1, s = 2, t = 1"))
    }
  }

  @Test func identityThatDoesNotHoldIsNoPass() throws {
    let broken = IdentityReport(name: "log-product", file: "i.md", outcome: .refuted)
    let run = try Samples.run([Samples.step(1, .proved)], identities: [broken])
    #expect(run.overallOutcome == .refuted)
    for detail in [ReportStyle.Detail.failures, .compact, .full] {
      let text = Report.text(run, style: Samples.style(detail))
      #expect(text.contains("log-product (REFUTED"))
      #expect(text.contains("REFUTED:  1 file"))
    }
  }

  @Test func driftFromTheFirstLineIsNoPass() throws {
    let run = try Samples.run(
      [
        Samples.step(1, .agrees), Samples.step(2, .agrees, againstFirst: .refuted), Samples.step(3, .refuted),
      ].dropLast())
    #expect(run.outcome == .agrees)
    #expect(run.overallOutcome == .refuted)
    let text = Report.text(run, style: Samples.style())
    #expect(text.contains("REFUTED against the first line"))
    #expect(text.contains("the first wrong line is notes/log.md:10:5"))
  }

  @Test func thousandsOfWrongSteps() throws {
    let step = try Samples.step(1, .refuted, againstFirst: .refuted)
    let line = try Samples.document(steps: 1).claims[0].chains[0].first
    let chain = ChainReport(first: line, steps: Array(repeating: step, count: 3000))
    let document = try Samples.document(steps: 1)
    let file = FileReport(
      document: document, claims: [ClaimReport(claim: document.claims[0], chains: [chain])], identities: [])
    let run = RunReport(seed: 1, files: [file])
    for detail in [ReportStyle.Detail.failures, .compact, .full] {
      let text = Report.text(run, style: Samples.style(detail))
      #expect(text.contains("and 2900 more steps of this chain do not hold"))
      #expect(text.contains("3000 REFUTED"))
      #expect(text.utf8.count < 3_000_000)
    }
  }

  @Test func emptyRunIsNoPass() {
    let text = Report.text(RunReport(seed: 1, files: []), style: Samples.style())
    #expect(text == "nothing to check:  0 files, 0 claims, 0 steps  (seed 1)\n")
  }

  @Test("No line is wider than the terminal", arguments: [60, 72, 100, 140])
  func width(width: Int) throws {
    for detail in [ReportStyle.Detail.failures, .compact] {
      for run in [try Samples.right(), try Samples.wrong()] {
        let text = Report.text(run, style: Samples.style(detail, width: width))
        for line in text.split(separator: "\n") where !line.contains("(seed") && !line.contains("first wrong line") {
          #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
        }
      }
    }
  }

  @Test func colourOnlyWhereAskedFor() throws {
    let plain = Report.text(try Samples.wrong(), style: Samples.style())
    let colored = Report.text(try Samples.wrong(), style: Samples.style(colored: true))
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[1;31mREFUTED"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}

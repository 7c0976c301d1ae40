import Foundation
import Reporting
import Testing
import Verification

@Suite("JSON")
struct JSONTests {
  private func parse(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func everyDocumentedMemberOfARun() throws {
    let run = try parse(Report.json(try Samples.wrong(), spelling: testSpelling))
    #expect(Set(run.keys) == ["schema", "seed", "outcome", "counts", "files", "errors"])
    #expect(run["schema"] as? String == "verify-report/1")
    #expect(run["seed"] as? String == "7")
    #expect(run["outcome"] as? String == "refuted")
    #expect(
      run["counts"] as? [String: Int]
        == ["proved": 1, "exact": 0, "agrees": 0, "condition": 0, "refuted": 2, "undecided": 0, "fault": 0])
    let file = try #require((run["files"] as? [[String: Any]])?.first)
    #expect(Set(file.keys) == ["path", "title", "outcome", "claims", "identities"])
    let identities = try #require(file["identities"] as? [[String: String]])
    #expect(identities.map { $0["name"] } == ["log-product", "log-positive"])
    let claim = try #require((file["claims"] as? [[String: Any]])?.first)
    #expect(Set(claim.keys) == ["slug", "title", "origin", "outcome", "chains"])
    let chain = try #require((claim["chains"] as? [[String: Any]])?.first)
    #expect(Set(chain.keys) == ["outcome", "first", "steps"])
    #expect(Set((chain["first"] as? [String: Any] ?? [:]).keys) == ["plain", "latex", "line", "column"])
    let steps = try #require(chain["steps"] as? [[String: Any]])
    #expect(steps.count == 3)
    for step in steps {
      #expect(
        Set(step.keys) == [
          "number", "line", "column", "relation", "plain", "latex", "reason", "outcome", "againstFirst", "note",
          "remarks", "proof", "exact", "floating", "sampling", "counterexample", "diagnosis", "consequence",
        ])
    }
    #expect(steps[0]["againstFirst"] is NSNull)
    #expect(steps[1]["line"] as? Int == 10)
    #expect(steps[1]["column"] as? Int == 5)
    let counterexample = try #require(steps[1]["counterexample"] as? [String: Any])
    #expect(Set(counterexample.keys) == ["sizes", "values", "left", "right", "bound", "isComputed"])
    let left = try #require((counterexample["left"] as? [[Double]])?.first?.first)
    #expect(abs(left - 0.6931471805599453) < 1e-15)
    #expect((counterexample["values"] as? [[String: Any]])?.first?["name"] as? String == "s")
    let diagnosis = try #require(steps[1]["diagnosis"] as? [String: String])
    #expect(diagnosis["latex"] == #"\log t + \log s"#)
    #expect((steps[1]["consequence"] as? String)?.contains("later lines are right again") == true)
  }

  @Test func everyFindingHasAStatus() throws {
    let estimate = Samples.estimate
    let proofs = [Samples.proof, .notFound(reason: "r")]
    let exacts = [Samples.exact, .different(sizes: "n = 1"), .outside(reason: "r")]
    let floatings = [Samples.floating, .differs(left: 1, right: .nan, bound: .infinity), .outside(reason: "r")]
    let samplings: [SamplingFinding] = [
      .agrees(estimate), .differs(estimate), .unresolved(estimate, reason: "r"), .notNeeded, .outside(reason: "r"),
    ]
    var statuses: [String: Set<String>] = [:]
    for proof in proofs {
      for exact in exacts {
        for floating in floatings {
          for sampling in samplings {
            let step = try Samples.step(
              1, .undecided, proof: proof, exact: exact, floating: floating, sampling: sampling)
            let run = try parse(Report.json(try Samples.run([step]), spelling: testSpelling))
            let files = run["files"] as? [[String: Any]]
            let chains = (files?[0]["claims"] as? [[String: Any]])?[0]["chains"] as? [[String: Any]]
            let read = try #require((chains?[0]["steps"] as? [[String: Any]])?.first)
            for way in ["proof", "exact", "floating", "sampling"] {
              let finding = try #require(read[way] as? [String: Any])
              statuses[way, default: []].insert(try #require(finding["status"] as? String))
            }
          }
        }
      }
    }
    #expect(statuses["proof"] == ["proved", "notFound"])
    #expect(statuses["exact"] == ["equal", "different", "outside"])
    #expect(statuses["floating"] == ["agrees", "differs", "outside"])
    #expect(statuses["sampling"] == ["agrees", "differs", "unresolved", "notNeeded", "outside"])
  }

  @Test func stringsSurviveAnotherParser() throws {
    for text in [
      "", "\"\\/", "\n\r\t\u{8}\u{C}\u{0}", "\u{1B}[31m", "a\u{202E}b\u{2028}", "Σ é e\u{301} 漢 👩‍👩‍👧", "\u{E0041}",
      "</script>", "\u{FEFF}x", "\u{7F}\u{9F}",
    ] {
      let json = JSON.object(["t": .string(text), text + "k": .null]).text
      #expect(!json.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) })
      let read = try parse(json)
      #expect((read["t"] as? String)?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
  }

  @Test func numbersSurviveAnotherParser() throws {
    let numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e-15, .leastNonzeroMagnitude, 1.7976931348623157e308, 1e16, 123456789012345680, -2.5e-7,
      .pi,
    ]
    let read = try parse(JSON.object(["n": .array(numbers.map(JSON.number))]).text)["n"] as? [Double]
    // Foundation may be off by a unit in the last place.
    #expect(read?.count == numbers.count)
    for (a, b) in zip(read ?? [], numbers) { #expect(abs(a - b) <= b.ulp) }
    let special = try parse(JSON.object(["n": .array([.number(.nan), .number(.infinity), .number(-.infinity)])]).text)
    #expect(special["n"] as? [String] == ["NaN", "Infinity", "-Infinity"])
  }

  @Test func membersAreSortedAndTheTextIsTheSameEachTime() throws {
    let text = Report.json(try Samples.wrong(), spelling: testSpelling)
    for _ in 0..<5 { #expect(Report.json(try Samples.wrong(), spelling: testSpelling) == text) }
    let object = JSON.object([
      "b": .integer(1), "a": .object([:]), "c": .array([.object(["z": .null, "y": .bool(true)])]),
    ])
    #expect(
      object.text == """
        {
          "a": {},
          "b": 1,
          "c": [
            {
              "y": true,
              "z": null
            }
          ]
        }

        """)
  }

  @Test func errorsAreListed() throws {
    let error = InputError(file: "a.md", message: "is a folder", hint: nil)
    let run = try parse(Report.json(RunReport(seed: .max, files: []), errors: [error], spelling: testSpelling))
    #expect(run["seed"] as? String == "18446744073709551615")
    let read = try #require((run["errors"] as? [[String: Any]])?.first)
    #expect(Set(read.keys) == ["file", "line", "column", "message", "hint"])
    #expect(read["line"] is NSNull)
  }
}

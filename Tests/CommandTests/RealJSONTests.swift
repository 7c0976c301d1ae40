import Foundation
import Testing

@testable import verify

/// What programs read has the members that the documentation of the schema names, no more and no fewer.
@Suite("JSON with the real engine")
struct RealJSONTests {
  private typealias Object = [String: Any]

  private func read(_ arguments: String...) throws -> Object {
    let ran = try Workplace().run(arguments + ["--format", "json"])
    return try #require(try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? Object)
  }

  private func expect(
    _ object: Object, has members: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      object.keys.sorted() == members.split(separator: " ").map(String.init).sorted(), sourceLocation: sourceLocation)
  }

  private func objects(_ object: Object, _ member: String) throws -> [Object] {
    try #require(object[member] as? [Object])
  }

  @Test func report() throws {
    let run = try read("kl-diagonal", "Tests/Fixtures/wrong/right-again.md", "kl-gausian")
    expect(run, has: "schema seed outcome counts files errors")
    #expect(run["schema"] as? String == "verify-report/1")
    #expect(run["seed"] as? String == "1")
    #expect(run["outcome"] as? String == "refuted")
    let counts = try #require(run["counts"] as? Object)
    expect(counts, has: "proved exact agrees condition refuted undecided fault")
    let errors = try objects(run, "errors")
    #expect(errors.count == 1)
    expect(errors[0], has: "file line column message hint")
    #expect(errors[0]["hint"] as? String == "did you mean kl-gaussian?")
    #expect(errors[0]["line"] is NSNull)
    var seen: [String: Int] = [:]
    for file in try objects(run, "files") {
      expect(file, has: "path title outcome claims identities")
      for identity in try objects(file, "identities") { expect(identity, has: "name file outcome") }
      for claim in try objects(file, "claims") {
        expect(claim, has: "slug title origin outcome chains")
        for chain in try objects(claim, "chains") {
          expect(chain, has: "outcome first steps")
          expect(try #require(chain["first"] as? Object), has: "plain latex line column")
          for step in try objects(chain, "steps") { seen[try judged(step), default: 0] += 1 }
        }
      }
    }
    #expect(seen["refuted"] ?? 0 >= 1 && seen["proved"] ?? 0 >= 1)
    for (outcome, count) in counts { #expect(count as? Int == seen[outcome] ?? 0) }
  }

  /// The outcome of a step, all of whose members are looked at.
  private func judged(_ step: Object) throws -> String {
    expect(
      step,
      has: """
        number line column relation plain latex reason outcome againstFirst note remarks proof exact floating sampling \
        counterexample diagnosis consequence
        """)
    let members: [String: [String: String]] = [
      "proof": ["proved": "status rules restsOn assumptions", "notFound": "status reason"],
      "exact": ["equal": "status points sizes falseEqual", "different": "status sizes", "outside": "status reason"],
      "floating": [
        "agrees": "status instances bound", "differs": "status left right bound", "outside": "status reason",
      ],
      "sampling": [
        "agrees": "status samples difference standardError resolution errorRate",
        "differs": "status samples difference standardError resolution errorRate",
        "unresolved": "status samples difference standardError resolution errorRate reason",
        "notNeeded": "status", "outside": "status reason",
      ],
    ]
    for (member, kinds) in members {
      let finding = try #require(step[member] as? Object)
      expect(finding, has: try #require(kinds[finding["status"] as? String ?? ""]))
    }
    let outcome = try #require(step["outcome"] as? String)
    if outcome == "refuted" {
      expect(
        try #require(step["counterexample"] as? Object), has: "sizes values left right bound isComputed")
      #expect(step["consequence"] is String)
    } else {
      #expect(step["counterexample"] is NSNull && step["diagnosis"] is NSNull)
    }
    if let diagnosis = step["diagnosis"] as? Object { expect(diagnosis, has: "message plain latex") }
    return outcome
  }

  @Test func derivation() throws {
    let derivation = try read("derive", "KL(N(m1, S1) || N(m2, S2))")
    expect(derivation, has: "schema given expression steps restsOn isClosed note")
    #expect(derivation["schema"] as? String == "verify-derivation/1")
    #expect(derivation["isClosed"] as? Bool == true && derivation["note"] is NSNull)
    expect(try #require(derivation["expression"] as? Object), has: "plain latex")
    let steps = try objects(derivation, "steps")
    #expect(steps.count > 3)
    for step in steps { expect(step, has: "plain latex rules") }
  }

  @Test func list() throws {
    let list = try read("list")
    expect(list, has: "schema entries")
    for entry in try objects(list, "entries") { expect(entry, has: "name path title isIdentity") }
  }
}

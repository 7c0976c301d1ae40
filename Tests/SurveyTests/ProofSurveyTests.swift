import Foundation
import Notation
import Testing
import Verification

@testable import survey

@Suite("The survey of published proofs")
struct ProofSurveyTests {
  private static let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions(threads: 1))
  private static let given = [
    #"n, m \in \mathbb{N}"#, #"A \in \mathbb{R}^{n \times m}"#, #"B \in \mathbb{R}^{m \times n}"#,
  ]

  private func proof(
    chains: [[String]], kinds: [String]? = nil, claim: [String] = [], slips: String = "[]"
  ) throws -> PublishedProof {
    let fields: [String: Any] = [
      "id": "own", "given": Self.given, "claim": claim, "chains": chains,
      "kinds": kinds ?? chains.map { _ in "chain" }, "relations": [],
      "live_errors": try JSONSerialization.jsonObject(with: Data(slips.utf8)),
    ]
    return try JSONDecoder().decode(PublishedProof.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  private func findings(_ proof: PublishedProof) -> ProofFindings { ProofFindings(proof, checker: Self.checker) }

  @Test("right steps are read and decided")
  func right() throws {
    let found = findings(try proof(chains: [[#"\operatorname{tr}(A B)"#, #"\operatorname{tr}(B A)"#]]))
    #expect(found.steps.count == 1 && found.steps[0].isRead && found.steps[0].isDecided && found.wrong.isEmpty)
    #expect(found.left.isEmpty)
  }

  @Test("a line that cannot be read cuts its chain: both its steps are lost, the others are checked")
  func unreadable() throws {
    let lines = ["A B", "A B + 0", #"A \unknownoperator B"#, "A B", "0 + A B"]
    let found = findings(try proof(chains: [lines, ["B A", "B A + 0"]]))
    #expect(found.steps.map(\.isRead) == [true, false, false, true, true])
    #expect(found.steps.map(\.isDecided) == [true, false, false, true, true])
    #expect(found.left.count == 2 && found.left.allSatisfy { $0.contains("unknownoperator") }, "\(found.left)")
  }

  @Test("a declaration that cannot be read is named, and what needs it is lost")
  func declaration() throws {
    var broken = try proof(chains: [["A B", "A B"], ["A C", "A C"]])
    broken = PublishedProof(
      id: broken.id, given: broken.given + [#"C \in \unknownset"#], claim: [], chains: broken.chains,
      kinds: broken.kinds, relations: [], slips: [])
    let found = findings(broken)
    #expect(found.refusedDeclarations.count == 1)
    #expect(found.steps.map(\.isRead) == [true, false])
  }

  @Test("a wrong line that nobody marked is a wrong verdict")
  func unmarked() throws {
    let found = findings(try proof(chains: [["A B", "2 A B", "A B"]]))
    #expect(found.steps.map(\.isWrong) == [true, true])
    #expect(found.left.count { $0.contains("WRONG VERDICT") } == 2)
  }

  @Test("a marked line is found where it is refuted, and the step out of it may be refuted too")
  func marked() throws {
    let slips = #"[{"chain": 0, "index": 1, "wrong": "", "right": "A B + 0"}]"#
    let found = findings(try proof(chains: [["A B", "A B + A B", "A B", "A B + 0"]], slips: slips))
    #expect(found.slips == [.refuted])
    #expect(found.wrong.isEmpty)
    let missed = findings(try proof(chains: [["A B", "A B", "A B"]], slips: slips))
    #expect(missed.slips.count == 1 && !missed.slips[0].isFound)
  }

  @Test("a marked line of the wrong shape is found where it is refused and what is right is read")
  func shape() throws {
    func slips(_ right: String) -> String { #"[{"chain": 0, "index": 1, "wrong": "", "right": "\#(right)"}]"# }
    let chains = [["A B", "B A", "A B"]]
    let found = findings(try proof(chains: chains, slips: slips("A B + 0")))
    #expect(found.slips == [.refused] && found.steps.map(\.isRead) == [true, true])
    let vague = findings(try proof(chains: chains, slips: slips("the factors in the other order")))
    #expect(!vague.slips[0].isFound && !vague.steps[0].isRead)
  }

  @Test("formulas of the theorem are checked, and marked by their number")
  func theorem() throws {
    let slips = #"[{"chain": "claim", "index": 1, "wrong": "", "right": "A B = A B"}]"#
    let found = findings(try proof(chains: [["A B", "A B"]], claim: ["A B = A B + 0", "A B = -A B"], slips: slips))
    #expect(found.slips == [.refuted] && found.wrong.isEmpty && found.steps.count == 1 && found.claims.count == 2)
  }

  @Test("the rows of a system stand in one display, other chains each in their own")
  func systems() throws {
    let rows = [["A", "A"], ["B", "B"], ["A B", "A B"], ["B A", "B A"]]
    let text = ProofText(try proof(chains: rows, kinds: ["chain", "system", "system", "chain"]), without: []).text
    #expect(text.components(separatedBy: "$$").count == 1 + 2 * 3)
    #expect(text.components(separatedBy: #"\begin{aligned}"#)[2].contains("B\n  &= B \\\\\nA B\n  &= A B"))
  }
}

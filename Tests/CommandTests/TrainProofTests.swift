import Foundation
import Reporting
import Testing

@testable import verify

@Suite("verify train --verify")
struct TrainProofTests {
  @Test(
    "Every model obeys its derivations, which hold themselves",
    arguments: [
      ["kmeans"], ["gmm"], ["gmm", "--covariance", "tied", "--data", "iris"], ["lds", "--local-level"],
      ["lds", "--states", "1", "--iterations", "4"], ["lds", "--shared-start", "--iterations", "4"],
      ["vae", "--epochs", "1", "--draws", "0"],
    ])
  func obeys(_ arguments: [String]) throws {
    let ran = try Workplace().run(["train"] + arguments + ["--verify"])
    #expect(ran.status == .holds, "\(ran.output) \(ran.errors)")
    #expect(ran.output.contains("the training and the derivations\n    holds    "))
    #expect(ran.output.contains(": the derivation itself\n"))
    #expect(!ran.output.contains("FAILS") && !ran.output.contains("unknown"))
    for line in ran.output.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
  }

  @Test("A derivation that says something else is refuted, and so is the training by it")
  func refuted() throws {
    let workplace = try Workplace(showing: [])
    let source = "\(Workplace.package)/Derivations"
    try FileManager.default.copyItem(atPath: source, toPath: "\(workplace.folder)/Derivations")
    let right = try workplace.read("Derivations/mixture-em.md")
    let wrong = right.replacingOccurrences(
      of: #"= \frac1N \sum_{n=1}^N \gamma_n"#, with: #"= \frac1K \sum_{n=1}^N \gamma_n"#)
    #expect(wrong != right)
    try workplace.write("Derivations/mixture-em.md", wrong)
    let ran = workplace.run(["train", "gmm", "--verify", "--quiet"])
    #expect(ran.status == .refuted)
    #expect(
      ran.output.contains("FAILS    mixture-em: the derivation itself\n")
        && ran.output.contains("FAILS    mixture-em#weights: M-step of the weights (off by "), "\(ran.output)")
    #expect(!ran.output.contains("holds"))
  }

  @Test("What is not known is said, and is no pass")
  func unknown() throws {
    let workplace = try Workplace()
    try workplace.write("flow.csv", "flow\n1120\n1160\nNA\n1210\n1160\n1160\n813\n1230\n")
    let ran = workplace.run(["train", "lds", "--data", "flow.csv", "--local-level", "--iterations", "3", "--verify"])
    #expect(ran.status == .undecided)
    #expect(ran.output.contains("unknown  ") && ran.output.contains("missing observations"), "\(ran.output)")
    let json = workplace.run(
      ["train", "lds", "--data", "flow.csv", "--local-level", "--iterations", "3", "--verify", "--format", "json"])
    #expect(json.output.contains(#""holds": null"#), "\(json.output)")
    let none = try Workplace(showing: []).run(["train", "kmeans", "--verify", "--derivations", "nowhere"])
    #expect(none.status == .undecided)
    #expect(none.output.contains("there is no such folder of derivations"), "\(none.output)")
  }

  @Test("A folder of derivations is of use to --verify alone")
  func usage() throws {
    #expect(try Workplace().run(["train", "kmeans", "--derivations", "."]).status == .usage)
  }
}

import DataFiles
import Foundation
import ModelProofs
import Reporting
import Testing
import Training

@testable import verify

@Suite("verify train")
struct TrainTests {
  /// What the models find where nothing but the model is named.
  @Test(
    "Each model has data of its own",
    arguments: [
      (["kmeans"], "  inertia     78.8514"), (["gmm"], "  log-likelihood  -1130.264\n"),
      (["lds", "--iterations", "5"], "log p(x) of all rows, the first state with a covariance"),
      (["lds", "--local-level"], "  log-likelihood  -633.4646 (exact diffuse start: "),
      (["vae", "--epochs", "1", "--draws", "1"], "  evidence bound of a row, in nats"),
    ])
  func defaults(arguments: [String], expected: String) throws {
    let ran = try Workplace().run(["train"] + arguments)
    #expect(ran.status == .holds && ran.errors.isEmpty, "\(ran.errors)")
    #expect(ran.output.contains(expected), "\(ran.output)")
    for line in ran.output.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
  }

  @Test("What is asked for is done", arguments: [1, 2])
  func options(threads: Int) throws {
    let workplace = try Workplace()
    func output(_ line: String) -> String {
      let words = line.split(separator: " ").map(String.init) + ["--threads", "\(threads)"]
      let ran = workplace.run(["train"] + words)
      #expect(ran.status == .holds, "\(line): \(ran.errors)")
      return ran.output
    }
    let columns = output("kmeans --columns petal_length,4 --precision float --clusters 2")
    #expect(columns.contains("petal_length  petal_width\n") && columns.contains("precision   float"))
    for (shape, expected) in [
      ("tied", "covariance (of all components)"), ("diagonal", "variance of waiting"), ("spherical", "  variance\n"),
    ] { #expect(output("gmm --covariance \(shape)").contains(expected)) }
    #expect(output("gmm --hold-out 72 --restarts 2").contains("of a test row"))
    #expect(output("kmeans --test iris --tolerance 0.1").contains("test inertia"))
    let fixed = output("lds --states 1 --fixed A,Gamma --shared-start --forecast 2 --interval 90% --iterations 3")
    #expect(fixed.contains("noise, held fixed)") && fixed.contains("(N(mu0, Sigma))"))
    #expect(fixed.contains("forecast, with intervals of 90 %"))
    let gaussian = output("vae --latent 3 --hidden 16,8 --likelihood gaussian --batch 64 --epochs 1 --draws 0")
    #expect(gaussian.contains("64-16-8-3-8-16-64") && gaussian.contains("its trained variance"))
    #expect(!gaussian.contains("log p(x)   "))
  }

  @Test("Results do not depend on threads, nor on anything but the seed")
  func determinism() throws {
    let workplace = try Workplace()
    func output(_ arguments: [String]) -> [Substring] {
      workplace.run(["train"] + arguments).output.split(separator: "\n").filter {
        !$0.hasPrefix("  time ") && !$0.hasPrefix("  rate ")
      }
    }
    for line in [
      ["kmeans", "--clusters", "8"], ["gmm", "--data", "iris", "--components", "4"], ["lds", "--iterations", "9"],
      ["vae", "--epochs", "1", "--draws", "1", "--hidden", "16"],
    ] {
      let one = output(line + ["--threads", "1"])
      #expect(one == output(line + ["--threads", "2"]) && one.count > 8)
      #expect(one != output(line + ["--threads", "1", "--seed", "5"]))
    }
  }

  @Test("JSON has the schema that is documented")
  func json() throws {
    let workplace = try Workplace()
    func object(_ arguments: String...) throws -> [String: Any] {
      let ran = workplace.run(["train"] + arguments + ["--format", "json"])
      return try #require(try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
    }
    func result(_ object: [String: Any]) throws -> [String: Any] {
      #expect(object["schema"] as? String == "verify-train/1" && object["findings"] is NSNull)
      return try #require(object["result"] as? [String: Any])
    }
    let mixture = try result(try object("gmm"))
    #expect(abs((mixture["log_likelihood"] as? Double ?? 0) - -1130.26396) < 1e-5)
    let components = try #require(mixture["components"] as? [[String: Any]])
    #expect(components.count == 2 && (components[0]["covariance"] as? [[Double]])?.count == 2)
    #expect((components[0]["mean"] as? [Double])?.count == 2 && components[0]["component"] as? Int == 1)
    let clusters = try result(try object("kmeans"))
    #expect(
      (clusters["clusters"] as? [[String: Any]])?.compactMap { $0["rows"] as? Int }.reduce(0, +) == 150)
    let level = try result(try object("lds", "--local-level", "--forecast", "1"))
    #expect(level["log_likelihood_note"] as? String != nil && level["transition"] as? Double == 1)
    #expect((level["forecast"] as? [[String: Any]])?[0]["lower"] as? [Double] != nil)
    let autoencoder = try result(try object("vae", "--epochs", "1", "--draws", "1"))
    #expect(
      (autoencoder["elbo"] as? [[String: Any]])?.count == 1 && autoencoder["widths"] as? [Int] == [64, 128, 2, 128, 64])
    let failure = try object("gmm", "--data", "none.csv")
    #expect((failure["error"] as? [String: Any])?["message"] as? String != nil && failure["result"] == nil)
  }

  @Test("The bar is there on a terminal only, and goes away")
  func progress() throws {
    let workplace = try Workplace()
    #expect(workplace.run("train", "gmm").errors.isEmpty)
    workplace.isTerminal = true
    let ran = workplace.run("train", "lds", "--local-level")
    #expect(ran.errors.contains("left, iteration 1 of 20000, log-likelihood -6"))
    #expect(ran.errors.hasSuffix("\r\u{1B}[K") && !ran.output.contains("\r"))
    #expect(workplace.run("train", "lds", "--quiet") == .init(status: .holds, output: "", errors: ""))
    // It goes away before what is wrong is said.
    try workplace.write("c.csv", "1,1\n2,1\n9,9\n9,9\n")
    let failed = workplace.run("train", "gmm", "--data", "c.csv", "--floor", "0", "--components", "2")
    #expect(failed.status == .untrained && !failed.errors.contains("#]"), "\(failed.errors)")
  }

  @Test("A bar says what is left")
  func bar() {
    let line = ProgressBar.line(
      TrainingProgress(
        done: 30, most: 100, run: (2, 4), objectiveName: "inertia", objective: 12.5), rate: 12.34)
    #expect(
      line
        == "[######--------------] at most 68 % left, iteration 30 of 100, run 2 of 4, inertia 12.5, 12.3/s")
  }

  @Test("Findings that hold and fail, and none")
  func findings() {
    let text = TrainText.findings([
      ModelFinding(claim: "it never fell", derivation: nil, discrepancy: 0, tolerance: 1e-9),
      ModelFinding(claim: "the M-step", derivation: "Derivations/mixture-em.md", discrepancy: .nan, tolerance: 1),
    ])
    #expect(text.contains("holds") && text.contains("FAILS") && text.contains("Derivations/mixture-em.md"))
    #expect(TrainText.findings([]).contains("nothing was checked"))
  }
}

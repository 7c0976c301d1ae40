import Foundation
import Reporting
import Testing

@testable import verify

@Suite("Files of verify train")
struct TrainFileTests {
  private static let flowers = """
    "","eruptions","waiting","Species"
    "1",3.6,79,"long"
    "2",1.8,54,"short"
    "3",3.333,74,"long"
    "4",2.283,62,"short"

    """

  @Test(
    "What is wrong with data is told in a line, with its place and what helps",
    arguments: [
      (flowers, [], "data.csv:2:12: error: “long” is not a number (column 4, Species)\nhint: --columns LIST"),
      (flowers, ["--columns", "2-4"], "data.csv:2:12: error: “long” is not a number (column 4, Species)\n"),
      (flowers, ["--columns", "waitng"], "data.csv: error: there is no column “waitng”, but , eruptions, waiting"),
      ("1,2\n3\n", [], "data.csv:2:2: error: 1 field, where the first row has 2\n"),
      ("1,2\n3,NA\n4,5\n", [], "data.csv:2:3: error: the value is missing (column 2)\nhint: --missing skip"),
      ("1,2\n3,inf\n", [], "data.csv:2:3: error: “inf” is not finite (column 2)\n"),
      ("", [], "data.csv: error: holds no row of data\n"), ("a,b\n", [], "data.csv: error: holds no row of data\n"),
      ("1,b\n2,3\n", [], "data.csv:1:1: error: the first line has both numbers and text"),
      ("\u{1F}\u{8B}", [], "data.csv: error: “"),
      ("1,2\n", [], "verify: error: the data do not fit: 1 rows of data, where at least 2 are needed\n"),
      ("1,2\n1,3\n1,4\n", [], "verify: error: the data do not fit: column 1 has one value in all rows"),
    ])
  func errors(text: String, arguments: [String], expected: String) throws {
    let workplace = try Workplace()
    try workplace.write("data.csv", text)
    let ran = workplace.run(["train", "gmm", "--data", "data.csv"] + arguments)
    #expect(ran.status == .unreadable && ran.output.isEmpty)
    if text.hasPrefix("\u{1F}") { return }
    #expect(ran.errors.hasPrefix(expected), "\(ran.errors)")
    #expect(ran.errors.split(separator: "\n").count <= 2)
  }

  @Test("Columns with text can be left out, and R's row numbers are remarked")
  func columns() throws {
    let workplace = try Workplace()
    try workplace.write("data.csv", Self.flowers)
    let line = ["train", "kmeans", "--data", "data.csv", "--clusters", "2", "--columns"]
    #expect(workplace.run(line + ["eruptions,waiting"]).output.contains("eruptions  waiting\n"))
    #expect(workplace.run(line + ["2-3"]).output.contains("eruptions  waiting\n"))
    #expect(workplace.run(line + ["1-3"]).output.contains("column 1 has no name and may only count the rows"))
  }

  @Test("Many columns with long names fit into the width, and names cannot move the cursor")
  func wide() throws {
    let workplace = try Workplace()
    let names = (0..<30).map { "a rather long name \u{1B}[31m of column \($0)" }
    let rows = (0..<50).map { row in (0..<30).map { "\(row * ($0 + 3) % 37 + 8).123456" }.joined(separator: ",") }
    try workplace.write("data.csv", ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    for model in [["kmeans"], ["gmm", "--covariance", "diagonal"], ["gmm", "--components", "1"]] {
      let ran = workplace.run(["train"] + model + ["--data", "data.csv", "--plot", "p.svg"])
      #expect(ran.status == .holds && ran.output.contains("…"), "\(ran.errors)")
      let picture = try workplace.read("p.svg")
      #expect(!ran.output.contains("\u{1B}") && !picture.contains("\u{1B}"))
      for line in ran.output.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
    }
  }

  @Test("Compressed files, folders and what is not there")
  func unreadable() throws {
    let workplace = try Workplace()
    try workplace.write("images.gz", bytes: [0x1F, 0x8B, 8, 0])
    let gzip = workplace.run("train", "vae", "--data", "images.gz")
    #expect(gzip.status == .unreadable)
    #expect(
      gzip.errors == """
        images.gz: error: is compressed by gzip: unpack it first, with gunzip
        hint: gunzip -c FILE.gz | verify train MODEL --data -

        """)
    #expect(workplace.run("train", "gmm", "--data", "Tests").errors == "Tests: error: is a folder, not a file\n")
    #expect(
      workplace.run("train", "gmm", "--data", "old-faitful").errors
        == "old-faitful: error: there is no such file or sample\nhint: did you mean old-faithful?\n")
    #expect(workplace.run("train", "gmm", "--test", "x.csv").status == .unreadable)
    #expect(
      workplace.run("train", "gmm", "--test", "iris").errors.contains("iris has 4 columns, where the data have 2"))
  }

  @Test("A sample is what its name means, a path is a file")
  func samples() throws {
    let workplace = try Workplace()
    try workplace.write("iris", "1,2\n2,1\n8,9\n9,8\n")
    let sample = workplace.run("train", "kmeans", "--data", "iris")
    #expect(sample.output.contains("rows        150"))
    #expect(sample.errors == "iris is the sample that comes with verify; ./iris names the file\n")
    let file = workplace.run("train", "kmeans", "--data", "./iris", "--clusters", "2")
    #expect(file.output.contains("rows        4\n") && file.errors.isEmpty)
    let piped = workplace.run("train", "kmeans", "--data", "-", "--clusters", "2", input: "1,2\n2,1\n8,9\n9,8\n")
    #expect(piped.output.contains("data        <standard input>\n") && piped.output.contains("inertia     2"))
  }

  @Test("Rows with missing numbers are left out where that is asked for; lds takes them as they are")
  func missing() throws {
    let workplace = try Workplace()
    try workplace.write("data.csv", "x\n1\nNA\n3\n2\n4\n5\n4\n")
    let line = ["--data", "data.csv"]
    #expect(workplace.run(["train", "gmm", "--components", "1"] + line).status == .unreadable)
    let skipped = workplace.run(["train", "gmm", "--components", "1", "--missing", "skip"] + line)
    #expect(skipped.output.contains("left out        1 (rows in which a number is missing)"))
    let kept = workplace.run(["train", "lds", "--states", "1", "--iterations", "3"] + line + line)
    #expect(kept.output.contains("missing         2 (numbers that were not observed)"), "\(kept.output)")
    #expect(workplace.run(["train", "lds", "--missing", "refuse"] + line).status == .unreadable)
  }

  @Test("Images of MNIST's form")
  func images() throws {
    let workplace = try Workplace()
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 5, 0, 0, 0, 6]
    try workplace.write("images", bytes: header + (0..<1200).map { UInt8($0 * 37 % 256) })
    let line = ["train", "vae", "--data", "images", "--epochs", "1", "--draws", "1", "--plot", "p.svg"]
    let ran = workplace.run(line)
    #expect(ran.status == .holds && ran.output.contains("columns         30\n"), "\(ran.errors)")
    #expect(try workplace.read("p.svg").contains("reconstructions"))
    let raw = workplace.run(line + ["--maximum", "1"])
    #expect(
      raw.status == .unreadable && raw.errors.contains("is not in [0, 1], which a Bernoulli likelihood needs\nhint:"))
  }

  private static let models: [[String]] = [
    ["kmeans", "--clusters", "9", "--tolerance", "0"], ["gmm", "--data", "iris", "--components", "3"],
    ["lds", "--states", "2"], ["vae", "--hidden", "8"],
  ]

  @Test("A training in two parts leaves the bytes of one in a piece", arguments: models)
  func resumed(model: [String]) throws {
    let workplace = try Workplace()
    let (end, few, many) = model[0] == "vae" ? ("--epochs", "1", "3") : ("--iterations", "3", "12")
    #expect(workplace.run(["train"] + model + [end, many, "--save", "whole"]).status == .holds)
    let part = ["train"] + model + ["--checkpoint", "state", "--checkpoint-every", "5"]
    #expect(workplace.run(part + [end, few]).status == .holds)
    let again = workplace.run(part + [end, many])
    #expect(
      again.status == .unreadable
        && again.errors.contains("state: it holds the state of a training already\nhint: --resume"))
    let rest = workplace.run(part + [end, many, "--resume", "--save", "parts", "--threads", "1"])
    #expect(rest.status == .holds, "\(rest.errors)")
    let names = try workplace.names("whole")
    #expect(try names == workplace.names("parts") && names.contains("model.json") && names.count > 1)
    for name in names { #expect(try workplace.bytes("whole/\(name)") == workplace.bytes("parts/\(name)"), "\(name)") }
    let other = workplace.run(part + [end, many, "--resume", "--seed", "2"])
    #expect(other.status == .unreadable)
    #expect(
      other.errors.contains("state: it holds the state of a training with seed 1, not 2\nhint: "), "\(other.errors)")
    if model[0] != "kmeans" { return }
    // --resume in a folder without a state begins, so that a script needs no other command for the first time.
    let fresh = ["train"] + model + [end, many, "--checkpoint", "fresh", "--resume", "--save", "third"]
    #expect(workplace.run(fresh).status == .holds)
    for name in names { #expect(try workplace.bytes("whole/\(name)") == workplace.bytes("third/\(name)"), "\(name)") }
  }

  @Test("A model that was kept is a start, and is applied as it is", arguments: models)
  func started(model: [String]) throws {
    let workplace = try Workplace()
    let end = model[0] == "vae" ? "--epochs" : "--iterations"
    #expect(workplace.run(["train"] + model + [end, "2", "--save", "first"]).status == .holds)
    let data = model.contains("--data") ? ["--data", "iris"] : []
    let line = ["train", model[0], "--start", "first"] + data + [end, "0", "--save", "second"]
    let ran = workplace.run(line)
    #expect(ran.status == .holds, "\(ran.errors)")
    for name in try workplace.names("first") {
      #expect(try workplace.bytes("first/\(name)") == workplace.bytes("second/\(name)"), "\(name)")
    }
    let wrong = workplace.run("train", model[0] == "gmm" ? "kmeans" : "gmm", "--start", "first")
    #expect(wrong.status == .unreadable && wrong.errors.contains("first: error: a record of "), "\(wrong.errors)")
  }

  @Test("Pictures and models are not written over other things, which is found out before the training")
  func targets() throws {
    let workplace = try Workplace()
    for (option, path, words) in [
      ("--plot", "none/p.svg", "there is no such folder to write into"), ("--plot", "Tests", "it is a folder"),
      ("--save", "Tests", "is there and holds no model"), ("--save", "none/model", "there is no such folder"),
      ("--checkpoint", "README.md", "is there and holds no model"),
    ] {
      let ran = workplace.run("train", "kmeans", option, path)
      #expect(ran.status == .unwritable && ran.output.isEmpty && ran.errors.contains(words), "\(ran.errors)")
    }
    let ran = workplace.run("train", "kmeans", "--plot", "p.svg", "--save", "model")
    #expect(ran.output.hasSuffix("\n  model in model\n  picture in p.svg\n"))
    #expect(try workplace.read("p.svg").hasPrefix("<?xml") && !workplace.names(".").contains("p.svg.writing"))
    // A model takes the place of a model.
    #expect(workplace.run("train", "gmm", "--save", "model").status == .holds)
    #expect(try workplace.names("model").contains("weights.npy"))
  }

  @Test("A component that collapses ends the training with a reason of its own")
  func collapse() throws {
    let workplace = try Workplace()
    try workplace.write("data.csv", (0..<30).map { "\($0 % 7),\($0 % 5)\n" }.joined() + "99,99\n99,99\n")
    let line = ["train", "gmm", "--data", "data.csv"]
    let ran = workplace.run(line + ["--floor", "0"])
    #expect(ran.status == .untrained && ran.output.isEmpty)
    #expect(
      ran.errors.contains("is singular at the start, near row 31, [99.0, 99.0]")
        && ran.errors.contains("hint: --floor 1e-6 or --least-variance V"),
      "\(ran.errors)")
    let floored = workplace.run(line + ["--least-variance", "0.01"])
    #expect(floored.status == .holds && floored.output.contains("components at the floor"))
  }

  @Test("Nothing that was not checked is a pass")
  func verified() throws {
    let ran = try Workplace().run("train", "gmm", "--verify")
    #expect(ran.status == (ran.output.contains("nothing was checked") ? .undecided : .holds))
  }
}

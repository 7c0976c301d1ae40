import Foundation
import Notation
import Reporting
import Verification

extension Section {
  /// The longest that a file may take with two threads, in milliseconds.
  private static let limit = 250.0
  /// The longest that the exact comparison of 30 lines may take, in milliseconds.
  private static let exactLimit = 5.0
  /// The lengths of the generated derivations.
  private static let lengths = [10, 30, 100, 300, 1000]
  /// How much dearer a line of the longest may be than one of a tenth of its length.
  private static let growth = 2.0

  /// The time that each derivation takes to read and check, by the clock with two threads and of the processor with one,
  /// and the time a line takes by length.
  static func cost(files: [(name: String, text: String)], checker: Checker) throws -> Section {
    var table = Table(["derivation", "ms", "ms of one thread"])
    let parallel = Checker(library: checker.library, options: CheckOptions(threads: 2))
    var slow: [String] = []
    for file in files {
      let time = try milliseconds(file.name, file.text, parallel) { ElapsedTime.now }
      let work = try milliseconds(file.name, file.text, checker) { ProcessorTime.now }
      if time > limit { slow.append(file.name) }
      table.add([file.name, NumberText.rounded(time, digits: 3), NumberText.rounded(work, digits: 3)])
    }
    var lengthTable = Table(["lines", "ms", "ms per line"])
    var perLine: [Int: Double] = [:]
    for length in lengths {
      let time = try milliseconds("chain-\(length).md", ChainFamily.text(lines: length), checker) { ProcessorTime.now }
      perLine[length] = time / Double(length)
      lengthTable.add([
        "\(length)", NumberText.rounded(time, digits: 3), NumberText.rounded(time / Double(length), digits: 3),
      ])
    }
    let exact = try exactMilliseconds(lines: 30, size: 5)
    lengthTable.add(["30 of a divergence, exactly, n = 5", NumberText.rounded(exact, digits: 3), ""])
    let ratio = (perLine[1000] ?? 0) / max(perLine[100] ?? 0, 1e-3)
    return Section(
      title: "Cost", text: table.text + "\n" + lengthTable.text,
      bounds: [
        Bound(
          name: "derivations over \(Int(limit)) ms", value: slow.isEmpty ? "0" : listed(slow), limit: "none",
          isMet: slow.isEmpty, isTimed: true),
        Bound(
          name: "a line of 1000 lines against one of 100", value: NumberText.rounded(ratio, digits: 3) + " times",
          limit: "at most \(Int(growth)) times", isMet: ratio <= growth, isTimed: true),
        Bound(
          name: "the exact check of 30 lines of a divergence at n = 5",
          value: NumberText.rounded(exact, digits: 3) + " ms",
          limit: "under \(Int(exactLimit)) ms", isMet: exact < exactLimit, isTimed: true),
      ])
  }

  /// The least time of two runs, as the clock tells it.
  private static func milliseconds(
    _ name: String, _ text: String, _ checker: Checker, clock: () -> Double
  ) throws -> Double {
    try (0..<2).map { _ in
      let start = clock()
      _ = checker.check([try DocumentReader.read(bytes: Array(text.utf8), name: name)])
      return clock() - start
    }.min() ?? 0
  }

  /// The median time of the exact comparison of the lines of a divergence at one instance, of the processor.
  private static func exactMilliseconds(lines: Int, size: Int) throws -> Double {
    let check = try ExactLineCheck(text: DivergenceDerivation.text(lines: lines))
    let times = try (0..<41).map { seed in
      let start = ProcessorTime.now
      guard try check.firstDifference(sizes: ["n": size], seed: UInt64(seed)) == nil else { return Double.infinity }
      return ProcessorTime.now - start
    }
    return times.sorted()[times.count / 2]
  }
}

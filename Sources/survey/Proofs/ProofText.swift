/// A published proof as a derivation file, each formula on a line of its own.
struct ProofText {
  /// A formula of the proof.
  enum Piece: Hashable, Sendable {
    case given(Int)
    case line(chain: Int, index: Int)
    case claim(Int)
  }

  private var lines: [String] = []
  private var pieces: [Int: Piece] = [:]

  /// The text of the file.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// The formula that stands at a line of the text, counted from 1, or last before it.
  func piece(at line: Int) -> Piece? {
    var line = line
    while line > 0 {
      if let piece = pieces[line] { return piece }
      line -= 1
    }
    return nil
  }

  /// The file without the formulas that cannot be read: a chain is cut where one of its lines is missing.
  init(_ proof: PublishedProof, without missing: Set<Piece>) {
    lines = ["# \(proof.id)", "", "**Given**", ""]
    for (number, formula) in proof.given.enumerated() where !missing.contains(.given(number)) {
      add("- $", formula, "$", .given(number))
    }
    lines += ["", "## Chains", ""]
    for display in ProofText.displays(proof, missing) {
      lines += ["$$", "\\begin{aligned}"]
      for row in display { add(row, of: proof) }
      lines += ["\\end{aligned}", "$$", ""]
    }
    for (number, formula) in proof.claim.enumerated() where !missing.contains(.claim(number)) {
      lines += ["$$"]
      add("", formula, "", .claim(number))
      lines += ["$$", ""]
    }
  }

  /// A chain, or what is left of it between missing lines.
  private struct Row {
    let chain: Int
    let lines: Range<Int>
  }

  private mutating func add(_ row: Row, of proof: PublishedProof) {
    for index in row.lines {
      let relation =
        index == row.lines.lowerBound ? "" : "  &\(proof.relation(chain: row.chain, line: index)) "
      let end = index == row.lines.upperBound - 1 ? " \\\\" : ""
      add(relation, proof.chains[row.chain][index], end, .line(chain: row.chain, index: index))
    }
  }

  /// The rows of each display: the rows of a system stand in one, any other chain stands alone.
  private static func displays(_ proof: PublishedProof, _ missing: Set<Piece>) -> [[Row]] {
    var displays: [[Row]] = []
    var isSystemOpen = false
    for chain in proof.chains.indices {
      let parts = runs(proof.chains[chain].indices) { !missing.contains(.line(chain: chain, index: $0)) }
      let rows = parts.map { Row(chain: chain, lines: $0) }
      if !proof.isRow(chain) {
        displays += rows.map { [$0] }
        isSystemOpen = false
      } else if isSystemOpen {
        displays[displays.count - 1] += rows
      } else if !rows.isEmpty {
        displays.append(rows)
        isSystemOpen = true
      }
    }
    return displays
  }

  private mutating func add(_ before: String, _ formula: String, _ after: String, _ piece: Piece) {
    lines.append(before + formula.split(whereSeparator: \.isNewline).joined(separator: " ") + after)
    pieces[lines.count] = piece
  }

  /// The runs of at least two numbers that are present.
  private static func runs(_ numbers: Range<Int>, _ isPresent: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = numbers.lowerBound
    for number in numbers where !isPresent(number) {
      runs.append(start..<number)
      start = number + 1
    }
    runs.append(start..<max(start, numbers.upperBound))
    return runs.filter { $0.count > 1 }
  }
}

import ModelProofs
import NumericCore
import Reporting
import Training

/// The summary of a training as text.
enum TrainText {
  /// The columns of text.
  private static let width = 100
  /// The most numbers of a list, and columns of a matrix, that are shown; all are in JSON and in the model.
  private static let numberLimit = 8
  /// The most columns of text that a name of the data takes.
  private static let nameWidth = 24
  /// The most rows of a table that are shown.
  private static let rowLimit = 40

  /// The facts below each other, then the tables.
  static func summary(_ summary: TrainingSummary) -> String {
    var (facts, blocks) = ("", "")
    let labels = summary.items.map { if case .fact(let fact) = $0 { DisplayWidth.of(fact.label) } else { 0 } }
    let column = (labels.max() ?? 0) + 4
    for item in summary.items {
      switch item {
      case .fact(let fact):
        if case .matrix(let matrix) = fact.value {
          let note = fact.note.isEmpty ? "" : " (\(fact.note))"
          blocks += "\n  \(fact.label)\(note)\n" + self.matrix(matrix, fact.names)
        } else {
          facts += self.fact(fact, column)
        }
      case .table(let table): blocks += "\n  \(table.title)\n" + self.table(table)
      }
    }
    return "\(SafeText.escaped(summary.title))\n" + facts + blocks
  }

  private static func fact(_ fact: TrainingSummary.Fact, _ column: Int) -> String {
    let value = text(fact.value, digits: fact.digits, names: fact.names)
    let pieces = [value] + (fact.note.isEmpty ? [] : ["(\(fact.note))"])
    let lines = DisplayWidth.wrapped(SafeText.escaped(pieces.joined(separator: " ")), width: width - column)
    let blank = String(repeating: " ", count: column)
    return lines.enumerated().map { index, line in
      (index == 0 ? DisplayWidth.padded("  \(fact.label)", to: column) : blank) + line + "\n"
    }.joined()
  }

  private static func text(_ value: TrainingSummary.Value, digits: Int = 6, names: [String] = []) -> String {
    switch value {
    case .integer(let number): return "\(number)"
    case .integers(let numbers): return numbers.map { "\($0)" }.joined(separator: ", ")
    case .number(let number): return NumberText.rounded(number, digits: digits)
    case .text(let text): return text
    case .flag(let flag): return flag ? "yes" : "no"
    case .numbers(let numbers):
      var items = numbers.prefix(numberLimit).enumerated().map { index, number in
        (index < names.count ? "\(short(names[index])) " : "") + NumberText.rounded(number, digits: digits)
      }
      if numbers.count > numberLimit { items.append("and \(numbers.count - numberLimit) more") }
      return items.joined(separator: ", ")
    case .matrix(let matrix): return "\(matrix.rows) x \(matrix.columns)"
    }
  }

  /// A table, with the matrices of its rows below it.
  private static func table(_ table: TrainingSummary.Table) -> String {
    let plain = table.columns.indices.filter { index in
      if case .matrix? = table.rows.first?[index] { false } else { true }
    }
    var result = fitted { limit in
      var lines = Table(plain.flatMap { heads(table.columns[$0].heads, limit) })
      for row in table.rows.prefix(rowLimit) { lines.add(plain.flatMap { cells(row[$0], limit) }) }
      return lines.text
    }
    if table.rows.count > rowLimit { result += "    and \(table.rows.count - rowLimit) more\n" }
    for index in table.columns.indices where !plain.contains(index) {
      for row in table.rows.prefix(rowLimit) {
        guard case .matrix(let matrix) = row[index] else { continue }
        let owner = "\(table.columns[0].heads[0]) \(text(row[0]))"
        let shown = self.matrix(matrix, table.columns[index].heads)
        result += "\n  \(table.columns[index].key) of \(owner)\n" + shown
      }
    }
    return result
  }

  /// A matrix with the names of its rows, and of its columns where it is square.
  private static func matrix(_ matrix: Matrix<Double>, _ names: [String]) -> String {
    let isNamed = names.count == matrix.rows
    let head = (0..<matrix.columns).map { isNamed && matrix.rows == matrix.columns ? names[$0] : "\($0 + 1)" }
    return fitted { limit in
      var table = Table([""] + heads(head, limit))
      for row in 0..<min(matrix.rows, limit) {
        let numbers = TrainingSummary.Value.numbers((0..<matrix.columns).map { matrix[row, $0] })
        table.add(heads([isNamed ? names[row] : "\(row + 1)"], 1) + cells(numbers, limit))
      }
      if matrix.rows > limit { table.add(["…"]) }
      return table.text
    }
  }

  /// What is laid out with as many numbers of each list as fit into the width.
  private static func fitted(_ layout: (_ limit: Int) -> String) -> String {
    for limit in (1...numberLimit).reversed() {
      let text = indented(layout(limit))
      if limit == 1 || text.split(separator: "\n").allSatisfy({ DisplayWidth.of(String($0)) <= width }) { return text }
    }
    return ""
  }

  private static func heads(_ heads: [String], _ limit: Int) -> [String] {
    let shown = heads.prefix(limit).map(short)
    return heads.count > limit ? shown + ["…"] : shown
  }

  private static func short(_ name: String) -> String {
    DisplayWidth.shortened(SafeText.escaped(name), to: nameWidth)
  }

  private static func cells(_ value: TrainingSummary.Value, _ limit: Int) -> [String] {
    guard case .numbers(let numbers) = value else { return [SafeText.escaped(text(value))] }
    let shown = numbers.prefix(limit).map { NumberText.rounded($0, digits: 6) }
    return numbers.count > limit ? shown + ["…"] : shown
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return "    \(line)\n"
    }.joined()
  }

  /// What was found of the derivations, a line for each.
  static func findings(_ findings: [ModelFinding]) -> String {
    if findings.isEmpty { return "  nothing was checked against the derivations\n" }
    return "  the training and the derivations\n"
      + findings.map { finding in
        var words = finding.claim
        if let name = finding.derivation { words = "\(name): \(words)" }
        if let obstacle = finding.obstacle {
          words += ": \(obstacle)"
        } else if finding.tolerance > 0 {
          let (found, most) = (finding.discrepancy, finding.tolerance)
          words += " (off by \(NumberText.rounded(found, digits: 2)), at most \(NumberText.rounded(most, digits: 2)))"
        }
        let verdict = finding.holds.map { $0 ? "holds" : "FAILS" } ?? "unknown"
        return DisplayWidth.wrapped(SafeText.escaped(words), width: width - 14).enumerated()
          .map { "    \(DisplayWidth.padded($0 == 0 ? verdict : "", to: 9))\($1)\n" }.joined()
      }.joined()
  }
}

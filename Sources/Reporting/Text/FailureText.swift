import Notation
import Symbolic
import Verification

/// A step that does not hold, with all that a reader needs to see why.
struct FailureText {
  let document: Document
  let chain: ChainReport
  let index: Int
  /// The bytes of the line, where the document has them.
  let range: Range<Int>?
  let seed: UInt64
  let style: ReportStyle

  private var step: StepReport { chain.steps[index] }

  /// The lines of the block.
  var lines: [String] {
    switch step.outcome {
    case .refuted: refuted
    case .undecided: undecided
    case .fault: fault
    case .proved, .exact, .agrees, .condition: []
    }
  }

  private var refuted: [String] {
    var lines = [style.paint("REFUTED: ", .red) + style.paint(step.relation.failure, .bold)]
    lines += excerpt
    lines += note(
      "step \(step.number)", "\(style.plain(step.previous)) \(step.relation.sign) \(style.plain(step.line))")
    if let counterexample = step.counterexample { lines += values(counterexample) }
    if step.counterexample == nil { lines += note("evidence", step.briefEvidence.joined(separator: " · ")) }
    if let message = step.note { lines += note("note", SafeText.escaped(message)) }
    for remark in step.remarks { lines += note("remark", remark.words(spelling: style.spelling.plain)) }
    if let diagnosis = step.diagnosis {
      lines += note("did you mean", SafeText.escaped(diagnosis.message))
      lines += note("corrected", style.plain(diagnosis.corrected))
      lines += note("in LaTeX", style.latex(diagnosis.corrected))
    }
    let areEqual = chain.steps.allSatisfy(\.relation.isEquality)
    return lines + note("so", Aftermath(of: chain, at: index).words(areEqual: areEqual))
  }

  private var undecided: [String] {
    var lines = [
      style.paint("undecided: ", .yellow) + style.paint(SafeText.escaped(step.note ?? "no reason is known"), .bold)
    ]
    lines += excerpt
    for row in step.fullEvidence where style.detail != .full { lines += note(row.label, row.text) }
    return lines
  }

  private var fault: [String] {
    var lines = [
      style.paint("FAULT OF VERIFY: ", .alarm)
        + style.paint(SafeText.escaped(step.note ?? "two of its ways contradict each other"), .bold)
    ]
    lines += excerpt
    for row in step.fullEvidence { lines += note(row.label, row.text) }
    if let counterexample = step.counterexample { lines += values(counterexample) }
    return lines
      + note(
        "so", "nothing is known of this step; please report the file and the seed \(seed) to the authors of verify")
  }

  private var excerpt: [String] {
    let place = "\(SafeText.escaped(document.source.name)):\(step.location.line):\(step.location.column)"
    let sourceLine = document.source.line(step.location.line)
    if sourceLine.isEmpty { return [style.paint("  --> ", .cyan) + place] }
    let number = "\(step.location.line)"
    let gutter = String(repeating: " ", count: number.count)
    let length =
      range.map { range in document.source.text(range).prefix { $0 != "\n" && $0 != "\r\n" }.count } ?? 1
    let excerpt = SourceExcerpt(
      sourceLine, column: step.location.column, length: length, width: style.width - number.count - 9)
    return [
      style.paint("\(gutter) --> ", .cyan) + place,
      style.paint("\(number) |", .cyan) + " " + excerpt.line,
      style.paint("\(gutter) |", .cyan) + " " + style.paint(excerpt.mark, .red),
    ]
  }

  private func values(_ counterexample: Counterexample) -> [String] {
    let names = counterexample.assignments
    let sides = counterexample.sides
    let sign = counterexample.isComputed ? "=" : "≈"
    let sampled = counterexample.isComputed ? "" : ", sampled"
    let both = [
      "left \(sign) \(sides.left) (the line before\(sampled))", "right \(sign) \(sides.right) (this line\(sampled))",
    ]
    return note("counterexample", pieces: names.isEmpty ? ["at all values"] : names) + note("", pieces: both)
  }

  /// A labelled remark, broken at blanks to the width.
  private func note(_ label: String, _ text: String) -> [String] {
    note(label, laidOut: DisplayWidth.wrapped(text, width: room))
  }

  /// A labelled list, broken between its pieces.
  private func note(_ label: String, pieces: [String]) -> [String] {
    note(label, laidOut: DisplayWidth.wrapped(pieces, separator: ", ", width: room))
  }

  private var room: Int { style.width - 24 }

  private func note(_ label: String, laidOut lines: [String]) -> [String] {
    let head = DisplayWidth.padded(label.isEmpty ? "" : "  = \(label):", to: 20)
    let blank = String(repeating: " ", count: 20)
    return lines.enumerated().map { ($0 == 0 && !label.isEmpty ? style.paint(head, .cyan) : blank) + $1 }
  }
}

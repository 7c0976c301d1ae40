import Notation
import Symbolic
import Verification

extension Report {
  /// What a run found, for a person in a terminal.
  public static func text(_ report: RunReport, style: ReportStyle) -> String {
    var writer = RunText(style: style, seed: report.seed)
    for file in report.files { writer.write(file) }
    let failed = !report.overallOutcome.isPass
    if style.detail != .failures || failed { writer.writeSummary(report) }
    return writer.text
  }
}

private struct RunText {
  let style: ReportStyle
  let seed: UInt64
  var text = ""

  /// The columns before a term: number, outcome and relation.
  private let indent = 20

  mutating func line(_ content: String = "") {
    text += content
    text += "\n"
  }

  /// One empty line, unless there is one.
  mutating func separate() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  mutating func write(_ file: FileReport) {
    let showsAll = style.detail != .failures
    if showsAll {
      line(style.paint(SafeText.escaped(file.document.title), .bold))
      line(style.paint(SafeText.escaped(file.document.source.name), .dim))
    }
    for claim in file.claims {
      if showsAll {
        separate()
        line("  " + style.paint("\(SafeText.escaped(claim.claim.title)) ", .bold) + slug(claim.claim))
        if style.detail == .full, let origin = claim.claim.origin {
          let words = DisplayWidth.wrapped(SafeText.escaped(origin), width: style.width - 10)
          for (index, content) in words.enumerated() {
            line("  " + style.paint((index == 0 ? "source: " : "        ") + content, .dim))
          }
        }
      }
      for (index, chain) in claim.chains.enumerated() {
        if showsAll, index > 0 { separate() }
        write(chain, read: claim.claim.chains.indices.contains(index) ? claim.claim.chains[index] : nil, file)
      }
    }
    if showsAll || file.identities.contains(where: { !$0.outcome.isPass }) { writeIdentities(file) }
    if showsAll { separate() }
  }

  private func slug(_ claim: Claim) -> String { style.paint("#\(SafeText.escaped(claim.slug))", .dim) }

  private mutating func write(_ chain: ChainReport, read: Chain?, _ file: FileReport) {
    let showsAll = style.detail != .failures
    if showsAll { term(String(repeating: " ", count: indent), chain.first.term) }
    var failures = 0
    for (index, step) in chain.steps.enumerated() {
      if showsAll { write(step) }
      if step.outcome.isPass { continue }
      failures += 1
      if failures > Aftermath.limit { continue }
      // The block of the wrong line says already that this one is right again.
      if Aftermath(of: chain, at: index) == .rightAgainHere, step.outcome == .refuted,
        chain.steps[..<index].contains(where: { $0.outcome == .refuted })
      {
        let holds = chain.steps.allSatisfy(\.relation.isEquality) ? "equal to" : "right against"
        let words = "differs from the line before, which is wrong, but is \(holds) the first line again"
        if showsAll { DisplayWidth.wrapped(words, width: style.width - indent).forEach { evidence($0) } }
        continue
      }
      let range = read.flatMap { $0.steps.indices.contains(index) ? $0.steps[index].line.range : nil }
      let failure = FailureText(
        document: file.document, chain: chain, index: index, range: range, seed: seed, style: style)
      if showsAll { separate() }
      for content in failure.lines { line((showsAll ? "    " : "") + content) }
      separate()
    }
    if failures > Aftermath.limit {
      separate()
      line("\(showsAll ? "    " : "")and \(failures - Aftermath.limit) more steps of this chain do not hold")
      separate()
    }
  }

  private mutating func write(_ step: StepReport) {
    let number = String(repeating: " ", count: max(0, 5 - "\(step.number)".count)) + "\(step.number)"
    let label = style.paint(DisplayWidth.padded(step.outcome.label, to: 9), step.outcome.tint)
    let sign = String(repeating: " ", count: max(0, 2 - step.relation.sign.count)) + step.relation.sign
    term("\(number)  \(label) \(sign) ", step.line)
    guard step.outcome.isPass || style.detail == .full else { return }
    if style.detail == .full {
      for row in step.fullEvidence {
        let lines = DisplayWidth.wrapped(row.text, width: style.width - indent - 10)
        for (index, content) in lines.enumerated() {
          evidence(DisplayWidth.padded(index == 0 ? row.label : "", to: 10) + content)
        }
      }
    } else {
      let lines = DisplayWidth.wrapped(step.briefEvidence, separator: " · ", width: style.width - indent)
      for content in lines { evidence(content) }
    }
  }

  private mutating func evidence(_ content: String) {
    line(String(repeating: " ", count: indent) + style.paint(content, .dim))
  }

  /// The term after a lead of `indent` columns: shortened, or in full where all is to be shown.
  private mutating func term(_ lead: String, _ term: Term) {
    let plain = style.plain(term)
    let room = style.width - indent
    if style.detail == .full {
      for (index, content) in DisplayWidth.wrapped(plain, width: room - 2).enumerated() {
        line((index == 0 ? lead : String(repeating: " ", count: indent + 2)) + content)
      }
    } else {
      line(lead + DisplayWidth.shortened(plain, to: room))
    }
  }

  private mutating func writeIdentities(_ file: FileReport) {
    guard !file.identities.isEmpty else { return }
    separate()
    let shown = style.detail == .failures ? file.identities.filter { !$0.outcome.isPass } : file.identities
    let pieces = shown.map { identity in
      let origin = style.detail == .full ? ", \(SafeText.escaped(identity.file))" : ""
      return "\(SafeText.escaped(identity.name)) (\(identity.outcome.label)\(origin))"
    }
    let room = style.width - indent
    for (index, content) in DisplayWidth.wrapped(pieces, separator: ", ", width: room).enumerated() {
      line(DisplayWidth.padded(index == 0 ? "  rests on" : "", to: indent) + content)
    }
  }

  mutating func writeSummary(_ report: RunReport) {
    let outcome = report.overallOutcome
    let steps = report.files.flatMap { $0.claims.flatMap { $0.chains.flatMap(\.steps) } }
    let claims = report.files.reduce(0) { $0 + $1.claims.count }
    let order: [Outcome] = [.proved, .exact, .agrees, .condition, .refuted, .undecided, .fault]
    let counts = order.compactMap { kind in
      let count = steps.count { $0.outcome == kind }
      return count == 0 ? nil : "\(count) \(kind.label)"
    }
    var summary = "\(counted(report.files.count, "file")), \(counted(claims, "claim")), "
    summary += "\(counted(steps.count, "step"))" + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
    let verdict = verdict(outcome, report)
    let seed = "(seed \(report.seed))"
    let fits = verdict.count + summary.count + seed.count + 4 <= style.width
    line(style.paint(verdict, outcome.tint) + "  \(summary)" + (fits ? "  \(seed)" : ""))
    if !fits { line(seed) }
    if outcome == .refuted, let first = firstWrong(report) { line("the first wrong line is \(first)") }
  }

  private func firstWrong(_ report: RunReport) -> String? {
    for file in report.files {
      let steps = file.claims.flatMap { $0.chains.flatMap(\.steps) }
      let drifted = file.claims.lazy.flatMap(\.chains).compactMap(\.drifted).first
      if let step = steps.first(where: { $0.outcome == .refuted }) ?? drifted {
        return "\(SafeText.escaped(file.document.source.name)):\(step.location.line):\(step.location.column)"
      }
    }
    return nil
  }

  private func verdict(_ outcome: Outcome, _ report: RunReport) -> String {
    switch outcome {
    case .proved, .exact, .agrees, .condition: "all hold:"
    case .refuted: "REFUTED:"
    case .undecided: report.files.allSatisfy(\.claims.isEmpty) ? "nothing to check:" : "undecided:"
    case .fault: "FAULT OF VERIFY:"
    }
  }
}

import Verification

extension Report {
  /// What a soak found, for a person in a terminal.
  public static func text(_ report: SoakReport, style: ReportStyle) -> String {
    var text = ""
    let shownFailures = style.detail == .full ? Int.max : 5
    for file in report.files {
      if style.detail == .failures, file.failures.isEmpty { continue }
      let path = SafeText.escaped(file.document.source.name)
      text += style.paint(path, .bold) + "\n"
      text += "  right    \(counted(file.seeds, "seed")), \(counted(file.steps, "step")) each: "
      text +=
        style.paint(
          counted(file.count(.falseRejection), "false rejection"), tint(file.count(.falseRejection))) + "\n"
      text += "  wrong    \(counted(file.mutantSeeds, "seed")), \(counted(file.mutants, "mutant")) each: "
      text +=
        style.paint(
          counted(file.count(.falseAcceptance), "false acceptance"), tint(file.count(.falseAcceptance))) + "\n"
      for kind in [SoakFailure.Kind.undecided, .fault] where file.count(kind) > 0 {
        text += "  \(kind == .fault ? "FAULT   " : "undecided") \(counted(file.count(kind), "time"))\n"
      }
      for failure in file.failures.prefix(shownFailures) {
        text += "    \(failure.kind.words) at seed \(failure.seed), "
        text += "\(path):\(failure.location.line):\(failure.location.column): \(SafeText.escaped(failure.words))\n"
      }
      if file.failures.count > shownFailures {
        text += "    and \(file.failures.count - shownFailures) more (--verbose shows them)\n"
      }
    }
    if style.detail == .failures, report.outcome.isPass { return text }
    return text + summary(report, style)
  }

  private static func tint(_ failures: Int) -> Tint { failures == 0 ? .green : .red }

  private static func summary(_ report: SoakReport, _ style: ReportStyle) -> String {
    let total = { (kind: SoakFailure.Kind) in report.files.reduce(0) { $0 + $1.count(kind) } }
    var parts = [
      counted(total(.falseRejection), "false rejection"), counted(total(.falseAcceptance), "false acceptance"),
    ]
    if total(.undecided) > 0 { parts.append("\(total(.undecided)) undecided") }
    if total(.fault) > 0 { parts.append(counted(total(.fault), "fault")) }
    let verdict =
      switch report.outcome {
      case .proved, .exact, .agrees, .condition: "sound:"
      case .refuted: "UNSOUND:"
      case .undecided: report.files.isEmpty ? "nothing to check:" : "undecided:"
      case .fault: "FAULT OF VERIFY:"
      }
    return style.paint(verdict, report.outcome.tint)
      + "  \(counted(report.files.count, "file")), \(parts.joined(separator: ", ")) (seeds from \(report.firstSeed))\n"
  }
}

extension SoakFailure.Kind {
  var words: String {
    switch self {
    case .falseRejection: "false rejection"
    case .falseAcceptance: "false acceptance"
    case .undecided: "undecided"
    case .fault: "FAULT"
    }
  }
}

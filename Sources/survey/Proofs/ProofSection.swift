import Reporting
import Verification

extension Section {
  /// What becomes of published proofs, and what is left of them with the reasons.
  static func proofs(_ proofs: [PublishedProof], checker: Checker) -> Section {
    let findings = proofs.map { ProofFindings($0, checker: checker) }
    var table = Table(["proof", "steps", "read", "decided", "wrong", "slips", "ms"])
    var left = ""
    for finding in findings {
      table.add([
        finding.id, "\(finding.steps.count)", "\(finding.steps.count(where: \.isRead))",
        "\(finding.steps.count(where: \.isDecided))", "\(finding.wrong.count)",
        finding.slips.isEmpty ? "" : "\(finding.slips.count(where: \.isFound)) of \(finding.slips.count)",
        NumberText.rounded(finding.milliseconds, digits: 3),
      ])
      left += finding.left.map { "  \(finding.id) \($0)\n" }.joined()
    }
    let steps = findings.flatMap(\.steps)
    let slips = findings.flatMap(\.slips)
    let visible = slips.filter { $0 != .withoutEffect }
    return Section(
      title: "Published proofs", text: table.text + (left.isEmpty ? "" : "\nleft:\n" + left),
      bounds: [
        .share("steps read", steps.count(where: \.isRead), of: steps.count, atLeast: 0.95),
        .share("steps decided", steps.count(where: \.isDecided), of: steps.count, atLeast: 0.8),
        .shown("steps that introduce a name", "\(steps.count(where: \.isDefinition))"),
        .none("wrong verdicts", findings.reduce(0) { $0 + $1.wrong.count }),
        .share("known slips found", visible.count(where: \.isFound), of: visible.count, atLeast: 1),
        .shown("known slips that do not change the value", "\(slips.count - visible.count)"),
      ])
  }
}

extension ProofFindings {
  /// The steps and formulas with wrong verdicts.
  var wrong: [StepFinding] { (steps + claims).filter(\.isWrong) }

  /// What is not read, not decided or wrong, each with its reason.
  var left: [String] {
    var lines = refusedDeclarations.map { "given: not read: \($0)" }
    for step in steps + claims {
      let place = "\(step.piece.words):"
      switch step.verdict {
      case .unread(let reason): lines.append("\(place) not read: \(reason)")
      case .checked(let outcome, let note) where step.isWrong:
        lines.append("\(place) WRONG VERDICT \(outcome.label) \(note)")
      case .checked(.undecided, let note): lines.append("\(place) undecided: \(note)")
      case .checked, .definition, .refused, .cut: continue
      }
    }
    for slip in slips {
      if case .missed(let reason) = slip { lines.append("slip: not found: \(reason)") }
    }
    return lines
  }
}

extension ProofText.Piece {
  /// The place as a person counts, from 1.
  var words: String {
    switch self {
    case .given(let number): "given \(number + 1)"
    case .line(let chain, let index): "chain \(chain + 1), step \(index)"
    case .claim(let number): "theorem, formula \(number + 1)"
    }
  }
}

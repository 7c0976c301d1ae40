import Notation
import Verification

// Each finding once in a few words and once in full.

extension ProofFinding {
  var brief: String {
    switch self {
    case .proved(let rules, _, let assumptions):
      "proof " + (rules.isEmpty ? "by normal form" : safe(rules))
        + (assumptions.isEmpty ? "" : ", assuming " + safe(assumptions))
    case .notFound: "no proof"
    }
  }

  var full: String {
    switch self {
    case .proved(let rules, _, _): "found, by " + (rules.isEmpty ? "normal form" : safe(rules))
    case .notFound(let reason): "not found: " + SafeText.escaped(reason)
    }
  }
}

extension ExactFinding {
  var brief: String {
    switch self {
    case .equal(let points, _, let falseEqual):
      "exact \(counted(points, "point")) in F_p, false equal < \(NumberText.below(falseEqual))"
    case .different(let sizes): "exact differs" + (sizes.isEmpty ? "" : " at \(SafeText.escaped(sizes))")
    case .outside: "not in the exact field"
    }
  }

  var full: String {
    switch self {
    case .equal(let points, let sizes, let falseEqual):
      "equal at \(counted(points, "random point")) of the field of 2^61 - 1"
        + (sizes.isEmpty ? "" : " (" + sizes.map(SafeText.escaped).joined(separator: "; ") + ")")
        + ", a false \"equal\" has probability < \(NumberText.below(falseEqual))"
    case .different(let sizes):
      "different at a random point of the field of 2^61 - 1"
        + (sizes.isEmpty ? "" : " (\(SafeText.escaped(sizes)))")
    case .outside(let reason): "outside the field: " + SafeText.escaped(reason)
    }
  }
}

extension FloatingFinding {
  var brief: String {
    switch self {
    case .agrees(let instances, let bound):
      "floating \(counted(instances, "instance")), error < \(NumberText.below(bound))"
    case .differs(let left, let right, let bound): "floating " + FloatingFinding.contrast(left, right, bound)
    case .outside: "not in floating point"
    }
  }

  var full: String {
    switch self {
    case .agrees(let instances, let bound):
      "equal at \(counted(instances, "instance")) within the rounding error, relative < \(NumberText.below(bound))"
    case .differs(let left, let right, let bound):
      "different beyond rounding: " + FloatingFinding.contrast(left, right, bound)
    case .outside(let reason): "outside: " + SafeText.escaped(reason)
    }
  }

  private static func contrast(_ left: Double, _ right: Double, _ bound: Double) -> String {
    let (left, right) = NumberText.distinguished(left, right)
    return "\(left) against \(right) (± \(NumberText.rounded(bound, digits: 2)))"
  }
}

extension SamplingFinding {
  var brief: String {
    switch self {
    case .agrees(let estimate): "sampled " + estimate.brief
    case .differs(let estimate): "sampled \(estimate.draws), differs by \(estimate.deviation)"
    case .unresolved(let estimate, _):
      "sampled \(estimate.draws), resolution only \(estimate.percentage)"
    case .notNeeded: "nothing to sample"
    case .outside: "not sampled"
    }
  }

  var full: String {
    switch self {
    case .agrees(let estimate): estimate.full
    case .differs(let estimate): "different beyond chance: " + estimate.full
    case .unresolved(let estimate, let reason): "not sharp enough (\(SafeText.escaped(reason))): " + estimate.full
    case .notNeeded: "no expectation on either side"
    case .outside(let reason): "outside: " + SafeText.escaped(reason)
    }
  }
}

extension Estimate {
  var draws: String { NumberText.count(samples) + (samples == 1 ? " draw" : " draws") }

  /// The difference against its standard error.
  var deviation: String {
    if difference == 0 { return "0" }
    guard standardError > 0 else { return NumberText.rounded(difference, digits: 2) + " without spread" }
    return NumberText.rounded(abs(difference) / standardError, digits: 2) + " σ"
  }

  var percentage: String { NumberText.rounded(resolution * 100, digits: 2) + " %" }

  var brief: String { "\(draws), difference \(deviation), resolution \(percentage)" }

  var full: String {
    "\(draws), difference \(deviation) (\(NumberText.rounded(difference, digits: 3)) ± "
      + "\(NumberText.rounded(standardError, digits: 3))), resolution \(percentage), "
      + "a true step is rejected with probability < \(NumberText.below(errorRate))"
  }
}

private func safe(_ names: [String]) -> String { names.map(SafeText.escaped).joined(separator: ", ") }

extension StepReport {
  /// The three ways in a few words each; floating point speaks where exact arithmetic cannot decide.
  var briefEvidence: [String] {
    if outcome == .condition { return ["asked, not claimed"] }
    var pieces = [proof.brief, exact.brief]
    switch (exact, floating) {
    case (.equal, .agrees), (.equal, .outside): break
    default: pieces.append(floating.brief)
    }
    pieces.append(sampling.brief)
    pieces += remarks.map { $0.words(spelling: Spelling.plain) }
    if outcome.isPass, let againstFirst, !againstFirst.isPass {
      pieces.append("\(againstFirst.label) against the first line")
    }
    return pieces
  }

  /// All of the evidence as labelled lines.
  var fullEvidence: [(label: String, text: String)] {
    var rows: [(String, String)] = []
    if let reason { rows.append(("reason", SafeText.escaped(reason))) }
    rows.append(("proof", proof.full))
    if case .proved(_, let restsOn, let assumptions) = proof {
      if !restsOn.isEmpty { rows.append(("rests on", safe(restsOn))) }
      if !assumptions.isEmpty { rows.append(("assumes", safe(assumptions))) }
    }
    rows.append(("exact", exact.full))
    rows.append(("floating", floating.full))
    rows.append(("sampled", sampling.full))
    for remark in remarks { rows.append(("remark", remark.words(spelling: Spelling.plain))) }
    if let againstFirst { rows.append(("to first", "\(againstFirst.label) against the first line of the chain")) }
    return rows
  }
}

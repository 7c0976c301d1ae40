/// The points of an answer to one question, with their arithmetic.
///
/// The rule: a final answer that is equal to the key's, in the form that is asked for, gets its points whatever leads to
/// it. A step counts if it holds against the line before it and its line is no mere rearrangement of one that stood
/// before. With the right end, each wrong step costs its share of the steps' points; without it, the counted steps are
/// shares of those that the key has, and at least one share is missing. What is not decided or not read gives nothing by
/// itself, and a person may grant it: `upTo` is what there is if all of that is right.
public struct Score: Sendable, Hashable, Codable {
  /// What is counted.
  public struct Counts: Sendable, Hashable {
    /// The steps that hold and say something new.
    public var valid = 0
    /// The lines between the question and the end that hold and show something: they say something new, or bring in
    /// an operation that the question has not.
    public var shown = 0
    /// The steps that are wrong; those of asides count as one, where no other is wrong.
    public var wrong = 0
    /// The lines of which nothing is known.
    public var open = 0
    /// The steps that the key's own derivation has, at least one.
    public var inKey = 1
  }

  /// The points that are certain.
  public let points: Points
  /// The points if everything that is not known is right.
  public let upTo: Points
  /// All points.
  public let total: Points
  /// The arithmetic, a line for each part.
  public let arithmetic: [String]

  /// Nothing of the question, for that reason.
  ///
  /// - Parameter isOpen: whether a person may grant everything.
  static func nothing(_ rules: QuestionRules, _ reason: String, isOpen: Bool) -> Score {
    Score(points: .zero, upTo: isOpen ? rules.total : .zero, total: rules.total, arithmetic: [reason])
  }

  private init(points: Points, upTo: Points, total: Points, arithmetic: [String]) {
    self.points = points
    self.upTo = upTo
    self.total = total
    self.arithmetic = arithmetic
  }

  /// The score of an answer with that final answer and those steps.
  init(_ rules: QuestionRules, final: FinalAnswer, counts: Counts) {
    var arithmetic: [String] = []
    var sure = Points.zero
    var most = Points.zero
    let isBare =
      counts.shown == 0 && counts.wrong == 0 && counts.open == 0 && (counts.inKey > 1 || counts.valid == 0)
    let finalPoints = isBare && rules.bareAnswer == .nothing ? Points.zero : rules.final
    switch final {
    case .right:
      (sure, most) = (finalPoints, finalPoints)
      arithmetic.append("final answer: equal to the key's, \(finalPoints) of \(rules.final)")
    case .open(let reason):
      most = finalPoints
      arithmetic.append("final answer: not known (\(reason)), 0 of \(rules.final), up to \(finalPoints) by a person")
    case .wrong: arithmetic.append("final answer: not equal to the key's, 0 of \(rules.final)")
    case .notClosed(let left):
      arithmetic.append(
        "final answer: right, but not in the form that is asked for (\(left) is left), 0 of \(rules.final)")
    case .otherSymbols(let names):
      arithmetic.append("final answer: \(names.joined(separator: ", ")) is not allowed in it, 0 of \(rules.final)")
    case .restated: arithmetic.append("final answer: only restates the question, 0 of \(rules.final)")
    case .missing: arithmetic.append("final answer: none, 0 of \(rules.final)")
    }
    let certain = Score.steps(rules, final == .right, counts, isBare: isBare)
    var hopeful = counts
    hopeful.valid += counts.open
    hopeful.open = 0
    let isOpen = if case .open = final { true } else { false }
    let possible = Score.steps(rules, final == .right || isOpen, hopeful, isBare: isBare)
    sure = sure + certain.points
    most = most + max(possible.points, certain.points)
    if rules.steps > .zero {
      var line = "steps: \(certain.words), \(certain.points) of \(rules.steps)"
      if possible.points > certain.points { line += ", up to \(possible.points) by a person" }
      arithmetic.append(line)
    }
    self.init(points: sure, upTo: max(sure, most), total: rules.total, arithmetic: arithmetic)
  }

  private static func steps(
    _ rules: QuestionRules, _ arrives: Bool, _ counts: Counts, isBare: Bool
  ) -> (points: Points, words: String) {
    let key = counts.inKey
    if arrives {
      if isBare {
        switch rules.bareAnswer {
        case .full: return (rules.steps, "none are asked for beside a bare answer")
        case .final, .nothing: return (.zero, "a bare answer has none")
        }
      }
      if counts.valid == 0 { return (.zero, "none holds that leads from the question") }
      let all = max(key, counts.valid + counts.wrong + counts.open)
      let good = all - counts.wrong - counts.open
      let lost =
        counts.wrong + counts.open == 0 ? "nothing is wrong" : "(\(all) - \(counts.wrong + counts.open))/\(all)"
      return (rules.steps.share(good, of: all), "\(counts.valid) hold and \(lost)")
    }
    let missing = max(1, counts.wrong)
    let good = max(0, min(counts.valid, key - missing))
    return (
      rules.steps.share(good, of: key),
      "\(counts.valid) hold, \(counts.wrong) wrong, the key has \(key): \(good)/\(key)"
    )
  }
}

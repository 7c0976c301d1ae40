import Notation

/// Reads the paragraphs of a key that say what counts.
enum RulesReader {
  static let example = "**Points** 10: 6 for the final answer, 4 for the steps."

  /// The rules of a claim; nil where it carries no points.
  static func rules(of claim: Claim) throws(KeyError) -> QuestionRules? {
    var rules: QuestionRules?
    var problems: [String] = []
    func words(_ mark: String) -> String? {
      let found = claim.remarks.compactMap { rest(of: $0, behind: mark) }
      if found.count > 1 { problems.append("\(claim.title): there are two paragraphs **\(mark)**") }
      return found.first
    }
    guard let points = words("Points") else {
      for mark in ["Form", "Symbols", "Bare answer"] where words(mark) != nil {
        throw KeyError(problems: ["\(claim.title): **\(mark)** stands without **Points**"])
      }
      return nil
    }
    do throws(KeyError) { rules = try self.points(points, claim.title) } catch { problems += error.problems }
    if let text = words("Form") {
      let text = text.lowercased()
      if text.hasPrefix("closed") {
        rules?.form = .closed
      } else if text.hasPrefix("expanded") {
        rules?.form = .expanded
      } else if text.hasPrefix("any") {
        rules?.form = .any
      } else {
        problems.append("\(claim.title): **Form** is 'closed form', 'expanded' or 'any'")
      }
    }
    if let text = words("Symbols") {
      let names = InlineNames.names(text)
      if names.isEmpty { problems.append("\(claim.title): **Symbols** names none, such as $\\mu_1$") }
      rules?.symbols = names
    }
    if let text = words("Bare answer") {
      let text = text.lowercased()
      if text.contains("full") {
        rules?.bareAnswer = .full
      } else if text.contains("nothing") || text.contains("does not count") {
        rules?.bareAnswer = .nothing
      } else if !text.contains("final") {
        problems.append("\(claim.title): **Bare answer** counts 'in full', 'as the final answer' or 'nothing'")
      }
    }
    guard problems.isEmpty, let rules else { throw KeyError(problems: problems) }
    return rules
  }

  /// What follows the mark at the beginning of a paragraph.
  private static func rest(of remark: String, behind mark: String) -> String? {
    guard remark.lowercased().hasPrefix(mark.lowercased()) else { return nil }
    let rest = remark.dropFirst(mark.count)
    guard rest.first?.isLetter != true else { return nil }
    return String(rest.drop { " :.".contains($0) })
  }

  /// `10: 6 for the final answer, 4 for the steps`
  private static func points(_ text: String, _ title: String) throws(KeyError) -> QuestionRules {
    let words = text.split { $0.isWhitespace || $0 == "," || $0 == ":" || $0 == ";" }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    guard let first = words.first, let total = Points(first) else {
      throw KeyError(problems: ["\(title): **Points** begins with a number, as in \(example)"])
    }
    var final: Points?
    var steps: Points?
    var last: Points?
    for word in words.dropFirst() {
      if let number = Points(word) { last = number }
      guard let number = last else { continue }
      if word.lowercased().hasPrefix("final") { (final, last) = (number, nil) }
      if word.lowercased().hasPrefix("step") { (steps, last) = (number, nil) }
    }
    if let known = final, steps == nil, known <= total { steps = total - known }
    if let known = steps, final == nil, known <= total { final = total - known }
    guard let final, let steps else {
      throw KeyError(problems: ["\(title): **Points** says what the final answer and the steps give, as in \(example)"])
    }
    guard final + steps == total else {
      throw KeyError(problems: ["\(title): \(final) and \(steps) points do not make \(total)"])
    }
    guard final > .zero else {
      throw KeyError(problems: ["\(title): the final answer must give points, or a wrong one could get them all"])
    }
    return QuestionRules(total: total, final: final, steps: steps)
  }
}

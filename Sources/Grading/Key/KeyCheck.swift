import Notation
import Reporting
import Verification

/// What is wrong with a key that can be read, and how sharp it is.
public struct KeyCheck: Sendable {
  /// What is wrong, one sentence each without a full stop.
  public let problems: [String]
  /// The near misses of the key's lines and what became of them.
  public let mutations: MutationReport
  /// The key.
  public let key: GradingKey

  /// Checks the key: every line holds, the key is an answer to itself that gets all points, and near misses are refuted.
  ///
  /// - Parameter bytes: the text of the key.
  public init(key: GradingKey, bytes: [UInt8], checker: Checker) {
    self.key = key
    var problems: [String] = []
    let source = key.document.source
    for claim in checker.check([key.document]).files.flatMap(\.claims) {
      for step in claim.chains.flatMap(\.steps) where !step.outcome.isPass {
        problems.append("\(claim.claim.title): line \(step.location.line) is \(step.outcome.rawValue)")
      }
    }
    let grader = Grader(key: key, library: checker.library, seed: checker.options.seed)
    let own = grader.grade(bytes, name: source.name)
    // Where several conventions stand below each other, none is an answer to the others.
    for (question, asked) in zip(own.questions, key.questions)
    where asked.conventions.count == 1 && question.score.points < question.score.total {
      let reasons = question.score.arithmetic + question.review
      problems.append(
        "\(question.title): the key's own answer would get \(question.score.points) of \(question.score.total) points: "
          + reasons.joined(separator: "; "))
    }
    mutations = checker.mutants(of: [key.document])
    for mutant in mutations.mutants {
      guard case .survived = mutant.fate else { continue }
      problems.append("line \(mutant.location.line): a near miss passes: \(mutant.words)")
    }
    self.problems = problems
  }

  /// The check as text.
  public var text: String {
    var output =
      "\(SafeText.escaped(key.document.title)): \(counted(key.questions.count, "question")), \(key.total) points\n"
    for question in key.questions {
      let rules = question.rules
      output += "  \(SafeText.escaped(question.title)): \(rules.total) points, \(rules.final) for the final answer, "
      output += "\(rules.steps) for the steps\n"
    }
    for problem in problems { output += "problem: \(SafeText.escaped(problem))\n" }
    let counts = mutations.counts
    output += "near misses: \(counts.made) made, \(counts.refuted) refuted, \(counts.equivalent) equivalent, "
    output += "\(counts.survived) survived, \(counts.undecided) undecided"
    if let score = counts.score { output += ", mutation score \(Int((score * 100).rounded(.down))) %" }
    output += "\n"
    return output + (problems.isEmpty ? "nothing is wrong with the key\n" : "\(counted(problems.count, "problem"))\n")
  }
}

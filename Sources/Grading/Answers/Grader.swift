import Notation
import NumericCore
import Symbolic
import Verification

/// Grades answers by a key.
///
/// The grade of an answer depends on its bytes, on the ending of its name and on the key alone: not on other answers, on
/// how many there are, or on the number of threads.
public struct Grader: Sendable {
  /// The key.
  public let key: GradingKey
  /// Checks the lines of answers.
  let checker: Checker
  /// Compares final answers with the key's.
  let comparer: Checker
  /// The counted steps of each convention's own derivation, and how steps are told apart.
  let measures: [[KeyMeasure]]

  /// The most bytes of an answer.
  public static let sizeLimit = 256 << 10
  /// The most steps of an answer to one question.
  static let stepLimit = 150
  /// The most parts of one line, definitions followed, and of all lines of an answer together.
  static let termLimit = (line: 1200, answer: 15_000)
  /// The most parts that are evaluated once for a line, and for all lines of an answer together.
  static let workLimit = (line: 200_000, answer: 1_000_000)

  /// A grader with that key.
  ///
  /// - Parameter library: what proofs may rest on.
  public init(key: GradingKey, library: IdentityLibrary, seed: UInt64 = 1) {
    self.key = key
    var options = CheckOptions(seed: seed, threads: 1)
    options.effort = .untilDecided
    options.explanations = .firstOfChain
    options.diagnosis = DiagnosisSearch.Limits(evaluations: 200)
    let identityChecks = IdentityChecks()
    checker = Checker(library: library, options: options, identityChecks: identityChecks)
    // What full points rest on is asked in every way that there is.
    options.effort = .full
    options.explanations = .none
    comparer = Checker(library: library, options: options, identityChecks: identityChecks)
    measures = key.questions.map { $0.conventions.map(KeyMeasure.init) }
  }

  /// The grade of an answer with these bytes.
  ///
  /// - Parameter name: the path; the text is read as LaTeX where it ends in `.tex`.
  public func grade(_ bytes: [UInt8], name: String) -> AnswerGrade {
    let sheet: AnswerSheet
    do throws(NotationError) {
      guard bytes.count <= Grader.sizeLimit else {
        return unreadable(name, "the file is larger than \(Grader.sizeLimit >> 10) KB")
      }
      // Results must not depend on what a file is called.
      sheet = try AnswerSheet(bytes: bytes, name: name.lowercased().hasSuffix(".tex") ? "answer.tex" : "answer.md")
    } catch {
      return unreadable(name, "line \(error.location.line): \(error.message)")
    }
    let parts = QuestionParts(sheet, key.questions)
    let questions = key.questions.indices.map { number -> QuestionGrade in
      guard let sections = parts.sections[number] else {
        if parts.inText.contains(number) {
          return leftOpen(key.questions[number], "the answer has formulas in its text, but none that is displayed")
        }
        return parts.hasLeftovers
          ? leftOpen(
            key.questions[number], "no heading of the answer names this question, and other parts of it name none")
          : unanswered(key.questions[number])
      }
      return grade(number, sections, of: sheet.source)
    }
    return AnswerGrade(name: name, questions: questions, error: nil)
  }

  /// The grade under the convention that is best for the writer.
  private func grade(_ number: Int, _ sections: [AnswerSheet.Section], of source: Source) -> QuestionGrade {
    let question = key.questions[number]
    var best: QuestionGrade?
    for (convention, measure) in zip(question.conventions, measures[number]) {
      let grading = QuestionGrading(
        question: question, convention: convention, measure: measure, checker: checker, comparer: comparer)
      var grade = grading.grade(sections, of: source)
      if convention.claim.slug != question.slug { grade.convention = convention.claim.title }
      if let known = best, (known.score.points, known.score.upTo) >= (grade.score.points, grade.score.upTo) { continue }
      best = grade
      if grade.score.points == question.rules.total { break }
    }
    return best ?? unanswered(question)
  }

  /// The grade of an answer that cannot be read, for that reason.
  public func unreadable(_ name: String, _ reason: String) -> AnswerGrade {
    let questions = key.questions.map { question in
      var grade = QuestionGrade(
        slug: question.slug, title: question.title,
        score: .nothing(question.rules, "the answer could not be read, 0 of \(question.rules.total)", isOpen: true))
      grade.review = ["the answer could not be read: \(reason)"]
      return grade
    }
    return AnswerGrade(name: name, questions: questions, error: reason)
  }

  private func unanswered(_ question: Question) -> QuestionGrade {
    var grade = QuestionGrade(
      slug: question.slug, title: question.title,
      score: .nothing(question.rules, "not answered, 0 of \(question.rules.total)", isOpen: false))
    grade.isAnswered = false
    return grade
  }

  private func leftOpen(_ question: Question, _ reason: String) -> QuestionGrade {
    var grade = QuestionGrade(
      slug: question.slug, title: question.title,
      score: .nothing(question.rules, "nothing was graded, 0 of \(question.rules.total)", isOpen: true))
    grade.isAnswered = false
    grade.review = [reason]
    return grade
  }
}

/// How much a convention's own derivation is made of.
struct KeyMeasure: Sendable {
  /// What counts as a restatement: where the whole question is plain algebra, order alone.
  let restatement: Restatement.Measure
  /// The steps that say something new, at least one.
  let steps: Int

  init(_ convention: Convention) {
    let algebra = KeyMeasure.count(convention, .algebra)
    restatement = algebra > 0 ? .algebra : .order
    steps = max(1, algebra > 0 ? algebra : KeyMeasure.count(convention, .order))
  }

  private static func count(_ convention: Convention, _ measure: Restatement.Measure) -> Int {
    let claim = convention.claim
    var restatement = Restatement(claim.declarations, measure)
    var count = 0
    for chain in claim.chains {
      _ = restatement.add(chain.first.term)
      for step in chain.steps where !step.isCondition && step.relation != .definition {
        if restatement.add(step.line.term) == nil { count += 1 }
      }
    }
    return count
  }
}

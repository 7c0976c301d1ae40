import NumericCore
import Reporting
import Symbolic
import Verification

/// A class that is made from a key, and what becomes of it: half of the answers are honest, the others have one planted
/// error each.
public struct Rehearsal: Sendable {
  /// The answers that are made.
  public let size: Int
  /// The honest ones, and those of them that get all points without a person.
  public private(set) var honest = (all: 0, full: 0)
  /// The planted errors, those that are found at their line, and those whose answer has less than all points.
  public private(set) var planted = (all: 0, found: 0, charged: 0)
  /// The answers that are left for a person.
  public private(set) var reviewed = 0
  /// What is wrong, one sentence for each of the first few answers that are not graded as they deserve.
  public private(set) var surprises: [String] = []
  /// The seconds for each answer, ascending.
  public private(set) var seconds: [Double] = []
  /// The seconds for the class.
  public private(set) var wall = 0.0
  /// The lines of all answers.
  public private(set) var lines = 0
  /// The points of each answer.
  let points: [Points]

  /// Grades a class of that size.
  ///
  /// - Parameters:
  ///   - seed: from which the class is made; the grader has its own.
  ///   - mutations: the near misses of the key, of which those are planted that are wrong.
  public init(_ grader: Grader, size: Int, seed: UInt64, threads: Int, mutations: MutationReport) {
    let answers = Rehearsal.answers(grader.key, size, seed, mutations)
    self.size = answers.count
    let clock = ContinuousClock()
    let start = clock.now
    let graded = concurrentMap(answers, threads: threads, makeState: {}) { answer, _ in
      let begin = clock.now
      let grade = grader.grade(Array(answer.text.utf8), name: answer.name)
      return (grade, (clock.now - begin).seconds)
    }
    wall = (clock.now - start).seconds
    seconds = graded.map(\.1).sorted()
    points = graded.map(\.0.points)
    for (answer, (grade, _)) in zip(answers, graded) {
      lines += grade.questions.reduce(0) { $0 + $1.lines.count { $0.verdict != .statement } }
      if grade.needsReview { reviewed += 1 }
      guard let place = answer.planted else {
        honest.all += 1
        let isFull = grade.points == grade.total && !grade.needsReview
        if isFull { honest.full += 1 } else { note("\(answer.name): honest, \(grade.points) of \(grade.total)", grade) }
        continue
      }
      planted.all += 1
      let first = grade.questions[place.question].firstWrong?.location.line
      if first == place.line {
        planted.found += 1
      } else {
        note(
          "\(answer.name): the error on line \(place.line) is \(first.map { "found on line \($0)" } ?? "not found")",
          grade)
      }
      if grade.points < grade.total {
        planted.charged += 1
      } else {
        note("\(answer.name): all points for an error", grade)
      }
    }
  }

  private mutating func note(_ sentence: String, _ grade: AnswerGrade) {
    guard surprises.count < 10 else { return }
    let reasons = grade.questions.flatMap(\.review).prefix(2)
    surprises.append(([sentence] + reasons).joined(separator: "; "))
  }

  /// The texts of a class.
  public static func texts(
    _ key: GradingKey, size: Int, seed: UInt64, mutations: MutationReport
  ) -> [(name: String, text: String)] {
    answers(key, size, seed, mutations).map { ($0.name, $0.text) }
  }

  private static func answers(
    _ key: GradingKey, _ size: Int, _ seed: UInt64, _ mutations: MutationReport
  ) -> [RehearsedAnswer] {
    let errors = errors(key, mutations)
    return (0..<size).map { number in
      var writer = AnswerWriter(key, number: number, seed: seed)
      let isHonest = number % 2 == 0 || errors.isEmpty
      return writer.answer(
        "answer-\(number + 1)", planting: isHonest ? nil : errors[number / 2 * 7919 % errors.count])
    }
  }

  /// The near misses of lines of steps that are refuted, in the questions' own conventions.
  private static func errors(
    _ key: GradingKey, _ mutations: MutationReport
  ) -> [(question: Int, chain: Int, line: Int, term: Term)] {
    var errors: [(question: Int, chain: Int, line: Int, term: Term)] = []
    let claims = mutations.files.flatMap(\.claims)
    for (number, question) in key.questions.enumerated() {
      let claim = question.conventions[0].claim
      for mutant in claims.first(where: { $0.claim.slug == claim.slug })?.mutants ?? [] {
        guard case .refuted = mutant.fate else { continue }
        for (index, chain) in claim.chains.enumerated() {
          guard
            let line = chain.lines.firstIndex(where: {
              key.document.source.location($0.range.lowerBound) == mutant.location
            }), line > 0
          else { continue }
          errors.append((number, index, line, mutant.mutated))
        }
      }
    }
    return errors
  }

  /// The figures, one on each line.
  public var text: String {
    func percentile(_ share: Double) -> Double {
      seconds.isEmpty ? 0 : seconds[min(seconds.count - 1, Int(Double(seconds.count) * share))]
    }
    func number(_ value: Double) -> String { NumberText.rounded(value, digits: 3) }
    var output = "class of \(size), \(lines) lines\n"
    output += "honest answers with all points:  \(honest.full) of \(honest.all)\n"
    output += "planted errors at their line:    \(planted.found) of \(planted.all)\n"
    output += "planted errors that cost points: \(planted.charged) of \(planted.all)\n"
    output += "left for a person:               \(reviewed)\n"
    output += "seconds for the class:           \(number(wall))\n"
    output += "milliseconds for an answer:      \(number(1000 * percentile(0.5))) in the middle, "
    output +=
      "\(number(1000 * percentile(0.99))) at the 99th percentile, \(number(1000 * (seconds.last ?? 0))) at most\n"
    for surprise in surprises { output += "surprise: \(SafeText.escaped(surprise))\n" }
    return output
  }

  /// Whether every answer is graded as it deserves.
  public var isAsExpected: Bool {
    honest.full == honest.all && planted.found == planted.all && planted.charged == planted.all
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

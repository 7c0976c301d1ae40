/// The grades of a run.
public struct GradeReport: Sendable {
  /// The key.
  public let key: GradingKey
  /// The seed from which every draw derives.
  public let seed: UInt64
  /// The grades, in the order in which the answers were named.
  public let answers: [AnswerGrade]

  /// The report of these grades.
  public init(key: GradingKey, seed: UInt64, answers: [AnswerGrade]) {
    self.key = key
    self.seed = seed
    self.answers = answers
  }

  /// What a person has to look at: the answer, the question and why.
  public var review: [(answer: String, question: String?, reason: String)] {
    answers.flatMap { answer -> [(answer: String, question: String?, reason: String)] in
      if let error = answer.error { return [(answer.name, nil, "the answer could not be read: \(error)")] }
      return answer.questions.flatMap { question in question.review.map { (answer.name, question.title, $0) } }
    }
  }
}

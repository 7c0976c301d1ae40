#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What tells one grading from another: everything that a grade depends on.
public struct GradeFingerprint: Sendable {
  private var base = SHA256()

  /// The fingerprint of gradings by this program with this key, these identities and this seed.
  ///
  /// - Parameters:
  ///   - program: what tells one build of the program from another.
  ///   - key: the bytes of the key.
  ///   - identities: the bytes of every file that proofs may rest on.
  public init(program: String, key: [UInt8], identities: [[UInt8]], seed: UInt64) {
    base.addWhole(Array("verify-grade/1 \(program) \(seed)".utf8))
    base.addWhole(key)
    for identity in identities { base.addWhole(identity) }
  }

  /// The name under which the grade of an answer is kept, in 64 hexadecimal digits.
  public func name(of bytes: [UInt8], isTeX: Bool) -> String {
    var digest = base
    digest.addWhole([isTeX ? 1 : 0])
    digest.addWhole(bytes)
    return digest.digest
  }
}

extension AnswerGrade {
  /// JSON has no infinity, and the bound of a counterexample may be one.
  private static let infinity = (positive: "inf", negative: "-inf", none: "nan")

  /// The grade as bytes from which it can be made again; nil where it cannot be written.
  public var record: [UInt8]? {
    let encoder = JSONEncoder()
    let words = AnswerGrade.infinity
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.none)
    return (try? encoder.encode(self)).map(Array.init)
  }

  /// The grade of those bytes for an answer of that name; nil where they are no grade by the key.
  public init?(record: [UInt8], name: String, key: GradingKey) {
    let decoder = JSONDecoder()
    let words = AnswerGrade.infinity
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.none)
    guard var grade = try? decoder.decode(AnswerGrade.self, from: Data(record)),
      grade.questions.map(\.slug) == key.questions.map(\.slug),
      zip(grade.questions, key.questions).allSatisfy({ grade, question in
        grade.score.total == question.rules.total && grade.score.points <= grade.score.upTo
          && grade.score.upTo <= grade.score.total && grade.score.points >= .zero
      })
    else { return nil }
    grade.name = name
    self = grade
  }
}

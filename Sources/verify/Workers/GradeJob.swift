import Grading
import Notation
import Reporting
import Verification

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// All that a worker has to know to grade answers, so that it reads no file.
struct GradeJob: Sendable {
  /// A file with its bytes.
  struct Text: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  let key: Text
  /// The files of identities that proofs may rest on.
  let identities: [Text]
  /// The seed from which every draw derives.
  let seed: UInt64
  var limits = WorkerLimits()

  /// What the program is called with to be a worker. No help text names it: it is of no use to a person.
  static let arguments = ["grade", "--worker"]
  /// What a worker says that has taken up its job.
  static let ready = WorkerMessage([Array("verify-worker/1 \(Tool.version)".utf8)])

  init(key: Text, identities: [Text], seed: UInt64) {
    self.key = key
    self.identities = identities
    self.seed = seed
  }

  /// The job as it is sent.
  var message: WorkerMessage {
    let numbers = [String(seed), String(limits.memory), String(limits.seconds), String(limits.wait)]
    let texts = ([key] + identities).flatMap { [Array($0.name.utf8), $0.bytes] }
    return WorkerMessage(numbers.map { Array($0.utf8) } + texts)
  }

  /// The job of a message; nil where it is none.
  init?(_ message: WorkerMessage) {
    guard message.parts.count >= 6, message.parts.count % 2 == 0 else { return nil }
    let numbers = message.parts.prefix(4).map { String(decoding: $0, as: UTF8.self) }
    guard let seed = UInt64(numbers[0]), let memory = Int(numbers[1]), let seconds = Int(numbers[2]),
      let wait = Int(numbers[3])
    else { return nil }
    let texts = stride(from: 4, to: message.parts.count, by: 2).map { place in
      Text(name: String(decoding: message.parts[place], as: UTF8.self), bytes: message.parts[place + 1])
    }
    self.init(key: texts[0], identities: Array(texts.dropFirst()), seed: seed)
    limits = WorkerLimits(memory: memory, seconds: seconds, wait: wait)
  }
}

/// What a worker found of an answer.
struct GradeReply {
  let grade: AnswerGrade
  /// What is wrong with identities that were read for it or before.
  let errors: [InputError]

  /// The reply as it is sent; nil where it cannot be written.
  var message: WorkerMessage? {
    guard let record = grade.record, let errors = try? JSONEncoder().encode(errors) else { return nil }
    return WorkerMessage([record, Array(errors)])
  }

  init(_ grade: AnswerGrade, _ errors: [InputError]) {
    self.grade = grade
    self.errors = errors
  }

  /// The reply of a message, for an answer of that name; nil where it is none.
  init?(_ message: WorkerMessage, name: String, key: GradingKey) {
    guard message.parts.count == 2, let grade = AnswerGrade(record: message.parts[0], name: name, key: key),
      let errors = try? JSONDecoder().decode([InputError].self, from: Data(message.parts[1]))
    else { return nil }
    self.init(grade, errors)
  }
}

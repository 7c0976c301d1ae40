import Grading
import Notation
import Reporting
import Verification

/// The program as a worker: it takes up a job and grades one answer after the other, until nobody asks any more.
enum GradeWorker {
  /// Whether the program was started by itself to be a worker, and nobody typed that.
  static func isAsked(_ arguments: [String]) -> Bool { arguments == GradeJob.arguments && Processes.isInputSocket }

  static func run(_ engine: Engine) -> Status {
    guard let job = receive().flatMap(GradeJob.init) else { return .usage }
    Processes.bound(memory: job.limits.memory)
    let late = LateErrors()
    guard let document = try? engine.read(job.key.bytes, job.key.name), let key = try? GradingKey(document) else {
      return .unreadable
    }
    let files = job.identities.compactMap { try? IdentityFile($0.bytes, $0.name, engine, late) }
    let grader = Grader(key: key, library: IdentityLibrary(files: files), seed: job.seed)
    guard Processes.write(GradeJob.ready.bytes) else { return .unwritable }
    while let answer = receive() {
      guard answer.parts.count == 2 else { return .usage }
      Processes.bound(seconds: job.limits.seconds)
      let grade = grader.grade(answer.parts[1], name: String(decoding: answer.parts[0], as: UTF8.self))
      guard let reply = GradeReply(grade, late.errors).message, Processes.write(reply.bytes) else { return .unwritable }
    }
    return .holds
  }

  private static func receive() -> WorkerMessage? {
    guard let head = Processes.readInput(WorkerMessage.lengthSize), let length = WorkerMessage.length(head[...]),
      let body = Processes.readInput(length)
    else { return nil }
    return WorkerMessage(body: body[...])
  }
}

/// A process that grades answers, one at a time; it ends with this object.
final class Worker {
  private let child: Processes.Child
  private let limits: WorkerLimits
  private var isOver = false
  /// How many answers it has graded.
  private(set) var graded = 0

  /// The number of its process.
  var process: Int { Int(child.process) }

  /// A worker that has taken up its job and is ready; nil where the program cannot be started, or is none of ours.
  init?(_ program: String, _ job: GradeJob) {
    guard let child = Processes.start(program, GradeJob.arguments) else { return nil }
    self.child = child
    limits = job.limits
    let deadline = ContinuousClock.now + .seconds(limits.wait)
    guard (try? send(job.message, deadline)) != nil, (try? receive(deadline)) == GradeJob.ready else { return nil }
  }

  deinit { if !isOver { _ = Processes.end(child) } }

  /// What the worker says to a message; after a failure it is no more.
  func answer(to message: WorkerMessage) throws(WorkerFailure) -> WorkerMessage {
    let deadline = ContinuousClock.now + .seconds(limits.wait)
    do {
      try send(message, deadline)
      let answer = try receive(deadline)
      graded += 1
      return answer
    } catch {
      isOver = true
      throw cause(error, Processes.end(child))
    }
  }

  /// What a worker that ended did wrong.
  private func cause(_ failure: WorkerFailure, _ end: Processes.End) -> WorkerFailure {
    guard case .ended = failure else { return failure }
    if end.signal == Processes.processorSignal { return .late(seconds: limits.seconds) }
    // What is refused more memory ends in one way or another; not all of what it may have is ever in use.
    if end.memory > limits.memory / 2 { return .memory(limits) }
    return end.signal.map { .signal($0) } ?? .ended
  }

  private func send(_ message: WorkerMessage, _ deadline: ContinuousClock.Instant) throws(WorkerFailure) {
    var rest = message.bytes[...]
    while !rest.isEmpty {
      switch Processes.send(rest, to: child, until: deadline) {
      case .moved(let count): rest = rest.dropFirst(count)
      case .late: throw .late(seconds: limits.wait)
      case .closed: throw .ended
      }
    }
  }

  private func receive(_ deadline: ContinuousClock.Instant) throws(WorkerFailure) -> WorkerMessage {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if content.count >= WorkerMessage.lengthSize {
        guard let length = WorkerMessage.length(content[...]) else { throw .senseless }
        let body = content.dropFirst(WorkerMessage.lengthSize)
        if body.count >= length {
          // A worker speaks only when it is asked.
          guard body.count == length, let message = WorkerMessage(body: body) else { throw .senseless }
          return message
        }
      }
      switch Processes.receive(&buffer, from: child, until: deadline) {
      case .moved(let count): content += buffer.prefix(count)
      case .late: throw .late(seconds: limits.wait)
      case .closed: throw .ended
      }
    }
  }
}

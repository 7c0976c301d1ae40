/// What one answer may cost.
///
/// These bounds are a net below the grader's own, which count work and not time: those end every answer that is known
/// long before, so that grades do not depend on the machine. An answer that falls into the net is left to a person.
struct WorkerLimits: Equatable, Sendable {
  /// The bytes of address space of a worker.
  var memory = 2 << 30
  /// The seconds of a processor that an answer may take, whatever else runs on the machine.
  var seconds = 30
  /// The seconds by the clock, for a worker that waits for something instead of working.
  var wait = 300

  /// In words, such as 2 GB.
  var memoryText: String { memory >= 1 << 30 ? "\(memory >> 30) GB" : "\(memory >> 20) MB" }
}

/// Why a worker has no grade for an answer.
enum WorkerFailure: Error, Equatable {
  /// It was at work, or waited, for so many seconds.
  case late(seconds: Int)
  /// It needed more than it may have.
  case memory(WorkerLimits)
  /// A signal ended it.
  case signal(Int32)
  /// It ended by itself.
  case ended
  /// It said what no worker says.
  case senseless

  /// What is told of the answer, without a full stop.
  var message: String {
    switch self {
    case .late(let seconds): "took longer than \(seconds) s to grade"
    case .memory(let limits): "needed more than \(limits.memoryText) to grade"
    case .signal(let number): "made the grader fail (signal \(number))"
    case .ended, .senseless: "made the grader fail"
    }
  }
}

import NumericCore

extension Grader {
  /// An answer that was handed in.
  public enum Submission: Sendable {
    /// One with these bytes.
    case read(name: String, bytes: [UInt8])
    /// One that could not be read, for that reason.
    case unreadable(name: String, reason: String)
  }

  /// The grades of the answers, in order; what is found of one does not depend on the others.
  public func report(_ submissions: [Submission], threads: Int) -> GradeReport {
    let answers = concurrentMap(submissions, threads: threads, makeState: {}) { submission, _ in
      switch submission {
      case .read(let name, let bytes): grade(bytes, name: name)
      case .unreadable(let name, let reason): unreadable(name, reason)
      }
    }
    return GradeReport(key: key, seed: checker.options.seed, answers: answers)
  }
}

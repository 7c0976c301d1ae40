import Symbolic

/// The edits that make a wrong line right.
public struct Correction: Sendable, Hashable {
  /// The edits, each as if it were made to the wrong line alone; at least one.
  public let edits: [NearMiss]
  /// The line after all of them.
  public let corrected: Term

  /// What to change in words.
  public func words(spelling: (Term) -> String) -> String {
    let all = edits.map { $0.words(spelling: spelling) }
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
      .map { words in
        let count = all.count { $0 == words }
        return count > 1 ? "\(words) (in \(count) places)" : words
      }
      .joined(separator: "; ")
  }

  /// The correction as a report shows it.
  public func diagnosis(spelling: (Term) -> String) -> Diagnosis {
    Diagnosis(message: words(spelling: spelling), corrected: corrected)
  }
}

import Symbolic

/// The mutants of a chain: near misses of its lines, spread evenly over lines and kinds.
public struct MutationPlan: Sendable {
  /// One mutant.
  public struct Mutant: Sendable, Hashable {
    /// Unique in the chain and the same on every run, such as `3/sign/0.2`: line, kind and path.
    public let name: String
    /// The line that is mutated: 0 is the chain's first expression, i the line of step i.
    public let line: Int
    /// The edit.
    public let nearMiss: NearMiss
  }

  /// The mutants, ordered by line; within a line, likely mistakes first.
  public let mutants: [Mutant]

  /// Plans the mutants of a chain.
  ///
  /// Only edits that leave a line with a value are taken: none that brings in the logarithm of what may be negative,
  /// a covariance that may be none, or a diverging integral. Lines of steps come first, the chain's first expression
  /// fills up.
  ///
  /// - Parameter lines: the first expression and the line of each step.
  /// - Parameter count: how many mutants there are to be, where so many exist.
  public init(lines: [Term], declarations: Declarations, atLeast count: Int = 40) {
    let share = max(0, count)
    var queues = lines.enumerated().map { number, line in
      Self.queue(line, number: number, declarations: declarations)
    }
    var chosen: [(order: Int, mutant: Mutant)] = []
    var isExhausted = false
    while chosen.count < share, !isExhausted {
      isExhausted = true
      for number in queues.indices.dropFirst() where chosen.count < share && !queues[number].isEmpty {
        chosen.append((chosen.count, queues[number].removeFirst()))
        isExhausted = false
      }
    }
    if let first = queues.first {
      for mutant in first.prefix(share - chosen.count) { chosen.append((chosen.count, mutant)) }
    }
    mutants = chosen.sorted { ($0.mutant.line, $0.order) < ($1.mutant.line, $1.order) }.map(\.mutant)
  }

  /// The mutants of one line in the order in which they are taken: one of each kind, then another of each.
  private static func queue(_ line: Term, number: Int, declarations: Declarations) -> [Mutant] {
    let granted = ValueCondition.of(line)
    var byKind: [NearMiss.Kind: [Mutant]] = [:]
    var taken: [String: Int] = [:]
    for nearMiss in NearMisses.of(line, declarations: declarations) {
      let path = nearMiss.path.isEmpty ? "line" : nearMiss.path.map(String.init).joined(separator: ".")
      var name = "\(number)/\(nearMiss.kind.rawValue)/\(path)"
      let occurrence = taken[name, default: 0] + 1
      taken[name] = occurrence
      if occurrence > 1 { name += "#\(occurrence)" }
      if !ValueCondition.of(nearMiss.result).subtracting(granted).allSatisfy(\.isKnown) { continue }
      byKind[nearMiss.kind, default: []].append(Mutant(name: name, line: number, nearMiss: nearMiss))
    }
    // Another kind begins on every line, so that lines with few mutants each do not all give the same kind.
    let kinds = NearMiss.Kind.allCases.filter { byKind[$0] != nil }
    let start = kinds.isEmpty ? 0 : number % kinds.count
    let rows = (kinds[start...] + kinds[..<start]).compactMap { byKind[$0] }
    let depth = rows.map(\.count).max() ?? 0
    return (0..<depth).flatMap { round in rows.compactMap { $0.indices.contains(round) ? $0[round] : nil } }
  }
}

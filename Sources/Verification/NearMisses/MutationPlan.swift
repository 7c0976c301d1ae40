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
  /// - Parameter count: how many mutants there are to be at least, where so many exist; every line of a step gets one of
  ///   each kind in any case.
  public init(lines: [Term], declarations: Declarations, atLeast count: Int = 40) {
    var rounds = lines.enumerated().map { number, line in
      Self.rounds(line, number: number, declarations: declarations)
    }
    // The first expression is no step's line; its mutants come last.
    if !rounds.isEmpty { rounds.append(rounds.removeFirst()) }
    var chosen: [(order: Int, mutant: Mutant)] = []
    func take(_ mutants: some Sequence<Mutant>) { for mutant in mutants { chosen.append((chosen.count, mutant)) } }
    if count > 0 { for line in rounds.dropLast() { take(line.first ?? []) } }
    for round in 1..<max(2, rounds.map(\.count).max() ?? 0) {
      for line in rounds.dropLast() where line.indices.contains(round) {
        take(line[round].prefix(max(0, count - chosen.count)))
      }
    }
    for round in rounds.last ?? [] { take(round.prefix(max(0, count - chosen.count))) }
    mutants = chosen.sorted { ($0.mutant.line, $0.order) < ($1.mutant.line, $1.order) }.map(\.mutant)
  }

  /// The mutants of one line: one of each kind, then another of each, and so on.
  private static func rounds(_ line: Term, number: Int, declarations: Declarations) -> [[Mutant]] {
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
      if declarations.takesDensityElsewhere(nearMiss.replacement) { continue }
      byKind[nearMiss.kind, default: []].append(Mutant(name: name, line: number, nearMiss: nearMiss))
    }
    let kinds = NearMiss.Kind.allCases.compactMap { byKind[$0] }
    return (0..<(kinds.map(\.count).max() ?? 0)).map { round in
      kinds.compactMap { $0.indices.contains(round) ? $0[round] : nil }
    }
  }
}

extension Declarations {
  /// Whether an arbitrary density is taken at what is no variable: at its mean, of which nothing is known.
  fileprivate func takesDensityElsewhere(_ term: Term) -> Bool {
    term.contains { inner in
      let points: ArraySlice<Term>
      switch inner.head {
      case .law(let part) where isArbitrary(part.law): points = inner.arguments[...]
      case .density:
        guard case .law(let part)? = inner.arguments.first?.head, isArbitrary(part.law) else { return false }
        points = inner.arguments.dropFirst()
      default: return false
      }
      return points.contains { point in
        if case .expectation = point.head { true } else { false }
      }
    }
  }

  private func isArbitrary(_ law: Symbol) -> Bool { !components.contains { $0.law == law } }
}

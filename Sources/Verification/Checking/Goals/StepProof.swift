import Symbolic

/// The theorems that together prove a step, one for each of its comparisons.
struct StepProof: Sendable {
  let theorems: [Theorem]

  /// The names of everything that they rest on, in order and each once.
  var restsOn: [String] {
    var seen: Set<String> = []
    return theorems.flatMap(\.restsOn).filter { seen.insert($0).inserted }
  }

  /// What they assume.
  var assumptions: Set<Condition> { theorems.reduce(into: []) { $0.formUnion($1.assumptions) } }
}

import Notation
import Symbolic

/// The premises of a claim's chains, each with the values of the unknowns at which its rows are judged.
struct ClaimPremises {
  private let claim: Claim
  private let seed: UInt64
  /// What is known for the chain of that number, where it has a premise.
  private(set) var resolutions: [Int: PremiseResolution] = [:]

  init(claim: Claim, seed: UInt64) {
    self.claim = claim
    self.seed = seed
    var groups: [(premise: Premise, chains: [Int])] = []
    for (number, chain) in claim.chains.enumerated() {
      guard let premise = chain.premise else { continue }
      if let index = groups.firstIndex(where: { $0.premise == premise }) {
        groups[index].chains.append(number)
      } else {
        groups.append((premise, [number]))
      }
    }
    for group in groups {
      resolve(
        group.premise.equations, group.premise.unknowns, group.chains, source: source(group.premise))
    }
  }

  /// Where the equations were asked.
  private func source(_ premise: Premise) -> Int? {
    for chain in claim.chains {
      for (index, step) in chain.steps.enumerated() where step.isCondition {
        let left = index == 0 ? chain.first.term : chain.steps[index - 1].line.term
        if premise.equations.contains(where: { $0.left == left || $0.right == left || $0.left == step.line.term }) {
          return step.line.range.lowerBound
        }
      }
    }
    return nil
  }

  private mutating func resolve(
    _ equations: [Premise.Equation], _ unknowns: [Symbol], _ chains: [Int], source: Int?,
    afterWrongRow former: PremiseResolution.State? = nil
  ) {
    var exceptions: [ExceptionalValue]?
    func settle(_ state: PremiseResolution.State, _ chains: some Sequence<Int>, _ solver: PremiseSolver? = nil) {
      var resolution = PremiseResolution(state: state, source: source, isFromWrongRow: former != nil)
      switch state {
      case .solved, .numeric:
        let found = exceptions ?? solver?.exceptions() ?? []
        exceptions = found
        resolution.exceptions = found
      case .open: break
      }
      // What holds at the solution of the equations before the wrong row holds, whatever the wrong row says.
      if case .open(let reason) = state, let former {
        resolution = PremiseResolution(state: former, source: source, isFromWrongRow: true, caveat: reason)
      }
      for chain in chains { resolutions[chain] = resolution }
    }
    if equations.isEmpty {
      return settle(.open(reason: "it is not known where the line before the arrow holds"), chains)
    }
    let all = withEarlierPremises(equations, unknowns, before: chains.first ?? 0)
    guard !all.unknowns.isEmpty,
      let system = try? EquationSystem(all.equations, unknowns: all.unknowns, declarations: claim.declarations)
    else {
      settle(.open(reason: "the equations cannot be solved as they stand"), chains)
      return
    }
    let solver = PremiseSolver(system: system, seed: seed)
    let rows = chains.map { claim.chains[$0] }
    let candidates = SolutionCandidates(
      chains: rows
        + claim.chains.indices.filter { !chains.contains($0) && claim.chains[$0].premise != nil }
        .map { claim.chains[$0] }, system: system
    ).combinations
    var isRefuted = true
    for candidate in candidates {
      let trial = solver.trial(candidate)
      switch trial.outcome {
      case .proved, .exact, .agrees, .condition:
        settle(solver.solved(trial), chains, solver)
        return
      case .undecided, .fault: isRefuted = false
      case .refuted: break
      }
    }
    guard isRefuted else {
      settle(.open(reason: "it is not known whether the values stated solve the equations"), chains)
      return
    }
    var state = PremiseResolution.State.open(reason: "")
    if let corrected = candidates.lazy.compactMap({ solver.corrected($0) }).first {
      state = solver.solved(corrected)
    } else {
      state = solver.numericState(near: candidates)
    }
    if case .open = state { return settle(state, chains) }
    // The first row that does not hold at the solution is wrong; those after it are judged by what it says.
    for (position, chain) in chains.enumerated() {
      settle(state, [chain], solver)
      guard let equation = wrongEquation(chain), position + 1 < chains.count else { continue }
      resolve(
        [equation], unknowns, Array(chains[(position + 1)...]), source: claim.chains[chain].first.range.lowerBound,
        afterWrongRow: state)
      return
    }
  }

  /// What the last line of the chain says of the unknowns, where some step does not hold at the solution.
  private func wrongEquation(_ number: Int) -> Premise.Equation? {
    let unit = ChainUnit(
      source: Source(name: "", text: ""), claim: claim, number: number, seed: seed, resolution: resolutions[number])
    guard unit.evaluate().contains(where: { $0.outcome == .refuted }) else { return nil }
    let chain = claim.chains[number]
    guard let last = chain.steps.last, last.relation.isEquality else { return nil }
    return Premise.Equation(chain.first.term, last.line.term)
  }

  /// The equations with those of earlier premises whose unknowns occur in them.
  private func withEarlierPremises(
    _ equations: [Premise.Equation], _ unknowns: [Symbol], before number: Int
  ) -> (equations: [Premise.Equation], unknowns: [Symbol]) {
    var (equations, unknowns) = (equations, unknowns.filter { claim.declarations.definitions[$0] == nil })
    var isChanged = true
    while isChanged, equations.count < 16 {
      isChanged = false
      let symbols = equations.reduce(into: Set<Symbol>()) {
        $0.formUnion($1.left.freeSymbols.union($1.right.freeSymbols))
      }
      for chain in claim.chains[..<number] {
        guard let premise = chain.premise, !premise.unknowns.allSatisfy(unknowns.contains),
          premise.unknowns.allSatisfy({ !unknowns.contains($0) }),
          premise.unknowns.contains(where: symbols.contains)
        else { continue }
        unknowns += premise.unknowns
        equations += premise.equations.filter { !equations.contains($0) }
        isChanged = true
      }
    }
    return (equations, unknowns)
  }
}

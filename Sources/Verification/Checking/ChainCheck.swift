import Notation
import NumericCore
import Symbolic

/// One chain of a claim with its stable name, from which its seed derives.
struct ChainUnit: Sendable {
  let name: String
  /// The slug of the claim.
  let claim: String
  let source: Source
  let chain: Chain
  let declarations: Declarations
  let seed: UInt64
  /// The lines.
  let terms: [Term]
  /// What each step comes down to.
  let forms: [StepForm]

  init(source: Source, claim: Claim, number: Int, seed: UInt64) {
    name = "\(source.name)#\(claim.slug)/\(number)"
    self.claim = claim.slug
    self.source = source
    chain = claim.chains[number]
    declarations = claim.declarations
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
    self.seed = source.next()
    terms = chain.lines.map(\.term)
    let (chain, declarations, terms) = (chain, declarations, terms)
    forms = chain.steps.indices.map {
      ChainUnit.form(terms[$0], chain.steps[$0], terms[$0 + 1], declarations)
    }
  }

  /// What a step from one term to the other comes down to.
  static func form(_ left: Term, _ step: Step, _ right: Term, _ declarations: Declarations) -> StepForm {
    if step.isCondition { return .condition }
    switch step.relation {
    case .equal, .definition, .lessOrEqual, .greaterOrEqual, .less, .greater: return .lines
    case .proportional, .equalUpToConstant:
      return TwoPoints(declarations: declarations).form(left, step.relation, right, in: step.variables)
    case .approximately: return .open(reason: "the relation is not decided by values")
    }
  }

  /// The comparison that is proved, sampled and shown for the step of that index, if there is one.
  func goal(_ index: Int) -> Goal? {
    switch forms[index] {
    case .lines, .condition: Goal(terms[index], chain.steps[index].relation, terms[index + 1], declarations)
    case .goals(let goals, _): goals.first
    case .open: nil
    }
  }

  /// The theorem of each step, where one is found.
  func prove(rules: RuleSet, identities: @escaping @Sendable () -> [Identity]) -> [Theorem?] {
    let prover = Prover(kernel: Kernel(declarations: declarations, rules: rules), identities: identities)
    return chain.steps.indices.map { index in
      guard let goal = goal(index), goal.relation.isEquality else { return nil }
      let hint = chain.steps[index].reason
      if goal.declarations == declarations { return prover.prove(goal.left, goal.right, hint: hint) }
      let kernel = Kernel(declarations: goal.declarations, rules: rules)
      return Prover(kernel: kernel, identities: identities).prove(goal.left, goal.right, hint: hint)
    }
  }

  /// What computation finds about each step, against the line before and against the first.
  func evaluate() -> [Computed] {
    var evaluation = ChainEvaluation(lines: terms, declarations: declarations, seed: seed)
    return chain.steps.indices.map { index in
      let against = compute(index, &evaluation)
      guard case .lines = forms[index], index > 0, let relation = relationToFirst(index) else { return against }
      let first = evaluation.findings(0, relation, index + 1)
      return Computed(
        exact: against.exact, floating: against.floating, first: (first.exact, first.floating))
    }
  }

  private func compute(_ index: Int, _ evaluation: inout ChainEvaluation) -> Computed {
    switch forms[index] {
    case .lines:
      let found = evaluation.findings(index, chain.steps[index].relation, index + 1)
      return Computed(exact: found.exact, floating: found.floating, first: nil)
    case .condition:
      let found = evaluation.findings(index, .equal, index + 1)
      return Computed(exact: found.exact, floating: found.floating, first: nil)
    case .goals(let goals, let needsValues): return GoalCheck(seed: seed).computed(goals, needsValues: needsValues)
    case .open(let reason):
      return Computed(exact: .outside(reason: reason), floating: .outside(reason: reason), first: nil)
    }
  }

  /// The relation that the line of a step has to the first, where the relations between point one way.
  func relationToFirst(_ index: Int) -> Relation? {
    var relation = Relation.equal
    for step in chain.steps[...index] {
      switch (relation, step.relation) {
      case (_, .equal), (_, .definition): continue
      case (.equal, let next): relation = next
      case (.lessOrEqual, .lessOrEqual), (.greaterOrEqual, .greaterOrEqual), (.less, .less), (.less, .lessOrEqual),
        (.greater, .greater), (.greater, .greaterOrEqual):
        continue
      case (.lessOrEqual, .less): relation = .less
      case (.greaterOrEqual, .greater): relation = .greater
      default: return nil
      }
    }
    return relation
  }

  struct Computed: Sendable {
    let exact: ExactFinding
    let floating: FloatingFinding
    let first: (exact: ExactFinding, floating: FloatingFinding)?
    /// Why a proof of the comparison that is shown is not enough, where it is not.
    var voidsProof: String?
  }
}

extension Relation {
  /// Whether both sides are the same value.
  var isEquality: Bool { self == .equal || self == .definition }
}

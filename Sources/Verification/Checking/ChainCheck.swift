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

  init(source: Source, claim: Claim, number: Int, seed: UInt64) {
    name = "\(source.name)#\(claim.slug)/\(number)"
    self.claim = claim.slug
    self.source = source
    chain = claim.chains[number]
    declarations = claim.declarations
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
    self.seed = source.next()
  }

  var terms: [Term] { chain.lines.map(\.term) }

  /// The theorem of each step, where one is found.
  func prove(rules: RuleSet, identities: @escaping @Sendable () -> [Identity]) -> [Theorem?] {
    let prover = Prover(kernel: Kernel(declarations: declarations, rules: rules), identities: identities)
    let terms = terms
    return chain.steps.indices.map { index in
      guard chain.steps[index].relation.isEquality else { return nil }
      return prover.prove(terms[index], terms[index + 1], hint: chain.steps[index].reason)
    }
  }

  /// What computation finds about each step, against the line before and against the first.
  func evaluate() -> [Computed] {
    var evaluation = ChainEvaluation(lines: terms, declarations: declarations, seed: seed)
    return chain.steps.indices.map { index in
      let against = evaluation.findings(index, chain.steps[index].relation, index + 1)
      guard index > 0, let relation = relationToFirst(index) else {
        return Computed(exact: against.exact, floating: against.floating, first: nil)
      }
      let first = evaluation.findings(0, relation, index + 1)
      return Computed(
        exact: against.exact, floating: against.floating, first: (first.exact, first.floating))
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
  }
}

extension Relation {
  /// Whether both sides are the same value.
  var isEquality: Bool { self == .equal || self == .definition }
}

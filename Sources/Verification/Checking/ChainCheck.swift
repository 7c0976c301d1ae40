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
  /// Whether the chain is a condition alone, and nothing comes behind it that could rest on it.
  let isLoneCondition: Bool
  let declarations: Declarations
  let seed: UInt64
  /// The lines, at the solution of the premise where one is known.
  let terms: [Term]
  /// What each step comes down to.
  let forms: [StepForm]
  /// What is known of the premise, if there is one.
  let resolution: PremiseResolution?
  /// Whether the lines of a step mention an unknown of the premise, be it through a definition.
  let followsPremise: [Bool]
  /// The lines of this chain and of those before it.
  let linesSoFar: [Term]

  /// - Parameter resolution: what is known of the chain's premise.
  init(source: Source, claim: Claim, number: Int, seed: UInt64, resolution: PremiseResolution? = nil) {
    name = "\(source.name)#\(claim.slug)/\(number)"
    self.claim = claim.slug
    self.source = source
    let chain = claim.chains[number]
    self.chain = chain
    isLoneCondition = number == claim.chains.count - 1 && chain.steps.count == 1 && chain.steps[0].isCondition
    let declarations = claim.declarations(for: chain)
    self.declarations = declarations
    self.resolution = resolution
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
    self.seed = source.next()
    let lines = PremisedLines(chain, resolution, declarations)
    terms = lines.terms
    followsPremise = lines.followsPremise
    linesSoFar = claim.chains[...number].flatMap { $0.lines.map(\.term) }
    forms = chain.steps.indices.map { index in
      let form = ChainUnit.form(lines.terms[index], chain.steps[index], lines.terms[index + 1], declarations)
      return lines.form(form, index)
    }
  }

  /// The chains of a claim, premises solved.
  static func all(of claim: Claim, source: Source, seed: UInt64) -> [ChainUnit] {
    let premises = ClaimPremises(claim: claim, seed: seed)
    return claim.chains.indices.map {
      ChainUnit(source: source, claim: claim, number: $0, seed: seed, resolution: premises.resolutions[$0])
    }
  }

  /// What a step from one term to the other comes down to.
  static func form(_ left: Term, _ step: Step, _ right: Term, _ declarations: Declarations) -> StepForm {
    if let doubt = step.doubt, doubt.isOpen { return .open(reason: doubt.reason) }
    if step.isCondition { return .condition }
    switch step.relation {
    case .equal:
      if let form = OptimumForm(declarations: declarations).form(left, right) { return form }
      return LimitCheck.form(left, right, declarations).map { .limit($0) } ?? .lines
    case .definition, .lessOrEqual, .greaterOrEqual, .less, .greater: return .lines
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
    case .optimum(let check): check.goals.first
    case .order(let check): check.difference
    case .limit, .open: nil
    }
  }

  /// Whether the step is a single equation, which sampling decides as well.
  func isSampled(_ index: Int) -> Bool {
    guard goal(index)?.relation.isEquality == true else { return false }
    if followsPremise[index] { return false }
    switch forms[index] {
    case .lines: return true
    case .goals(let goals, let needsValues): return goals.count == 1 && !needsValues
    case .optimum, .order, .limit, .condition, .open: return false
    }
  }

  /// The theorem of each step, where one is found.
  func prove(rules: RuleSet, identities: @escaping @Sendable () -> [Identity]) -> [StepProof?] {
    let prover = Prover(kernel: Kernel(declarations: declarations, rules: rules), identities: identities)
    return chain.steps.indices.map { index in
      let goals: [Goal]
      switch forms[index] {
      case .goals(let all, _): goals = all
      // That a value is optimal comes down to inequalities.
      case .optimum: return nil
      case .lines, .order, .limit, .condition, .open: goals = goal(index).map { [$0] } ?? []
      }
      var theorems: [Theorem] = []
      for goal in goals {
        guard goal.relation.isEquality else { return nil }
        let isPlain = goal.declarations == declarations
        let prover =
          isPlain
          ? prover
          : Prover(kernel: Kernel(declarations: goal.declarations, rules: rules), identities: identities)
        guard let theorem = prover.prove(goal.left, goal.right, hint: chain.steps[index].reason) else { return nil }
        theorems.append(theorem)
      }
      return theorems.isEmpty ? nil : StepProof(theorems: theorems)
    }
  }

  /// What computation finds about each step, against the line before and against the first.
  func evaluate() -> [Computed] {
    var evaluation = ChainEvaluation(lines: terms, declarations: declarations, seed: seed)
    return chain.steps.indices.map { index in
      let against = compute(index, &evaluation)
      guard case .lines = forms[index], index > 0, hasKnownLines, let relation = relationToFirst(index) else {
        return against
      }
      let first = evaluation.findings(0, relation, index + 1)
      var result = against
      result.first = (first.exact, first.floating)
      return result
    }
  }

  private func compute(_ index: Int, _ evaluation: inout ChainEvaluation) -> Computed {
    if followsPremise[index], case .numeric(let points)? = resolution?.state, case .lines = forms[index] {
      return PointCheck(points: points).computed(terms[index], chain.steps[index].relation, terms[index + 1])
    }
    switch forms[index] {
    case .lines:
      let relation = chain.steps[index].relation
      let found = evaluation.findings(index, relation, index + 1)
      var computed = Computed(exact: found.exact, floating: found.floating, first: nil)
      computed.nonexistence = evaluation.nonexistence
      return relation.isEquality ? lookedAtFromAfar(computed, index) : searched(computed, index)
    case .condition:
      let found = evaluation.findings(index, .equal, index + 1)
      var computed = Computed(exact: found.exact, floating: found.floating, first: nil)
      if case .differs = found.floating {
        computed.isImpossible =
          ConstantDifference(
            left: chain.lines[index].term, right: chain.lines[index + 1].term, declarations: declarations, seed: seed
          ).isCertain
      }
      return computed
    case .goals(let goals, let needsValues):
      return GoalCheck(seed: seed, known: resolution?.known ?? [:]).computed(goals, needsValues: needsValues)
    case .optimum(let check): return check.computed(seed: seed)
    case .order(let check): return judged(check, terms[index], terms[index + 1], index)
    case .limit(let check): return check.computed(seed: seed)
    case .open(let reason):
      return Computed(exact: .outside(reason: reason), floating: .outside(reason: reason), first: nil)
    }
  }

  /// Functions that order points differently may have one optimizer still; where a later line says what it is, that
  /// decides.
  func judged(_ check: OrderCheck, _ left: Term, _ right: Term, _ index: Int) -> Computed {
    let computed = check.computed(seed: seed)
    let form = OptimumForm(declarations: declarations)
    guard !computed.isPass, computed.outcome != .refuted, relationToFirst(chain.steps.count - 1) == .equal,
      let value = terms.dropFirst(index + 2).first(where: { form.optimizer($0) == nil }),
      let here = form.form(left, value), let there = form.form(right, value)
    else { return computed }
    let goals = GoalCheck(seed: seed)
    guard let first = goals.computed(here), let second = goals.computed(there) else { return computed }
    // One of the two functions has that optimizer and the other has not.
    if first.outcome == .refuted, second.isPass { return first }
    if second.outcome == .refuted, first.isPass { return second }
    // Both have it, and no other.
    if first.isPass, second.isPass { return second }
    return computed
  }

  /// An equation that holds at the values drawn, once values of other magnitudes were looked at.
  private func lookedAtFromAfar(_ computed: Computed, _ index: Int) -> Computed {
    guard case .agrees = computed.floating else { return computed }
    let isExact = if case .equal = computed.exact { true } else { false }
    guard
      let points = DistantPoints(
        left: terms[index], right: terms[index + 1], declarations: declarations, isExact: isExact, seed: seed)
    else { return computed }
    let exact = ExactFinding.outside(reason: "equal near zero, and not far from it")
    switch points.finding() {
    case .equal: return computed
    case .oneSided(let reason):
      return Computed(exact: .outside(reason: reason), floating: .outside(reason: reason), first: nil)
    case .different(let left, let right, let found):
      return Computed(
        exact: exact, floating: .differs(left: left, right: right, bound: found.bound), first: nil,
        counterexample: found)
    }
  }

  /// An inequality that holds at the values drawn, once values were looked for at which it does not.
  private func searched(_ computed: Computed, _ index: Int) -> Computed {
    guard case .agrees = computed.floating,
      var search = InequalitySearch(
        left: terms[index], chain.steps[index].relation, right: terms[index + 1], declarations: declarations,
        seed: seed)
    else { return computed }
    search.run()
    guard let violation = search.violation, let left = violation.left.first?.first,
      let right = violation.right.first?.first
    else {
      var computed = computed
      computed.gap = search.tightest
      return computed
    }
    return Computed(
      exact: computed.exact, floating: .differs(left: left, right: right, bound: violation.bound), first: nil,
      counterexample: violation)
  }

  /// Whether every line has its value: there is no premise, or it is solved.
  private var hasKnownLines: Bool {
    switch resolution?.state {
    case nil, .solved: true
    case .numeric, .open: false
    }
  }

  /// What is said of a condition where nothing is asked for under it.
  static let loneCondition = "it does not hold for all values, and nothing follows that it could be a condition of"

  /// What is said of a line before an arrow that does not hold for all values.
  static let supposition =
    "it does not hold for all values, and is taken as a condition of what follows; declare it under Given if it is one"

  /// Why a step is not decided where it does not hold for all values of the unknowns.
  func openPremise(_ index: Int) -> String? {
    guard followsPremise[index] else { return nil }
    if case .open(let reason)? = resolution?.state { return reason }
    return resolution?.caveat
  }

  /// Why a step does not follow from its premise, though it does at nearly all values.
  func exception(_ index: Int) -> String? {
    guard followsPremise[index], let resolution, !resolution.exceptions.isEmpty else { return nil }
    let step = chain.steps[index]
    return resolution.exception(
      chain.lines[index].term, step.relation, step.line.term, beside: linesSoFar)
  }

  /// Why a step that does not hold whatever an open density is is not refuted: nothing is known of that density.
  ///
  /// A factor or summand that does not depend on what a proportionality is in leaves it as it is.
  func openDensity(_ index: Int) -> String? {
    let open = declarations.openFunctions
    guard !open.isEmpty else { return nil }
    let step = chain.steps[index]
    let isUpTo = step.relation == .proportional || step.relation == .equalUpToConstant
    for line in [terms[index], terms[index + 1]].map({ (try? $0.unfolding(declarations.definitions)) ?? $0 }) {
      for function in open.sorted(by: { $0.name < $1.name }) where line.freeSymbols.contains(function) {
        let depends = line.contains { part in
          part.head == .application(function) && !part.freeSymbols.isDisjoint(with: step.variables)
        }
        if !isUpTo || depends { return "nothing is known of \(function.name)" }
      }
    }
    return nil
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
    var first: (exact: ExactFinding, floating: FloatingFinding)?
    /// Why a proof of the comparison that is shown is not enough, where it is not.
    var voidsProof: String?
    /// Why what is stated exists nowhere, so that neither rules nor samples say anything of it.
    var nonexistence: String?
    /// The tightest gap of an inequality.
    var gap: InequalitySearch.Gap?
    /// Where an inequality is violated, if a search for it was needed.
    var counterexample: Counterexample?
    /// Whether no values at all satisfy the condition that the step is.
    var isImpossible = false
    /// The instances that are left out, since what is stated has no value there.
    var leftOut = ChainEvaluation.LeftOut()
  }
}

extension Relation {
  /// Whether both sides are the same value.
  var isEquality: Bool { self == .equal || self == .definition }
}

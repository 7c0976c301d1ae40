import Notation
import Symbolic

/// Decides what becomes of the mutants of one chain.
struct MutantJudge {
  typealias Fate = MutantReport.Fate
  typealias Mutant = MutationPlan.Mutant

  let unit: ChainUnit
  let kernel: Kernel
  let options: CheckOptions
  private var evaluation: ChainEvaluation

  /// The evaluations of a search for a violation, at first and where nothing else tells that a bound holds.
  private static let budgets = (first: 800, last: 3000)

  init(unit: ChainUnit, kernel: Kernel, options: CheckOptions) {
    self.unit = unit
    self.kernel = kernel
    self.options = options
    evaluation = ChainEvaluation(lines: unit.terms, declarations: unit.declarations, seed: unit.seed)
  }

  /// What becomes of a mutant; nil where the edit leaves a line without a value, or one that nothing is compared with.
  mutating func fate(_ mutant: Mutant) -> Fate? {
    let index = max(0, mutant.line - 1)
    let line = evaluation.add(mutant.nearMiss.result)
    guard hasValue(line, like: mutant.line) else { return nil }
    if unit.followsPremise[index] { return mutant.line > 0 ? premisedFate(mutant, step: index) : nil }
    switch unit.forms[index] {
    case .lines: return lineFate(mutant, line, step: index)
    case .goals, .optimum, .order, .limit: return goalFate(mutant, step: index)
    case .condition, .open: return nil
    }
  }

  /// Whether a line has a value at half of the instances at least at which another one has.
  private mutating func hasValue(_ line: Int, like other: Int) -> Bool {
    guard case .success(let node) = evaluation.lines[line].node,
      case .success(let original) = evaluation.lines[other].node
    else { return true }
    var (count, missing) = (0, 0)
    for index in 0..<evaluation.baseInstances {
      guard case .success = evaluation.floatingValue(index, original) else { continue }
      count += 1
      switch evaluation.floatingValue(index, node) {
      case .failure(.undefined), .failure(.skipped): missing += 1
      case .success, .failure: break
      }
    }
    return 2 * missing <= count
  }

  /// Whether the kernel shows that the edit changes nothing: what is edited, or something around it, stays equal.
  ///
  /// - Parameter agrees: whether the line holds at values tried, so that these satisfy what a proof assumes.
  private func isSame(_ mutant: Mutant, agrees: Bool = false) -> Bool {
    let line = unit.terms[mutant.line]
    let path = mutant.nearMiss.path
    for length in stride(from: path.count, through: 0, by: -1) {
      let place = path.prefix(length)
      let bound = (0..<length).compactMap { line.subterm(at: path.prefix($0))?.head.bound }
      guard bound.allSatisfy({ unit.declarations.definitions[$0] == nil }) else { continue }
      guard let original = line.subterm(at: place), let edited = mutant.nearMiss.result.subterm(at: place) else {
        continue
      }
      if let theorem = kernel.equality(original, edited), theorem.assumptions.isEmpty || agrees && length == 0 {
        return true
      }
    }
    return false
  }

  // MARK: Rows that follow from equations

  /// A mutant of a row that follows from equations is compared with the line before at the solution.
  private func premisedFate(_ mutant: Mutant, step index: Int) -> Fate? {
    let (left, right) = (unit.terms[index], mutant.nearMiss.result)
    let relation = unit.chain.steps[index].relation
    let computed: ChainUnit.Computed
    switch unit.resolution?.state {
    case .solved(_, let goals, _)?:
      let goal = Goal(left, relation, right, unit.declarations, where: goals.first?.conditions ?? [])
      computed = GoalCheck(seed: unit.seed).computed([goal], needsValues: false)
    case .numeric(let points)?: computed = PointCheck(points: points).computed(left, relation, right)
    case .open?, nil: return nil
    }
    return fate(computed, mutant)
  }

  private func fate(_ computed: ChainUnit.Computed, _ mutant: Mutant) -> Fate {
    switch computed.outcome {
    case .refuted: .refuted
    case .proved, .exact, .condition: .equivalent
    case .agrees, .fault: isSame(mutant) ? .equivalent : .survived
    case .undecided: isSame(mutant) ? .equivalent : .undecided(reason: computed.reason)
    }
  }

  // MARK: Optima, limits and proportions

  /// What becomes of a mutant where the step is decided by other comparisons than that of its lines.
  private func goalFate(_ mutant: Mutant, step index: Int) -> Fate? {
    let mutated = mutant.nearMiss.result
    let (left, right) = mutant.line == 0 ? (mutated, unit.terms[1]) : (unit.terms[index], mutated)
    let optima = OptimumForm(declarations: unit.declarations)
    // An optimum of what does not depend on its variable is none, and its double is no other optimum.
    let optimizer = optima.optimizer(mutated)
    if let optimizer, !optimizer.body.freeSymbols.contains(optimizer.variable) { return nil }
    if optimizer == nil, optima.optimizer(unit.terms[mutant.line]) != nil,
      optima.optimizer(mutant.line == 0 ? right : left) != nil
    {
      return nil
    }
    let form = ChainUnit.form(left, unit.chain.steps[index], right, unit.declarations)
    let computed: ChainUnit.Computed?
    if case .order(let check) = form {
      computed = unit.judged(check, left, right, index)
    } else {
      computed = GoalCheck(seed: unit.seed).computed(form)
    }
    guard let computed else {
      if case .open(let reason) = form { return isSame(mutant) ? .equivalent : .undecided(reason: reason) }
      return .undecided(reason: "nothing decides it")
    }
    if computed.outcome != .refuted, let reason = otherTruth(mutant, form, computed) {
      return isSame(mutant) ? .equivalent : .alsoTrue(reason: reason)
    }
    if case .limit = form, computed.outcome == .undecided, computed.reason == LimitCheck.withoutValue { return nil }
    if computed.outcome == .undecided, let optimizer, isLevel(optimizer) { return nil }
    let found = fate(computed, mutant)
    guard found == .survived, case .goals(let goals, _) = form else { return found }
    let isProved = goals.allSatisfy { goal in
      goal.relation.isEquality
        && Kernel(declarations: goal.declarations, rules: kernel.rules).equality(goal.left, goal.right) != nil
    }
    return isProved ? .equivalent : .survived
  }

  /// Whether a function takes one value whatever its variable is.
  private func isLevel(_ optimizer: OptimumForm.Optimizer) -> Bool {
    let form = TwoPoints(declarations: unit.declarations).form(
      optimizer.body, .equalUpToConstant, Term(0), in: [optimizer.variable])
    return GoalCheck(seed: unit.seed).computed(form)?.isPass ?? false
  }

  /// Why a mutant of a function whose optimum or limit is taken is true, too.
  private func otherTruth(_ mutant: Mutant, _ form: StepForm, _ computed: ChainUnit.Computed) -> String? {
    let (original, mutated) = (unit.terms[mutant.line], mutant.nearMiss.result)
    switch form {
    case .limit(let check):
      guard computed.isPass, check.value.infiniteSign != nil, mutated.infiniteSign == nil else { return nil }
      return "this limit is infinite, too"
    case .optimum, .order:
      let optima = OptimumForm(declarations: unit.declarations)
      guard optima.optimizer(mutated) != nil else { return nil }
      if computed.isPass { return "this function has the same optimum" }
      guard case .order(let check)? = optima.form(original, mutated), check.computed(seed: unit.seed).isPass else {
        return nil
      }
      return "this function puts all points in the same order"
    case .lines, .goals, .condition, .open: return nil
    }
  }

  // MARK: Lines

  private mutating func lineFate(_ mutant: Mutant, _ line: Int, step index: Int) -> Fate {
    let relation = unit.chain.steps[index].relation
    let neighbour = mutant.line == 0 ? 1 : mutant.line - 1
    let isAfter = neighbour < mutant.line
    let findings =
      isAfter ? evaluation.findings(neighbour, relation, line) : evaluation.findings(line, relation, neighbour)
    let judgement = Judgement(
      proof: .notFound(reason: ""), exact: findings.exact, floating: findings.floating, sampling: .notNeeded)
    switch judgement.outcome {
    case .refuted: return .refuted
    case .proved, .exact, .condition: return .equivalent
    case .agrees, .fault, .undecided: break
    }
    if isSame(mutant, agrees: judgement.outcome == .agrees) { return .equivalent }
    if case .equal = evaluation.findings(mutant.line, .equal, line).exact { return .equivalent }
    if judgement.outcome == .agrees, !relation.isEquality {
      return boundFate(mutant, line, neighbour, relation, isAfter: isAfter)
    }
    guard judgement.outcome == .undecided else { return .survived }
    let check = SamplingCheck(
      declarations: unit.declarations, seed: unit.seed, threads: 1, resolution: options.resolution,
      errorRate: options.errorRate / 1000)
    switch check.finding(left: unit.terms[neighbour], right: mutant.nearMiss.result) {
    case .differs: return .refuted
    case .agrees: return .survived
    case .unresolved(_, let reason), .outside(let reason): return .undecided(reason: judgement.note ?? reason)
    case .notNeeded: return .undecided(reason: judgement.note ?? "nothing decides it")
    }
  }

  /// What becomes of a mutant of an inequality that holds at the values drawn: a weaker bound is no slip.
  private mutating func boundFate(
    _ mutant: Mutant, _ line: Int, _ neighbour: Int, _ relation: Relation, isAfter: Bool
  ) -> Fate {
    let (here, there) = (evaluation.lines[line].term, evaluation.lines[neighbour].term)
    let (left, right) = isAfter ? (there, here) : (here, there)
    if isViolated(left, relation, right, budget: MutantJudge.budgets.first) { return .refuted }
    // Where the line lies between the mutant and its neighbour, the mutant says less.
    let original = evaluation.lines[mutant.line].term
    let weak: Relation = [.lessOrEqual, .less].contains(relation) ? .lessOrEqual : .greaterOrEqual
    let found =
      isAfter ? evaluation.findings(mutant.line, weak, line) : evaluation.findings(line, weak, mutant.line)
    let (low, high) = isAfter ? (original, here) : (here, original)
    if case .agrees = found.floating, !isViolated(low, weak, high, budget: MutantJudge.budgets.first) {
      return .alsoTrue(reason: "a weaker bound")
    }
    if isViolated(left, relation, right, budget: MutantJudge.budgets.last) { return .refuted }
    return .alsoTrue(reason: "another bound, which no value that was drawn or walked to violates")
  }

  private func isViolated(_ left: Term, _ relation: Relation, _ right: Term, budget: Int) -> Bool {
    guard
      var search = InequalitySearch(
        left: left, relation, right: right, declarations: unit.declarations, seed: unit.seed, budget: budget)
    else { return false }
    search.run()
    return search.violation != nil
  }
}

extension ChainUnit.Computed {
  /// Why nothing is known.
  fileprivate var reason: String {
    if case .outside(let reason) = floating { return reason }
    if case .outside(let reason) = exact { return reason }
    return "nothing decides it"
  }
}

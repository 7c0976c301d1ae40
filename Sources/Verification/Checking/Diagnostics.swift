import Notation
import Symbolic

/// Explains a refuted step: values at which it fails, and what was probably meant.
struct Diagnostics {
  let unit: ChainUnit
  var limits = DiagnosisSearch.Limits()

  /// The work that a search for a counterexample may do.
  private static let searchBudget = 2000

  func counterexample(_ index: Int) -> Counterexample? {
    if unit.followsPremise[index], case .numeric(let points)? = unit.resolution?.state {
      return PointCheck(points: points).counterexample(
        unit.terms[index], unit.terms[index + 1], declarations: unit.declarations)
    }
    let goal: Goal?
    switch unit.forms[index] {
    case .lines: goal = unit.goal(index)
    case .goals(let goals, _): goal = GoalCheck(seed: unit.seed).failing(goals)
    case .optimum(let check): goal = GoalCheck(seed: unit.seed).failing(check.goals)
    case .order, .limit, .condition, .open: goal = nil
    }
    guard let goal else { return nil }
    return Verification.counterexample(
      left: goal.left, goal.relation, right: goal.right, declarations: goal.declarations, seed: unit.seed,
      budget: Diagnostics.searchBudget)
  }

  /// The near miss of the line that makes the step right.
  func diagnosis(_ index: Int) -> Diagnosis? {
    // Of a bare number nothing can be said that was meant.
    guard unit.terms[index + 1].size > 1 else { return nil }
    if unit.followsPremise[index] {
      // The line is corrected as it stands, so it must not have been rewritten at the solution.
      guard case .solved? = unit.resolution?.state, unit.chain.steps[index].relation.isEquality,
        unit.chain.steps[index].line.term == unit.terms[index + 1]
      else { return nil }
      return equalLine(index)
    }
    switch unit.forms[index] {
    case .lines: return unit.chain.steps[index].relation.isEquality ? equalLine(index) : nil
    case .goals, .optimum, .limit: return lineMeetingGoals(index)
    case .order, .condition, .open: return nil
    }
  }

  /// The near miss of the line that stands to the line before as the step says.
  private func lineMeetingGoals(_ index: Int) -> Diagnosis? {
    let (previous, line) = (unit.terms[index], unit.terms[index + 1])
    let check = GoalCheck(seed: unit.seed)
    let correction = DiagnosisSearch.diagnose(
      wrong: line, declarations: unit.declarations,
      isRight: { candidate in
        let form = ChainUnit.form(previous, unit.chain.steps[index], candidate, unit.declarations)
        return check.computed(form)?.isPass == true
      }, value: { _ in nil }, target: [], reference: previous,
      limits: limits)
    return correction?.diagnosis { Spelling.plain($0) }
  }

  private func equalLine(_ index: Int) -> Diagnosis? {
    let terms = unit.terms
    let (previous, line) = (terms[index], terms[index + 1])
    var conditions: [Term] = []
    if unit.followsPremise[index], case .solved(_, let goals, _)? = unit.resolution?.state {
      conditions = goals.first?.conditions ?? []
    }
    var evaluation = ChainEvaluation(
      lines: [previous, line], where: conditions, declarations: unit.declarations, seed: unit.seed)
    let instances = evaluation.instancesWithValue(0)
    guard !instances.isEmpty, let target = evaluation.fingerprint(0, at: instances) else { return nil }
    let correction = withEvaluation(&evaluation, instances) { isRight, value in
      DiagnosisSearch.diagnose(
        wrong: line, declarations: unit.declarations, isRight: isRight, value: value, target: target,
        reference: previous, limits: limits)
    }
    return correction?.diagnosis { Spelling.plain($0) }
  }

  private func withEvaluation(
    _ evaluation: inout ChainEvaluation, _ instances: [Int],
    _ body: ((Term) -> Bool, (Term) -> [Double]?) -> Correction?
  ) -> Correction? {
    var copy = evaluation
    var numbers: [Term: Int] = [:]
    func number(_ term: Term) -> Int {
      if let known = numbers[term] { return known }
      let added = copy.add(term)
      numbers[term] = added
      return added
    }
    return withoutActuallyEscaping(number) { number in
      body(
        { term in
          let findings = copy.findings(0, .equal, number(term))
          if case .differs = findings.floating { return false }
          if case .equal = findings.exact { return true }
          if case .agrees = findings.floating { return true }
          return false
        },
        { term in copy.fingerprint(number(term), at: instances) })
    }
  }
}

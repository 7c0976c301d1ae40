import Symbolic

/// Computes both sides of comparisons that stand for a step.
struct GoalCheck {
  let seed: UInt64
  /// What is found of some comparisons already, such as equations at their solution.
  var known: [Goal: ChainUnit.Computed] = [:]

  /// What is found of all of them: of the first that fails, else of the one of which least is known.
  func computed(_ goals: [Goal], needsValues: Bool) -> ChainUnit.Computed {
    var result: ChainUnit.Computed?
    for goal in goals {
      let computed: ChainUnit.Computed
      if let found = known[goal] {
        computed = found
      } else {
        var evaluation = ChainEvaluation(
          lines: [goal.left, goal.right], where: goal.conditions, declarations: goal.declarations, seed: seed)
        let found = evaluation.findings(0, goal.relation, 1)
        computed = ChainUnit.Computed(exact: found.exact, floating: found.floating, first: nil)
        if result == nil, needsValues, computed.isPass, !evaluation.hasValues(0) {
          let reason = "the values tried are all zero, and zero is proportional to anything"
          return ChainUnit.Computed(
            exact: .outside(reason: reason), floating: .outside(reason: reason), first: nil, voidsProof: reason)
        }
      }
      let isFirst = result == nil
      let isWeaker = result.map { Outcome.worst([$0.outcome, computed.outcome]) != $0.outcome } ?? true
      if isWeaker { result = computed }
      if !isFirst, !computed.isPass { result?.voidsProof = "not everything that the step claims is known to hold" }
      if computed.outcome == .refuted { break }
    }
    if needsValues, let computed = result, !computed.isPass {
      result?.voidsProof = computed.voidsProof ?? "nothing shows that the lines are not zero everywhere"
    }
    return result
      ?? ChainUnit.Computed(
        exact: .outside(reason: "nothing to compare"), floating: .outside(reason: "nothing to compare"), first: nil)
  }

  /// What is found of a form that is not that of plain lines; nil for those.
  func computed(_ form: StepForm) -> ChainUnit.Computed? {
    switch form {
    case .goals(let goals, let needsValues): computed(goals, needsValues: needsValues)
    case .order(let check): check.computed(seed: seed)
    case .limit(let check): check.computed(seed: seed)
    case .lines, .condition, .open: nil
    }
  }

  /// The first of the comparisons that certainly fails.
  func failing(_ goals: [Goal]) -> Goal? {
    goals.first { goal in
      let found = exactAndFloatingCheck(
        left: goal.left, goal.relation, right: goal.right, declarations: goal.declarations, seed: seed)
      if case .differs = found.floating { return true }
      return false
    }
  }
}

extension ChainUnit.Computed {
  /// The outcome by computation alone.
  var outcome: Outcome {
    Judgement(proof: .notFound(reason: ""), exact: exact, floating: floating, sampling: .notNeeded).outcome
  }

  /// Whether computation finds that the comparison holds.
  var isPass: Bool { outcome.isPass }
}

extension ChainEvaluation {
  /// Whether the line has a value that is certainly not zero at two instances at least.
  mutating func hasValues(_ line: Int) -> Bool {
    guard lines.indices.contains(line), case .success(let node) = lines[line].node else { return false }
    var count = 0
    for index in 0..<baseInstances {
      guard case .success(let value) = floatingValue(index, node) else { continue }
      if value.elements.contains(where: { !$0.containsZero }) { count += 1 }
    }
    return count >= 2
  }
}

import Notation
import Symbolic

extension ChainUnit {
  /// What is to be said of the step of that index besides its verdict.
  func remarks(_ index: Int, outcome: Outcome) -> [Remark] {
    var remarks: [Remark] = []
    if followsPremise[index], let resolution {
      if let byte = resolution.source {
        let line = source.location(byte).line
        remarks.append(resolution.isFromWrongRow ? .followsWrongRow(line: line) : .follows(line: line))
      }
      switch resolution.state {
      case .solved(let values, _, _):
        // Where the row states the solution itself, it needs no saying.
        for value in values where value.body != chain.steps[index].line.term && outcome == .refuted {
          remarks.append(.solution(name: value.symbol.name, value: value.body))
        }
      case .numeric(let points): remarks.append(.solvedNumerically(instances: points.count))
      case .open: break
      }
    }
    let needed = IndexDemand.dimensions(in: [terms[index], terms[index + 1]], declarations)
    if !needed.isEmpty { remarks.append(.needsSizes(needed.map(\.description))) }
    let step = chain.steps[index]
    switch step.relation {
    case .proportional, .equalUpToConstant:
      if !step.variables.isEmpty { remarks.append(.freeOf(step.variables.map(\.name))) }
    case .equal:
      let form = OptimumForm(declarations: declarations)
      let isOptimum = form.optimizer(terms[index]) != nil || form.optimizer(terms[index + 1]) != nil
      if isOptimum, outcome.isPass, case .goals = forms[index] { remarks.append(.optimum) }
    case .definition, .lessOrEqual, .greaterOrEqual, .less, .greater, .approximately: break
    }
    return remarks
  }

  /// The chains, by number, that end in "= 0" and whose first line vanishes at the solution of their last.
  static func withSameRoot(_ units: [ChainUnit]) -> Set<Int> {
    var found: Set<Int> = []
    for unit in units {
      guard let premise = unit.chain.premise, case .solved(let values, _, _)? = unit.resolution?.state,
        unit.resolution?.isFromWrongRow == false
      else { continue }
      for (number, other) in units.enumerated() where other.chain.premise == nil && !found.contains(number) {
        guard let last = other.chain.steps.last, last.isCondition, other.chain.steps.count > 1 else { continue }
        let before = other.chain.lines[other.chain.lines.count - 2].term
        guard premise.equations.contains(where: { $0.left == before || $0.right == before }) else { continue }
        let definitions = unit.declarations.definitions(dependingOn: Set(values.map(\.symbol)))
        guard let value = try? other.chain.first.term.unfolding(definitions).taking(values),
          let zero = value.shape.isScalar ? Term(0) : try? Term(.zero(value.shape))
        else { continue }
        let goal = Goal(value, .equal, zero, unit.declarations)
        if GoalCheck(seed: unit.seed).computed([goal], needsValues: false).isPass { found.insert(number) }
      }
    }
    return found
  }
}

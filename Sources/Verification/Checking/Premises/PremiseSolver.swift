import Notation
import NumericCore
import Symbolic

/// Finds the values of unknowns at which the rows after an equation are judged.
///
/// First the values that the rows themselves state, then near misses of them, then Newton's method. Values that solve
/// the equations count only where the equations determine the unknowns.
struct PremiseSolver {
  let system: EquationSystem
  let seed: UInt64

  /// The instances at which is asked whether the unknowns are determined, and at which is solved.
  private static let instances = 3
  private static let startsEach = 12
  /// So many numbers are told apart by differences.
  private static let fewNumbers = 9

  /// What computation finds of the equations at values of the unknowns.
  struct Trial {
    let values: [UnknownValue]
    let goals: [Goal]
    let computed: [ChainUnit.Computed]

    /// Whether the values solve the equations.
    var outcome: Outcome { goals.isEmpty ? .undecided : Outcome.worst(computed.map(\.outcome)) }
  }

  /// Tries values of the unknowns.
  func trial(_ values: [UnknownValue]) -> Trial {
    let goals = (try? system.goals(at: values)) ?? []
    let check = GoalCheck(seed: seed)
    return Trial(values: values, goals: goals, computed: goals.map { check.computed([$0], needsValues: false) })
  }

  /// The solved state for values that solve the equations.
  func solved(_ trial: Trial) -> PremiseResolution.State {
    switch isDetermined(at: trial.values) {
    case true?: return .solved(trial.values, goals: trial.goals, computed: trial.computed)
    case false?: return .open(reason: "the equations do not determine \(names)")
    case nil: return .open(reason: "it is not known whether the equations determine \(names)")
    }
  }

  private var names: String { system.unknowns.map(\.name).joined(separator: ", ") }

  /// A near miss of one of the values that solves the equations.
  func corrected(_ values: [UnknownValue]) -> Trial? {
    for (index, value) in values.enumerated() {
      var found: Trial?
      _ = DiagnosisSearch.diagnose(
        wrong: value.body, declarations: system.declarations,
        isRight: { body in
          var changed = values
          changed[index] = UnknownValue(symbol: value.symbol, parameters: value.parameters, body: body)
          let trial = trial(changed)
          guard trial.outcome.isPass else { return false }
          found = trial
          return true
        }, value: { _ in nil }, target: [],
        limits: DiagnosisSearch.Limits(evaluations: 0, verifications: 60))
      if let found { return found }
    }
    return nil
  }

  /// Whether the equations have no other solution near these values, at several instances; nil where that cannot be
  /// computed.
  private func isDetermined(at values: [UnknownValue]) -> Bool? {
    var count = 0
    var dependent: [String: Int]?
    let goals = (try? system.goals(at: values)) ?? []
    for (number, sizes) in sizes.enumerated() where count < PremiseSolver.instances {
      // What is independent at one point is so at nearly all of these sizes; a point may be too close to others.
      if let dependent, dependent != sizes { return false }
      guard let function = ResidualFunction(system, sizes: sizes, seed: seed, number: number),
        hasValues(goals, function.instance), let numbers = numbers(of: values, function)
      else { continue }
      var solver = NumericSolver(function: function)
      guard let isDetermined = solver.isDetermined(at: numbers) else { continue }
      // Among many numbers differences do not tell what depends from what is close to it.
      if !isDetermined, function.count > PremiseSolver.fewNumbers { continue }
      dependent = isDetermined ? nil : sizes
      if isDetermined { count += 1 }
    }
    if dependent != nil { return false }
    return count > 0 ? true : nil
  }

  /// Whether the equations have values at their solution: where an inverse does not exist, there is none.
  private func hasValues(_ goals: [Goal], _ instance: Instance<Ball>) -> Bool {
    var evaluator = TermValues(declarations: system.declarations, instance: instance)
    return goals.allSatisfy { goal in
      goal.left.freeSymbols.contains { system.declarations.indexBounds[$0] != nil }
        || (try? evaluator.value(goal.left)) != nil
    }
  }

  private var sizes: [[String: Int]] {
    let plan = SizePlan(terms: system.residuals, declarations: system.declarations, isRestricted: true, isWide: true)
    // Larger sizes first: what is determined there may be so by chance of a scalar at size one.
    let ordered = plan.assignments.dropFirst() + plan.assignments.prefix(1)
    return ordered.flatMap { [$0, $0] }
  }

  /// The numbers that the values are at an instance.
  private func numbers(of values: [UnknownValue], _ function: ResidualFunction) -> [Double]? {
    var evaluator = TermValues(declarations: system.declarations, instance: function.instance)
    var matrices: [Matrix<Double>] = []
    for unknown in system.unknowns {
      guard let value = values.first(where: { $0.symbol == unknown }) else { return nil }
      var tuples: [[Int]] = [[]]
      for range in system.declarations.families[unknown] ?? [] {
        guard let upper = range.upper.value(function.instance.sizes), upper >= range.lower else { return nil }
        tuples = tuples.flatMap { tuple in (range.lower...upper).map { tuple + [$0] } }
      }
      for tuple in tuples {
        guard let term = try? value.value(at: value.parameters.isEmpty ? [] : tuple.map { Term($0) }),
          let matrix = try? evaluator.value(term)
        else { return nil }
        matrices.append(matrix.map(\.midpoint))
      }
    }
    guard matrices.count == function.slots.count else { return nil }
    return function.numbers(matrices)
  }

  /// The solutions that Newton's method finds at several instances, where it finds one alone at each.
  func numericState(near candidates: [[UnknownValue]]) -> PremiseResolution.State {
    var points: [SolvedPoint] = []
    for (number, sizes) in (sizes.suffix(2) + sizes).enumerated() where points.count < PremiseSolver.instances {
      guard let function = ResidualFunction(system, sizes: sizes, seed: seed, number: number) else { continue }
      var starts = candidates.prefix(3).compactMap { numbers(of: $0, function) }
      for start in 0..<PremiseSolver.startsEach {
        let matrices = function.slots.map { slot -> Matrix<Double>? in
          let name = "start \(number) \(start) \(slot.symbol.name)"
          var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
          return try? FloatingInstance.draw(slot.symbol.domain, slot.rows, slot.columns, sizes, &source)
        }
        let known = matrices.compactMap { $0 }
        if known.count == function.slots.count { starts.append(function.numbers(known)) }
      }
      var solver = NumericSolver(function: function)
      let found = solver.solutions(from: starts)
      // Of several solutions it is not known which is meant.
      guard found.count == 1 else {
        if found.count > 1 { return .open(reason: "the equations have several solutions") }
        continue
      }
      let values = function.matrices(found[0])
      points.append(
        SolvedPoint(
          tables: function.values, values: values,
          instance: function.instance.with(values.mapValues { $0.map { Ball($0) } }),
          declarations: function.declarations))
    }
    guard points.count >= 2 else {
      return .open(reason: "no solution of the equations is known for \(names)")
    }
    return .numeric(points)
  }
}

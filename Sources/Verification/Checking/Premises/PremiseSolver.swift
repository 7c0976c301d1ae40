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
  /// The instances without the stated values at which a solution is sought.
  private static let missingInstances = 3
  private static let missingStarts = 2
  private static let missingSteps = 15
  private static let otherStarts = 4
  private static let otherSteps = 15
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
    case .determined: return .solved(trial.values, goals: trial.goals, computed: trial.computed)
    case .free: return .open(reason: "the equations do not determine \(names)")
    case .missed: return .open(reason: "the equations have a solution where the value stated does not exist")
    case .several: return .open(reason: "the equations have another solution than the one stated")
    case .unknown: return .open(reason: "it is not known whether the equations determine \(names)")
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
          guard trial.outcome.isPass, isDetermined(at: changed) == .determined else { return false }
          found = trial
          return true
        }, value: { _ in nil }, target: [],
        limits: DiagnosisSearch.Limits(evaluations: 0, verifications: 60))
      if let found { return found }
    }
    return nil
  }

  /// How values that solve equations stand to all solutions.
  private enum Determination {
    /// There is no other near by, and none where the values do not exist.
    case determined
    /// There are others near by.
    case free
    /// There are some where the values do not exist.
    case missed
    /// There is another elsewhere.
    case several
    case unknown
  }

  /// Whether the equations have no other solution near these values, at several instances, and none at instances at which
  /// these values do not exist: a value that exists only where it happens to be right solves nothing.
  private func isDetermined(at values: [UnknownValue]) -> Determination {
    var count = 0
    var missing = 0
    var dependent: [String: Int]?
    var orders: Set<[Int]> = []
    let goals = (try? system.goals(at: values)) ?? []
    for (number, sizes) in sizes.enumerated() {
      // What is independent at one point is so at nearly all of these sizes; a point may be too close to others.
      if let dependent, dependent != sizes { return .free }
      // More equations than unknowns may be fewer at other sizes.
      let isNewOrder = !orders.contains(PremiseSolver.order(of: sizes))
      let instance = FloatingInstance.random(sizes: sizes, seed: seed, number: number)
      let exists = exist(values, instance)
      guard exists ? isNewOrder || count < PremiseSolver.instances : missing < PremiseSolver.missingInstances,
        let function = ResidualFunction(system, sizes: sizes, seed: seed, number: number)
      else { continue }
      var solver = NumericSolver(function: function)
      guard exists else {
        // Few numbers show as well as many that there is a solution, and it is the absence that takes long to see.
        guard function.count <= PremiseSolver.fewNumbers else { continue }
        missing += 1
        solver.stepLimit = PremiseSolver.missingSteps
        if !solver.solutions(from: starts(function, number, PremiseSolver.missingStarts)).isEmpty { return .missed }
        continue
      }
      guard hasValues(goals, function.instance), let numbers = numbers(of: values, function),
        let isDetermined = solver.isDetermined(at: numbers)
      else { continue }
      // Among many numbers differences do not tell what depends from what is close to it.
      if !isDetermined, function.count > PremiseSolver.fewNumbers { continue }
      dependent = isDetermined ? nil : sizes
      guard isDetermined else { continue }
      orders.insert(PremiseSolver.order(of: sizes))
      count += 1
      if count == 1, hasOthers(than: numbers, &solver, number) { return .several }
    }
    if dependent != nil { return .free }
    return count > 0 ? .determined : .unknown
  }

  /// How sizes compare with each other, by name.
  private static func order(of sizes: [String: Int]) -> [Int] {
    let values = sizes.sorted { $0.key < $1.key }.map(\.value)
    return values.indices.flatMap { index in values[..<index].map { ($0 - values[index]).signum() } }
  }

  /// Whether the equations have a solution in the domains of the unknowns that is not near these numbers.
  private func hasOthers(than numbers: [Double], _ solver: inout NumericSolver, _ number: Int) -> Bool {
    guard solver.function.count <= PremiseSolver.fewNumbers, !solver.function.isAffine(at: numbers) else {
      return false
    }
    let limit = solver.stepLimit
    defer { solver.stepLimit = limit }
    solver.stepLimit = PremiseSolver.otherSteps
    let starts = [numbers.map { -$0 }] + starts(solver.function, number, PremiseSolver.otherStarts)
    return solver.solutions(from: starts).contains { other in
      let isFar = zip(other, numbers).contains { abs($0 - $1) > 1e-4 * max(1, abs($0), abs($1)) }
      return isFar && solver.function.isInDomain(other)
    }
  }

  /// Whether the values exist at an instance. Near one that does not there are numbers, made by rounding alone.
  private func exist(_ values: [UnknownValue], _ instance: Instance<Ball>) -> Bool {
    var evaluator = TermValues(declarations: system.declarations, instance: instance)
    return values.allSatisfy { value in
      do throws(EvaluationError) {
        if let existence = value.existence(system.declarations) { _ = try evaluator.value(existence) }
        return true
      } catch {
        if case .undefined = error { return false }
        return true
      }
    }
  }

  /// Numbers from which solutions are sought at the instance of that number.
  private func starts(
    _ function: ResidualFunction, _ number: Int, _ count: Int = PremiseSolver.startsEach
  ) -> [[Double]] {
    (0..<count).compactMap { start in
      let matrices = function.slots.compactMap { slot -> Matrix<Double>? in
        let name = "start \(number) \(start) \(slot.symbol.name)"
        var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
        return try? FloatingInstance.draw(slot.symbol.domain, slot.rows, slot.columns, function.instance.sizes, &source)
      }
      return matrices.count == function.slots.count ? function.numbers(matrices) : nil
    }
  }

  /// Whether the equations have values at their solution: where an inverse does not exist, there is none.
  private func hasValues(_ goals: [Goal], _ instance: Instance<Ball>) -> Bool {
    var evaluator = TermValues(declarations: system.declarations, instance: instance)
    return goals.allSatisfy { goal in
      goal.left.freeSymbols.contains { system.declarations.indexBounds[$0] != nil }
        || (try? evaluator.value(goal.left)) != nil
    }
  }

  /// Values at which the equations do not determine the unknowns, as they do elsewhere.
  func exceptions() -> [ExceptionalValue] {
    // One counterexample is enough, and small sizes cost least.
    for (number, sizes) in sizes.enumerated().reversed() {
      guard let function = ResidualFunction(system, sizes: sizes, seed: seed, number: number),
        function.count <= PremiseSolver.fewNumbers
      else { continue }
      return ExceptionalValues(system: system, seed: seed).found(function, from: starts(function, number))
    }
    return []
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
      var solver = NumericSolver(function: function)
      let found = solver.solutions(
        from: candidates.prefix(3).compactMap { numbers(of: $0, function) } + starts(function, number))
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
    // What holds for scalars alone says nothing of other sizes.
    let plan = SizePlan(terms: system.residuals, declarations: system.declarations, isRestricted: true, isWide: true)
    guard points.count >= 2, plan.isCovered(by: points.map(\.instance.sizes)) else {
      return .open(reason: "no solution of the equations is known for \(names)")
    }
    return .numeric(points)
  }
}

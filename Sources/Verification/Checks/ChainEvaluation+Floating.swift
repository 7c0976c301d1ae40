import NumericCore
import Symbolic

extension ChainEvaluation {
  /// The instances at which every comparison is made.
  var baseInstances: Int {
    let sizes = plan.assignments.count + plan.largeAssignments.count
    return indices.isEmpty ? max(6, sizes) : max(12, 3 * sizes)
  }

  /// The instances for a comparison that is no equality, where one point tells little about others.
  private static let inequalityInstances = 24

  /// The agreement below which an instance tells something; above, rounding hides the difference.
  private static let tolerance = 1e-8

  /// The value of a node at the instance of that number.
  mutating func floatingValue(_ index: Int, _ node: Int) -> Result<Matrix<Ball>, EvaluationError> {
    guard !plan.assignments.isEmpty else { return .failure(.undefined(reason: "no sizes fit the dimensions")) }
    while floating.count <= index {
      let all = plan.assignments + plan.largeAssignments
      let sizes = all[floating.count % all.count]
      let values: [Symbol: Matrix<Ball>] = indices.matrices(sizes, number: floating.count / all.count)
      floating.append(
        LineValues(
          graph: graph,
          instance: FloatingInstance.random(
            sizes: sizes, seed: seed, number: floating.count, values: values, smooth: graph.smooth)))
    }
    return floating[index].value(node, in: graph)
  }

  /// What floating point with error bounds finds about "left relation right".
  mutating func floatingFinding(_ left: Int, _ relation: Relation, _ right: Int) -> FloatingFinding {
    let pair: (Int, Int)
    switch nodes(left, right) {
    case .success(let found): pair = found
    case .failure(let error): return .outside(reason: error.reason)
    }
    guard let comparison = Comparison(relation) else {
      return .outside(reason: "the relation is not decided by values")
    }
    let wanted = comparison == .equal ? baseInstances : max(baseInstances, ChainEvaluation.inequalityInstances)
    var usable: [[String: Int]] = []
    var worst = 0.0
    var obstacle: String?
    var oneSided = 0
    var missing: EvaluationError?
    nonexistence = nil
    defer { if let missing, !plan.isCovered(by: usable) { nonexistence = missing.reason } }
    leftOut = LeftOut()
    defer { leftOut.sizes.removeAll { words in usable.contains { plan.words($0) == words } } }
    for index in 0..<(3 * wanted) {
      if index >= wanted, usable.count >= wanted || usable.isEmpty && index >= 2 * wanted { break }
      if let missing = missingFloatingCondition(index) {
        obstacle = obstacle ?? missing.reason
        leftOut.instances += 1
        let words = plan.words(floating[index].sizes)
        if !leftOut.sizes.contains(words) { leftOut.sizes.append(words) }
        continue
      }
      switch (floatingValue(index, pair.0), floatingValue(index, pair.1)) {
      case (.success(let first), .success(let second)):
        switch ChainEvaluation.compare(first, comparison, second) {
        case .violated where LawUse.isMixed([pair.0, pair.1], in: graph):
          return .outside(reason: "different for densities over points, which may hold for densities over the reals")
        case .violated(let left, let right, let bound): return .differs(left: left, right: right, bound: bound)
        case .holds(let bound) where bound <= ChainEvaluation.tolerance:
          usable.append(floating[index].sizes)
          worst = max(worst, bound)
        case .holds: obstacle = "rounding errors hide the difference"
        case .undecided: return .outside(reason: "the two sides are equal within rounding, where one must be greater")
        }
      case (.failure(let error), let other), (let other, .failure(let error)):
        if case .undefined = error, case .success = other { oneSided += 1 }
        if error.isNonexistence { missing = error }
        switch error {
        case .undefined, .skipped: obstacle = error.reason
        case .outside, .tooLarge: return .outside(reason: error.reason)
        }
      }
    }
    // Once may be an interval that is too wide; more often it is log a² = 2 log a for a negative a.
    if oneSided > 1 {
      return .outside(reason: "\(obstacle ?? "undefined") on one side alone")
    }
    guard leftOut.instances <= 2 * usable.count else {
      return .outside(reason: "what is stated has no value at most of the values tried")
    }
    guard usable.count >= 3, plan.isCovered(by: usable) else {
      return .outside(reason: obstacle ?? "too few instances")
    }
    if comparison != .equal, let found = smallViolation(left, relation, right) { return found }
    return .agrees(instances: usable.count, bound: worst)
  }

  private mutating func missingFloatingCondition(_ index: Int) -> EvaluationError? {
    for node in conditions {
      if case .failure(let error) = floatingValue(index, node), error.isOfThePoint { return error }
    }
    return nil
  }

  /// A violation at small whole numbers, which random ones may miss: inequalities are violated on their boundary.
  private func smallViolation(_ left: Int, _ relation: Relation, _ right: Int) -> FloatingFinding? {
    let found = counterexample(
      left: lines[left].term, relation, right: lines[right].term, declarations: graph.declarations, seed: seed,
      budget: 300)
    guard let found, let first = found.left.first?.first, let second = found.right.first?.first else { return nil }
    return .differs(left: first, right: second, bound: found.bound)
  }

  /// How one instance speaks about a relation.
  enum Verdict: Equatable {
    case violated(left: Double, right: Double, bound: Double)
    case holds(bound: Double)
    case undecided
  }

  /// A relation that values decide.
  enum Comparison {
    case equal, lessOrEqual, greaterOrEqual, less, greater

    init?(_ relation: Relation) {
      switch relation {
      case .equal, .definition: self = .equal
      case .lessOrEqual: self = .lessOrEqual
      case .greaterOrEqual: self = .greaterOrEqual
      case .less: self = .less
      case .greater: self = .greater
      case .proportional, .equalUpToConstant, .approximately: return nil
      }
    }
  }

  /// Compares two values of one shape entry by entry.
  static func compare(_ left: Matrix<Ball>, _ comparison: Comparison, _ right: Matrix<Ball>) -> Verdict {
    guard left.rows == right.rows, left.columns == right.columns else { return .undecided }
    var worst = 0.0
    var isUndecided = false
    for (a, b) in zip(left.elements, right.elements) {
      let difference = a - b
      let violation = Verdict.violated(left: a.midpoint, right: b.midpoint, bound: difference.radius)
      let isAbove = difference.midpoint > difference.radius
      let isBelow = -difference.midpoint > difference.radius
      switch comparison {
      case .equal:
        if isAbove || isBelow { return violation }
        worst = max(worst, relativeBound(a, b, difference))
      case .lessOrEqual: if isAbove { return violation }
      case .greaterOrEqual: if isBelow { return violation }
      case .less where difference == .zero, .greater where difference == .zero: return violation
      case .less:
        if isAbove { return violation }
        isUndecided = isUndecided || !isBelow
      case .greater:
        if isBelow { return violation }
        isUndecided = isUndecided || !isAbove
      }
    }
    return isUndecided ? .undecided : .holds(bound: worst)
  }

  /// The greatest possible difference as a share of the values, or as it is where that is less.
  private static func relativeBound(_ a: Ball, _ b: Ball, _ difference: Ball) -> Double {
    let possible = abs(difference.midpoint) + difference.radius
    let size = max(abs(a.midpoint), abs(b.midpoint))
    return size > 1 ? possible / size : possible
  }
}

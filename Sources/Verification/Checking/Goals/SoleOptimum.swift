import Symbolic

/// Whether a value is the only optimizer: the function falls from it along every direction, and no climb from elsewhere
/// ends as high.
///
/// "arg max f = v" says that v is the optimizer. A function that does not change along some direction has many; that it is
/// nowhere higher than at v does not tell.
struct SoleOptimum: Sendable, Hashable {
  let optimizer: OptimumForm.Optimizer
  let value: Term
  let declarations: Declarations

  /// The sizes at which is looked, the instances of each, and those of them from which is climbed.
  private static let limits = (sizes: 4, instances: 2, climbedInstances: 3)

  enum Verdict {
    case alone
    case higher(here: Double, there: Double, bound: Double)
    case open(reason: String)
  }

  func verdict(seed: UInt64) -> Verdict {
    let plan = SizePlan(terms: [optimizer.body, value], declarations: declarations, isRestricted: true)
    var usable: [[String: Int]] = []
    var climbed = 0
    for sizes in plan.assignments where usable.count < SoleOptimum.limits.sizes {
      var isCurved: Bool?
      for number in 0..<SoleOptimum.limits.instances {
        guard
          var function = OptimizedFunction(
            optimizer, at: value, declarations, sizes: sizes, seed: seed, number: number),
          let found = function.isCurved()
        else { continue }
        isCurved = isCurved ?? false || found
        guard found, climbed < SoleOptimum.limits.climbedInstances, !function.optimum.isEmpty else { continue }
        climbed += 1
        for round in 0..<OptimizedFunction.nearStarts + OptimizedFunction.farStarts {
          guard let start = function.start(round) else { continue }
          switch function.rival(from: start) {
          case .none: continue
          case .equal: return .open(reason: "the optimum is reached at other values of \(optimizer.variable.name), too")
          case .higher(let here, let there, let bound):
            // What holds for densities over points need not hold for densities over the reals.
            guard declarations.laws[optimizer.variable] == nil else {
              return .open(reason: "another table in the place of \(optimizer.variable.name) is better")
            }
            return .higher(here: here, there: there, bound: bound)
          }
        }
      }
      guard let isCurved else { continue }
      guard isCurved else {
        return .open(
          reason: "the function does not determine \(optimizer.variable.name): it is level along some direction")
      }
      usable.append(sizes)
    }
    guard !usable.isEmpty, plan.isCovered(by: usable) else {
      return .open(reason: "it is not known whether the optimum is reached at this value alone")
    }
    return .alone
  }
}

/// Comparisons that say that a value is an optimizer, and that it is the only one.
struct OptimumCheck: Sendable, Hashable {
  var goals: [Goal]
  let sole: SoleOptimum

  func computed(seed: UInt64) -> ChainUnit.Computed {
    let computed = GoalCheck(seed: seed).computed(goals, needsValues: false)
    guard computed.isPass else { return computed }
    switch sole.verdict(seed: seed) {
    case .alone: return computed
    case .higher(let here, let there, let bound):
      return ChainUnit.Computed(
        exact: .outside(reason: "exact arithmetic knows equality only"),
        floating: .differs(left: here, right: there, bound: bound), first: nil, voidsProof: "another value is better")
    case .open(let reason):
      return ChainUnit.Computed(
        exact: .outside(reason: reason), floating: .outside(reason: reason), first: nil, voidsProof: reason)
    }
  }
}

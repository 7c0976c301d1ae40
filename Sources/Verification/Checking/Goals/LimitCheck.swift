import NumericCore
import Symbolic

/// Judges a limit by how the values go on, decade by decade towards the point.
struct LimitCheck: Sendable, Hashable {
  let variable: Symbol
  let point: Term
  let body: Term
  /// The value, which does not depend on the variable unless it is a limit itself.
  let value: Term
  let declarations: Declarations

  private static let decades = 9
  private static let instances = 6
  /// Said where floating point knows no value near the point.
  static let withoutValue = "the function has no value near the point"

  /// The check of an equation of which one side is a limit; nil where none is.
  static func form(_ left: Term, _ right: Term, _ declarations: Declarations) -> LimitCheck? {
    let (one, two) = (multiple(left), multiple(right))
    let (limit, other) = if case .limit = one.head { (one, two) } else { (two, one) }
    guard case .limit(let variable) = limit.head, limit.shape.isScalar, limit.arguments.count == 2 else { return nil }
    var value = other
    if case .limit(let second) = other.head {
      guard other.arguments.count == 2, other.arguments[0] == limit.arguments[0],
        let body = try? other.arguments[1].substituting([second: Term(variable)])
      else { return nil }
      value = body
    } else if other.freeSymbols.contains(variable) {
      return nil
    }
    return LimitCheck(
      variable: variable, point: limit.arguments[0], body: limit.arguments[1], value: value,
      declarations: declarations)
  }

  /// The limit of a multiple for a multiple of a limit by numbers and dimensions; any other term as it is.
  private static func multiple(_ term: Term) -> Term {
    guard let multiple = Multiple(term), case .limit = multiple.body.head, multiple.body.arguments.count == 2,
      let body = try? Term(.product, [multiple.factor, multiple.body.arguments[1]]),
      let limit = try? Term(multiple.body.head, [multiple.body.arguments[0], body])
    else { return term }
    return limit
  }

  private enum Verdict { case agrees(Double), refuted(Double, Double), open(String) }

  func computed(seed: UInt64) -> ChainUnit.Computed {
    let exact = ExactFinding.outside(reason: "exact arithmetic knows no limits")
    func result(_ floating: FloatingFinding) -> ChainUnit.Computed {
      ChainUnit.Computed(exact: exact, floating: floating, first: nil, voidsProof: "limits are not proved")
    }
    let definitions = declarations.definitions(dependingOn: [variable])
    guard let body = try? body.unfolding(definitions) else { return result(.outside(reason: "a term too large")) }
    let plan = SizePlan(terms: [body, value], declarations: declarations)
    guard !plan.assignments.isEmpty else { return result(.outside(reason: "no sizes fit the dimensions")) }
    var count = 0
    var worst = 0.0
    var reason = "the limit has no value"
    for number in 0..<max(LimitCheck.instances, plan.assignments.count) {
      let sizes = plan.assignments[number % plan.assignments.count]
      var instance = FloatingInstance.random(sizes: sizes, seed: seed, number: number)
      instance.hasWideRange = true
      switch verdict(body, instance) {
      case .agrees(let bound):
        count += 1
        worst = max(worst, bound)
      case .refuted(let left, let right): return result(.differs(left: left, right: right, bound: 1e-9))
      case .open(let words): reason = words
      }
    }
    guard count >= 3 else { return result(.outside(reason: reason)) }
    return result(.agrees(instances: count, bound: worst))
  }

  /// From above, and from below where the variable may be there and the function has a value.
  private func verdict(_ body: Term, _ instance: Instance<Ball>) -> Verdict {
    let above = verdict(body, instance, from: 1)
    guard point.infiniteSign == nil, variable.domain == .real else { return above }
    let below = verdict(body, instance, from: -1)
    switch (above, below) {
    case (_, .open(LimitCheck.withoutValue)): return above
    case (.open(LimitCheck.withoutValue), _): return below
    case (.refuted, _), (.open, .agrees): return above
    case (_, .refuted), (.agrees, .open), (.open, .open): return below
    case (.agrees(let one), .agrees(let other)): return .agrees(max(one, other))
    }
  }

  private func verdict(_ body: Term, _ instance: Instance<Ball>, from side: Int) -> Verdict {
    var values: [Ball] = []
    var targets: [Ball?] = []
    for decade in 1...LimitCheck.decades {
      guard let place = place(decade, instance, from: side) else { return .open("the point of the limit has no value") }
      var evaluator = TermValues(
        declarations: declarations,
        instance: instance.with([variable: Matrix(rows: 1, columns: 1, elements: [place])]))
      guard let found = try? evaluator.value(body) else { return .open(LimitCheck.withoutValue) }
      values.append(found[0, 0])
      targets.append((try? evaluator.value(value)).map { $0[0, 0] })
    }
    let steps = zip(values.dropFirst(), values).map { $0 - $1 }
    guard let last = values.last else { return .open(LimitCheck.withoutValue) }
    let isGrowing = LimitCheck.isGrowing(steps)
    let isFalling = LimitCheck.isGrowing(steps.map { -$0 })
    let isSettling = LimitCheck.isSettling(steps, scale: max(1, abs(last.midpoint)))
    let unclear = Verdict.open("it is not clear where the values go")
    switch value.infiniteSign {
    case .some(1):
      if isGrowing { return .agrees(1e-9) }
      return isFalling || isSettling ? .refuted(last.midpoint, .greatestFiniteMagnitude) : unclear
    case .some(-1):
      if isFalling { return .agrees(1e-9) }
      return isGrowing || isSettling ? .refuted(last.midpoint, -.greatestFiniteMagnitude) : unclear
    default: break
    }
    guard let target = targets.last ?? nil else { return .open("the limit is compared with what has no value") }
    let gaps = zip(values, targets).compactMap { value, target in target.map { value - $0 } }
    guard gaps.count == values.count, let gap = gaps.last else {
      return .open("the two sides have no value everywhere")
    }
    let scale = max(1, abs(target.midpoint))
    if abs(gap.midpoint) + gap.radius < 1e-6 * scale { return .agrees((abs(gap.midpoint) + gap.radius) / scale) }
    let stays = isSettling && LimitCheck.isSettling(zip(gaps.dropFirst(), gaps).map { $0 - $1 }, scale: scale)
    if stays, abs(gap.midpoint) - gap.radius > 1e-3 * scale { return .refuted(last.midpoint, target.midpoint) }
    if value.freeSymbols.contains(variable) { return unclear }
    if isGrowing || isFalling { return .refuted(last.midpoint, target.midpoint) }
    return unclear
  }

  /// A point so many decades towards the limit.
  private func place(_ decade: Int, _ instance: Instance<Ball>, from side: Int) -> Ball? {
    guard let power = try? Ball(integer: 10).power(whole: decade) else { return nil }
    if let sign = point.infiniteSign { return sign > 0 ? power : -power }
    var evaluator = TermValues(declarations: declarations, instance: instance)
    guard let base = try? evaluator.value(point), let small = try? power.reciprocal() else { return nil }
    return side > 0 ? base[0, 0] + small : base[0, 0] - small
  }

  /// Whether each decade adds about as much as the one before, or more: so grows a logarithm, and what outgrows it.
  private static func isGrowing(_ steps: [Ball]) -> Bool {
    let late = steps.suffix(5)
    guard late.allSatisfy({ $0.isDefined && $0.midpoint > 2 * $0.radius }) else { return false }
    return zip(late.dropFirst(), late).allSatisfy { $0.midpoint >= 0.97 * $1.midpoint }
  }

  /// Whether the steps shrink so fast that little more can come.
  private static func isSettling(_ steps: [Ball], scale: Double) -> Bool {
    let late = steps.suffix(4).map { abs($0.midpoint) + $0.radius }
    guard late.allSatisfy(\.isFinite), let last = late.last, last < 1e-5 * scale else { return false }
    return zip(late.dropFirst(), late).allSatisfy { $0 <= 0.6 * $1 || $0 < 1e-9 * scale }
  }
}

extension Term {
  /// 1 for ∞, −1 for −∞.
  var infiniteSign: Int? {
    switch head {
    case .constant(.infinity): 1
    case .negation: arguments.first?.infiniteSign.map { -$0 }
    default: nil
    }
  }
}

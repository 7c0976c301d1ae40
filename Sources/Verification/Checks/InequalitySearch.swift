import NumericCore
import Symbolic

/// Walks towards the violation of an inequality: from small and large values, equal parameters and zeros, by steps that
/// make the gap smaller.
///
/// All values lie in their domains exactly, so that a violation beyond rounding is one.
struct InequalitySearch {
  /// The tightest gap found.
  struct Gap: Sendable, Hashable {
    /// By how much the inequality holds, as a share of the values; plainly where one side is zero.
    let size: Double
    /// Whether it is a share.
    let isShare: Bool
    /// The sizes as text.
    let sizes: String
  }

  private let relation: Relation
  private let plan: SizePlan
  private let seed: UInt64
  private let terms: ComparedTerms
  /// Whether one side is zero, so that a share of the other would say nothing.
  private let isBesideZero: Bool
  /// Whether dimensions occur as numbers alone, so that they may be huge.
  private let countsAlone: Bool
  private var budget: Int
  private var work = 600_000

  /// The tightest gap, and a violation with the two values, where one is found.
  private(set) var tightest: Gap?
  private(set) var violation: Counterexample?

  /// Nil where the two sides are no scalars that are compared, or where tables for arbitrary laws refute nothing.
  init?(left: Term, _ relation: Relation, right: Term, declarations: Declarations, seed: UInt64, budget: Int = 1600) {
    guard left.sort == .scalar, right.sort == .scalar else { return nil }
    switch relation {
    case .lessOrEqual, .greaterOrEqual, .less, .greater: break
    case .equal, .definition, .proportional, .equalUpToConstant, .approximately: return nil
    }
    guard let terms = ComparedTerms(left, right, declarations: declarations) else { return nil }
    self.terms = terms
    isBesideZero = left.isZero || right.isZero
    countsAlone = [left, right].allSatisfy(\.countsAlone)
    self.relation = relation
    self.seed = seed
    self.budget = budget
    plan = SizePlan(terms: [left, right], declarations: declarations, isRestricted: true)
  }

  /// Looks for the tightest gap.
  mutating func run() {
    lookAtLargeSizes()
    for sizes in plan.assignments.prefix(4) {
      for start in InequalityStart.allCases where start != .positive && start != .unit {
        guard budget > 0, work > 0, violation == nil else { return }
        var instance = FloatingInstance.random(
          sizes: sizes, seed: seed, number: 1000 + start.rawValue, smooth: terms.graph.smooth)
        if start == .scattered { instance.supportSize = 2 }
        walk(start.values(from: terms.drawn(instance), seed: seed), instance, sizes)
      }
    }
  }

  /// Sizes at which is looked without a walk: what holds for few summands may not for many.
  private static let largeSizes = [12, 64, 256]
  private static let hugeSizes = [1_000_000, 1_000_000_000]

  private mutating func lookAtLargeSizes() {
    let before = (budget, work, tightest)
    defer { (budget, work, tightest) = before }
    let large = (InequalitySearch.largeSizes + (countsAlone ? InequalitySearch.hugeSizes : [])).compactMap(plan.equal)
    for sizes in large + (countsAlone ? plan.manySizes : []) {
      for start in countsAlone ? [InequalityStart.plain] : [.plain, .shared, .positive, .unit] {
        guard violation == nil else { return }
        let instance = FloatingInstance.random(
          sizes: sizes, seed: seed, number: 1000 + start.rawValue, smooth: terms.graph.smooth)
        _ = slack(start.values(from: terms.drawn(instance), seed: seed), instance, sizes)
      }
    }
  }

  private mutating func walk(_ start: [Symbol: Matrix<Double>], _ instance: Instance<Ball>, _ sizes: [String: Int]) {
    var values = start
    guard var best = slack(values, instance, sizes) else { return }
    var symbols = values.keys.filter { InequalityStart.isMoved($0.domain) }.sorted {
      (terms.order[$0] ?? .max, $0.name) < (terms.order[$1] ?? .max, $1.name)
    }
    var step = 0.5
    // Far when that helps, and close to where it stops helping.
    for _ in 0..<24 where step > 0x1p-20 {
      var isBetter = false
      var idle: Set<Symbol> = []
      for symbol in symbols {
        guard let value = values[symbol] else { continue }
        var hasEffect = false
        for moved in InequalityStart.moves(value, symbol.domain, step) {
          guard budget > 0, work > 0, violation == nil else { return }
          var next = values
          next[symbol] = moved
          guard let found = slack(next, instance, sizes) else { continue }
          if found != best { hasEffect = true }
          guard found < best else { continue }
          (values, best, isBetter) = (next, found, true)
          break
        }
        if !hasEffect { idle.insert(symbol) }
      }
      // What has no effect by a large step has none by a small one.
      symbols.removeAll(where: idle.contains)
      step *= isBetter ? 2 : 0.25
    }
  }

  /// By how much the inequality holds, as a share of its sides, so that a walk does not just make everything small, where
  /// neither is zero; takes note of violations and of the tightest gap.
  private mutating func slack(
    _ values: [Symbol: Matrix<Double>], _ instance: Instance<Ball>, _ sizes: [String: Int]
  ) -> Double? {
    budget -= 1
    guard values.values.allSatisfy({ $0.elements.allSatisfy(\.isFinite) }) else { return nil }
    var evaluator = terms.evaluator(values, instance)
    guard let first = try? evaluator.value(ofNode: terms.left, in: terms.graph) else { return nil }
    work -= evaluator.work
    guard let second = try? evaluator.value(ofNode: terms.right, in: terms.graph) else { return nil }
    work -= evaluator.work
    let isAtMost = relation == .lessOrEqual || relation == .less
    let difference = isAtMost ? second[0, 0] - first[0, 0] : first[0, 0] - second[0, 0]
    guard difference.isDefined else { return nil }
    if -difference.midpoint > difference.radius {
      violation = terms.counterexample(
        values, sizes, left: first, right: second, bound: difference.radius,
        laws: evaluator.lawAssignments { $0.midpoint })
      return difference.midpoint
    }
    let scale = isBesideZero ? 1 : max(abs(first[0, 0].midpoint), abs(second[0, 0].midpoint))
    let size = scale > 0 ? difference.midpoint / scale : 0
    // A gap that rounding hides is none that can be stated.
    let gap = Gap(
      size: difference.midpoint > difference.radius ? size : 0, isShare: !isBesideZero, sizes: plan.words(sizes))
    if tightest.map({ gap.size < $0.size }) ?? true { tightest = gap }
    return size
  }
}

extension Term {
  /// Whether nothing in the term grows with the size of a dimension.
  fileprivate var countsAlone: Bool {
    !contains { part in
      switch part.head {
      case .symbol(let symbol): symbol.sort.isDistribution || !symbol.shape.isScalar || symbol.domain == .natural
      case .dimension, .number, .constant, .sum, .negation, .product, .quotient, .power, .squareRoot, .logarithm,
        .exponential, .absoluteValue:
        false
      default: true
      }
    }
  }
}

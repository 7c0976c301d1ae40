import NumericCore
import Symbolic

extension ChainEvaluation {
  /// The points for each assignment of sizes.
  private static let rationalPoints = 6

  /// What values at rational points find, where logarithms are compared exactly whatever their coefficients are.
  ///
  /// At a point, equality is decided without error. Whether it holds at all others is a matter of chance, as it is in the
  /// prime field, with fewer numbers to draw from: the coefficient of each logarithm is a rational function of the draws,
  /// which vanishes at one of them with probability at most its degree over the number of choices.
  mutating func rationalFinding(_ left: Int, _ right: Int) -> ExactFinding {
    if rational.isEmpty {
      let all = plan.assignments.prefix(4).flatMap { sizes in (0..<ChainEvaluation.rationalPoints).map { (sizes, $0) } }
      rational = all.map { (sizes, number) in
        LineValues(
          graph: graph,
          instance: RationalInstance.random(
            sizes: sizes, seed: seed, number: number, values: indices.matrices(sizes, number: number)))
      }
    }
    var points = 0
    var usable: [[String: Int]] = []
    var obstacle: String?
    for index in rational.indices {
      let sizes = rational[index].sizes
      switch (rational[index].value(left, in: graph), rational[index].value(right, in: graph)) {
      case (.success(let first), .success(let second)):
        let agreements = zip(first.elements, second.elements).map { $0.compared(to: $1) }
        if agreements.contains(.different) { return .different(sizes: plan.words(sizes)) }
        guard agreements.allSatisfy({ $0 == .equal }) else {
          return .outside(reason: "numbers too large for exact fractions")
        }
        points += 1
        if usable.last != sizes { usable.append(sizes) }
      case (.failure(let error), _), (_, .failure(let error)):
        switch error {
        case .undefined, .skipped: obstacle = error.reason
        case .outside, .tooLarge: return .outside(reason: error.reason)
        }
      }
    }
    guard points > 0, plan.isCovered(by: usable) else {
      return .outside(reason: obstacle ?? "no sizes fit the dimensions")
    }
    let degree = degreeBound(left, right, countsLogarithms: false)
    let single = min(1, degree / Double(RationalInstance.choices))
    return .equal(
      points: points, sizes: usable.map(plan.words),
      falseEqual: (0..<min(points, ChainEvaluation.rationalPoints)).reduce(1) { chance, _ in chance * single })
  }
}

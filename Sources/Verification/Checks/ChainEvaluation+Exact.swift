import NumericCore
import Symbolic

extension ChainEvaluation {
  /// What exact arithmetic finds, and whether an equality holds only up to what formal roots forget.
  ///
  /// Where formal logarithms for the symbols under exponentials lead outside, plain values are tried, and rational
  /// points where logarithms have coefficients that are not rational.
  mutating func exactFinding(_ left: Int, _ right: Int) -> (finding: ExactFinding, forgetsRoots: Bool) {
    let pair: (Int, Int)
    switch nodes(left, right) {
    case .success(let found): pair = found
    case .failure(let error): return (.outside(reason: error.reason), false)
    }
    var last: (finding: ExactFinding, forgetsRoots: Bool) = (.outside(reason: "no sizes fit the dimensions"), false)
    for mode in exact.indices {
      last = exactFinding(pair.0, pair.1, mode: mode)
      if case .outside = last.finding { continue }
      if case .different = last.finding, LawUse.isMixed([pair.0, pair.1], in: graph) {
        return (.outside(reason: "different for densities over points alone"), false)
      }
      return last
    }
    if case .outside(let reason) = last.finding, reason == ChainEvaluation.randomCoefficients {
      let finding = rationalFinding(pair.0, pair.1)
      switch finding {
      case .equal: return (finding, false)
      case .different where !LawUse.isMixed([pair.0, pair.1], in: graph): return (finding, false)
      case .different, .outside: return last
      }
    }
    return last
  }

  private static let randomCoefficients = "logarithms whose coefficients are not rational"

  private mutating func exactFinding(
    _ left: Int, _ right: Int, mode: Int
  ) -> (finding: ExactFinding, forgetsRoots: Bool) {
    var points = 0
    var usable: [[String: Int]] = []
    var forgetsRoots = false
    var obstacle: EvaluationError?
    var undefined: EvaluationError?
    for point in exact[mode].indices {
      let sizes = exact[mode][point].sizes
      if let missing = missingExactCondition(mode, point) {
        undefined = missing
        continue
      }
      let first = exact[mode][point].value(left, in: graph)
      let second = exact[mode][point].value(right, in: graph)
      let pair: (Matrix<ExactScalar>, Matrix<ExactScalar>)
      switch (first, second) {
      case (.success(let first), .success(let second)): pair = (first, second)
      case (.failure(let error), _), (_, .failure(let error)):
        switch error {
        case .undefined, .skipped: undefined = error
        case .outside, .tooLarge: obstacle = obstacle ?? error
        }
        continue
      }
      switch ChainEvaluation.agreement(pair.0, pair.1) {
      case .different: return (.different(sizes: plan.words(sizes)), false)
      case .unknown: obstacle = obstacle ?? .outside(reason: ChainEvaluation.randomCoefficients)
      case .equalUpToRoots: forgetsRoots = true
      case .equal: break
      }
      points += 1
      if usable.last != sizes { usable.append(sizes) }
    }
    if let obstacle { return (.outside(reason: obstacle.reason), false) }
    guard points > 0, plan.isCovered(by: usable) else {
      return (.outside(reason: undefined?.reason ?? "no sizes fit the dimensions"), false)
    }
    let degree = degreeBound(left, right)
    let single = min(1, degree / 0x1p61)
    var chance = 1.0
    for _ in 0..<min(points, ChainEvaluation.pointsPerSize) { chance *= single }
    return (.equal(points: points, sizes: usable.map(plan.words), falseEqual: chance), forgetsRoots)
  }

  /// Why a condition has no value at a point, where one has none.
  private mutating func missingExactCondition(_ mode: Int, _ point: Int) -> EvaluationError? {
    for node in conditions {
      if case .failure(let error) = exact[mode][point].value(node, in: graph), error.isOfThePoint { return error }
    }
    return nil
  }

  static func agreement(_ left: Matrix<ExactScalar>, _ right: Matrix<ExactScalar>) -> Agreement {
    var result = Agreement.equal
    for (a, b) in zip(left.elements, right.elements) {
      switch a.compared(to: b) {
      case .different: return .different
      case .unknown: result = .unknown
      case .equalUpToRoots: if result == .equal { result = .equalUpToRoots }
      case .equal: break
      }
    }
    return result
  }

  /// A bound on the degree, in the numbers drawn, of the polynomial that vanishes where both sides agree.
  func degreeBound(_ left: Int, _ right: Int, countsLogarithms: Bool = true) -> Double {
    var largest = 1.0
    for sizes in Set(exact.joined().map(\.sizes)) {
      var bounds = FractionDegree(graph: graph, sizes: sizes)
      let (a, b) = (bounds.degree(left), bounds.degree(right))
      let degree =
        max(a.numerator + b.denominator, a.denominator + b.numerator) + (countsLogarithms ? bounds.logarithms : 0)
      largest = max(largest, degree)
    }
    return largest
  }
}

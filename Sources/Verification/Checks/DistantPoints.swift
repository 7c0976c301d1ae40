import NumericCore
import Symbolic

/// Looks at an equation far from where values are drawn.
///
/// √(a + 2)² is a + 2 near zero, log(eˣ + e⁻³⁶) is x as far as rounding tells; at other magnitudes neither is. Equations of
/// rational functions alone need no such look.
struct DistantPoints {
  enum Finding {
    case equal
    case different(left: Double, right: Double, Counterexample)
    /// At several points one side alone has a value.
    case oneSided(reason: String)
  }

  private static let count = 24
  private static let oneSidedLimit = 2

  private let plan: SizePlan
  private let seed: UInt64
  private let terms: ComparedTerms
  /// The greatest number that is written in the terms, beyond which nothing new is to be expected.
  private let height: Double

  /// Nil where every point speaks for all others, or where tables for arbitrary laws refute nothing.
  ///
  /// - Parameter isExact: whether the two sides are equal in exact arithmetic, so that they are equal up to a sign or a
  ///   factor that is constant wherever no argument of a root or a logarithm changes its sign.
  init?(left: Term, right: Term, declarations: Declarations, isExact: Bool, seed: UInt64) {
    guard let first = try? left.unfolding(declarations.definitions),
      let second = try? right.unfolding(declarations.definitions),
      [first, second].contains(where: { isExact ? $0.mayChangeBranch : $0.hasBranches })
    else { return nil }
    guard let terms = ComparedTerms(left, right, declarations: declarations) else { return nil }
    (self.terms, self.seed) = (terms, seed)
    plan = SizePlan(terms: [left, right], declarations: declarations, isRestricted: true)
    height = max(4, min(first.greatestNumber, 1e6), min(second.greatestNumber, 1e6)).rounded(.up)
  }

  /// Compares the two sides.
  func finding() -> Finding {
    guard !plan.assignments.isEmpty else { return .equal }
    var oneSided = 0
    var reason = ""
    for number in 0..<DistantPoints.count {
      let sizes = plan.assignments[number % plan.assignments.count]
      let drawn = FloatingInstance.random(sizes: sizes, seed: seed, number: 2000 + number, smooth: terms.graph.smooth)
      let values = distant(drawn, number)
      let (first, second) = (value(terms.left, values, drawn), value(terms.right, values, drawn))
      switch (first, second) {
      case (.success(let a), .success(let b)):
        guard case .violated(let one, let other, let bound) = ChainEvaluation.compare(a, .equal, b) else { continue }
        let found = terms.counterexample(values, sizes, left: a, right: b, bound: bound)
        return .different(left: one, right: other, found)
      case (.success, .failure(let error)), (.failure(let error), .success):
        guard error.isOutsideDomain || error.isNonexistence else { continue }
        oneSided += 1
        reason = error.reason
      default: continue
      }
    }
    return oneSided >= DistantPoints.oneSidedLimit ? .oneSided(reason: "\(reason) on one side alone") : .equal
  }

  private func value(
    _ node: Int, _ values: [Symbol: Matrix<Double>], _ instance: Instance<Ball>
  ) -> Result<Matrix<Ball>, EvaluationError> {
    var evaluator = terms.evaluator(values, instance)
    do throws(EvaluationError) {
      return .success(try evaluator.value(ofNode: node, in: terms.graph))
    } catch {
      return .failure(error)
    }
  }

  /// The values of an instance times powers of two, another for each symbol.
  private func distant(_ instance: Instance<Ball>, _ number: Int) -> [Symbol: Matrix<Double>] {
    var values: [Symbol: Matrix<Double>] = [:]
    for (symbol, value) in terms.drawn(instance) {
      guard InequalityStart.isMoved(symbol.domain), symbol.domain != .simplex, !symbol.name.hasPrefix("#") else {
        values[symbol] = value
        continue
      }
      var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("distant \(number) \(symbol.name)"))
      // About the numbers that are written, where exponentials have not yet left the range; all of one sign, and as drawn;
      // moderate ones; and some far, some of them near zero.
      let isUniform = symbol.domain == .real && number % 4 == 1
      let (exponents, unit): (ClosedRange<Int>, Double) =
        switch number % 4 {
        case 0: (1...6, 1)
        case 1: (0...4, height)
        case 2: (-1...2, height)
        default: (-6...12, height)
        }
      let factor = Double(sign: .plus, exponent: source.integer(in: exponents), significand: 1) * unit
      values[symbol] = value.map { isUniform ? (number % 8 == 1 ? -1 : 1) * abs($0) * factor : $0 * factor }
    }
    return values
  }
}

extension Term {
  /// Whether the term has roots, absolute values, logarithms or exponentials, or integrals that may diverge.
  fileprivate var hasBranches: Bool {
    contains { part in
      if part.mayDiverge { return true }
      return switch part.head {
      case .absoluteValue, .squareRoot, .logarithm, .exponential, .extremum: true
      case .power: part.arguments[1].number.map { !$0.isInteger } ?? true
      default: false
      }
    }
  }

  /// Whether the term is an integral or an expectation of what may grow faster than the density falls: an exponential, or
  /// a density as a divisor or under a power, unless a logarithm is taken of it.
  private var mayDiverge: Bool {
    switch head {
    case .integral, .expectation: arguments.contains(where: \.mayGrow)
    default: false
    }
  }

  private var mayGrow: Bool {
    switch head {
    case .logarithm: false
    case .exponential: true
    case .quotient: arguments[0].mayGrow || arguments[1].hasDensity
    case .power: arguments[0].hasDensity || arguments[0].mayGrow
    default: arguments.contains(where: \.mayGrow)
    }
  }

  private var hasDensity: Bool { contains { $0.head == .density } }

  /// Whether a root, an absolute value or a logarithm has an argument whose sign is not known.
  fileprivate var mayChangeBranch: Bool {
    contains { part in
      if part.mayDiverge { return true }
      return switch part.head {
      case .absoluteValue, .squareRoot, .logarithm: !part.arguments[0].isKnownPositive
      case .extremum: true
      case .power:
        !(part.arguments[1].number?.isInteger ?? false) && !part.arguments[0].isKnownPositive
      default: false
      }
    }
  }

  /// The greatest number that is written in the term.
  fileprivate var greatestNumber: Double {
    let own = number.map { abs(Double($0.numerator) / Double($0.denominator)) } ?? 0
    return arguments.reduce(own) { max($0, $1.greatestNumber) }
  }
}

extension EvaluationError {
  /// Whether a root or a logarithm has an argument for which it has no value.
  fileprivate var isOutsideDomain: Bool {
    if case .undefined(let reason) = self { reason.hasSuffix("of a number that is not positive") } else { false }
  }
}

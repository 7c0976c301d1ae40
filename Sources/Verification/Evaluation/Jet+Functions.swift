import NumericCore
import Symbolic

extension Jet: EvaluationScalar {
  package init(rational: Rational) throws(EvaluationError) { self.init(try Base(rational: rational)) }

  package static var eulerNumber: Jet { Jet(Base.eulerNumber) }

  package var fault: EvaluationError? { value.fault }

  /// What is perturbed is no whole number: it cannot be an index.
  package var integerValue: Int? { isPlain ? value.integerValue : nil }

  package var isCertainlyNegative: Bool { value.isCertainlyNegative }

  /// f(a + n) = f(a) + f'(a) n + f''(a)/2 n² + f'''(a)/6 n³, for the fourth power of n is zero.
  private func series(_ first: Base, _ second: Base, _ third: Base, from start: Base) -> Jet {
    let n = nilpotent
    return Jet(start) + n * (Jet(first) + n * (Jet(second) + n.scaled(by: third)))
  }

  /// n/a, the infinitesimal part as a share of the value.
  private func relative() throws(EvaluationError) -> Jet { nilpotent.scaled(by: try value.inverted()) }

  package func logarithm() throws(EvaluationError) -> Jet {
    let start = try value.logarithm()
    if isPlain { return Jet(start) }
    let half = try Base(rational: .half)
    let third = try Base(integer: 3).inverted()
    return Jet(start) + (try relative().series(.one, -half, third, from: .zero))
  }

  package func exponential() throws(EvaluationError) -> Jet {
    let start = try value.exponential()
    if isPlain { return Jet(start) }
    let half = try Base(rational: .half)
    let sixth = try Base(integer: 6).inverted()
    return series(.one, half, sixth, from: .one).scaled(by: start)
  }

  package func power(_ exponent: Jet) throws(EvaluationError) -> Jet {
    if let whole = exponent.integerValue, abs(whole) <= 1000 { return try power(whole: whole) }
    guard exponent.isPlain else { return try (exponent * logarithm()).exponential() }
    let start = try value.power(exponent.value)
    return isPlain ? Jet(start) : try binomial(exponent.value).scaled(by: start)
  }

  /// (1 + n/a)^p.
  private func binomial(_ p: Base) throws(EvaluationError) -> Jet {
    let half = try Base(rational: .half)
    let third = try Base(integer: 3).inverted()
    let second = p * (p - .one) * half
    return try relative().series(p, second, second * (p - Base(integer: 2)) * third, from: .one)
  }

  package func squareRoot() throws(EvaluationError) -> Jet {
    let start = try value.squareRoot()
    return isPlain ? Jet(start) : try binomial(Base(rational: .half)).scaled(by: start)
  }

  /// |a| (1 + n/a): the slope is the sign.
  package func absoluteValue() throws(EvaluationError) -> Jet {
    let start = try value.absoluteValue()
    return isPlain ? Jet(start) : (Jet.one + (try relative())).scaled(by: start)
  }

  package func gamma() throws(EvaluationError) -> Jet {
    guard isPlain else { throw .outside(reason: "a derivative of the gamma function") }
    return Jet(try value.gamma())
  }

  /// How the values compare; their infinitesimal parts do not matter.
  package func compared(to other: Jet) -> Agreement { value.compared(to: other.value) }

  package static var perturbationLimit: Int { 3 }

  package var isPerturbed: Bool { !isPlain }

  package func perturbed(at level: Int) throws(EvaluationError) -> Jet {
    if level == 0 { return self + Jet(.zero, slope: .one) }
    return self + Jet(coefficients: (0..<(2 << level)).map { $0 == 1 << level ? .one : .zero })
  }

  package func derivative(at level: Int) throws(EvaluationError) -> Jet {
    if level == 0 { return Jet(slope) }
    let bit = 1 << level
    // Nilpotents of inner derivatives are gone by now, so all places lie below.
    return Jet(coefficients: (0..<bit).map { self[$0 | bit] })
  }

  package func hasPerturbation(of other: Jet) -> Bool {
    (1..<max(2, count, other.count)).allSatisfy {
      switch self[$0].compared(to: other[$0]) {
      case .equal, .equalUpToRoots: true
      case .different, .unknown: false
      }
    }
  }
}

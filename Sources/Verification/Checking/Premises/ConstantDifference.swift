import NumericCore
import Symbolic

/// Whether two sides differ by one and the same number wherever looked at: no values make them equal.
struct ConstantDifference {
  let left: Term
  let right: Term
  let declarations: Declarations
  let seed: UInt64

  /// The greatest denominator that is recognized.
  private static let denominators = 12

  /// Whether an entry of the difference is a number other than zero, exactly, at all sizes.
  var isCertain: Bool {
    guard let difference = try? EquationSystem.residual(left, right),
      let written = try? difference.unfolding(declarations.definitions),
      !written.contains(where: ConstantDifference.branches), let entry = ConstantDifference.first(difference)
    else { return false }
    var evaluation = ChainEvaluation(lines: [entry, Term(0)], declarations: declarations, seed: seed)
    guard case .differs(let value, _, let bound) = evaluation.findings(0, .equal, 1).floating,
      let number = ConstantDifference.fraction(value, bound)
    else { return false }
    let findings = evaluation.findings(0, .equal, evaluation.add(number))
    if case .equal = findings.exact, case .agrees = findings.floating { return true }
    return false
  }

  /// Whether the value may be one constant here and another far away.
  private static func branches(_ part: Term) -> Bool {
    switch part.head {
    case .absoluteValue, .squareRoot, .norm, .extremum, .optimizer, .indicator, .limit: true
    case .power: part.arguments.last?.number?.isInteger != true
    default: false
    }
  }

  /// The first entry.
  private static func first(_ term: Term) -> Term? {
    if term.shape.isScalar { return term }
    return try? Term(.entry, [term, Term(1)] + (term.shape.columns == .one ? [] : [Term(1)]))
  }

  /// The fraction that a value is within rounding.
  private static func fraction(_ value: Double, _ bound: Double) -> Term? {
    guard abs(value) < 1e6 else { return nil }
    for denominator in 1...denominators {
      let numerator = (value * Double(denominator)).rounded()
      guard numerator != 0, abs(value - numerator / Double(denominator)) <= 1e-9 + bound else { continue }
      let top = Term(Int(numerator))
      return denominator == 1 ? top : try? Term(.quotient, [top, Term(denominator)])
    }
    return nil
  }
}

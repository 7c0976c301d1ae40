import NumericCore
import Symbolic

/// A number of the prime field of 2⁶¹ − 1 with formal logarithms and exponentials: (a + Σ cᵢ log bᵢ) · exp(u), with u of
/// the same form as the factor.
///
/// A random element of the field stands for a real number, so that an identity between rational functions is decided
/// without a tolerance. Logarithms are formal: log bc and log b + log c compare equal. Signs and roots of unity are lost
/// under logarithms and roots, as `Agreement.equalUpToRoots` says.
package struct ExactScalar: Hashable, Sendable {
  /// Why a value cannot be expressed.
  enum Obstacle: UInt8, Hashable, Sendable {
    case productOfLogarithms, quotientByLogarithm, logarithmOfLogarithm, sumOfExponentials, exponentialOfExponential
    case tooManyLogarithms
  }

  /// What is no mere element of the field; shared, since most numbers are elements and copied often.
  private final class Form: Hashable, Sendable {
    let factor: LogSum
    let exponent: LogSum
    let obstacle: Obstacle?

    init(_ factor: LogSum, _ exponent: LogSum, _ obstacle: Obstacle?) {
      (self.factor, self.exponent, self.obstacle) = (factor, exponent, obstacle)
    }

    static func == (left: Form, right: Form) -> Bool {
      left.factor == right.factor && left.exponent == right.exponent && left.obstacle == right.obstacle
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(factor)
      hasher.combine(exponent)
      hasher.combine(obstacle)
    }
  }

  /// The element of the field, where there is no form.
  private(set) var plain: PrimeField
  private let form: Form?

  var factor: LogSum { form?.factor ?? LogSum(plain) }
  var exponent: LogSum { form?.exponent ?? .zero }
  var obstacle: Obstacle? { form?.obstacle }

  private init(_ form: Form) {
    (plain, self.form) = (.zero, form)
  }

  init(factor: LogSum, exponent: LogSum, obstacle: Obstacle? = nil) {
    if obstacle == nil, factor.isPlain, exponent.isZero {
      self.init(factor.plain)
    } else {
      self.init(Form(factor, exponent, obstacle))
    }
  }

  /// An element of the field.
  package init(_ element: PrimeField) {
    (plain, form) = (element, nil)
  }

  /// The formal logarithm of an element of the field that is not zero.
  package init(logarithmOf element: PrimeField) {
    self.init(factor: .logarithm(of: element), exponent: .zero)
  }

  init(_ sum: LogSum) {
    self.init(factor: sum, exponent: .zero)
  }

  init(_ obstacle: Obstacle) {
    self.init(factor: .zero, exponent: .zero, obstacle: obstacle)
  }

  /// factor · exp(exponent) with the exponential reduced.
  init(factor: LogSum, reducing exponent: LogSum) {
    let (product, rest) = exponent.exponentialParts()
    let scaled = factor.scaled(by: product)
    self.init(factor: scaled, exponent: scaled.isZero ? .zero : rest)
  }

  /// The element of the field that this is, where no logarithm or exponential occurs.
  package var element: PrimeField? { form == nil ? plain : nil }
}

extension ExactScalar: Field {
  /// The most logarithms of different numbers in one value.
  private static var partLimit: Int { 500 }

  package static var zero: ExactScalar { ExactScalar(PrimeField.zero) }
  package static var one: ExactScalar { ExactScalar(PrimeField.one) }

  package init(integer: Int) { self.init(PrimeField(integer: integer)) }

  package static func + (left: ExactScalar, right: ExactScalar) -> ExactScalar {
    if left.form == nil, right.form == nil { return ExactScalar(left.plain + right.plain) }
    if left.obstacle != nil { return left }
    if right.obstacle != nil { return right }
    if left.exponent == right.exponent {
      let sum = left.factor + right.factor
      guard sum.parts.count <= partLimit else { return ExactScalar(.tooManyLogarithms) }
      return ExactScalar(factor: sum, exponent: sum.isZero ? .zero : left.exponent)
    }
    if left.factor.isZero { return right }
    if right.factor.isZero { return left }
    return ExactScalar(.sumOfExponentials)
  }

  package static func - (left: ExactScalar, right: ExactScalar) -> ExactScalar { left + -right }

  package static prefix func - (operand: ExactScalar) -> ExactScalar {
    if operand.form == nil { return ExactScalar(-operand.plain) }
    return ExactScalar(factor: operand.factor.scaled(by: -.one), exponent: operand.exponent, obstacle: operand.obstacle)
  }

  package static func * (left: ExactScalar, right: ExactScalar) -> ExactScalar {
    if left.form == nil, right.form == nil { return ExactScalar(left.plain * right.plain) }
    if left.obstacle != nil { return left }
    if right.obstacle != nil { return right }
    let factor: LogSum
    if right.factor.isPlain {
      factor = left.factor.scaled(by: right.factor.plain)
    } else if left.factor.isPlain {
      factor = right.factor.scaled(by: left.factor.plain)
    } else {
      return ExactScalar(.productOfLogarithms)
    }
    if left.exponent.isZero, right.exponent.isZero { return ExactScalar(factor: factor, exponent: .zero) }
    let exponent = left.exponent + right.exponent
    guard exponent.parts.count <= partLimit else { return ExactScalar(.tooManyLogarithms) }
    return ExactScalar(factor: factor, reducing: exponent)
  }

  package static func addProduct(_ left: ExactScalar, _ right: ExactScalar, to sum: inout ExactScalar) {
    if left.form == nil, right.form == nil, sum.form == nil {
      sum.plain = sum.plain + left.plain * right.plain
    } else {
      sum = sum + left * right
    }
  }

  package func reciprocal() throws(ArithmeticError) -> ExactScalar {
    if form == nil { return ExactScalar(try plain.reciprocal()) }
    if obstacle != nil { return self }
    guard factor.isPlain else { return ExactScalar(.quotientByLogarithm) }
    let inverse = LogSum(try factor.plain.reciprocal())
    if exponent.isZero { return ExactScalar(factor: inverse, exponent: .zero) }
    return ExactScalar(factor: inverse, reducing: exponent.scaled(by: -.one))
  }

  package var isAcceptablePivot: Bool { form == nil ? plain != .zero : obstacle != nil || !factor.isZero }

  /// An element of the field before any other, since logarithms cannot be divided by.
  package static func preferredPivot(_ candidates: [ExactScalar]) -> Int? {
    candidates.firstIndex { $0.element.map { $0 != .zero } ?? false }
      ?? candidates.firstIndex { $0.isAcceptablePivot }
  }
}

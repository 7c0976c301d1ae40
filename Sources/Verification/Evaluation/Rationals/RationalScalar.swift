import NumericCore
import Symbolic

/// a + Σ cᵢ log bᵢ with a and cᵢ rational and bᵢ whole numbers above one: a real number whose equality with another is
/// decided without a tolerance.
///
/// Numbers are split until those under logarithms have no common divisors. The logarithms of such numbers are linearly
/// independent over the rationals, since whole numbers have one factorization, and a rational combination of them that is
/// not zero is irrational (Lindemann). So a sum is zero exactly when every coefficient is.
package struct RationalScalar: Hashable, Sendable {
  /// Why a value cannot be expressed.
  enum Obstacle: UInt8, Hashable, Sendable {
    case tooLarge, productOfLogarithms, tooManyLogarithms
  }

  /// c log b.
  struct Part: Hashable, Sendable {
    let base: Int128
    var coefficient: Fraction
  }

  let plain: Fraction
  /// The logarithms, sorted by base.
  let parts: [Part]
  let obstacle: Obstacle?

  private static let partLimit = 400

  init(_ plain: Fraction, _ parts: [Part] = []) {
    self.plain = plain
    self.parts = parts
    obstacle = parts.count > RationalScalar.partLimit ? .tooManyLogarithms : nil
  }

  init(_ obstacle: Obstacle) {
    plain = .zero
    parts = []
    self.obstacle = obstacle
  }

  /// The fraction that this is, where no logarithm occurs.
  var fraction: Fraction? { obstacle == nil && parts.isEmpty ? plain : nil }

  func scaled(by factor: Fraction) -> RationalScalar {
    if factor == .zero { return .zero }
    guard let product = plain.times(factor) else { return RationalScalar(.tooLarge) }
    var scaled: [Part] = []
    for part in parts {
      guard let coefficient = part.coefficient.times(factor) else { return RationalScalar(.tooLarge) }
      scaled.append(Part(base: part.base, coefficient: coefficient))
    }
    return RationalScalar(product, scaled)
  }
}

extension RationalScalar: Field {
  package static var zero: RationalScalar { RationalScalar(Fraction.zero) }
  package static var one: RationalScalar { RationalScalar(Fraction.one) }

  package init(integer: Int) { self.init(Fraction(whole: Int128(integer))) }

  package static func + (left: RationalScalar, right: RationalScalar) -> RationalScalar {
    if left.obstacle != nil { return left }
    if right.obstacle != nil { return right }
    guard let plain = left.plain.plus(right.plain) else { return RationalScalar(.tooLarge) }
    if left.parts.isEmpty || right.parts.isEmpty { return RationalScalar(plain, left.parts + right.parts) }
    var merged: [Part] = []
    for part in (left.parts + right.parts).sorted(by: { $0.base < $1.base }) {
      guard let last = merged.last, last.base == part.base else {
        merged.append(part)
        continue
      }
      guard let sum = last.coefficient.plus(part.coefficient) else { return RationalScalar(.tooLarge) }
      merged.removeLast()
      if sum != .zero { merged.append(Part(base: part.base, coefficient: sum)) }
    }
    return RationalScalar(plain, merged)
  }

  package static func - (left: RationalScalar, right: RationalScalar) -> RationalScalar { left + -right }

  package static prefix func - (operand: RationalScalar) -> RationalScalar {
    operand.obstacle == nil ? operand.scaled(by: Fraction.one.negated) : operand
  }

  package static func * (left: RationalScalar, right: RationalScalar) -> RationalScalar {
    if left.obstacle != nil { return left }
    if right.obstacle != nil { return right }
    if right.parts.isEmpty { return left.scaled(by: right.plain) }
    if left.parts.isEmpty { return right.scaled(by: left.plain) }
    return RationalScalar(.productOfLogarithms)
  }

  package func reciprocal() throws(ArithmeticError) -> RationalScalar {
    if obstacle != nil { return self }
    guard parts.isEmpty else { return RationalScalar(.productOfLogarithms) }
    guard plain != .zero else { throw .divisionByZero }
    return plain.reciprocal.map { RationalScalar($0) } ?? RationalScalar(.tooLarge)
  }

  package var isAcceptablePivot: Bool { obstacle != nil || self != .zero }
}

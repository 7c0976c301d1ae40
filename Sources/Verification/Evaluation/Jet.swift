import NumericCore
import Symbolic

/// A number with infinitesimal parts, Σ a_S ε^S over sets S of at most three nilpotents with ε² = 0 each.
///
/// A function evaluated at x + ε has f'(x) for the coefficient of ε, so derivatives are computed, by the same
/// operations as values and in the same number type, without difference quotients; with nilpotents of their own,
/// derivatives inside derivatives do not disturb each other.
/// Source: Griewank & Walther (2008), Evaluating derivatives, chapter 13; Siskind & Pearlmutter (2008) on nesting.
package struct Jet<Base: EvaluationScalar>: Sendable {
  /// a_S at the place whose binary digits say which nilpotents are in S; what is beyond the end is zero.
  let coefficients: [Base]

  /// The number itself.
  package init(_ value: Base) { coefficients = [value] }

  /// The number with these coefficients, one, two, four or eight.
  init(coefficients: [Base]) { self.coefficients = coefficients }

  /// The number without its infinitesimal parts.
  package var value: Base { coefficients[0] }

  /// Whether all infinitesimal parts are zero.
  var isPlain: Bool { coefficients.dropFirst().allSatisfy { $0 == .zero } }

  /// The infinitesimal parts alone.
  var nilpotent: Jet { Jet(coefficients: [.zero] + coefficients.dropFirst()) }

  /// The coefficient at a place.
  subscript(place: Int) -> Base { place < coefficients.count ? coefficients[place] : .zero }

  func scaled(by factor: Base) -> Jet { Jet(coefficients: coefficients.map { $0 * factor }) }
}

extension Jet: Field {
  package static var zero: Jet { Jet(.zero) }
  package static var one: Jet { Jet(.one) }

  package init(integer: Int) { self.init(Base(integer: integer)) }

  package static func + (left: Jet, right: Jet) -> Jet {
    if left.coefficients.count == 1, right.coefficients.count == 1 { return Jet(left.value + right.value) }
    let (short, long) = left.coefficients.count < right.coefficients.count ? (left, right) : (right, left)
    var sum = long.coefficients
    for (place, coefficient) in short.coefficients.enumerated() { sum[place] = coefficient + sum[place] }
    return Jet(coefficients: sum)
  }

  package static func - (left: Jet, right: Jet) -> Jet { left + -right }

  package static prefix func - (operand: Jet) -> Jet { Jet(coefficients: operand.coefficients.map { -$0 }) }

  package static func * (left: Jet, right: Jet) -> Jet {
    if right.coefficients.count == 1 { return left.scaled(by: right.value) }
    if left.coefficients.count == 1 { return right.scaled(by: left.value) }
    let count = max(left.coefficients.count, right.coefficients.count)
    var product: [Base] = []
    product.reserveCapacity(count)
    for place in 0..<count {
      var sum = left.coefficients[0] * right[place]
      // Every way to split the set into two.
      var part = place
      while part > 0 {
        if part < left.coefficients.count, place ^ part < right.coefficients.count {
          sum = sum + left.coefficients[part] * right.coefficients[place ^ part]
        }
        part = (part - 1) & place
      }
      product.append(sum)
    }
    return Jet(coefficients: product)
  }

  package func reciprocal() throws(ArithmeticError) -> Jet {
    let inverse = try value.reciprocal()
    if coefficients.count == 1 { return Jet(inverse) }
    // 1/(a + n) = (1 − m + m² − m³)/a with m = n/a.
    let ratio = nilpotent.scaled(by: inverse)
    let series = Jet.one - ratio * (Jet.one - ratio * (Jet.one - ratio))
    return series.scaled(by: inverse)
  }

  /// Equality of all parts.
  package static func == (left: Jet, right: Jet) -> Bool {
    (0..<max(left.coefficients.count, right.coefficients.count)).allSatisfy { left[$0] == right[$0] }
  }

  package var isAcceptablePivot: Bool { value.isAcceptablePivot }

  package static func preferredPivot(_ candidates: [Jet]) -> Int? { Base.preferredPivot(candidates.map(\.value)) }
}

import NumericCore
import Symbolic

/// A number with infinitesimal parts, Σ a_S ε^S over sets S of at most three nilpotents with ε² = 0 each.
///
/// A function evaluated at x + ε has f'(x) for the coefficient of ε, so derivatives are computed, by the same
/// operations as values and in the same number type, without difference quotients; with nilpotents of their own,
/// derivatives inside derivatives do not disturb each other.
///
/// Where no derivative is taken inside another, the number may be a + Σ bᵢ εᵢ instead, with εᵢ εⱼ = 0 for all of up to
/// `directionLimit` directions: one evaluation then gives the derivatives by as many entries of a matrix.
/// Source: Griewank & Walther (2008), Evaluating derivatives, chapters 3 and 13; Siskind & Pearlmutter (2008) on nesting.
package struct Jet<Base: EvaluationScalar>: Sendable {
  /// The number itself, a_∅.
  package internal(set) var value: Base
  /// The coefficient of the first nilpotent, which stands apart because first derivatives are most of the work.
  var slope: Base
  /// The coefficients from the third on, nil where there are none.
  var higher: [Base]?
  /// How many coefficients are kept, one, two, four or eight, or one more than there are directions; what is beyond
  /// them is zero.
  var count: Int
  /// Whether the coefficients but the first are those of directions.
  var isDirectional: Bool

  /// The number itself.
  package init(_ value: Base) {
    (self.value, slope, higher, count, isDirectional) = (value, .zero, nil, 1, false)
  }

  /// a + bε for the first nilpotent.
  init(_ value: Base, slope: Base) {
    (self.value, self.slope, higher, count, isDirectional) = (value, slope, nil, 2, false)
  }

  /// The number with these coefficients, one, two, four or eight: a_S is at the place whose binary digits say which
  /// nilpotents are in S.
  init(coefficients: [Base]) {
    value = coefficients[0]
    slope = coefficients.count > 1 ? coefficients[1] : .zero
    higher = coefficients.count > 2 ? Array(coefficients.dropFirst(2)) : nil
    count = coefficients.count
    isDirectional = false
  }

  /// a + Σ bᵢ εᵢ for the directions in order.
  init(_ value: Base, slopes: [Base]) {
    self.init(coefficients: [value] + slopes)
    isDirectional = true
  }

  /// Whether all infinitesimal parts are zero.
  var isPlain: Bool { count == 1 || slope == .zero && higher?.allSatisfy { $0 == .zero } ?? true }

  /// The infinitesimal parts alone.
  var nilpotent: Jet { map { $0 == 0 ? .zero : self[$0] } }

  /// The coefficient at a place.
  subscript(place: Int) -> Base {
    switch place {
    case 0: value
    case 1: slope
    default: place < count ? higher?[place - 2] ?? .zero : .zero
    }
  }

  /// As many coefficients as there are, each by its place.
  private func map(_ coefficient: (Int) -> Base) -> Jet {
    Jet(count: count, isDirectional: isDirectional, coefficient)
  }

  /// The number with so many coefficients, each by its place.
  private init(count: Int, isDirectional: Bool, _ coefficient: (Int) -> Base) {
    self.count = count
    self.isDirectional = isDirectional
    value = coefficient(0)
    slope = count > 1 ? coefficient(1) : .zero
    higher = count > 2 ? (2..<count).map(coefficient) : nil
  }

  func scaled(by factor: Base) -> Jet {
    count == 1 ? Jet(value * factor) : map { self[$0] * factor }
  }
}

extension Jet: Field {
  package static var zero: Jet { Jet(.zero) }
  package static var one: Jet { Jet(.one) }

  package init(integer: Int) { self.init(Base(integer: integer)) }

  package static func + (left: Jet, right: Jet) -> Jet {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    if long.count == 1 { return Jet(short.value + long.value) }
    return long.map { $0 < short.count ? short[$0] + long[$0] : long[$0] }
  }

  package static func - (left: Jet, right: Jet) -> Jet { left + -right }

  package static prefix func - (operand: Jet) -> Jet {
    operand.count == 1 ? Jet(-operand.value) : operand.map { -operand[$0] }
  }

  package static func * (left: Jet, right: Jet) -> Jet {
    if right.count == 1 { return left.scaled(by: right.value) }
    if left.count == 1 { return right.scaled(by: left.value) }
    if left.isDirectional || right.isDirectional { return directionalProduct(left, right) }
    return Jet(count: max(left.count, right.count), isDirectional: false) { place in
      var sum = left.value * right[place]
      // Every way to split the set into two.
      var part = place
      while part > 0 {
        if part < left.count, place ^ part < right.count { sum = sum + left[part] * right[place ^ part] }
        part = (part - 1) & place
      }
      return sum
    }
  }

  package static func addProduct(_ left: Jet, _ right: Jet, to sum: inout Jet) {
    if left.isDirectional || right.isDirectional || sum.isDirectional {
      addDirectionalProduct(left, right, to: &sum)
      return
    }
    guard left.count <= 2, right.count <= 2, sum.count <= 2 else {
      sum = sum + left * right
      return
    }
    Base.addProduct(left.value, right.value, to: &sum.value)
    if right.count == 2 { Base.addProduct(left.value, right.slope, to: &sum.slope) }
    if left.count == 2 { Base.addProduct(left.slope, right.value, to: &sum.slope) }
    sum.count = max(sum.count, left.count, right.count)
  }

  package func reciprocal() throws(ArithmeticError) -> Jet {
    let inverse = try value.reciprocal()
    if count == 1 { return Jet(inverse) }
    // 1/(a + n) = (1 − m + m² − m³)/a with m = n/a.
    let ratio = nilpotent.scaled(by: inverse)
    let series = Jet.one - ratio * (Jet.one - ratio * (Jet.one - ratio))
    return series.scaled(by: inverse)
  }

  /// Equality of all parts.
  package static func == (left: Jet, right: Jet) -> Bool {
    (0..<max(left.count, right.count)).allSatisfy { left[$0] == right[$0] }
  }

  package var isAcceptablePivot: Bool { value.isAcceptablePivot }

  package static func preferredPivot(_ candidates: [Jet]) -> Int? { Base.preferredPivot(candidates.map(\.value)) }
}

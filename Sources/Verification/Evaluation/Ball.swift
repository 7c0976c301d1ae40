import NumericCore
import Symbolic

/// A real number known to lie within a radius of a midpoint.
///
/// Every operation adds its own rounding error, which is found exactly where the processor allows it (the residual of a
/// sum or a product is itself a floating-point number), so that arithmetic on small whole numbers has radius zero. A
/// value that overflows or is nowhere defined has the midpoint NaN and an infinite radius.
package struct Ball: Hashable, Sendable {
  /// The midpoint.
  package let midpoint: Double
  /// The bound on the distance from the midpoint, never negative.
  package let radius: Double

  /// The number itself.
  package init(_ exact: Double) { self.init(midpoint: exact, radius: 0) }

  /// The ball; no number where the midpoint or the radius is not finite.
  package init(midpoint: Double, radius: Double) {
    if midpoint.isFinite, radius.isFinite {
      self.midpoint = midpoint
      self.radius = radius
    } else {
      self.midpoint = .nan
      self.radius = .infinity
    }
  }

  static let undefined = Ball(midpoint: .nan, radius: .infinity)

  /// Rounded up: enough for eight roundings to nearest in the computation of a radius, and for underflow.
  static func up(_ radius: Double) -> Double {
    radius == 0 ? 0 : radius * (1 + 0x1p-49) + 8 * Double.leastNonzeroMagnitude
  }

  /// Whether the value is a number.
  package var isDefined: Bool { radius < .infinity }
  /// The smallest value, rounded down.
  package var lower: Double { radius == 0 ? midpoint : (midpoint - radius).nextDown }
  /// The greatest value, rounded up.
  package var upper: Double { radius == 0 ? midpoint : (midpoint + radius).nextUp }
  /// Whether zero lies in the ball.
  package var containsZero: Bool { !(abs(midpoint) > radius) }
  /// The residual of a rounding whose exact error may underflow.
  static func residual(_ error: Double, of result: Double) -> Double {
    // Below this bound the residual of a product is no floating-point number, but at most the smallest one.
    abs(result) < 0x1p-960 ? abs(error) + 4 * Double.leastNonzeroMagnitude : abs(error)
  }
}

extension Ball: Field {
  package static var zero: Ball { Ball(0) }
  package static var one: Ball { Ball(1) }

  package init(integer: Int) {
    let nearest = Double(integer)
    self.init(midpoint: nearest, radius: integer.magnitude <= 1 << 53 ? 0 : nearest.ulp)
  }

  package static func + (left: Ball, right: Ball) -> Ball {
    let sum = left.midpoint + right.midpoint
    // Knuth's two-sum: the error of the rounding, exactly.
    let part = sum - left.midpoint
    let error = (left.midpoint - (sum - part)) + (right.midpoint - part)
    return Ball(midpoint: sum, radius: up(left.radius + right.radius + abs(error)))
  }

  package static func - (left: Ball, right: Ball) -> Ball { left + -right }

  package static prefix func - (operand: Ball) -> Ball {
    Ball(midpoint: -operand.midpoint, radius: operand.radius)
  }

  package static func * (left: Ball, right: Ball) -> Ball {
    let product = left.midpoint * right.midpoint
    if product == 0, left == .zero || right == .zero {
      return left.isDefined && right.isDefined ? .zero : .undefined
    }
    let error = residual((-product).addingProduct(left.midpoint, right.midpoint), of: product)
    let spread =
      abs(left.midpoint) * right.radius + abs(right.midpoint) * left.radius + left.radius * right.radius
    // A radius that underflows must not vanish.
    let floor = spread == 0 && !(left.radius == 0 && right.radius == 0) ? Double.leastNonzeroMagnitude : 0
    return Ball(midpoint: product, radius: up(spread + error + floor))
  }

  package func reciprocal() throws(ArithmeticError) -> Ball {
    guard isDefined else { return self }
    guard !containsZero else { throw .divisionByZero }
    let inverse = 1 / midpoint
    let rounding = Ball.residual((-1).addingProduct(inverse, midpoint) * inverse, of: inverse)
    let size = abs(midpoint)
    let smallest = (size - radius).nextDown
    guard smallest > 0 else { throw .divisionByZero }
    return Ball(midpoint: inverse, radius: Ball.up(Ball.up(radius / size) / smallest + Ball.up(rounding)))
  }

  package var isAcceptablePivot: Bool { !isDefined || !containsZero }

  /// The candidate that is furthest from zero.
  package static func preferredPivot(_ candidates: [Ball]) -> Int? {
    var best: Int?
    var distance = 0.0
    for (index, candidate) in candidates.enumerated() {
      guard candidate.isDefined else { return index }
      let gap = abs(candidate.midpoint) - candidate.radius
      if candidate.isAcceptablePivot, gap > distance { (best, distance) = (index, gap) }
    }
    return best
  }
}

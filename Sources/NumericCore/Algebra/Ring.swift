/// A commutative ring with one: what a matrix product needs.
///
/// Laws, up to rounding for floating point: addition and multiplication are associative and commutative, multiplication
/// distributes over addition, `zero` and `one` are neutral.
public protocol Ring: Equatable, Sendable {
  /// The neutral element of addition.
  static var zero: Self { get }
  /// The neutral element of multiplication.
  static var one: Self { get }
  /// The image of an integer: `one` added to itself that many times.
  init(integer: Int)
  /// The sum.
  static func + (left: Self, right: Self) -> Self
  /// The difference.
  static func - (left: Self, right: Self) -> Self
  /// The product.
  static func * (left: Self, right: Self) -> Self
  /// The additive inverse.
  static prefix func - (operand: Self) -> Self
  /// Adds the product of two elements to a sum, which may be done without elements in between.
  static func addProduct(_ left: Self, _ right: Self, to sum: inout Self)
  /// The product of m×k and k×n matrices, for whose shapes the caller has cared.
  static func product(_ left: Matrix<Self>, _ right: Matrix<Self>) -> Matrix<Self>
}

extension Ring {
  /// Adds the product of two elements to a sum.
  @inlinable public static func addProduct(_ left: Self, _ right: Self, to sum: inout Self) {
    sum = sum + left * right
  }

  /// The product, entry by entry.
  @inlinable public static func product(_ left: Matrix<Self>, _ right: Matrix<Self>) -> Matrix<Self> {
    left.multipliedByEntries(right)
  }

  /// Adds in place.
  @inlinable public static func += (left: inout Self, right: Self) { left = left + right }

  /// Subtracts in place.
  @inlinable public static func -= (left: inout Self, right: Self) { left = left - right }

  /// Multiplies in place.
  @inlinable public static func *= (left: inout Self, right: Self) { left = left * right }
}

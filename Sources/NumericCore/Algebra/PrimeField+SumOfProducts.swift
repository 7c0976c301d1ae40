extension PrimeField {
  /// A sum of products that is reduced once and not after each product.
  ///
  /// It is held as a number of 128 bits. A product of two representatives is less than 2¹²², so that 63 of them and an
  /// element of the field are together less than 63 · 2¹²² + 2⁶¹ < 2¹²⁸.
  @frozen public struct SumOfProducts: Sendable {
    @usableFromInline var high: UInt64
    @usableFromInline var low: UInt64

    /// How many products may be added before `fold` must be called.
    @inlinable public static var capacity: Int { 63 }

    /// The sum that begins with an element.
    @inlinable @inline(__always) public init(_ element: PrimeField = .zero) {
      (high, low) = (0, element.value)
    }

    /// Adds a product.
    @inlinable @inline(__always) public mutating func add(_ left: PrimeField, times right: PrimeField) {
      let product = left.value.multipliedFullWidth(by: right.value)
      let (sum, carry) = low.addingReportingOverflow(product.low)
      low = sum
      high = high &+ product.high &+ (carry ? 1 : 0)
    }

    /// The element that the sum stands for: with 2⁶¹ = 1 the three parts of 61, 61 and 6 bits add up.
    @inlinable @inline(__always) public var element: PrimeField {
      let parts = (low & modulus) &+ ((high &<< 3 | low &>> 61) & modulus) &+ high &>> 58
      return PrimeField(reducing: parts)
    }

    /// Reduces the sum, so that as many products as the capacity tells may be added again.
    @inlinable @inline(__always) public mutating func fold() { self = SumOfProducts(element) }
  }
}

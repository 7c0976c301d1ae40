#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number and its derivative, which every operation carries along exactly.
struct Dual {
  var value: Double
  var slope: Double

  init(value: Double, slope: Double) { (self.value, self.slope) = (value, slope) }
  init(_ constant: Double) { self.init(value: constant, slope: 0) }

  var exponential: Dual { Dual(value: exp(value), slope: exp(value) * slope) }
  var logarithm: Dual { Dual(value: log(value), slope: slope / value) }
  var tanh: Dual {
    let exponentials = (self + self).exponential
    return (exponentials - Dual(1)) / (exponentials + Dual(1))
  }

  static func + (a: Dual, b: Dual) -> Dual { Dual(value: a.value + b.value, slope: a.slope + b.slope) }
  static func - (a: Dual, b: Dual) -> Dual { Dual(value: a.value - b.value, slope: a.slope - b.slope) }
  static func * (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value * b.value, slope: a.value * b.slope + a.slope * b.value)
  }
  static func / (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value / b.value, slope: (a.slope * b.value - a.value * b.slope) / (b.value * b.value))
  }
}

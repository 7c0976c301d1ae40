/// The functions of `ElementwiseFunction`, on vectors. Named functions and not closures, which are not always inlined.
extension VectorScalar {
  @inline(__always) static var zeros: Vector { Vector(repeating: 0) }
  @inline(__always) static var ones: Vector { Vector(repeating: 1) }

  /// σ(x), from e^−|x|, which does not overflow.
  @inline(__always) static func sigmoid(of x: Vector) -> Vector {
    let small = exponential(of: zeros - magnitude(of: x))
    return select(x, isLessThan: zeros, small, ones) / (ones + small)
  }

  /// log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|).
  @inline(__always) static func softplus(of x: Vector) -> Vector {
    let small = exponential(of: zeros - magnitude(of: x))
    // log(1 + t) = log w + c/w where w is 1 + t rounded and c what was lost.
    let sum = ones + small
    let lost = small - (sum - ones)
    return reLU(of: x) + (logarithm(of: sum) + lost / sum)
  }

  /// log σ(x).
  @inline(__always) static func logSigmoid(of x: Vector) -> Vector { zeros - softplus(of: zeros - x) }

  /// tanh x = E/(E + 2) with E = e^2|x| − 1, and the sign of x.
  @inline(__always) static func tanh(of x: Vector) -> Vector {
    // From 2|x| = 50 on the result is 1.
    let growth = boundedExpMinusOne(of: atMostFifty(magnitude(of: x) + magnitude(of: x)))
    return magnitude(of: growth / (growth + 2), signOf: x)
  }

  /// max(x, 0).
  @inline(__always) static func reLU(of x: Vector) -> Vector { select(x, isLessThan: zeros, zeros, x) }

  /// √x.
  @inline(__always) static func squareRoot(of x: Vector) -> Vector { x.squareRoot() }

  @inline(__always) static func atMostFifty(_ x: Vector) -> Vector {
    let limit = Vector(repeating: 50)
    return select(limit, isLessThan: x, limit, x)
  }

  /// 1 − e⁻ˣ for x ≥ 0, also for small x.
  @inline(__always) static func growthToOne(_ x: Vector) -> Vector {
    zeros - boundedExpMinusOne(of: zeros - atMostFifty(x))
  }
}

/// A gradient g times the derivative of each function where its value is y.
extension VectorScalar {
  @inline(__always) static func throughExp(_ g: Vector, _ y: Vector) -> Vector { g * y }

  @inline(__always) static func throughLog(_ g: Vector, _ y: Vector) -> Vector { g * exponential(of: zeros - y) }

  @inline(__always) static func throughSquareRoot(_ g: Vector, _ y: Vector) -> Vector { g / (y + y) }

  @inline(__always) static func throughSigmoid(_ g: Vector, _ y: Vector) -> Vector { g * (y * (ones - y)) }

  @inline(__always) static func throughLogSigmoid(_ g: Vector, _ y: Vector) -> Vector { g * growthToOne(zeros - y) }

  @inline(__always) static func throughSoftplus(_ g: Vector, _ y: Vector) -> Vector { g * growthToOne(y) }

  @inline(__always) static func throughTanh(_ g: Vector, _ y: Vector) -> Vector { g * (ones - y * y) }

  /// y·0 is NaN where y is, which the selection alone would lose.
  @inline(__always) static func throughReLU(_ g: Vector, _ y: Vector) -> Vector {
    select(zeros, isLessThan: y, g, y * zeros)
  }
}

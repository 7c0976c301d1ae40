import NumericCore

/// Points and weights that integrate polynomials against a product of centred Gaussians with given variances, exactly
/// and in any field.
///
/// With one coordinate the points are −r, …, r, and the weights are the moments of the Lagrange polynomials, so they are
/// polynomials in the variance D by E w² = D, E w⁴ = 3D², E w⁶ = 15D³ and so on; odd moments vanish, so that degree
/// 2r + 1 is integrated exactly. Coordinates are joined by Smolyak's construction, which needs the points whose absolute
/// entries add to at most r, and is exact for the total degree 2r + 1.
/// Source: Smolyak (1963); Gerstner & Griebel (1998), Numerical integration using sparse grids.
struct GaussianRule<Scalar: EvaluationScalar> {
  /// A point and its weight.
  struct Point {
    let coordinates: [Int]
    let weight: Scalar
  }

  private let radius: Int
  /// For each coordinate and each absolute value of a point, the polynomial Σ_k Δ_k tᵏ of what the rule of radius k
  /// adds to the weight.
  private let steps: [[[Scalar]]]

  /// The greatest radius, which integrates degree 15.
  static var radiusLimit: Int { 7 }
  /// The most points.
  static var pointLimit: Int { 2_500 }

  /// The rule for total degree 2r + 1.
  init(variances: [Scalar], radius: Int) throws(EvaluationError) {
    self.radius = radius
    var all: [[[Scalar]]] = []
    var weights: [[[Scalar]]] = []
    for r in 0...radius { weights.append(try Self.coefficients(r)) }
    for variance in variances {
      var polynomials: [[Scalar]] = []
      for place in 0...radius {
        var steps: [Scalar] = []
        for r in 0...radius {
          let now = r >= place ? Self.value(weights[r][place], variance) : .zero
          let before = r > place ? Self.value(weights[r - 1][place], variance) : .zero
          steps.append(now - before)
        }
        polynomials.append(steps)
      }
      all.append(polynomials)
    }
    steps = all
  }

  /// How many points there are with so many coordinates; nil above the limit.
  static func count(coordinates: Int, radius: Int) -> Int? {
    // Points by the sum of their absolute entries, one coordinate after the other.
    var counts = [1] + Array(repeating: 0, count: radius)
    for _ in 0..<coordinates {
      counts = counts.indices.map { sum in
        (0...sum).reduce(0) { $0 + counts[sum - $1] * ($1 == 0 ? 1 : 2) }
      }
      if counts.reduce(0, +) > pointLimit { return nil }
    }
    return counts.reduce(0, +)
  }

  /// The points with their weights.
  func points() -> [Point] {
    var found: [Point] = []
    visit([], left: radius, [.one] + Array(repeating: .zero, count: radius), &found)
    return found
  }

  private func visit(_ start: [Int], left: Int, _ product: [Scalar], _ found: inout [Point]) {
    guard start.count < steps.count else {
      found.append(Point(coordinates: start, weight: product.reduce(.zero, +)))
      return
    }
    for place in -left...left {
      let factor = steps[start.count][abs(place)]
      var next = Array(repeating: Scalar.zero, count: radius + 1)
      for i in 0...radius {
        for j in 0...(radius - i) { next[i + j] = next[i + j] + product[i] * factor[j] }
      }
      visit(start + [place], left: left - abs(place), next, &found)
    }
  }

  private static func value(_ coefficients: [Scalar], _ variance: Scalar) -> Scalar {
    coefficients.reversed().reduce(.zero) { $0 * variance + $1 }
  }

  /// For each absolute value of a point, the coefficients of its weight as a polynomial in the variance.
  private static func coefficients(_ radius: Int) throws(EvaluationError) -> [[Scalar]] {
    var all: [[Scalar]] = []
    for place in 0...radius {
      // The numerator of the Lagrange polynomial, Π (w − i) over the other points.
      var numerator = [1]
      var denominator = 1
      for other in -radius...radius where other != place {
        denominator *= place - other
        numerator = ([0] + numerator).enumerated().map { index, shifted in
          shifted - other * (index < numerator.count ? numerator[index] : 0)
        }
      }
      let inverse = try Scalar(integer: denominator).inverted()
      var moment = 1
      var polynomial: [Scalar] = []
      for half in 0...radius {
        if half > 0 { moment *= 2 * half - 1 }
        polynomial.append(Scalar(integer: numerator[2 * half] * moment) * inverse)
      }
      all.append(polynomial)
    }
    return all
  }
}

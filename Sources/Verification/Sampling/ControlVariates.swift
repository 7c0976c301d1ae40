import NumericCore

/// One coordinate of the noise of a draw: standard normal, or skewed with the same mean and variance.
struct Noise {
  let input: Int
  let value: TracedScalar
  private let isSkewed: Bool

  /// z, or (z² - 1)/√2, of which everything holds that holds of every distribution with mean zero and variance one, and
  /// nothing that holds for Gaussians alone.
  init(input: Int, _ tape: TracedScalar.Tape, isSkewed: Bool) {
    self.input = input
    self.isSkewed = isSkewed
    let normal = tape.input(input)
    value = isSkewed ? (normal * normal - .one) * TracedScalar(0.5.squareRoot()) : normal
  }

  /// The standard normal number at which the noise has the value; at least -0.7 where it is skewed.
  func normal(at value: Double) -> Double { isSkewed ? (1 + value * 2.0.squareRoot()).squareRoot() : value }
}

/// Functions of the noise with mean zero by definition, w_i, w_i² - 1 and w_i w_j, with coefficients that take the
/// linear and quadratic part out of a difference.
///
/// The coefficients come from differences of the integrand at a few fixed points, not from the sample, so the controlled
/// estimate is unbiased whatever the integrand; for a quadratic one they are exact and no variance is left but rounding.
/// Source: Owen (2013), Monte Carlo theory, methods and examples, section 8.9.
struct ControlVariates {
  private let noise: [Noise]
  /// For each output: coefficients of w_i, of w_i² - 1, and of w_i w_j for i < j.
  private let linear: [[Double]]
  private let square: [[Double]]
  private let product: [[[Double]]]

  /// The step of the differences, at which skewed noise is still defined.
  private static let step = 0.5

  init(noise: [Noise], differences: ColumnProgram) {
    self.noise = noise
    let count = noise.count
    let step = ControlVariates.step
    var points = [Array(repeating: 0.0, count: count)]
    for i in 0..<count {
      for sign in [step, -step] {
        var point = points[0]
        point[i] = sign
        points.append(point)
      }
    }
    for i in 0..<count {
      for j in 0..<i {
        var point = points[0]
        point[i] = step
        point[j] = step
        points.append(point)
      }
    }
    let inputs = (0..<max(1, count)).map { i in
      points.map { i < count ? noise[i].normal(at: $0[i]) : 0 }
    }
    let values = differences.run(inputs, count: points.count)
    linear = values.map { f in (0..<count).map { (f[1 + 2 * $0] - f[2 + 2 * $0]) / (2 * step) } }
    square = values.map { f in
      (0..<count).map { (f[1 + 2 * $0] + f[2 + 2 * $0] - 2 * f[0]) / (2 * step * step) }
    }
    product = values.map { f in
      (0..<count).map { i in
        (0..<i).map { j in
          let both = f[1 + 2 * count + i * (i - 1) / 2 + j]
          return (both - f[1 + 2 * i] - f[1 + 2 * j] + f[0]) / (step * step)
        }
      }
    }
  }

  /// The outputs less their control variates.
  func subtracted(from outputs: [TracedScalar]) -> [TracedScalar] {
    outputs.enumerated().map { output, value in
      var result = value
      for (i, coordinate) in noise.enumerated() {
        let w = coordinate.value
        result = result - coefficient(linear[output][i]) * w
        result = result - coefficient(square[output][i]) * (w * w - .one)
        for j in 0..<i { result = result - coefficient(product[output][i][j]) * (w * noise[j].value) }
      }
      return result
    }
  }

  private func coefficient(_ value: Double) -> TracedScalar { TracedScalar(value.isFinite ? value : 0) }
}

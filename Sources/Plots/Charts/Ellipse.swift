import NumericCore

/// The ellipse (x − μ)ᵀ Σ⁻¹ (x − μ) = r² that holds a share p of a Gaussian in the plane: r² = −2 log(1 − p), the quantile
/// of the chi-squared distribution with two degrees of freedom.
struct Ellipse {
  private let mean: (x: Double, y: Double)
  /// r·L, where Σ = L Lᵀ.
  private let (xx, yx, yy): (Double, Double, Double)

  /// The ellipse; nil where a number is not finite. What a covariance lacks to be positive is taken as zero.
  init?(mean: (x: Double, y: Double), covariance: Matrix<Double>, share: Double) {
    let radius = (-2 * (1 - max(0, min(share, 1 - 1e-12))).logarithm()).squareRoot()
    let first = max(0, covariance[0, 0]).squareRoot()
    let second = first > 0 ? covariance[1, 0] / first : 0
    let rest = max(0, covariance[1, 1] - second * second).squareRoot()
    guard covariance.elements.allSatisfy(\.isFinite), second.isFinite, rest.isFinite else { return nil }
    self.mean = mean
    (xx, yx, yy) = (radius * first, radius * second, radius * rest)
  }

  /// How far it reaches from the mean along each coordinate.
  var reach: (x: Double, y: Double) { (xx, (yx * yx + yy * yy).squareRoot()) }

  /// Four cubic pieces: the image of those of a circle, whose radius they miss by at most 0.03 %.
  func curve(
    _ place: (Double, Double) -> Drawing.Point
  ) -> (start: Drawing.Point, pieces: [[Drawing.Point]]) {
    // 4/3·(√2 − 1).
    let handle = 0.552_284_749_830_793_4
    func image(_ u: Double, _ v: Double) -> Drawing.Point { place(mean.x + xx * u, mean.y + yx * u + yy * v) }
    let pieces = [
      [image(1, handle), image(handle, 1), image(0, 1)], [image(-handle, 1), image(-1, handle), image(-1, 0)],
      [image(-1, -handle), image(-handle, -1), image(0, -1)], [image(handle, -1), image(1, -handle), image(1, 0)],
    ]
    return (image(1, 0), pieces)
  }
}

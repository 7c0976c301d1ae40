#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Ball {
  /// A bound on the relative error of the C library's gamma function, four times what it states.
  private static let gammaError = 0x1p-47

  /// Γ of a positive number; between the ends of the ball it is as steep as at one of them, since Γ is convex.
  package func gamma() throws(EvaluationError) -> Ball {
    guard isDefined else { return self }
    guard lower > 0 else { throw .undefined(reason: "the gamma function of a number that is not positive") }
    guard upper < 150, lower > 1e-100 else {
      throw .outside(reason: "the gamma function of a number so large or small")
    }
    let value = tgamma(midpoint)
    if radius == 0 { return Ball(midpoint: value, radius: Ball.up(value * Ball.gammaError)) }
    // Secants beyond the ends are steeper than the function between them.
    let rise = abs(tgamma(upper + 1) - tgamma(upper))
    let fall = abs(tgamma(lower) - tgamma(lower / 2)) / (lower / 2)
    let steepness = max(rise, fall) * (1 + 1e-6) + (tgamma(upper + 1) + tgamma(lower / 2) / lower) * 1e-12
    return Ball(midpoint: value, radius: Ball.up(steepness * radius + value * Ball.gammaError))
  }
}

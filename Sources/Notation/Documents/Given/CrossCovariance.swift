import Symbolic

/// `\mathrm{Cov}(U, V) = K` of two random names.
struct CrossCovariance {
  /// The tokens of U.
  let first: ArraySlice<Token>
  /// The tokens of V.
  let second: ArraySlice<Token>
  /// The tokens of K.
  let value: ArraySlice<Token>

  /// Makes V what U foretells and a rest: b + K' C⁻¹ (U − a) + R, with C the covariance of U and R drawn for itself.
  ///
  /// Draws are independent; this is how any joint covariance of both is written through draws that are.
  func define(mean: Term, _ scope: inout DeclarationScope) throws(NotationError) {
    let (left, right) = (try scope.symbol(first), try scope.symbol(second))
    let covariance = try scope.value(value)
    guard covariance.shape == Shape(left.shape.rows, right.shape.rows), left.shape.columns == .one,
      right.shape.columns == .one
    else {
      throw scope.error(
        value, "this is \(covariance.shape.phrase), not the covariance of \(left.name) and \(right.name)")
    }
    guard let distribution = scope.declarations.distributions[left], distribution.head == .distributionWithMoments
    else { throw scope.error(first, "\(left.name) has no moments of its own") }
    let rest = try scope.declare("rest(\(right.name))", right.sort, at: TokenGroups.range(second) ?? 0..<0)
    let own = try scope.moments(
      mean: nil, covariance: try scope.freeCovariance(of: rest.name, second), isGaussian: false, at: second)
    let place = TokenGroups.range(second) ?? 0..<0
    try scope.distribute(rest, as: own, at: place)
    let foretold: Term
    do {
      let distance = try Term(.sum, [Term(left), try Term(.negation, [distribution.arguments[0]])])
      let transposed = covariance.shape.isScalar ? covariance : try Term(.transpose, [covariance])
      let whitened =
        left.shape.isScalar
        ? try Term(.quotient, [distance, distribution.arguments[1]])
        : try Term(.product, [try Term(.inverse, [distribution.arguments[1]]), distance])
      foretold = try Term(.sum, [mean, try Term(.product, [transposed, whitened]), Term(rest)])
    } catch {
      throw scope.error(value, "\(error)")
    }
    try scope.define(right, as: foretold, at: place)
  }
}

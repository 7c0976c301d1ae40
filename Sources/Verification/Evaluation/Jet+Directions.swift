import NumericCore

extension Jet {
  /// The most directions of one number; more entries are taken in turns, so that memory is bounded.
  package static var directionLimit: Int { 16 }

  /// The number plus the infinitesimal of one of so many directions.
  package func perturbed(along direction: Int, of directions: Int) throws(EvaluationError) -> Jet {
    guard count == 1 else { throw .outside(reason: "a derivative inside another") }
    return Jet(value, slopes: (0..<directions).map { $0 == direction ? .one : .zero })
  }

  /// The coefficient of the infinitesimal of a direction.
  package func derivative(along direction: Int) -> Jet { Jet(self[direction + 1]) }

  /// (a + Σ bᵢ εᵢ)(c + Σ dᵢ εᵢ) = ac + Σ (a dᵢ + bᵢ c) εᵢ.
  static func directionalProduct(_ left: Jet, _ right: Jet) -> Jet {
    let slopes = (1..<max(left.count, right.count)).map { left.value * right[$0] + left[$0] * right.value }
    return Jet(left.value * right.value, slopes: slopes)
  }

  /// Adds the product in place.
  static func addDirectionalProduct(_ left: Jet, _ right: Jet, to sum: inout Jet) {
    sum.makeRoom(count: max(left.count, right.count))
    Base.addProduct(left.value, right.value, to: &sum.value)
    sum.addSlopes(of: right, times: left.value)
    sum.addSlopes(of: left, times: right.value)
  }

  private mutating func makeRoom(count wanted: Int) {
    guard count < wanted else { return }
    if wanted > 2 { higher = (higher ?? []) + Array(repeating: .zero, count: wanted - max(count, 2)) }
    count = wanted
    isDirectional = true
  }

  private mutating func addSlopes(of other: Jet, times factor: Base) {
    guard other.count > 1 else { return }
    Base.addProduct(factor, other.slope, to: &slope)
    guard let others = other.higher, var slopes = higher else { return }
    // One owner at a time, so that nothing is copied.
    higher = nil
    for index in others.indices { Base.addProduct(factor, others[index], to: &slopes[index]) }
    higher = slopes
  }
}

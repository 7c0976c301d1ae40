/// The covariances of a Kalman filter and of the Rauch–Tung–Striebel smoother, which do not depend on the data.
///
/// States zₜ = A zₜ₋₁ + ε, ε ~ N(0, Σ), of d numbers are seen with the precision Gₜ = BₜᵀΓₜ⁻¹Bₜ. With the prediction
/// Pₜ = UᵀU, W = I + U G Uᵀ = RᵀR and Z = R⁻ᵀU, the covariance after the observation is ZᵀZ, so that nothing is subtracted
/// from a covariance. Where Pₜ repeats to rounding and Gₜ does, too, nothing is computed again.
///
/// Matrices are meant to be multiplied by rows on their left, and so are transposes of what the literature has.
/// Source: Anderson & Moore (1979), sections 6.3 and 6.5, for filters; Rauch, Tung & Striebel (1965) for smoothers.
package struct CovarianceRecursion: Sendable {
  /// What a kind of time has: the number of its matrices, for each time.
  package private(set) var numbers: [Int32] = []
  /// Fᵀ = Aᵀ(I − G ZᵀZ), which carries the mean from one time to the next.
  package private(set) var carry: MatrixTable
  /// ZᵀZ, the filtered covariance, which is also the gain of BᵀΓ⁻¹x.
  package private(set) var filtered: MatrixTable
  /// Uᵀ W⁻¹: times rows y − G a, with the squares (y − G a) Uᵀ W⁻¹ add to those of the residuals after the update.
  package private(set) var whitening: MatrixTable
  /// Jᵀ = Pₜ₊₁⁻¹ A ZᵀZ, the smoother's gain.
  package private(set) var smoothing: MatrixTable
  /// (I − J A) ZᵀZ (I − J A)ᵀ + J Σ Jᵀ, the covariance of a state given the one after it.
  package private(set) var conditional: MatrixTable
  /// log|W|, by which the log-determinants of Γ and of the innovations differ.
  package private(set) var logDeterminants: [Double] = []

  /// A covariance that is not finite.
  package struct Failure: Error, Equatable {
    /// The time at which it is needed, from 0.
    package let time: Int
    /// The diagonal element, from 0, at which its factorization ended.
    package let pivot: Int
    /// What stood there.
    package let value: Double
  }

  /// Goes through the times in order.
  /// - Parameters:
  ///   - transition: A, d×d.
  ///   - noise: Σ, d×d, positive semidefinite.
  ///   - start: The covariance of the first state, positive semidefinite.
  ///   - precisions: The different G, d×d each.
  ///   - kinds: The number of the G of each time.
  ///   - smoothing: Whether J and the conditional covariances are wanted; otherwise their tables stay empty.
  /// - Throws: `Failure`, where a covariance is not finite.
  /// - Complexity: O(d³) for each time whose matrices are new.
  package init(
    transition: Matrix<Double>, noise: Matrix<Double>, start: Matrix<Double>, precisions: [Matrix<Double>],
    kinds: [Int32], smoothing wantsSmoothing: Bool
  ) throws(Failure) {
    let size = transition.rows
    (carry, filtered, whitening) = (MatrixTable(size: size), MatrixTable(size: size), MatrixTable(size: size))
    (smoothing, conditional) = (MatrixTable(size: size), MatrixTable(size: size))
    numbers.reserveCapacity(kinds.count)
    let work = CovarianceWorkspace(transition: transition, noise: noise, start: start, precisions: precisions)
    defer { work.deallocate() }
    var failure = work.factorizePrediction()
    var isSettled = false
    for time in kinds.indices {
      let kind = Int(kinds[time])
      if isSettled, kinds[time] == kinds[time - 1] {
        numbers.append(numbers[time - 1])
        continue
      }
      if let failure { throw Failure(time: time, pivot: failure.pivot, value: failure.value) }
      if let failure = work.update(kind, logDeterminants: &logDeterminants) {
        throw Failure(time: time, pivot: failure.pivot, value: failure.value)
      }
      numbers.append(Int32(carry.count))
      carry.append(work.carry)
      filtered.append(work.filtered)
      whitening.append(work.whitening)
      failure = work.predict()
      if wantsSmoothing, failure == nil {
        work.condition()
        smoothing.append(work.smoothing)
        conditional.append(work.conditional)
      }
      isSettled = failure == nil && work.isSettled
    }
    // What comes after the last time is not needed, but its tables are as long as the others.
    if failure != nil, wantsSmoothing {
      smoothing.append(work.zero())
      conditional.append(work.filtered)
    }
  }
}

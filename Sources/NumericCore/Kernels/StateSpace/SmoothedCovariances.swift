/// The covariances of states given all observations, from the last to the first: Vₜ = Cₜ + Jₜ Vₜ₊₁ Jₜᵀ with the
/// conditional covariance C and the gain J of `CovarianceRecursion`, begun with the filtered covariance of the last time.
///
/// This is P + J (Vₜ₊₁ − Pₜ₊₁) Jᵀ of Rauch, Tung & Striebel (1965) without a difference. While J and C are the same and V
/// repeats to rounding, nothing is computed again.
package struct SmoothedCovariances: Sendable {
  /// The different V.
  package private(set) var covariances: MatrixTable
  /// The number of the V of each time.
  package private(set) var numbers: [Int32]
  /// Σₜ₌₁ Vₜ Jₜ₋₁ᵀ, the sum of the covariances of each state (rows) and the one before it.
  package private(set) var laggedSum: Matrix<Double>

  /// Goes back from the last time.
  /// - Requires: a recursion with smoothing, over at least one time.
  /// - Complexity: O(d³) for each time whose matrices are new.
  package init(_ recursion: CovarianceRecursion) {
    let (times, size) = (recursion.numbers.count, recursion.filtered.size)
    precondition(times > 0 && recursion.smoothing.count == recursion.filtered.count, "there is nothing to smooth")
    let width = PaddedMatrix.width(size)
    var covariances = MatrixTable(size: size)
    var numbers = [Int32](repeating: 0, count: times)
    var lagged = Matrix<Double>.zero(rows: size, columns: size)
    withUnsafeTemporaryAllocation(byteCount: 3 * width * width * 8, alignment: 64) { bytes in
      let memory = bytes.bindMemory(to: Double.self)
      memory.update(repeating: 0)
      guard let base = memory.baseAddress else { return }
      func matrix(_ number: Int) -> PaddedMatrix {
        PaddedMatrix(base: base + number * width * width, size: size, width: width)
      }
      var (after, now) = (matrix(0), matrix(1))
      let product = matrix(2)
      recursion.filtered.withMatrix(Int(recursion.numbers[times - 1])) { after.copy($0) }
      covariances.append(after)
      var (difference, differenceBefore) = (Double.infinity, Double.infinity)
      var repeats = 0.0
      for time in (0..<(times - 1)).reversed() {
        let number = recursion.numbers[time]
        let isSame = number == recursion.numbers[time + 1]
        if isSame, time + 2 < times, SettlingRule.isSettled(difference, before: differenceBefore) {
          // V and J are those of the time after, and so is their product.
          repeats += 1
          numbers[time] = numbers[time + 1]
          continue
        }
        lagged.add(product, repeats)
        repeats = 1
        recursion.smoothing.withMatrix(Int(number)) { gain in
          product.setProduct(after, gain)
          recursion.conditional.withMatrix(Int(number)) { now.copy($0) }
          now.setProduct(gain, product, transposingLeft: true, .add)
        }
        now.copyUpperToLower()
        differenceBefore = isSame ? difference : .infinity
        difference = now.relativeDifference(from: after)
        numbers[time] = Int32(covariances.count)
        covariances.append(now)
        (after, now) = (now, after)
      }
      lagged.add(product, repeats)
    }
    (self.covariances, self.numbers, laggedSum) = (covariances, numbers, lagged)
  }
}

extension MatrixTable {
  /// Calls a kernel that reads one of the matrices.
  func withMatrix(_ number: Int, _ read: (PaddedMatrix) -> Void) {
    withMatrices {
      let base = UnsafeMutablePointer(mutating: $0) + number * width * width
      read(PaddedMatrix(base: base, size: size, width: width))
    }
  }
}

extension Matrix<Double> {
  /// Adds a multiple of a matrix of the same size.
  fileprivate mutating func add(_ other: PaddedMatrix, _ factor: Double) {
    withMutableView { sum in
      for i in 0..<other.size { for j in 0..<other.size { sum[i, j] += factor * other[i, j] } }
    }
  }
}

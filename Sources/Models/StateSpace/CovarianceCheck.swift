import NumericCore

/// Whether a parameter is a covariance.
struct CovarianceCheck {
  let parameter: StateSpaceParameter
  let size: Int
  let mayBeSingular: Bool

  init(_ parameter: StateSpaceParameter, size: Int, mayBeSingular: Bool = true) {
    (self.parameter, self.size, self.mayBeSingular) = (parameter, size, mayBeSingular)
  }

  /// The covariance, exactly symmetric.
  ///
  /// A difference of two entries that should be equal is rounding up to 10⁻⁹ of the roots of the variances, a pivot that
  /// should not be negative down to −d·2⁻⁴⁶ of its variance.
  func checked(_ matrix: Matrix<Double>) throws(StateSpaceError) -> Matrix<Double> {
    guard matrix.shape == [size, size] else { throw .shape(parameter, found: matrix.shape, expected: [size, size]) }
    guard matrix.isFinite else { throw .notFinite(parameter) }
    for i in 0..<size {
      guard matrix[i, i] >= 0 else { throw .notPositive(parameter, pivot: i, value: matrix[i, i]) }
      for j in 0..<i {
        let scale = matrix[i, i].squareRoot() * matrix[j, j].squareRoot()
        guard (matrix[i, j] - matrix[j, i]).magnitude <= 1e-9 * scale else {
          throw .notSymmetric(parameter, row: i, column: j)
        }
      }
    }
    let symmetric = matrix.symmetrized
    if mayBeSingular {
      _ = try SemidefiniteRoot(symmetric, parameter)
    } else {
      do throws(FactorizationError) {
        _ = try CholeskyFactorization(symmetric)
      } catch {
        guard case .notPositiveDefinite(let pivot, let value) = error else { throw .notFinite(parameter) }
        throw .notPositive(parameter, pivot: pivot, value: value)
      }
    }
    return symmetric
  }
}

/// L with A = L Lᵀ of a covariance that may be singular, by elimination in which a pivot that is zero to rounding has
/// nothing beside it (Golub & Van Loan §4.2.8).
struct SemidefiniteRoot {
  let lower: Matrix<Double>

  /// - Parameter matrix: Symmetric.
  /// - Throws: `StateSpaceError.notPositive`.
  init(_ matrix: Matrix<Double>, _ parameter: StateSpaceParameter) throws(StateSpaceError) {
    let size = matrix.rows
    let share = Double(size) * 0x1p-46
    var (rest, root) = (matrix, Matrix<Double>.zero(rows: size, columns: size))
    for k in 0..<size {
      let pivot = rest[k, k]
      if pivot > share * matrix[k, k] {
        for i in k..<size { root[i, k] = rest[i, k] / pivot.squareRoot() }
        for i in k..<size { for j in k..<size { rest[i, j] -= root[i, k] * root[j, k] } }
      } else {
        let limit = (share * matrix[k, k]).squareRoot()
        let isAlone = (0..<size).allSatisfy { $0 <= k || rest[k, $0].magnitude <= limit * matrix[$0, $0].squareRoot() }
        guard pivot >= -share * matrix[k, k], isAlone else { throw .notPositive(parameter, pivot: k, value: pivot) }
      }
    }
    lower = root
  }
}

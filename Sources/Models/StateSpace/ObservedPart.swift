import NumericCore

/// The observation x = B z + η, η ~ N(0, Γ), of the entries of a pattern, in units in which the noise is N(0, I).
struct ObservedPart: Sendable {
  /// The number of entries that are observed.
  let count: Int
  /// L⁻¹ with L Lᵀ the covariance of the observed noise, k×n with zeros where an entry is missing.
  let whitening: Matrix<Double>
  /// L⁻¹ B, k×d.
  let observation: Matrix<Double>
  /// BᵀΓ⁻¹B of what is observed, d×d.
  let precision: Matrix<Double>
  /// log|Γ| of what is observed.
  let logDeterminant: Double

  init(_ model: StateSpaceModel, _ pattern: ObservationPattern) {
    let columns = pattern.columns
    let k = columns.count
    let noise = model.observationCovariance
    // A principal submatrix of a positive definite matrix is one.
    let factors = try? CholeskyFactorization(Matrix(rows: k, columns: k) { noise[columns[$0], columns[$1]] })
    let inverse = factors?.solveLower(.identity(k)) ?? .zero(rows: k, columns: k)
    var whitening = Matrix<Double>.zero(rows: k, columns: model.observedSize)
    for i in 0..<k { for j in 0...i { whitening[i, columns[j]] = inverse[i, j] } }
    self.whitening = whitening
    count = k
    observation = MatrixProduct.multiply(whitening, model.observation)
    precision = MatrixProduct.gram(observation, transposing: .left)
    logDeterminant = factors?.logDeterminant ?? .nan
  }
}

/// What the missing entries of a pattern are given the observed ones and the state: C x + D z + ξ.
struct MissingPart: Sendable {
  /// The observed entries as they are and C for the missing ones, n×n.
  let fromObserved: Matrix<Double>
  /// D for the missing entries and zeros for the observed ones, n×d.
  let fromState: Matrix<Double>
  /// The covariance of ξ, n×n, zeros for the observed ones.
  let covariance: Matrix<Double>

  /// C = Γ₂₁Γ₁₁⁻¹, D = B₂ − C B₁, Cov ξ = Γ₂₂ − C Γ₁₂, where 1 are the observed and 2 the missing entries.
  init(_ model: StateSpaceModel, _ pattern: ObservationPattern, _ part: ObservedPart) {
    let n = model.observedSize
    // L⁻¹Γ₁₂, k×n, and from it Γ₂₁Γ₁₁⁻¹.
    let whitened = part.whitening * model.observationCovariance
    let regression = MatrixProduct.multiply(whitened, part.whitening, transposing: .left)
    let explained = MatrixProduct.gram(whitened, transposing: .left)
    let isObserved = pattern.isObserved
    fromObserved = Matrix(rows: n, columns: n) { isObserved[$0] ? ($0 == $1 ? 1 : 0) : regression[$0, $1] }
    let fromStates = regression * model.observation
    fromState = Matrix(rows: n, columns: model.latentSize) {
      isObserved[$0] ? 0 : model.observation[$0, $1] - fromStates[$0, $1]
    }
    let noise = model.observationCovariance
    covariance = Matrix(rows: n, columns: n) {
      isObserved[$0] || isObserved[$1] ? 0 : noise[$0, $1] - explained[$0, $1]
    }
  }
}

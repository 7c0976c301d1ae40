import Models
import NumericCore

/// The joint Gaussian of all states and observations of a short sequence, conditioned in one piece: the plain twin of the
/// filter and smoother.
struct DenseStateSpace {
  let model: StateSpaceModel
  let times: Int
  /// E[z | x], times·d numbers, and the covariance.
  let means: Matrix<Double>
  let covariance: Matrix<Double>
  let logLikelihood: Double

  var d: Int { model.latentSize }

  init(_ model: StateSpaceModel, _ sequence: Matrix<Double>) throws {
    (self.model, times) = (model, sequence.rows)
    let (d, n, times) = (model.latentSize, model.observedSize, sequence.rows)
    // z = F (z₁, ε₂, …), F block lower triangular with powers of A.
    var powers = [Matrix<Double>.identity(d)]
    for _ in 1..<max(times, 2) { powers.append(model.transition * powers[powers.count - 1]) }
    let flow = Matrix<Double>(rows: times * d, columns: times * d) { i, j in
      i / d >= j / d ? powers[i / d - j / d][i % d, j % d] : 0
    }
    var first = model.stateCovariance
    if case .covariance(let covariance) = model.start { first = covariance }
    if model.start == .diffuse { first = .zero(rows: d, columns: d) }
    let noise = Matrix<Double>(rows: times * d, columns: times * d) { i, j in
      i / d != j / d ? 0 : (i < d ? first : model.stateCovariance)[i % d, j % d]
    }
    let prior = flow * noise * flow.transposed()
    let priorMean = flow * Matrix<Double>(rows: times * d, columns: 1) { i, _ in i < d ? model.initialMean[i] : 0 }
    let seen = (0..<times * n).filter { !sequence.elements[$0].isNaN }
    let look = Matrix<Double>(rows: seen.count, columns: times * d) { i, j in
      seen[i] / n == j / d ? model.observation[seen[i] % n, j % d] : 0
    }
    let error = Matrix<Double>(rows: seen.count, columns: seen.count) { i, j in
      seen[i] / n == seen[j] / n ? model.observationCovariance[seen[i] % n, seen[j] % n] : 0
    }
    let factors = try CholeskyFactorization(look * prior * look.transposed() + error)
    let values = Matrix<Double>(rows: seen.count, columns: 1) { i, _ in sequence.elements[seen[i]] }
    let gain = factors.solve(look * prior).transposed()
    var shift = Matrix<Double>.zero(rows: d, columns: 1)
    var spread = Matrix<Double>.zero(rows: times * d, columns: times * d)
    var logSpread = 0.0
    if model.start == .diffuse {
      // Generalized least squares of what the first state does to the observations.
      let response = look * Matrix(rows: times * d, columns: d) { flow[$0, $1] }
      let whitened = factors.solveLower(response)
      let information = try CholeskyFactorization(whitened.transposed() * whitened)
      shift = information.solve(whitened.transposed() * factors.solveLower(values - look * priorMean))
      let stateResponse = Matrix(rows: times * d, columns: d) { flow[$0, $1] } - gain * response
      spread = stateResponse * information.solve(stateResponse.transposed())
      logSpread = information.logDeterminant
    }
    let start = priorMean + Matrix(rows: times * d, columns: d) { flow[$0, $1] } * shift
    let innovation = values - look * start
    means = start + gain * innovation
    covariance = prior - gain * look * prior + spread
    let whitened = factors.solveLower(innovation)
    logLikelihood =
      -0.5
      * (Double(seen.count) * (2 * Double.pi).logarithm() + factors.logDeterminant
        + whitened.elements.reduce(0) { $0 + $1 * $1 } + logSpread)
  }

  func mean(_ time: Int) -> Matrix<Double> { Matrix(rows: d, columns: 1) { row, _ in means[time * d + row, 0] } }

  /// Cov(z_t, z_s | x).
  func covariance(_ t: Int, _ s: Int) -> Matrix<Double> {
    Matrix(rows: d, columns: d) { covariance[t * d + $0, s * d + $1] }
  }

  /// E[z_t z_sᵀ | x].
  func moment(_ t: Int, _ s: Int) -> Matrix<Double> { covariance(t, s) + mean(t) * mean(s).transposed() }
}

/// Random models and data.
struct StateSpaceProblems {
  var source: RandomSource

  init(seed: UInt64) { source = RandomSource(seed: seed, stream: RandomSource.streamNumber("state space problems")) }

  mutating func normals(_ rows: Int, _ columns: Int) -> Matrix<Double> {
    Matrix(rows: rows, columns: columns, elements: source.standardNormals(rows * columns))
  }

  mutating func covariance(_ size: Int, rank: Int? = nil) -> Matrix<Double> {
    let root = normals(size, rank ?? size + 1)
    return MatrixProduct.gram(root, transposing: .right)
  }

  /// A model of a kind of start, 0 known, 1 sharing Σ, 2 diffuse.
  mutating func model(_ d: Int, _ n: Int, start: Int, noiseRank: Int? = nil) throws -> StateSpaceModel {
    let noise = covariance(d, rank: noiseRank)
    let known = covariance(d, rank: noiseRank)
    // No state grows: what grows loses the digits of what does not.
    let moves = normals(d, d)
    let norm = moves.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return try StateSpaceModel(
      transition: moves.scaled(by: 0.95 / norm), observation: normals(n, d), stateCovariance: noise,
      observationCovariance: covariance(n) + Matrix.identity(n).scaled(by: 0.1),
      initialMean: source.standardNormals(d), start: [.covariance(known), .stateNoise, .diffuse][start])
  }

  /// A sequence of the model, of whose entries a share is missing; the rows of some times wholly.
  mutating func sequence(_ model: StateSpaceModel, _ length: Int, missing: Double) -> Matrix<Double> {
    let sample = model.sample(length: length, seed: source.next()).observations
    let wholly = (0..<length).map { _ in source.uniform() < 0.5 * missing }
    return Matrix(rows: sample.rows, columns: sample.columns) {
      wholly[$0] || source.uniform() < missing ? .nan : sample[$0, $1]
    }
  }
}

func largestDifference(_ left: Matrix<Double>, _ right: Matrix<Double>) -> Double {
  (left - right).elements.reduce(0) { Swift.max($0, $1.isNaN ? .infinity : abs($1)) }
}

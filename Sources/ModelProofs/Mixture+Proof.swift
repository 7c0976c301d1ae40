import Models
import NumericCore

extension MixtureFit {
  /// The most rows that closed forms are evaluated on.
  static var proofRows: Int { 512 }

  /// Whether the training did what the derivations of mixtures say: the log-likelihood never fell, at the fitted parameters
  /// log p(x) is the bound and the divergence, and an M-step gives the closed forms.
  ///
  /// The bound is taken at shares that are half the responsibilities and half uniform, so that there is a divergence.
  /// - Parameter observations: What the mixture was trained on; of many rows a sample is compared.
  /// - Throws: what reading the data does.
  public func proofFindings(
    on observations: some Observations<Double>, _ library: DerivationLibrary
  ) throws -> [ModelFinding] {
    let sample = try RowSample(of: observations, atMost: Self.proofRows, seed: 1).rows
    let proof = MixtureProof(mixture: mixture, sample: sample, library: library)
    return [
      .monotone(
        "the log-likelihood never falls", "elbo#bound-at-the-posterior", run.logLikelihoods, grows: true,
        rounding: 1e-10), proof.evidence, proof.weights,
    ] + proof.means + proof.covariances
  }
}

/// A mixture beside its closed forms on some rows.
private struct MixtureProof {
  let mixture: GaussianMixture
  let library: DerivationLibrary
  let rows: [Matrix<Double>]
  let shares: [Matrix<Double>]
  let logDensities: [Double]
  /// The M-step on these rows; nil where a covariance is singular.
  let updated: GaussianMixture?
  let rounding = 1e-9

  init(mixture: GaussianMixture, sample: Matrix<Double>, library: DerivationLibrary) {
    (self.mixture, self.library) = (mixture, library)
    rows = (0..<sample.rows).map { sample.column(ofRow: $0) }
    let found = mixture.responsibilities(of: sample)
    logDensities = found.logDensities
    shares = (0..<sample.rows).map { found.responsibilities.column(ofRow: $0) }
    let none = VarianceFloor(variances: Array(repeating: 0, count: sample.columns))
    updated = (try? mixture.mStep(mixture.eStep(sample), floor: none))?.mixture
  }

  private var sizes: [String: Int] { ["N": rows.count, "K": mixture.components, "D": mixture.columns] }

  private func members(of matrix: Matrix<Double>) -> [Matrix<Double>] {
    (0..<matrix.rows).map { matrix.column(ofRow: $0) }
  }

  var evidence: ModelFinding {
    let name = "mixture-evidence#bound-and-divergence"
    var comparison = Comparison("log p(x) = bound + divergence at the fitted parameters", name, rounding: rounding)
    comparison.run { comparison in
      let form = try library.closedForm(name)
      let covariances = (0..<mixture.components).map { mixture.covariances.matrix($0, columns: mixture.columns) }
      // Every row factorizes every covariance anew.
      let (components, columns) = (mixture.components, min(mixture.columns, 1000))
      let count = max(1, min(128, 20_000_000 / (components * columns * columns * columns)))
      for (index, row) in rows.prefix(count).enumerated() {
        let uniform = 1 / Double(mixture.components)
        let weights = mixture.weights
        // A share of a component without weight would have an infinite divergence.
        guard weights.allSatisfy({ $0 > 0 }) else { return comparison.stop("a component has no weight") }
        let q = shares[index].map { 0.5 * ($0 + uniform) }
        for line in [0, form.lines.count - 1] {
          let value = try form.value(ofLine: line, sizes) { given in
            try given.give("x", row)
            try given.give("pi", Matrix(rows: weights.count, columns: 1, elements: weights))
            try given.give("mu", members: members(of: mixture.means))
            try given.give("Sigma", members: covariances)
            try given.give("gamma", q)
          }
          comparison.add(logDensities[index], value, scale: 1)
        }
      }
    }
    return comparison.finding
  }

  var weights: ModelFinding {
    let name = "mixture-em#weights"
    var comparison = Comparison("M-step of the weights", name, rounding: rounding)
    comparison.run { comparison in
      guard let updated else { return comparison.stop("a covariance of these rows alone is singular") }
      let value = try library.closedForm(name).value(sizes) { try $0.give("gamma", members: shares) }
      comparison.add(Matrix(rows: mixture.components, columns: 1, elements: updated.weights), value)
    }
    return comparison.finding
  }

  var means: [ModelFinding] {
    [
      // A mean may be as good as zero beside its rows.
      perComponent(
        "M-step of the means", "mixture-em#mean", scale: rows.flatMap(\.elements).map(\.magnitude).max() ?? 0
      ) { $0.means.column(ofRow: $1) }
    ]
  }

  var covariances: [ModelFinding] {
    switch mixture.covariances {
    case .full:
      return [
        perComponent("M-step of the covariances", "mixture-covariance#covariance") {
          $0.covariances.matrix($1, columns: mixture.columns)
        }
      ]
    case .spherical:
      return [
        perComponent("M-step of the variances", "mixture-shapes#spherical-covariance") { updated, component in
          let variance = updated.covariances.matrix(component, columns: mixture.columns)[0, 0]
          return Matrix(rows: 1, columns: 1, elements: [variance])
        }
      ]
    case .tied: return [tied]
    case .diagonal:
      return (0..<mixture.columns).map { column in
        perComponent(
          "M-step of the variances of column \(column + 1)", "mixture-shapes#diagonal-covariance", column: column
        ) { updated, component in
          let variance = updated.covariances.matrix(component, columns: mixture.columns)[column, column]
          return Matrix(rows: 1, columns: 1, elements: [variance])
        }
      }
    }
  }

  private var tied: ModelFinding {
    let name = "mixture-shapes#tied-covariance"
    var comparison = Comparison("M-step of the covariance", name, rounding: rounding)
    comparison.run { comparison in
      guard let updated else { return comparison.stop("the covariance of these rows alone is singular") }
      let value = try library.closedForm(name).value(sizes) { given in
        try given.give("x", members: rows)
        try given.give("mu", members: members(of: updated.means))
        try given.give("gamma", members: shares)
      }
      comparison.add(updated.covariances.matrix(0, columns: mixture.columns), value)
    }
    return comparison.finding
  }

  /// Compares what an M-step makes of each component with a closed form of index k, in which the means are the new ones.
  private func perComponent(
    _ claim: String, _ name: String, column: Int? = nil, scale: Double = 0,
    _ part: (GaussianMixture, Int) -> Matrix<Double>
  ) -> ModelFinding {
    var comparison = Comparison(claim, name, rounding: rounding)
    comparison.run { comparison in
      guard let updated else { return comparison.stop("a covariance of these rows alone is singular") }
      let form = try library.closedForm(name)
      for component in 0..<mixture.components
      // What no row of the sample belongs to keeps what it has.
      where shares.reduce(0, { $0 + $1[component, 0] }) > 1e-200 {
        let value = try form.value(sizes) { given in
          try given.give("x", members: rows)
          try given.give("gamma", members: shares)
          try given.give("mu", members: members(of: updated.means))
          try given.give("k", Double(component + 1))
          if let column { try given.give("j", Double(column + 1)) }
        }
        comparison.add(part(updated, component), value, scale: scale)
      }
    }
    return comparison.finding
  }
}

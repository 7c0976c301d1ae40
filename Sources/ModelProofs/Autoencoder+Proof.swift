import Models
import NumericCore
import Symbolic
import Verification

extension Autoencoder {
  /// The most observations that closed forms are evaluated on.
  static var proofRows: Int { 64 }

  /// Whether the autoencoder computes what is derived of it: the divergence of each encoding from the prior is the closed
  /// form, its gradient is the derivative of that expression by exact differentiation, and the importance-weighted estimate
  /// of log p(x), which has the bound as its case of one draw, is not below it.
  /// - Parameters:
  ///   - observations: Of many a sample is compared.
  ///   - seed: What the draws of the estimates depend on.
  /// - Throws: `AutoencoderError` for observations that the likelihood does not allow; what reading them does.
  public func proofFindings(
    on observations: some Observations<Scalar>, seed: UInt64, _ library: DerivationLibrary
  ) throws -> [ModelFinding] {
    let sample = try RowSample(of: observations, atMost: Self.proofRows, seed: 1).rows
    let code = try encode(sample)
    let encodings = (0..<sample.rows).map { Encoding(mean: code.mean, logVariance: code.logVariance, row: $0) }
    return [
      divergence(encodings, library), gradient(encodings, library), try evidence(sample, seed: seed),
    ]
  }

  private func divergence(_ encodings: [Encoding<Scalar>], _ library: DerivationLibrary) -> ModelFinding {
    let name = DivergenceForm.name
    var comparison = Comparison("the divergence from the prior", name, rounding: rounding)
    comparison.run { comparison in
      let form = try DivergenceForm(library, latent: architecture.latent)
      for encoding in encodings {
        let terms = LatentGaussian.divergence(mean: encoding.mean, logVariance: encoding.logVariance)
        // The terms cancel where the encoding is the prior.
        let scale = terms.reduce(Double(terms.count)) { $0 + $1.doubleValue }
        comparison.add(terms.reduce(0) { $0 + $1.doubleValue }, try form.value(encoding.columns), scale: scale)
      }
    }
    return comparison.finding
  }

  private func gradient(_ encodings: [Encoding<Scalar>], _ library: DerivationLibrary) -> ModelFinding {
    let name = DivergenceForm.name
    var comparison = Comparison("the gradient of the divergence", name, rounding: rounding)
    comparison.run { comparison in
      let form = try DivergenceForm(library, latent: architecture.latent)
      for encoding in encodings {
        var byMean = [Scalar](repeating: 0, count: encoding.mean.count)
        var byLogVariance = byMean
        LatentGaussian.addDivergenceGradient(
          weight: 1, mean: encoding.mean, logVariance: encoding.logVariance, meanGradient: &byMean,
          logVarianceGradient: &byLogVariance)
        let exact = try form.gradients(encoding.columns)
        comparison.add(Encoding.column(byMean), exact.byMean, scale: 1)
        comparison.add(Encoding.column(byLogVariance), exact.byLogVariance, scale: 1)
      }
    }
    return comparison.finding
  }

  private func evidence(_ sample: Matrix<Scalar>, seed: UInt64) throws -> ModelFinding {
    var comparison = Comparison(
      "the estimate of log p(x) by 64 draws is not below the bound", "elbo#bound-is-below-the-evidence", rounding: 1e-3)
    let bound = try bound(on: sample, seed: seed).loss
    let estimate = try logEvidence(on: sample, draws: 64, seed: seed)
    // Both are of the same observations, so that they differ by the noise of the draws alone.
    let size = max(bound.mean.magnitude, 1)
    let excess = max(0, -bound.mean - estimate.mean) / size
    comparison.add(discrepancy: excess.isNaN ? .infinity : excess, tolerance: 0.01)
    return comparison.finding
  }

  private var rounding: Double { 64 * Double(Scalar.ulpOfOne.doubleValue) }
}

/// The distribution q(z | x) of one observation.
private struct Encoding<Scalar: VectorScalar> {
  let mean: [Scalar]
  let logVariance: [Scalar]

  init(mean: Matrix<Scalar>, logVariance: Matrix<Scalar>, row: Int) {
    self.mean = (0..<mean.columns).map { mean[row, $0] }
    self.logVariance = (0..<mean.columns).map { logVariance[row, $0] }
  }

  var columns: (mean: Matrix<Double>, logVariance: Matrix<Double>) {
    (Self.column(mean), Self.column(logVariance))
  }

  static func column(_ numbers: [Scalar]) -> Matrix<Double> {
    Matrix(rows: numbers.count, columns: 1, elements: numbers.map(\.doubleValue))
  }
}

/// The last line of the derivation, as a function of the two outputs of the encoder.
private struct DivergenceForm {
  static let name = "kl-log-variance"

  private let term: Term
  private let declarations: Declarations
  private let mean: Symbol
  private let logVariance: Symbol
  private let latent: Int

  init(_ library: DerivationLibrary, latent: Int) throws {
    let form = try library.closedForm(Self.name)
    self.latent = latent
    var declarations = form.declarations
    func output(_ name: String) throws -> (function: Symbol, value: Symbol) {
      guard let function = declarations.symbol(named: name) else { throw DerivationError.noClaim(Self.name) }
      // No declaration can spell this name.
      let value = function.renamed("#\(name)")
      try declarations.declare(value)
      return (function, value)
    }
    let outputs = (try output("m_phi"), try output("s_phi"))
    let input = Symbol("#x", .vector(.literal(1)))
    var term = form.lines[form.lines.count - 1]
    for output in [outputs.0, outputs.1] {
      term = try term.applying(Formula(parameters: [input], body: Term(output.value)), for: output.function)
    }
    (mean, logVariance) = (outputs.0.value, outputs.1.value)
    (self.term, self.declarations) = (term, declarations)
  }

  typealias Outputs = (mean: Matrix<Double>, logVariance: Matrix<Double>)
  typealias Value = (value: Matrix<Double>, bound: Matrix<Double>)

  func value(_ outputs: Outputs) throws -> Value { try value(of: term, outputs) }

  func gradients(_ outputs: Outputs) throws -> (byMean: Value, byLogVariance: Value) {
    (
      try value(of: Term(.gradient(mean), [Term(mean), term]), outputs),
      try value(of: Term(.gradient(logVariance), [Term(logVariance), term]), outputs)
    )
  }

  private func value(of term: Term, _ outputs: Outputs) throws -> Value {
    var given = GivenValues(declarations, sizes: ["n": latent])
    try given.give(mean.name, outputs.mean)
    try given.give(logVariance.name, outputs.logVariance)
    return try given.value(term)
  }
}

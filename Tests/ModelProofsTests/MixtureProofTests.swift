import DataFiles
import ModelProofs
import Models
import NumericCore
import Testing

@Suite("Mixtures and their derivations")
struct MixtureProofTests {
  private func fit(_ shape: CovarianceShape, _ rows: Matrix<Double>, components: Int = 2) throws -> MixtureFit {
    var options = MixtureOptions(start: .kMeans(components: components))
    options.covariance = shape
    options.iterations = 20
    return try GaussianMixture.fit(rows, options)
  }

  @Test("A mixture of real data obeys its derivations, whatever the shape", arguments: CovarianceShape.allCases)
  func oldFaithful(_ shape: CovarianceShape) throws {
    let rows = Sample.oldFaithful.observations
    let findings = try fit(shape, rows).proofFindings(on: rows, Library.standard)
    #expect(findings.failing == [])
    #expect(findings.open == [])
    #expect(findings.count == (shape == .diagonal ? 6 : 5))
  }

  @Test("Data far from the origin, and of very different scales, obey them, too")
  func scaled() throws {
    let sample = Sample.oldFaithful.observations
    let rows = Matrix(rows: 200, columns: 2) { 1e4 + sample[$0, $1] * ($1 == 0 ? 1e-2 : 1e3) }
    let findings = try fit(.full, rows).proofFindings(on: rows, Library.standard)
    #expect(findings.failing == [])
  }

  @Test("A closed form that is slightly wrong is told from the M-step")
  func mutants() throws {
    let rows = Sample.oldFaithful.observations
    let full = try fit(.full, rows)
    for (name, old, new, claim) in [
      ("mixture-em", #"\frac1N \sum_{n=1}^N \gamma_n"#, #"\frac1{N+1} \sum_{n=1}^N \gamma_n"#, "M-step of the weights"),
      ("mixture-covariance", #"{\sum_{n=1}^N \gamma_{nk}}"#, #"{N}"#, "M-step of the covariances"),
      ("mixture-covariance", #"(x_n - \mu_k)(x_n - \mu_k)^\top}"#, #"x_n x_n^\top}"#, "M-step of the covariances"),
      (
        "mixture-evidence", #"+ \sum_{k=1}^K \gamma_k \log"#, #"- \sum_{k=1}^K \gamma_k \log"#,
        "log p(x) = bound + divergence at the fitted parameters"
      ),
    ] {
      let findings = try full.proofFindings(on: rows, Library.changed([name: (old, new)]))
      #expect(findings.failing == [claim], "\(old)")
    }
    let spherical = try fit(.spherical, rows)
    let findings = try spherical.proofFindings(on: rows, Library.changed(["mixture-shapes": ("{D ", "{")]))
    #expect(findings.failing == ["M-step of the variances"])
  }

  @Test("A component without rows, or on one row alone, leaves what is not known open")
  func degenerate() throws {
    let rows = Matrix<Double>(rows: 6, columns: 1, elements: [0, 0.1, 0.2, 5, 5, 5])
    let findings = try fit(.full, rows).proofFindings(on: rows, Library.standard)
    #expect(findings.failing == [])
  }

  @Test("A derivation that is not there is said to be missing")
  func missing() throws {
    struct Absent: Error {}
    let rows = Sample.oldFaithful.observations
    let findings = try fit(.full, rows).proofFindings(on: rows, DerivationLibrary { _ in throw Absent() })
    #expect(findings.count == 5)
    #expect(findings.filter { $0.holds == nil }.count == 4)
  }
}

import DataFiles
import ModelProofs
import Models
import NumericCore
import Testing

@Suite("Autoencoders and their derivations")
struct AutoencoderProofTests {
  @Test("An autoencoder of real data obeys its derivations in both precisions")
  func digits() throws {
    let rows = Matrix(rows: 120, columns: Sample.digits.observations.columns) { Sample.digits.observations[$0, $1] }
    let greatest = rows.elements.max() ?? 1
    let architecture = try AutoencoderArchitecture(
      inputs: rows.columns, encoderWidths: [16], latent: 3, decoderWidths: [16])
    func findings<Scalar: VectorScalar>(_ type: Scalar.Type, _ library: DerivationLibrary) throws -> [ProofFinding] {
      let scaled = rows.map { Scalar($0 / greatest) }
      var training = try AutoencoderTraining<Scalar>(architecture)
      for _ in 0..<3 { try training.runEpoch(on: scaled) }
      return try training.model.proofFindings(on: scaled, seed: 1, library)
    }
    for library in [Library.standard] {
      #expect(try findings(Float.self, library).map(\.holds) == [true, true, true])
      #expect(try findings(Double.self, library).map(\.holds) == [true, true, true])
    }
    let sign = Library.changed(["kl-log-variance": ("- 1 - s_", "- 1 + s_")])
    #expect(try findings(Float.self, sign).map(\.holds) == [false, false, true])
    // A constant does not change the gradient.
    let constant = Library.changed(["kl-log-variance": ("- 1 - s_", "- 2 - s_")])
    #expect(try findings(Double.self, constant).map(\.holds) == [false, true, true])
  }
}

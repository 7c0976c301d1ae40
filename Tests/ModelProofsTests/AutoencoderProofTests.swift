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
    let single = rows.map { Float($0 / greatest) }
    var training = try AutoencoderTraining<Float>(architecture)
    for _ in 0..<3 { try training.runEpoch(on: single) }
    #expect(
      try training.model.proofFindings(on: single, seed: 1, Library.standard).map(\.holds) == [true, true, true])

    let double = rows.map { $0 / greatest }
    let model = try AutoencoderTraining<Double>(architecture).model
    #expect(try model.proofFindings(on: double, seed: 1, Library.standard).map(\.holds) == [true, true, true])
    let sign = Library.changed(["kl-log-variance": ("- 1 - s_", "- 1 + s_")])
    #expect(try model.proofFindings(on: double, seed: 1, sign).map(\.holds) == [false, false, true])
    // A constant does not change the gradient.
    let constant = Library.changed(["kl-log-variance": ("- 1 - s_", "- 2 - s_")])
    #expect(try model.proofFindings(on: double, seed: 1, constant).map(\.holds) == [false, true, true])
  }
}

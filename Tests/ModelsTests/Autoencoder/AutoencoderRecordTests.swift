import Models
import NumericCore
import Testing

@Suite("Records of autoencoders")
struct AutoencoderRecordTests {
  @Test("Models and trainings come back from their records", arguments: 0..<4)
  func roundTrip(_ index: Int) throws {
    let architecture = try AutoencoderExamples.architectures()[index]
    let model = Autoencoder<Double>(architecture, seed: 1)
    #expect(try Autoencoder<Double>(model.record) == model)
    var settings = AutoencoderSettings()
    (settings.batchSize, settings.sharesPerBatch, settings.shuffleWindow, settings.seed) = (3, 4, 5, .max)
    (settings.rate, settings.meanDecay, settings.squareDecay, settings.floor) = (0.1, 0.2, 0.3, 0.4)
    var training = try AutoencoderTraining<Float>(architecture, settings: settings)
    try training.runEpoch(on: AutoencoderExamples.unitData(7, architecture.inputs, seed: 2))
    let back = try AutoencoderTraining<Float>(training.record)
    #expect(back == training && back.record == training.record && back.settings == settings)
  }

  @Test("What a record lacks or has wrong is named")
  func errors() throws {
    let architecture = try AutoencoderExamples.architectures()[0]
    let record = Autoencoder<Float>(architecture, seed: 1).record
    func error(_ change: (inout ModelRecord) -> Void) -> RecordError? {
      var changed = record
      change(&changed)
      do {
        _ = try Autoencoder<Float>(changed)
        return nil
      } catch {
        return error
      }
    }
    #expect(error { _ in } == nil)
    #expect(error { $0.settings["latent"] = nil } == .missing("latent"))
    #expect(error { $0.settings["latent"] = .text("2") } == .missing("latent"))
    #expect(error { $0.settings["latent"] = .integer(0) } != nil)
    #expect(error { $0.settings["latent"] = .integer(3) } == .shape("encoder-2-weights", found: [4, 4]))
    #expect(error { $0.settings["activation"] = .text("cube") } == .value("activation", reason: "cube is not known"))
    #expect(error { $0.settings["likelihood"] = .text("cube") } == .value("likelihood", reason: "cube is not known"))
    #expect(error { $0.arrays["decoder-1-biases"] = nil } == .missing("decoder-1-biases"))
    #expect(throws: RecordError.missing("encoder-1-weights")) { try Autoencoder<Double>(record) }
    #expect(throws: RecordError.kind(found: "autoencoder", expected: "autoencoder-training")) {
      try AutoencoderTraining<Float>(record)
    }
    var training = try AutoencoderTraining<Float>(architecture).record
    training.settings["batch-size"] = .integer(-1)
    #expect(throws: RecordError.value("settings", reason: "batch size: -1 is not positive")) {
      try AutoencoderTraining<Float>(training)
    }
    training.settings["batch-size"] = .integer(1)
    training.settings["steps"] = .integer(-1)
    #expect(throws: RecordError.value("steps", reason: "-1 is negative")) { try AutoencoderTraining<Float>(training) }
  }
}

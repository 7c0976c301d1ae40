import Models
import NumericCore
import Testing

@Suite("What an autoencoder refuses")
struct AutoencoderErrorTests {
  let training: AutoencoderTraining<Float>
  let model: Autoencoder<Float>

  init() throws {
    training = try AutoencoderTraining(
      AutoencoderArchitecture(inputs: 5, encoderWidths: [3], latent: 2, decoderWidths: [3]))
    model = training.model
  }

  @Test("A number that is not allowed is named, and the training stays as it was", arguments: [0, 77, 199])
  func numbers(_ row: Int) throws {
    for value in [Float.nan, .infinity, -.infinity, 1.5, -1e-30] {
      var data: Matrix<Float> = AutoencoderExamples.unitData(200, 5, seed: 1)
      data[row, 3] = value
      var running = training
      let found = #expect(throws: AutoencoderError.self) {
        while true { try running.runEpoch(on: data, threads: 2) }
      }
      for error in [found, #expect(throws: AutoencoderError.self) { try model.bound(on: data, seed: 1) }] {
        switch error {
        case .notFinite(row, 3, let number): #expect(!value.isFinite && (number.isNaN || Float(number) == value))
        case .outsideUnitInterval(row, 3, let number): #expect(value.isFinite && Float(number) == value)
        default: Issue.record("\(String(describing: error))")
        }
      }
      #expect(running.progress.steps < 2)
      #expect(running.model.parameters.numbers.allSatisfy { $0.isFinite })
    }
  }

  @Test("A Gaussian likelihood takes every finite number")
  func gaussian() throws {
    let architecture = try AutoencoderArchitecture(
      inputs: 2, encoderWidths: [], latent: 1, decoderWidths: [],
      likelihood: .gaussian(noiseVariance: 1, isTrained: false))
    var data = Matrix<Double>(rows: 3, columns: 2, elements: [-5, 7, 2, 1, 0, 0])
    #expect(try Autoencoder<Double>(architecture, seed: 1).bound(on: data, seed: 1).loss.count == 3)
    data[2, 0] = .nan
    #expect(throws: AutoencoderError.self) { try Autoencoder<Double>(architecture, seed: 1).encode(data) }
  }

  @Test("A loss that overflows stops the training")
  func diverged() throws {
    let architecture = try AutoencoderArchitecture(
      inputs: 1, encoderWidths: [], latent: 1, decoderWidths: [],
      likelihood: .gaussian(noiseVariance: 1, isTrained: false))
    var training = try AutoencoderTraining<Float>(architecture)
    #expect(throws: AutoencoderError.diverged(step: 1)) {
      try training.runEpoch(on: Matrix(rows: 2, columns: 1, elements: [1e30, 1]))
    }
    #expect(training.progress.steps == 0)
  }

  @Test("Wrong shapes and none")
  func shapes() throws {
    let (narrow, none) = (Matrix<Float>.zero(rows: 3, columns: 4), Matrix<Float>.zero(rows: 0, columns: 5))
    let columns = AutoencoderError.columns(found: 4, expected: 5)
    var running = training
    #expect(throws: columns) { try running.runEpoch(on: narrow) }
    #expect(throws: columns) { try model.bound(on: narrow, seed: 1) }
    #expect(throws: columns) { try model.encode(narrow) }
    #expect(throws: columns) { try model.reconstruct(narrow) }
    #expect(throws: AutoencoderError.noObservations) { try running.runEpoch(on: none) }
    #expect(throws: AutoencoderError.noObservations) { try model.bound(on: none, seed: 1) }
    #expect(throws: AutoencoderError.noObservations) { try model.logEvidence(on: none, draws: 1, seed: 1) }
    #expect(try model.encode(none).mean == .zero(rows: 0, columns: 2))
    #expect(model.decode(.zero(rows: 0, columns: 2)) == .zero(rows: 0, columns: 5))
    #expect(model.sample(0, seed: 1) == .zero(rows: 0, columns: 5))
    #expect(running == training)
  }

  @Test("Settings that are impossible")
  func settings() throws {
    func architecture(_ widths: [Int], latent: Int = 1) throws -> AutoencoderArchitecture {
      try AutoencoderArchitecture(inputs: 5, encoderWidths: widths, latent: latent, decoderWidths: [])
    }
    #expect(throws: AutoencoderError.setting("width", reason: "0 is not positive")) { try architecture([3, 0]) }
    #expect(throws: AutoencoderError.setting("width", reason: "-1 is not positive")) {
      try architecture([], latent: -1)
    }
    for variance in [0, -1, Double.nan, .infinity] {
      #expect(throws: AutoencoderError.self) {
        try AutoencoderArchitecture(
          inputs: 1, encoderWidths: [], latent: 1, decoderWidths: [],
          likelihood: .gaussian(noiseVariance: variance, isTrained: true))
      }
    }
    let changes: [@Sendable (inout AutoencoderSettings) -> Void] = [
      { $0.batchSize = 0 }, { $0.sharesPerBatch = 0 }, { $0.shuffleWindow = 0 }, { $0.rate = 0 }, { $0.rate = .nan },
      { $0.meanDecay = 1 }, { $0.squareDecay = -0.1 }, { $0.floor = 0 },
    ]
    for change in changes {
      var settings = AutoencoderSettings()
      change(&settings)
      #expect(throws: AutoencoderError.self) { try AutoencoderTraining(model, settings: settings) }
    }
    let other = Autoencoder<Float>(try architecture([3], latent: 2), seed: 1).parameters
    #expect(throws: AutoencoderError.setting("parameters", reason: "they are of another form")) {
      try Autoencoder(try architecture([3], latent: 1), parameters: other)
    }
    #expect(throws: AutoencoderError.noPlane(latent: 1)) {
      try Autoencoder<Float>(try architecture([]), seed: 1).latentPlane(steps: 3)
    }
    #expect(throws: AutoencoderError.setting("draws", reason: "0 is not positive")) {
      try model.logEvidence(on: Matrix.zero(rows: 1, columns: 5), draws: 0, seed: 1)
    }
  }
}

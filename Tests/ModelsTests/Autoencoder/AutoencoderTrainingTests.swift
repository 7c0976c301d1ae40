import Models
import NumericCore
import Testing

@Suite("Training of an autoencoder")
struct AutoencoderTrainingTests {
  static func settings(_ batchSize: Int = 32, shares: Int = 2, rate: Double = 0.005) -> AutoencoderSettings {
    var settings = AutoencoderSettings()
    (settings.batchSize, settings.sharesPerBatch, settings.rate, settings.seed) = (batchSize, shares, rate, 5)
    return settings
  }

  static func architecture(_ columns: Int = 12) throws -> AutoencoderArchitecture {
    try AutoencoderArchitecture(inputs: columns, encoderWidths: [24], latent: 2, decoderWidths: [24])
  }

  @Test("The bound rises, on data that was not seen too, and ends near the entropy of the data's noise")
  func rises() throws {
    let data: Matrix<Float> = AutoencoderExamples.patterns(640, 12, seed: 1)
    let unseen: Matrix<Float> = AutoencoderExamples.patterns(640, 12, seed: 2)
    var training = try AutoencoderTraining<Float>(Self.architecture(), settings: Self.settings())
    let start = try training.model.bound(on: unseen, seed: 1)
    var losses: [Double] = []
    for _ in 0..<30 { losses.append(try training.runEpoch(on: data).mean) }
    let end = try training.model.bound(on: unseen, seed: 1)
    #expect(losses[0] > losses[4] && losses[4] > losses[29])
    #expect(end.loss.mean < 0.6 * start.loss.mean)
    // One bit for the pattern and 12 entries that are wrong with probability 0.05.
    #expect(end.loss.mean > 0.69 + 12 * 0.1985 - 4 * end.loss.standardError && end.loss.mean < 4)
    #expect(abs(end.loss.mean - end.reconstruction.mean - end.divergence.mean) < 1e-10)
    #expect(training.progress.steps == 600 && training.progress.epochs == 30)
  }

  @Test("Two and more threads give the same bits, in training and after it")
  func threads() throws {
    let data: Matrix<Float> = AutoencoderExamples.patterns(150, 12, seed: 3)
    func trained(_ threads: Int, shares: Int) throws -> AutoencoderTraining<Float> {
      var training = try AutoencoderTraining<Float>(Self.architecture(), settings: Self.settings(shares: shares))
      for _ in 0..<2 { try training.runEpoch(on: data, threads: threads) }
      return training
    }
    let one = try trained(1, shares: 3)
    #expect(try trained(2, shares: 3) == one)
    #expect(try trained(7, shares: 3) == one)
    let bound = try one.model.bound(on: data, seed: 4)
    #expect(try one.model.bound(on: data, seed: 4, threads: 2) == bound)
    #expect(
      try one.model.logEvidence(on: data, draws: 3, seed: 4, threads: 2)
        == one.model.logEvidence(on: data, draws: 3, seed: 4))
    #expect(try one.model.reconstruct(data, threads: 3) == one.model.reconstruct(data))
  }

  @Test("A large network gives the same bits on two threads, where Adam has threads too")
  func largeThreads() throws {
    let data: Matrix<Float> = AutoencoderExamples.unitData(40, 300, seed: 3)
    let architecture = try AutoencoderArchitecture(inputs: 300, encoderWidths: [400], latent: 5, decoderWidths: [70])
    var one = try AutoencoderTraining<Float>(architecture, settings: Self.settings())
    var two = one
    try one.runEpoch(on: data, threads: 1)
    try two.runEpoch(on: data, threads: 2)
    #expect(one == two)
  }

  struct Stop: Error {}

  @Test("A training that is stopped at any step and read back from its record ends with the same bits")
  func resumes() throws {
    let data: Matrix<Float> = AutoencoderExamples.patterns(100, 12, seed: 6)
    let start = try AutoencoderTraining<Float>(Self.architecture(), settings: Self.settings())
    var whole = start
    for _ in 0..<3 { try whole.runEpoch(on: data, threads: 2) }
    #expect(whole.progress.steps == 12)
    for stop in 1...11 {
      var training = start
      #expect(throws: Stop.self) {
        while true { try training.runEpoch(on: data) { if $0.progress.steps == stop { throw Stop() } } }
      }
      #expect(training.progress.steps == stop && training != whole)
      var resumed = try AutoencoderTraining<Float>(training.record)
      #expect(resumed == training)
      while resumed.progress.epochs < 3 { try resumed.runEpoch(on: data) }
      #expect(resumed == whole)
    }
  }

  @Test("Each observation is used once an epoch, in another order each time")
  func order() throws {
    // With a rate that changes nothing the loss of a batch tells which rows it has.
    let data = Matrix<Double>(rows: 50, columns: 1) { row, _ in Double(row) }
    let architecture = try AutoencoderArchitecture(
      inputs: 1, encoderWidths: [], latent: 1, decoderWidths: [],
      likelihood: .gaussian(noiseVariance: 1, isTrained: false))
    var parameters = Autoencoder<Double>(architecture, seed: 1).parameters
    parameters.numbers = parameters.numbers.map { _ in 0 }
    let model = try Autoencoder(architecture, parameters: parameters)
    var settings = Self.settings(1, shares: 4, rate: 1e-30)
    func epoch(_ training: inout AutoencoderTraining<Double>) throws -> [Int] {
      var (rows, before): ([Int], Double) = ([], 0)
      try training.runEpoch(on: data) { training in
        let loss = training.progress.losses.reconstruction
        rows.append(Int((2 * (loss - before) - 1.8378770664093453).squareRoot().rounded()))
        before = loss
      }
      return rows
    }
    for window in [1000, 20] {
      settings.shuffleWindow = window
      var training = try AutoencoderTraining(model, settings: settings)
      let (first, second) = (try epoch(&training), try epoch(&training))
      #expect(first.sorted() == Array(0..<50) && second.sorted() == Array(0..<50))
      #expect(first != second && first != first.sorted())
      guard window == 20 else { continue }
      #expect(first.prefix(20).sorted() == Array(0..<20) && first.suffix(10).allSatisfy { $0 >= 40 })
    }
  }

  @Test("The noise variance is trained, or stays")
  func noiseVariance() throws {
    var source = RandomSource(seed: 1, stream: 1)
    let data = Matrix<Double>(rows: 64, columns: 3) { _, _ in 0.1 * source.normal() }
    for isTrained in [true, false] {
      let architecture = try AutoencoderArchitecture(
        inputs: 3, encoderWidths: [], latent: 1, decoderWidths: [],
        likelihood: .gaussian(noiseVariance: 1, isTrained: isTrained))
      var training = try AutoencoderTraining<Double>(architecture, settings: Self.settings(64, rate: 0.05))
      for _ in 0..<200 { try training.runEpoch(on: data) }
      let variance = try #require(training.model.noiseVariance)
      #expect(isTrained ? variance > 0.004 && variance < 0.02 : variance == 1)
    }
  }
}

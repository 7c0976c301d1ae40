import Models
import NumericCore

extension AutoencoderTask {
  /// What a person wants to know of a training.
  func summary(
    _ training: AutoencoderTraining<Float>, rows: Int, done: Int, seconds: Double, threads: Int
  ) throws -> TrainingSummary {
    let model = training.model
    let architecture = model.architecture
    let widths =
      [architecture.inputs] + architecture.encoderWidths + [architecture.latent] + architecture.decoderWidths
      + [architecture.inputs]
    var summary = TrainingSummary(
      model: "vae", title: "variational autoencoder " + widths.map { "\($0)" }.joined(separator: "-"))
    summary.addData(data, rows: rows)
    summary.add("widths", "widths", .integers(widths), note: "from the data to the data")
    switch architecture.likelihood {
    case .bernoulli: summary.add("likelihood", "likelihood", .text("bernoulli"))
    case .gaussian:
      summary.add("likelihood", "likelihood", .text("gaussian"))
      summary.add("noise_variance", "noise", .number(model.noiseVariance ?? .nan), note: "its trained variance")
    }
    summary.add("seed", "seed", .text("\(settings.seed)"))
    summary.add("epochs", "epochs", .integer(training.progress.epochs))
    summary.addCourse(
      iterations: training.progress.steps, unit: "step", isConverged: nil, done: done, seconds: seconds)
    try addBounds(model, to: &summary, threads: threads)
    return summary
  }

  private func addBounds(_ model: Autoencoder<Float>, to summary: inout TrainingSummary, threads: Int) throws {
    var rows: [[TrainingSummary.Value]] = []
    for (name, input) in [("train", data), ("test", test)] {
      guard let input else { continue }
      let bound = try model.bound(on: input.observations, seed: settings.seed, threads: threads)
      rows.append([
        .text(name), .integer(bound.loss.count), .number(-bound.loss.mean), .number(bound.loss.standardError),
        .number(bound.reconstruction.mean), .number(bound.divergence.mean),
      ])
    }
    summary.add(
      "elbo", "evidence bound of a row, in nats: log p(x) >= ELBO = -(reconstruction + KL)",
      [
        .init("data", "data"), .init("rows", "rows"), .init("elbo", "ELBO"),
        .init("standard_error", "standard error"), .init("reconstruction", "reconstruction"), .init("kl", "KL"),
      ], rows)
    guard draws > 0 else { return }
    let (name, input) = test.map { ("test", $0) } ?? ("train", data)
    let evidence = try model.logEvidence(
      on: input.observations, draws: draws, seed: settings.seed, threads: threads)
    summary.add(
      "log_evidence", "log p(x)", .number(evidence.mean),
      note: "of a \(name) row: a tighter bound by importance weights, \(draws) draws")
    summary.add("log_evidence_standard_error", "standard error", .number(evidence.standardError))
  }
}

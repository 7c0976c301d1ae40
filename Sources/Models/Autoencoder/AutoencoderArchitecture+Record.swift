extension AutoencoderArchitecture {
  /// The form as settings of a record.
  var settings: [String: ModelRecord.Setting] {
    var settings: [String: ModelRecord.Setting] = [
      "inputs": .integer(inputs), "encoder-widths": .integers(encoderWidths), "latent": .integer(latent),
      "decoder-widths": .integers(decoderWidths), "activation": .text(activation.rawValue),
    ]
    switch likelihood {
    case .bernoulli:
      settings["likelihood"] = .text("bernoulli")
    case .gaussian(let variance, let isTrained):
      settings["likelihood"] = .text("gaussian")
      settings["start-noise-variance"] = .number(variance)
      settings["trains-noise-variance"] = .flag(isTrained)
    }
    return settings
  }

  /// The form that a record states.
  init(_ record: ModelRecord) throws(RecordError) {
    func text(_ name: String) throws(RecordError) -> String {
      try record.setting(name) { if case .text(let value) = $0 { value } else { nil } }
    }
    func widths(_ name: String) throws(RecordError) -> [Int] {
      try record.setting(name) { if case .integers(let value) = $0 { value } else { nil } }
    }
    guard let activation = Activation(rawValue: try text("activation")) else {
      throw .value("activation", reason: "\(try text("activation")) is not known")
    }
    var likelihood = Likelihood.bernoulli
    switch try text("likelihood") {
    case "bernoulli": break
    case "gaussian":
      likelihood = .gaussian(
        noiseVariance: try record.number("start-noise-variance"),
        isTrained: try record.setting("trains-noise-variance") { if case .flag(let flag) = $0 { flag } else { nil } })
    default: throw .value("likelihood", reason: "\(try text("likelihood")) is not known")
    }
    let (inputs, latent) = (try record.integer("inputs"), try record.integer("latent"))
    let (encoder, decoder) = (try widths("encoder-widths"), try widths("decoder-widths"))
    do {
      try self.init(
        inputs: inputs, encoderWidths: encoder, latent: latent, decoderWidths: decoder, activation: activation,
        likelihood: likelihood)
    } catch {
      throw .value("architecture", reason: "\(error)")
    }
  }
}

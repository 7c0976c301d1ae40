import NumericCore

extension Autoencoder: Recordable {
  static var recordKind: String { "autoencoder" }

  /// The form as settings and the parameters as arrays: `encoder-1-weights` (outputs×inputs), `encoder-1-biases`, …,
  /// `decoder-1-weights`, …, `log-noise-variance`.
  public var record: ModelRecord {
    ModelRecord(kind: Self.recordKind, settings: architecture.settings, arrays: parameters.arrays(prefix: ""))
  }

  /// The autoencoder of a record.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.recordKind else { throw .kind(found: record.kind, expected: Self.recordKind) }
    let architecture = try AutoencoderArchitecture(record)
    try self.init(architecture, record, prefix: "")
  }

  /// The parameters of a record whose form is known.
  init(_ architecture: AutoencoderArchitecture, _ record: ModelRecord, prefix: String) throws(RecordError) {
    let parameters = try AutoencoderParameters<Scalar>(architecture, record, prefix: prefix)
    do { try self.init(architecture, parameters: parameters) } catch {
      throw .value("parameters", reason: "\(error)")
    }
  }
}

extension AutoencoderParameters {
  /// The arrays by name.
  func arrays(prefix: String) -> [String: NumericArray] {
    var arrays: [String: NumericArray] = [:]
    for (part, network) in [("encoder", encoder), ("decoder", decoder)] {
      for (index, layer) in network.layers.enumerated() {
        let name = "\(prefix)\(part)-\(index + 1)"
        arrays["\(name)-weights"] = NumericArray(
          shape: [layer.weights.rows, layer.weights.columns], scalars: layer.weights.elements)
        arrays["\(name)-biases"] = NumericArray(shape: [layer.biases.count], scalars: layer.biases)
      }
    }
    if !logNoiseVariance.isEmpty {
      arrays["\(prefix)log-noise-variance"] = NumericArray(shape: [1], scalars: logNoiseVariance)
    }
    return arrays
  }

  /// The parameters of a record.
  init(_ architecture: AutoencoderArchitecture, _ record: ModelRecord, prefix: String) throws(RecordError) {
    func network(_ part: String, _ widths: [Int]) throws(RecordError) -> Perceptron<Scalar> {
      var layers: [DenseLayer<Scalar>] = []
      for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
        let name = "\(prefix)\(part)-\(index + 1)"
        let weights: [Scalar] = try record.scalars("\(name)-weights", shape: [outputs, inputs])
        layers.append(
          DenseLayer(
            weights: Matrix(rows: outputs, columns: inputs, elements: weights),
            biases: try record.scalars("\(name)-biases", shape: [outputs])))
      }
      return Perceptron(layers: layers)
    }
    encoder = try network("encoder", architecture.encoderShape)
    decoder = try network("decoder", architecture.decoderShape)
    logNoiseVariance =
      architecture.likelihood == .bernoulli ? [] : try record.scalars("\(prefix)log-noise-variance", shape: [1])
  }
}

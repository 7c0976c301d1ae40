import NumericCore

extension GaussianMixture: Recordable {
  private static var kind: String { "gaussian-mixture" }

  /// The mixture that a record holds.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.kind else { throw .kind(found: record.kind, expected: Self.kind) }
    try self.init(record, "")
  }

  /// The shape of the covariances, and the arrays `weights`, K, `means`, K×d, and `covariances`: K×d×d, d×d where they are
  /// tied, K×d where they are diagonal, K where they are spherical.
  public var record: ModelRecord {
    var record = ModelRecord(kind: Self.kind)
    write(to: &record, "")
    return record
  }

  /// The mixture whose names begin like that.
  init(_ record: ModelRecord, _ prefix: String) throws(RecordError) {
    let name = prefix + "covariances"
    let shapeName = try record.text(prefix + "covariance-shape")
    guard let shape = CovarianceShape(rawValue: shapeName) else {
      throw .value(prefix + "covariance-shape", reason: "there is no shape \(shapeName)")
    }
    let means: Matrix<Double> = try record.matrix(prefix + "means")
    let (count, columns) = (means.rows, means.columns)
    let covariances: MixtureCovariances
    switch shape {
    case .full:
      let elements: [Double] = try record.scalars(name, shape: [count, columns, columns])
      let size = columns * columns
      covariances = .full(
        (0..<count).map {
          Matrix(rows: columns, columns: columns, elements: Array(elements[$0 * size..<($0 + 1) * size]))
        })
    case .tied:
      covariances = .tied(
        Matrix(rows: columns, columns: columns, elements: try record.scalars(name, shape: [columns, columns])))
    case .diagonal:
      covariances = .diagonal(
        Matrix(rows: count, columns: columns, elements: try record.scalars(name, shape: [count, columns])))
    case .spherical: covariances = .spherical(try record.scalars(name, shape: [count]))
    }
    do {
      try self.init(weights: try record.numbers(prefix + "weights"), means: means, covariances: covariances)
    } catch let error as MixtureError {
      throw .value(name, reason: error.description)
    } catch let error as RecordError {
      throw error
    } catch {
      preconditionFailure("a mixture throws errors of one type")
    }
  }

  func write(to record: inout ModelRecord, _ prefix: String) {
    record.settings[prefix + "covariance-shape"] = .text(covariances.shape.rawValue)
    record.arrays[prefix + "weights"] = NumericArray(shape: [components], .doubles(weights))
    record.arrays[prefix + "means"] = NumericArray(means)
    let array =
      switch covariances {
      case .full(let matrices):
        NumericArray(shape: [components, columns, columns], .doubles(matrices.flatMap(\.elements)))
      case .tied(let matrix): NumericArray(matrix)
      case .diagonal(let variances): NumericArray(variances)
      case .spherical(let variances): NumericArray(shape: [components], .doubles(variances))
      }
    record.arrays[prefix + "covariances"] = array
  }
}

extension MixtureTraining: Recordable {
  private static var kind: String { "gaussian-mixture-training" }

  /// The state that a record holds.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.kind else { throw .kind(found: record.kind, expected: Self.kind) }
    number = try record.integer("run")
    current = try Run(record, "current-")
    best = record.arrays["best-means"] == nil ? nil : try Run(record, "best-")
  }

  /// The runs.
  public var record: ModelRecord {
    var record = ModelRecord(kind: Self.kind, settings: ["run": .integer(number)])
    current.write(to: &record, "current-")
    best?.write(to: &record, "best-")
    return record
  }
}

extension MixtureTraining.Run {
  init(_ record: ModelRecord, _ prefix: String) throws(RecordError) {
    mixture = try GaussianMixture(record, prefix)
    logLikelihoods = try record.numbers(prefix + "log-likelihoods")
    iterations = try record.integer(prefix + "iterations")
    isConverged = try record.flag(prefix + "is-converged")
    raised = try Self.pairs(record, prefix + "components-at-the-floor")
    vanished = try Self.pairs(record, prefix + "components-without-rows")
  }

  func write(to record: inout ModelRecord, _ prefix: String) {
    mixture.write(to: &record, prefix)
    record.arrays[prefix + "log-likelihoods"] = NumericArray(shape: [logLikelihoods.count], .doubles(logLikelihoods))
    record.settings[prefix + "iterations"] = .integer(iterations)
    record.settings[prefix + "is-converged"] = .flag(isConverged)
    for (name, pairs) in [("components-at-the-floor", raised), ("components-without-rows", vanished)] {
      let numbers = pairs.sorted { $0.key < $1.key }.flatMap { [Int64($0.key), Int64($0.value)] }
      record.arrays[prefix + name] = NumericArray(shape: [numbers.count], .integers(numbers))
    }
  }

  private static func pairs(_ record: ModelRecord, _ name: String) throws(RecordError) -> [Int: Int] {
    let numbers = try record.integers(name)
    guard numbers.count.isMultiple(of: 2) else { throw .shape(name, found: [numbers.count]) }
    let pairs = stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}

import NumericCore

extension KMeans: Recordable {
  /// The centers that a record holds.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == "k-means" else { throw .kind(found: record.kind, expected: "k-means") }
    try self.init(centers: "centers", of: record)
  }

  /// The array `centers`, K×d.
  public var record: ModelRecord { ModelRecord(kind: "k-means", arrays: ["centers": NumericArray(centers)]) }

  init(centers name: String, of record: ModelRecord) throws(RecordError) {
    let centers: Matrix<Scalar> = try record.matrix(name)
    guard centers.rows > 0, centers.columns > 0 else { throw .value(name, reason: "there is no center") }
    guard centers.elements.allSatisfy(\.isFinite) else { throw .value(name, reason: "a center is not finite") }
    self.init(centers: centers)
  }
}

extension KMeansTraining: Recordable {
  private static var kind: String { "k-means-training" }

  /// The state that a record holds.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.kind else { throw .kind(found: record.kind, expected: Self.kind) }
    self.init(model: try KMeans(centers: "current-centers", of: record))
    number = try record.integer("run")
    current = try Run(record, "current")
    if record.arrays["best-centers"] != nil { best = try Run(record, "best") }
    if record.settings["assignment"] != nil {
      assignment = AssignmentFingerprint(value: UInt64(bitPattern: Int64(try record.integer("assignment"))))
    }
    if record.arrays["labels"] != nil {
      let labels = try record.integers("labels")
      guard labels.allSatisfy({ current.model.centers.rows > $0 && $0 >= 0 }) else {
        throw .value("labels", reason: "there is no such cluster")
      }
      search = NearestCenterSearch(labels: labels.map { Int32($0) })
    }
  }

  /// The runs, and the labels of the rows where they are in memory; else what tells their clusters apart.
  public var record: ModelRecord {
    var record = ModelRecord(kind: Self.kind, settings: ["run": .integer(number)])
    current.write(to: &record, "current")
    best?.write(to: &record, "best")
    if let assignment {
      record.settings["assignment"] = .integer(Int(Int64(bitPattern: assignment.value)))
    }
    if !search.labels.isEmpty {
      record.arrays["labels"] = NumericArray(
        shape: [search.labels.count], .integers(search.labels.map { Int64($0) }))
    }
    return record
  }
}

extension KMeansTraining.Run {
  init(_ record: ModelRecord, _ name: String) throws(RecordError) {
    model = try KMeans(centers: "\(name)-centers", of: record)
    inertias = try record.numbers("\(name)-inertias")
    iterations = try record.integer("\(name)-iterations")
    isConverged = try record.flag("\(name)-is-converged")
    let empty = try record.integers("\(name)-empty-clusters")
    guard empty.count.isMultiple(of: 3) else { throw .shape("\(name)-empty-clusters", found: [empty.count]) }
    emptyClusters = stride(from: 0, to: empty.count, by: 3).map { start in
      KMeansTraining.EmptyCluster(
        iteration: empty[start], cluster: empty[start + 1], row: empty[start + 2] < 0 ? nil : empty[start + 2])
    }
  }

  func write(to record: inout ModelRecord, _ name: String) {
    record.arrays["\(name)-centers"] = NumericArray(model.centers)
    record.arrays["\(name)-inertias"] = NumericArray(shape: [inertias.count], .doubles(inertias))
    record.settings["\(name)-iterations"] = .integer(iterations)
    record.settings["\(name)-is-converged"] = .flag(isConverged)
    let empty = emptyClusters.flatMap { [$0.iteration, $0.cluster, $0.row ?? -1] }
    record.arrays["\(name)-empty-clusters"] = NumericArray(shape: [empty.count], .integers(empty.map { Int64($0) }))
  }
}

import Models
import NumericCore

extension KMeansFit {
  /// The most rows that closed forms are evaluated on.
  static var proofRows: Int { 512 }

  /// Whether the training did what the derivations of k-means say: the inertia never rose, no row has a nearer center than
  /// its own, and an update of the centers gives the closed form.
  /// - Parameter observations: What the clusters were trained on; of many rows a sample is compared.
  /// - Throws: what reading the data does.
  public func proofFindings(
    on observations: some Observations<Scalar>, _ library: DerivationLibrary
  ) throws -> [ModelFinding] {
    let sample = try RowSample(of: observations, atMost: Self.proofRows, seed: 1).rows
    let rounding = 1e4 * Double(Scalar.ulpOfOne.doubleValue)
    let rows = (0..<sample.rows).map { row in sample.column(ofRow: row) }
    let labels = model.labels(of: sample)
    return [
      .monotone(
        "the inertia never rises", "k-means-steps", run.inertias, grows: false, rounding: 16 * rounding),
      assignment(rows, labels, library, rounding), means(sample, rows, labels, library, rounding),
    ]
  }

  private func assignment(
    _ rows: [Matrix<Double>], _ labels: [Int], _ library: DerivationLibrary, _ rounding: Double
  ) -> ModelFinding {
    let name = "k-means-steps#assignment-step"
    var comparison = Comparison("each row belongs to its nearest center", name, rounding: rounding)
    comparison.run { comparison in
      let form = try library.closedForm(name)
      let centers = (0..<model.clusters).map { model.centers.column(ofRow: $0) }
      for (index, row) in rows.enumerated() {
        let nearest = try form.value(["N": 1, "K": model.clusters, "D": row.rows]) { given in
          try given.give("x", members: [row])
          try given.give("mu", members: centers)
          try given.give("n", 1)
        }
        let distance = (row - centers[labels[index]]).elements.reduce(0) { $0 + $1 * $1 }
        // Distances between rows far from the origin are known to the rounding of the rows.
        let scale = row.elements.reduce(0) { $0 + $1 * $1 }
        comparison.add(distance, nearest, scale: scale)
      }
    }
    return comparison.finding
  }

  private func means(
    _ sample: Matrix<Scalar>, _ rows: [Matrix<Double>], _ labels: [Int], _ library: DerivationLibrary,
    _ rounding: Double
  ) -> ModelFinding {
    let name = "k-means-steps#mean-update"
    var comparison = Comparison("a center moves to the mean of its rows", name, rounding: rounding)
    comparison.run { comparison in
      let form = try library.closedForm(name)
      let moved = KMeans.mStep(model.eStep(sample))
      let flags = labels.map { label in
        Matrix<Double>(rows: model.clusters, columns: 1) { row, _ in row == label ? 1 : 0 }
      }
      for cluster in Set(labels).sorted() {
        let mean = try form.value(["N": rows.count, "K": model.clusters, "D": sample.columns]) { given in
          try given.give("x", members: rows)
          try given.give("r", members: flags)
          try given.give("k", Double(cluster + 1))
        }
        comparison.add(moved.centers.column(ofRow: cluster), mean)
      }
    }
    return comparison.finding
  }
}

extension Matrix where Scalar: VectorScalar {
  /// A row as a column of doubles.
  func column(ofRow row: Int) -> Matrix<Double> {
    Matrix<Double>(rows: columns, columns: 1) { column, _ in self[row, column].doubleValue }
  }
}

import DataFiles
import Models
import NumericCore
import Testing

@Suite("K-means")
struct KMeansTests {
  func data<S: VectorScalar>(
    _ rows: Int, _ columns: Int, groups: Int, spread: Double = 6, seed: UInt64, of _: S.Type = S.self
  ) -> Matrix<S> {
    var source = RandomSource(seed: seed, stream: 1)
    let places = Matrix<Double>(rows: groups, columns: columns) { _, _ in spread * source.normal() }
    return Matrix(rows: rows, columns: columns) { S(places[$0 % groups, $1] + source.normal()) }
  }

  /// Lloyd's algorithm by its definition, until no row changes its cluster.
  func plain(_ rows: Matrix<Double>, _ start: Matrix<Double>, iterations: Int = 300) -> (Matrix<Double>, [Double]) {
    var centers = start
    var (labels, inertias): ([Int], [Double]) = ([], [])
    while true {
      var inertia = 0.0
      let last = labels
      labels = (0..<rows.rows).map { row in
        let distances = (0..<centers.rows).map { k in
          (0..<rows.columns).reduce(0.0) { $0 + (rows[row, $1] - centers[k, $1]) * (rows[row, $1] - centers[k, $1]) }
        }
        let least = distances.min() ?? 0
        inertia += least
        return distances.firstIndex(of: least) ?? 0
      }
      inertias.append(inertia)
      if labels == last || inertias.count > iterations { return (centers, inertias) }
      for k in 0..<centers.rows {
        let members = labels.indices.filter { labels[$0] == k }
        guard !members.isEmpty else { continue }
        for j in 0..<rows.columns {
          centers[k, j] = members.reduce(0.0) { $0 + rows[$1, j] } / Double(members.count)
        }
      }
    }
  }

  @Test("The iterations are Lloyd's: the same inertias one after the other, the same centers", arguments: 1...12)
  func iterations(_ seed: Int) throws {
    let rows: Matrix<Double> = data(200, 1 + seed % 5, groups: 4, spread: 2, seed: UInt64(seed))
    let start = Matrix(rows: 2 + seed % 5, columns: rows.columns) { rows[7 * $0, $1] }
    let (centers, inertias) = plain(rows, start)
    let fit = try KMeans.fit(rows, KMeansOptions(start: .centers(start)))
    #expect(fit.run.isConverged && fit.run.inertias.count == inertias.count)
    for (found, exact) in zip(fit.run.inertias, inertias) { #expect(abs(found - exact) <= 1e-12 * exact) }
    for (found, exact) in zip(fit.model.centers.elements, centers.elements) { #expect(abs(found - exact) <= 1e-12) }
    #expect(zip(fit.run.inertias, fit.run.inertias.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-13) })
    let floats = try KMeans.fit(rows.map { Float($0) }, KMeansOptions(start: .centers(start.map { Float($0) })))
    #expect(abs(floats.inertia - fit.inertia) <= 1e-4 * fit.inertia)
  }

  /// 78.85144143 from scikit-learn (Lloyd, ten starts) and from Lloyd's algorithm in NumPy by hand.
  @Test("Iris in three clusters")
  func iris() throws {
    var options = KMeansOptions<Double>(start: .plusPlus(clusters: 3))
    options.restarts = 10
    let fit = try KMeans.fit(Sample.iris.observations, options)
    #expect(abs(fit.inertia - 78.85144143) < 1e-8)
    #expect(fit.labels?.count == 150)
    let statistics = fit.model.eStep(Sample.iris.observations)
    #expect(statistics.counts.sorted() == [38, 50, 62] && abs(statistics.inertia - fit.inertia) < 1e-12)
    #expect(KMeans.mStep(statistics).centers.rows == 3)
  }

  @Test("Planted clusters are found, and labels name them")
  func planted() throws {
    let rows: Matrix<Float> = data(600, 3, groups: 6, spread: 40, seed: 3)
    var options = KMeansOptions<Float>(start: .plusPlus(clusters: 6))
    options.restarts = 5
    let fit = try KMeans.fit(rows, options)
    let labels = try #require(fit.labels)
    for row in 6..<600 { #expect(labels[row] == labels[row - 6]) }
    #expect(Set(labels).count == 6 && labels == fit.model.labels(of: rows))
    #expect(fit.inertia < 600 * 3 * 1.2)
  }

  @Test("The order of the centers does not matter but for the names of the clusters")
  func relabeling() throws {
    let rows: Matrix<Double> = data(300, 4, groups: 5, seed: 4)
    let start = KMeans(centers: Matrix(rows: 5, columns: 4) { rows[11 * $0, $1] })
    let order = [3, 0, 4, 1, 2]
    let fit = try KMeans.fit(rows, KMeansOptions(start: .centers(start.centers)))
    let turned = try KMeans.fit(rows, KMeansOptions(start: .centers(start.relabeled(order).centers)))
    #expect(turned.model == fit.model.relabeled(order))
    #expect(turned.labels?.map { order[$0] } == fit.labels)
  }

  @Test("A cluster without rows begins anew at the farthest row, and the result says so")
  func emptyClusters() throws {
    var rows: Matrix<Double> = data(60, 2, groups: 2, spread: 3, seed: 5)
    rows[31, 0] = 500
    let start = Matrix<Double>(rows: 3, columns: 2, elements: [0, 0, -1e4, -1e4, 1, 1])
    let fit = try KMeans.fit(rows, KMeansOptions(start: .centers(start)))
    #expect(fit.run.emptyClusters.first == .init(iteration: 0, cluster: 1, row: 31))
    #expect(fit.model.eStep(rows).counts.allSatisfy { $0 > 0 })
    #expect(zip(fit.run.inertias, fit.run.inertias.dropFirst()).allSatisfy { $1 <= $0 })
    // Two places for three clusters: one stays empty.
    let two = Matrix<Double>(rows: 10, columns: 1) { row, _ in Double(row % 2) }
    let few = try KMeans.fit(two, KMeansOptions(start: .centers(Matrix(rows: 3, columns: 1, elements: [0, 1, 9]))))
    #expect(few.inertia == 0 && few.run.emptyClusters.first == .init(iteration: 0, cluster: 2, row: nil))
  }

  @Test("Data in blocks give the same to rounding as data in one piece, threads the same bits")
  func streamed() throws {
    let rows: Matrix<Double> = data(5000, 3, groups: 7, seed: 6)
    var options = KMeansOptions<Double>(start: .plusPlus(clusters: 7))
    let whole = try KMeans.fit(rows, options)
    let pieces = try KMeans.fit(Pieces(rows: rows), options)
    #expect(pieces.labels == nil && abs(pieces.inertia - whole.inertia) <= 1e-12 * whole.inertia)
    for (one, other) in zip(whole.model.centers.elements, pieces.model.centers.elements) {
      #expect(abs(one - other) <= 1e-12)
    }
    // It ends when no row changes its cluster, though rounding goes on moving a center whose mean is zero but for it.
    var centered: Matrix<Double> = data(1000, 2, groups: 1, seed: 7)
    for half in 0..<2 {
      let mean = (0..<500).reduce(0) { $0 + centered[2 * $1 + half, 0] } / 500
      for row in 0..<500 {
        centered[2 * row + half, 0] -= mean
        centered[2 * row + half, 1] = Double(half * 1000)
      }
    }
    let two = KMeansOptions<Double>(start: .centers(Matrix(rows: 2, columns: 2) { centered[$0, $1] }))
    let runs = [try KMeans.fit(centered, two).run, try KMeans.fit(Pieces(rows: centered), two).run]
    #expect(runs.map(\.iterations) == [1, 1] && runs[1].isConverged)
    options.threads = 2
    let parallel = try KMeans.fit(rows, options)
    #expect(parallel.run == whole.run && parallel.labels == whole.labels)
    // Statistics add.
    let halves = [0..<2100, 2100..<5000].map { range in
      Matrix(rows: range.count, columns: 3) { rows[range.lowerBound + $0, $1] }
    }
    var sum = whole.model.eStep(halves[0])
    sum.add(whole.model.eStep(halves[1]))
    let both = whole.model.eStep(rows)
    #expect(sum.counts == both.counts && abs(sum.inertia - both.inertia) <= 1e-12 * both.inertia)
  }

  @Test("A run goes on from any checkpoint, written down and read back, to the same bits", arguments: [1, 2])
  func resumption(_ restarts: Int) throws {
    let rows: Matrix<Float> = data(900, 2, groups: 9, spread: 1, seed: 8)
    var options = KMeansOptions<Float>(start: .plusPlus(clusters: 8))
    options.restarts = restarts
    options.iterations = 25
    var records: [ModelRecord] = []
    let fit = try KMeans.fit(rows, options) { records.append($0.record) }
    #expect(records.count > 5)
    for record in records {
      let checkpoint = try KMeansTraining<Float>(record)
      #expect(checkpoint.record == record)
      let resumed = try KMeans.fit(rows, options, from: checkpoint)
      #expect(resumed.run == fit.run && resumed.labels == fit.labels)
    }
    var pieces: [ModelRecord] = []
    let streamed = try KMeans.fit(Pieces(rows: rows), options) { pieces.append($0.record) }
    for record in pieces {
      #expect(try KMeans.fit(Pieces(rows: rows), options, from: KMeansTraining(record)).run == streamed.run)
    }
    // What tells clusters apart without labels says nothing of rows in memory.
    for record in pieces {
      var bare = record
      bare.settings["assignment"] = nil
      let resumed = try KMeans.fit(rows, options, from: KMeansTraining(record))
      #expect(try resumed.run == KMeans.fit(rows, options, from: KMeansTraining(bare)).run)
    }
    #expect(try KMeans<Float>(fit.model.record) == fit.model)
    #expect(throws: RecordError.kind(found: "x", expected: "k-means")) { try KMeans<Float>(ModelRecord(kind: "x")) }
    #expect(throws: RecordError.missing("centers")) { try KMeans<Double>(fit.model.record) }
  }

  @Test("What cannot be trained on is named")
  func failures() throws {
    let rows: Matrix<Double> = data(10, 2, groups: 1, seed: 9)
    func fails(_ error: DataError, _ rows: Matrix<Double>, _ options: KMeansOptions<Double>) {
      #expect(throws: error) { try KMeans.fit(rows, options) }
    }
    fails(.tooFewRows(found: 10, needed: 11), rows, KMeansOptions(start: .plusPlus(clusters: 11)))
    fails(.tooFewRows(found: 0, needed: 1), .zero(rows: 0, columns: 2), KMeansOptions(start: .plusPlus(clusters: 1)))
    let start = Matrix(rows: 2, columns: 2) { rows[$0, $1] }
    fails(.columns(found: 3, expected: 2), .zero(rows: 5, columns: 3), KMeansOptions(start: .centers(start)))
    for (value, error) in [
      (Double.nan, DataError.notFinite(row: 7, column: 1)), (.infinity, .notFinite(row: 7, column: 1)),
      (1e200, .tooLarge),
    ] {
      var broken = rows
      broken[7, 1] = value
      fails(error, broken, KMeansOptions(start: .centers(start)))
    }
    var options = KMeansOptions<Double>(start: .centers(start))
    options.restarts = 2
    fails(.option("restarts", reason: "every run from given centers is the same"), rows, options)
  }

  @Test("Centers of k-means++ are drawn by squared distance")
  func plusPlus() throws {
    // Three places: the far one is drawn second from place 0 with a probability of 16/17.
    let rows = Matrix<Double>(rows: 3, columns: 1, elements: [0, 1, 4])
    var pairs: [Set<Double>: Int] = [:]
    var options = KMeansOptions<Double>(start: .plusPlus(clusters: 2))
    options.iterations = 0
    for seed in 0..<3000 {
      options.seed = UInt64(seed)
      let fit = try KMeans.fit(rows, options)
      pairs[Set(fit.model.centers.elements), default: 0] += 1
    }
    let exact: [(Set<Double>, Double)] = [
      ([0, 1], (1.0 / 17 + 1.0 / 10) / 3), ([0, 4], (16.0 / 17 + 16.0 / 25) / 3), ([1, 4], (9.0 / 10 + 9.0 / 25) / 3),
    ]
    for (pair, share) in exact {
      let deviation = (3000 * share * (1 - share)).squareRoot()
      #expect(abs(Double(pairs[pair] ?? 0) - 3000 * share) < 6 * deviation)
    }
  }
}

/// Rows that are not in memory as a matrix, as far as a model can see.
struct Pieces<Scalar: Real>: Observations {
  let rows: Matrix<Scalar>
  var columns: Int { rows.columns }
  func forEachBlock(rows count: Int, _ body: (Matrix<Scalar>) throws -> Void) throws {
    try rows.forEachBlock(rows: min(count, 700), body)
  }
}

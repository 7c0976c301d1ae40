import NumericCore
import Testing

/// The nearest center of each row by its definition, and the sums that follow from it.
private struct PlainAssignment {
  var labels: [Int32] = []
  var sums: NearestCenterSums

  init<S: VectorScalar>(_ rows: Matrix<S>, _ centers: Matrix<S>) {
    let (d, k) = (rows.columns, centers.rows)
    let x = rows.elements.map(\.doubleValue), c = centers.elements.map(\.doubleValue)
    sums = NearestCenterSums(centers: k, columns: d)
    for row in 0..<rows.rows {
      var (least, label) = (Double.infinity, 0)
      for center in 0..<k {
        var sum = 0.0
        for j in 0..<d {
          let difference = x[row * d + j] - c[center * d + j]
          sum += difference * difference
        }
        if sum < least { (least, label) = (sum, center) }
      }
      labels.append(Int32(label))
      sums.counts[label] += 1
      sums.squaredDistance += least
      for j in 0..<d { sums.offsets[label, j] += x[row * d + j] - c[label * d + j] }
    }
  }
}

@Suite("Nearest centers with bounds")
struct NearestCenterSearchTests {
  /// Rows about some places.
  func data<S: VectorScalar>(
    _ rows: Int, _ columns: Int, groups: Int = 5, spread: Double = 3, shift: Double = 0, scale: Double = 1, seed: UInt64
  ) -> Matrix<S> {
    var source = RandomSource(seed: seed, stream: 1)
    let places = Matrix<Double>(rows: groups, columns: columns) { _, _ in spread * source.normal() }
    return Matrix(rows: rows, columns: columns) { S(shift + scale * (places[$0 % groups, $1] + source.normal())) }
  }

  func moved<S: VectorScalar>(_ centers: Matrix<S>, _ sums: NearestCenterSums) -> Matrix<S> {
    Matrix(rows: centers.rows, columns: centers.columns) { k, j in
      sums.counts[k] == 0
        ? centers[k, j] : S(centers[k, j].doubleValue + sums.offsets[k, j] / Double(sums.counts[k]))
    }
  }

  /// Lloyd's iterations with bounds against those without, label for label.
  func check<S: VectorScalar>(_ rows: Matrix<S>, _ start: Matrix<S>, iterations: Int = 4) {
    var centers = start
    var search = NearestCenterSearch<S>(), last: [Int32]?
    let comment = "\(S.self), \(rows.rows)×\(rows.columns), \(start.rows) centers"
    for _ in 0..<iterations {
      let sums = search.assign(rows, to: centers)
      let plain = PlainAssignment(rows, centers)
      guard search.labels == plain.labels else {
        Issue.record("labels differ: \(comment)")
        return
      }
      #expect(sums.counts == plain.sums.counts, "\(comment)")
      let changes = last.map { zip($0, plain.labels).count { $0 != $1 } } ?? rows.rows
      #expect(sums.changes == changes, "\(comment)")
      let epsilon = S.ulpOfOne.doubleValue, total = plain.sums.squaredDistance
      #expect(abs(sums.squaredDistance - total) <= 40 * epsilon * total, "\(comment)")
      // Offsets are sums of numbers whose squares sum to the distance.
      let scale = (Double(max(rows.rows, 1)) * total).squareRoot()
      for (offset, exact) in zip(sums.offsets.elements, plain.sums.offsets.elements) {
        #expect(abs(offset - exact) <= 600 * epsilon * scale, "\(comment)")
      }
      centers = moved(centers, sums)
      last = plain.labels
    }
  }

  @Test("The same centers as by definition, over all widths and numbers of rows and centers")
  func definition() {
    for columns in [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33] {
      for clusters in [1, 2, 7, 8, 9, 17] {
        let rows: Matrix<Double> = data(150, columns, seed: UInt64(columns * 100 + clusters))
        let start = Matrix(rows: clusters, columns: columns) { rows[3 * $0, $1] }
        check(rows, start)
        check(rows.map { Float($0) }, start.map { Float($0) })
      }
    }
    for count in [1, 2, 5, 23, 24, 25, 47, 48, 49, 511, 512, 513, 1100] {
      for columns in [1, 3, 18] {
        let rows: Matrix<Float> = data(count, columns, seed: UInt64(count))
        let start: Matrix<Float> = data(6, columns, seed: UInt64(count))
        check(rows, start)
        check(rows.map { Double($0) }, start.map { Double($0) })
      }
    }
    var search = NearestCenterSearch<Double>()
    let none = search.assign(Matrix.zero(rows: 0, columns: 3), to: Matrix.zero(rows: 2, columns: 3))
    #expect(none == NearestCenterSums(centers: 2, columns: 3) && search.labels.isEmpty)
  }

  @Test("Equal distances go to the first center: rows and centers on a grid, and centers twice")
  func ties() {
    var source = RandomSource(seed: 4, stream: 4)
    for columns in [1, 2, 5, 9] {
      let rows = Matrix<Double>(rows: 300, columns: columns) { _, _ in Double(source.integer(in: 0...3)) }
      let start = Matrix(rows: 12, columns: columns) { rows[$0 / 2, $1] }
      check(rows, start, iterations: 6)
      check(rows.map { Float($0) }, start.map { Float($0) }, iterations: 6)
    }
  }

  @Test("Far from zero, and where squares overflow or vanish", arguments: [1e3, 1e6, 1e-3])
  func offsets(_ shift: Double) {
    let rows: Matrix<Double> = data(400, 6, shift: 1e3 * shift, seed: 5)
    check(rows, Matrix(rows: 9, columns: 6) { rows[5 * $0, $1] }, iterations: 6)
    let floats: Matrix<Float> = data(400, 6, shift: shift, seed: 6)
    check(floats, Matrix(rows: 9, columns: 6) { floats[5 * $0, $1] }, iterations: 6)
    for scale in [1e-20, 1e-22, 1e-40, 1e18, 1e25] {
      let rows: Matrix<Float> = data(200, 3, scale: scale, seed: 7)
      var centers = Matrix(rows: 4, columns: 3) { rows[$0, $1] }
      var search = NearestCenterSearch<Float>()
      for _ in 0..<3 {
        let plain = PlainAssignment(rows, centers)
        _ = search.assign(rows, to: centers)
        #expect(search.labels == plain.labels, "scale \(scale)")
        centers = moved(centers, plain.sums)
      }
    }
  }

  @Test("A far center that moves fast does not spoil the bounds")
  func movingCenters() {
    var source = RandomSource(seed: 9, stream: 9)
    let rows: Matrix<Double> = data(600, 4, seed: 9)
    var search = NearestCenterSearch<Double>()
    var centers: Matrix<Double> = data(10, 4, seed: 10)
    for iteration in 0..<30 {
      let fast = iteration % 10
      let last = centers
      centers = Matrix(rows: 10, columns: 4) { k, j in last[k, j] + (k == fast ? 2 : 0.01) * source.normal() }
      _ = search.assign(rows, to: centers)
      #expect(search.labels == PlainAssignment(rows, centers).labels, "iteration \(iteration)")
    }
  }

  @Test("NaN and infinities show in the sum of distances and nowhere else")
  func exceptional() {
    let rows: Matrix<Double> = data(100, 5, seed: 11)
    let centers = Matrix(rows: 4, columns: 5) { rows[$0, $1] }
    for value in [Double.nan, .infinity, -.infinity] {
      var broken = rows
      broken[60, 2] = value
      var (search, whole) = (NearestCenterSearch<Double>(), NearestCenterSearch<Double>())
      let sums = search.assign(broken, to: centers)
      _ = whole.assign(rows, to: centers)
      #expect(!sums.squaredDistance.isFinite)
      for row in 0..<100 where row != 60 { #expect(search.labels[row] == whole.labels[row]) }
    }
  }

  @Test("Threads do not change a bit")
  func threads() {
    let rows: Matrix<Float> = data(5000, 7, seed: 12)
    let start = Matrix(rows: 11, columns: 7) { rows[$0, $1] }
    var one = NearestCenterSearch<Float>(), two = NearestCenterSearch<Float>()
    var centers = start
    for _ in 0..<5 {
      let sums = one.assign(rows, to: centers, threads: 1)
      #expect(two.assign(rows, to: centers, threads: 2) == sums && one.labels == two.labels)
      centers = moved(centers, sums)
    }
    // A search that knows the labels alone goes on to the same sums.
    var resumed = NearestCenterSearch<Float>(labels: one.labels)
    #expect(resumed.assign(rows, to: centers) == one.assign(rows, to: centers))
  }

  @Test("Squared distances of rows from a point", arguments: [1, 5, 8, 19])
  func distances(_ columns: Int) {
    let rows: Matrix<Double> = data(9, columns, seed: 13)
    let point = (0..<columns).map { Double($0) }
    for (row, distance) in rows.rowSquaredDistances(to: point).enumerated() {
      let plain = (0..<columns).reduce(0.0) { $0 + (rows[row, $1] - point[$1]) * (rows[row, $1] - point[$1]) }
      #expect(abs(distance - plain) <= 1e-14 * plain)
    }
  }
}

// The generic loops and their conformances are in one file for the reason given in Tile.swift.

/// A type of scalars that the loops over rows and their centers are compiled for.
///
/// Rows are read in whole vectors, also beyond their ends; what stands there is masked or ignored.
protocol ClusterScalar: TileScalar, VectorScalar {
  /// The numbers at even places of two vectors, and those at odd places. Functions of known types and not closures, which
  /// are not always inlined.
  static func evens(_ first: Vector, _ second: Vector) -> Vector
  static func odds(_ first: Vector, _ second: Vector) -> Vector
  /// Writes as many rows as a vector has lanes, less an origin, as columns of a tile: one lane for each row.
  static func transposeRows(_ rows: RowPointers<Self>, less origin: UnsafePointer<Self>, to tile: TileColumns<Self>)
  /// ‖x − c‖² for each row x with its center c; distances have room for whole vectors.
  static func squaredDistances(_ rows: AssignedRows<Self>, to distances: UnsafeMutablePointer<Self>)
  /// Adds x − c to the sums of each row's center and one to its count, and returns Σ ‖x − c‖².
  static func addOffsets(
    _ rows: AssignedRows<Self>, to sums: UnsafeMutablePointer<Self>, counts: UnsafeMutablePointer<Int>
  ) -> Double
  /// The sums of squares over the columns of a tile, `TileShape.vectors` vectors.
  static func squareColumns(_ tile: UnsafePointer<Self>, columns: Int, to norms: UnsafeMutablePointer<Self>)
  /// Carries the least score, the second least and the number of the least over at most eight more centers.
  static func selectNearest(_ scores: CenterScores<Self>, into nearest: NearestInTile<Self>)
  /// Lowers the bounds of some rows by how far other centers moved, and lists the rows that may have another center now.
  static func listPending(_ rows: BoundedRows<Self>, into pending: UnsafeMutablePointer<Int>) -> Int
  /// Lower bounds of the distances to the second nearest centers, and where the nearest is not certain.
  static func boundNearest(_ nearest: NearestInTile<Self>, _ errors: ScoreErrors<Self>)
  /// `yes` where a number is the one given, elsewhere `no`.
  static func select(_ numbers: UnsafePointer<Int32>, are number: Int32, _ yes: Vector, _ no: Vector) -> Vector
  /// Writes 0 where left < right, elsewhere 1.
  static func writeFlags(_ left: Vector, isLessThan right: Vector, to flags: UnsafeMutablePointer<Int32>)
}

extension Double: ClusterScalar {
  @inline(__always) static func evens(_ first: SIMD8<Double>, _ second: SIMD8<Double>) -> SIMD8<Double> {
    SIMD8(lowHalf: first.evenHalf, highHalf: second.evenHalf)
  }

  @inline(__always) static func odds(_ first: SIMD8<Double>, _ second: SIMD8<Double>) -> SIMD8<Double> {
    SIMD8(lowHalf: first.oddHalf, highHalf: second.oddHalf)
  }

  static func transposeRows(
    _ rows: RowPointers<Double>, less origin: UnsafePointer<Double>, to tile: TileColumns<Double>
  ) {
    ClusterLoops<Double>.transpose(rows, origin, tile)
  }

  static func squaredDistances(_ rows: AssignedRows<Double>, to distances: UnsafeMutablePointer<Double>) {
    ClusterLoops<Double>.squaredDistances(rows, distances)
  }

  static func addOffsets(
    _ rows: AssignedRows<Double>, to sums: UnsafeMutablePointer<Double>, counts: UnsafeMutablePointer<Int>
  ) -> Double {
    ClusterLoops<Double>.addOffsets(rows, sums, counts)
  }

  static func squareColumns(_ tile: UnsafePointer<Double>, columns: Int, to norms: UnsafeMutablePointer<Double>) {
    ClusterLoops<Double>.squareColumns(tile, columns, norms)
  }

  static func selectNearest(_ scores: CenterScores<Double>, into nearest: NearestInTile<Double>) {
    ClusterLoops<Double>.select(scores, nearest)
  }

  static func listPending(_ rows: BoundedRows<Double>, into pending: UnsafeMutablePointer<Int>) -> Int {
    ClusterLoops<Double>.listPending(rows, pending)
  }

  static func boundNearest(_ nearest: NearestInTile<Double>, _ errors: ScoreErrors<Double>) {
    ClusterLoops<Double>.bound(nearest, errors)
  }

  @inline(__always) static func select(
    _ numbers: UnsafePointer<Int32>, are number: Int32, _ yes: SIMD8<Double>, _ no: SIMD8<Double>
  ) -> SIMD8<Double> {
    let own = SIMD8<Int64>(truncatingIfNeeded: UnsafeRawPointer(numbers).loadUnaligned(as: SIMD8<Int32>.self))
    return no.replacing(with: yes, where: own .== SIMD8<Int64>(repeating: Int64(number)))
  }

  @inline(__always) static func writeFlags(
    _ left: SIMD8<Double>, isLessThan right: SIMD8<Double>, to flags: UnsafeMutablePointer<Int32>
  ) {
    let chosen = SIMD8<Int64>(repeating: 1).replacing(with: SIMD8<Int64>(repeating: 0), where: left .< right)
    UnsafeMutableRawPointer(flags).storeBytes(of: SIMD8<Int32>(truncatingIfNeeded: chosen), as: SIMD8<Int32>.self)
  }
}

extension Float: ClusterScalar {
  @inline(__always) static func evens(_ first: SIMD16<Float>, _ second: SIMD16<Float>) -> SIMD16<Float> {
    SIMD16(lowHalf: first.evenHalf, highHalf: second.evenHalf)
  }

  @inline(__always) static func odds(_ first: SIMD16<Float>, _ second: SIMD16<Float>) -> SIMD16<Float> {
    SIMD16(lowHalf: first.oddHalf, highHalf: second.oddHalf)
  }

  static func transposeRows(_ rows: RowPointers<Float>, less origin: UnsafePointer<Float>, to tile: TileColumns<Float>)
  {
    ClusterLoops<Float>.transpose(rows, origin, tile)
  }

  static func squaredDistances(_ rows: AssignedRows<Float>, to distances: UnsafeMutablePointer<Float>) {
    ClusterLoops<Float>.squaredDistances(rows, distances)
  }

  static func addOffsets(
    _ rows: AssignedRows<Float>, to sums: UnsafeMutablePointer<Float>, counts: UnsafeMutablePointer<Int>
  ) -> Double {
    ClusterLoops<Float>.addOffsets(rows, sums, counts)
  }

  static func squareColumns(_ tile: UnsafePointer<Float>, columns: Int, to norms: UnsafeMutablePointer<Float>) {
    ClusterLoops<Float>.squareColumns(tile, columns, norms)
  }

  static func selectNearest(_ scores: CenterScores<Float>, into nearest: NearestInTile<Float>) {
    ClusterLoops<Float>.select(scores, nearest)
  }

  static func listPending(_ rows: BoundedRows<Float>, into pending: UnsafeMutablePointer<Int>) -> Int {
    ClusterLoops<Float>.listPending(rows, pending)
  }

  static func boundNearest(_ nearest: NearestInTile<Float>, _ errors: ScoreErrors<Float>) {
    ClusterLoops<Float>.bound(nearest, errors)
  }

  @inline(__always) static func select(
    _ numbers: UnsafePointer<Int32>, are number: Int32, _ yes: SIMD16<Float>, _ no: SIMD16<Float>
  ) -> SIMD16<Float> {
    let own = UnsafeRawPointer(numbers).loadUnaligned(as: SIMD16<Int32>.self)
    return no.replacing(with: yes, where: own .== SIMD16<Int32>(repeating: number))
  }

  @inline(__always) static func writeFlags(
    _ left: SIMD16<Float>, isLessThan right: SIMD16<Float>, to flags: UnsafeMutablePointer<Int32>
  ) {
    let chosen = SIMD16<Int32>(repeating: 1).replacing(with: SIMD16<Int32>(repeating: 0), where: left .< right)
    UnsafeMutableRawPointer(flags).storeBytes(of: chosen, as: SIMD16<Int32>.self)
  }
}

private enum ClusterLoops<S: ClusterScalar> {
  typealias V = S.Vector

  @inline(__always) static func load(_ address: UnsafePointer<S>) -> V {
    UnsafeRawPointer(address).loadUnaligned(as: V.self)
  }

  @inline(__always) static func store(_ vector: V, _ address: UnsafeMutablePointer<S>) {
    UnsafeMutableRawPointer(address).storeBytes(of: vector, as: V.self)
  }

  /// The first lanes of a vector ones, the others zeros.
  @inline(__always) static func mask(_ lanes: Int) -> V {
    var mask = V(repeating: 0)
    for lane in 0..<lanes { mask[lane] = 1 }
    return mask
  }

  /// A square of numbers, row after row, is transposed by taking the even and the odd numbers apart as often as two
  /// divides the lanes: each time turns the digits of an index by one.
  @inline(__always) static func transpose(
    _ rows: RowPointers<S>, _ origin: UnsafePointer<S>, _ tile: TileColumns<S>
  ) {
    let lanes = V.scalarCount
    for vector in 0..<rows.vectors {
      let first = vector &* lanes
      let shift = load(origin + first)
      for row in 0..<lanes { store(load(rows.rows[row] + first) - shift, tile.scratch + row &* lanes) }
      var source = tile.scratch
      var target = tile.scratch + lanes &* lanes
      var remaining = lanes &>> 1
      while remaining > 1 {
        for pair in 0..<lanes / 2 {
          let first = load(source + 2 &* pair &* lanes), second = load(source + (2 &* pair &+ 1) &* lanes)
          store(S.evens(first, second), target + pair &* lanes)
          store(S.odds(first, second), target + (pair &+ lanes / 2) &* lanes)
        }
        (source, target) = (target, source)
        remaining = remaining &>> 1
      }
      for pair in 0..<lanes / 2 {
        let left = load(source + 2 &* pair &* lanes), right = load(source + (2 &* pair &+ 1) &* lanes)
        store(S.evens(left, right), tile.base + (first &+ pair) &* tile.stride)
        store(S.odds(left, right), tile.base + (first &+ pair &+ lanes / 2) &* tile.stride)
      }
    }
  }

  /// Lanes are summed for some rows together: neighbouring numbers of neighbouring rows, again and again.
  @inline(__always) static func squaredDistances(
    _ rows: AssignedRows<S>, _ distances: UnsafeMutablePointer<S>
  ) {
    let lanes = V.scalarCount
    let length = rows.vectors &* lanes
    let (zeros, mask) = (V(repeating: 0), mask(rows.lastLanes))
    withUnsafeTemporaryAllocation(of: V.self, capacity: lanes) { sums in
      guard let sums = sums.baseAddress else { return }
      for first in stride(from: 0, to: rows.count, by: lanes) {
        for lane in 0..<lanes {
          let row = min(first &+ lane, rows.count &- 1)
          let x = rows.rows + row &* rows.stride
          let c = rows.centers + Int(rows.labels[row]) &* length
          var sum = zeros
          for start in stride(from: 0, to: length &- lanes, by: lanes) {
            let difference = load(x + start) - load(c + start)
            sum = sum.addingProduct(difference, difference)
          }
          let last = load(x + (length &- lanes)) - load(c + (length &- lanes))
          let inside = S.select(zeros, isLessThan: mask, last, zeros)
          sums[lane] = sum.addingProduct(inside, inside)
        }
        var count = lanes
        while count > 1 {
          count = count &>> 1
          for pair in 0..<count {
            let first = sums[2 &* pair], second = sums[2 &* pair &+ 1]
            sums[pair] = S.evens(first, second) + S.odds(first, second)
          }
        }
        store(sums[0], distances + first)
      }
    }
  }

  @inline(__always) static func addOffsets(
    _ rows: AssignedRows<S>, _ sums: UnsafeMutablePointer<S>, _ counts: UnsafeMutablePointer<Int>
  ) -> Double {
    let lanes = V.scalarCount
    let length = rows.vectors &* lanes
    let (zeros, mask) = (V(repeating: 0), mask(rows.lastLanes))
    var total = 0.0
    for first in stride(from: 0, to: rows.count, by: lanes) {
      var squares = zeros
      for row in first..<min(first &+ lanes, rows.count) {
        let label = Int(rows.labels[row])
        let x = rows.rows + row &* rows.stride
        let (c, sum) = (rows.centers + label &* length, sums + label &* length)
        counts[label] = counts[label] &+ 1
        for start in stride(from: 0, to: length &- lanes, by: lanes) {
          let offset = load(x + start) - load(c + start)
          squares = squares.addingProduct(offset, offset)
          store(load(sum + start) + offset, sum + start)
        }
        let last = length &- lanes
        let offset = S.select(zeros, isLessThan: mask, load(x + last) - load(c + last), zeros)
        squares = squares.addingProduct(offset, offset)
        store(load(sum + last) + offset, sum + last)
      }
      total += S.sum(of: squares).doubleValue
    }
    return total
  }

  @inline(__always) static func squareColumns(
    _ tile: UnsafePointer<S>, _ columns: Int, _ norms: UnsafeMutablePointer<S>
  ) {
    let lanes = V.scalarCount
    let width = TileShape.vectors &* lanes
    for vector in 0..<TileShape.vectors {
      var sum = V(repeating: 0)
      for column in 0..<columns {
        let x = load(tile + (column &* width &+ vector &* lanes))
        sum = sum.addingProduct(x, x)
      }
      store(sum, norms + vector &* lanes)
    }
  }

  @inline(__always) static func select(_ scores: CenterScores<S>, _ nearest: NearestInTile<S>) {
    let lanes = V.scalarCount
    let width = TileShape.vectors &* lanes
    for vector in 0..<TileShape.vectors {
      let first = vector &* lanes
      var least = load(nearest.least + first)
      var second = load(nearest.second + first)
      var label = load(nearest.label + first)
      for center in 0..<scores.count {
        let score = load(scores.scores + (center &* width &+ first)) + V(repeating: scores.halfNorms[center])
        let greater = S.select(score, isLessThan: least, least, score)
        second = S.select(greater, isLessThan: second, greater, second)
        label = S.select(score, isLessThan: least, V(repeating: S(scores.firstCenter &+ center)), label)
        least = S.select(score, isLessThan: least, score, least)
      }
      store(least, nearest.least + first)
      store(second, nearest.second + first)
      store(label, nearest.label + first)
    }
  }

  @inline(__always) static func listPending(_ rows: BoundedRows<S>, _ pending: UnsafeMutablePointer<Int>) -> Int {
    let ulp = S.ulpOfOne
    // The error of a sum of d squares, as a factor, and what is lost where squares are below the normal numbers.
    let slack = 1 + 2 * S(rows.columns + 8) * ulp
    let shrink = 1 - 2 * ulp
    let full = rows.count / V.scalarCount &* V.scalarCount
    for first in stride(from: 0, to: full, by: V.scalarCount) {
      listPending(rows, first, rows.labels + first, rows.bounds + first, slack, shrink)
    }
    if full < rows.count {
      // Whole vectors are read and written, which the last rows do not fill.
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: V.scalarCount) { labels in
        withUnsafeTemporaryAllocation(of: S.self, capacity: V.scalarCount) { bounds in
          guard let labels = labels.baseAddress, let bounds = bounds.baseAddress else { return }
          labels.initialize(repeating: 0, count: V.scalarCount)
          bounds.initialize(repeating: 0, count: V.scalarCount)
          labels.update(from: rows.labels + full, count: rows.count &- full)
          bounds.update(from: rows.bounds + full, count: rows.count &- full)
          listPending(rows, full, labels, bounds, slack, shrink)
          (rows.bounds + full).update(from: bounds, count: rows.count &- full)
        }
      }
    }
    // Without a branch, which nothing could predict.
    var count = 0
    for index in 0..<rows.count {
      pending[count] = rows.first &+ index
      count = count &+ Int(rows.flags[index])
    }
    return count
  }

  @inline(__always) private static func listPending(
    _ rows: BoundedRows<S>, _ first: Int, _ labels: UnsafePointer<Int32>, _ bounds: UnsafeMutablePointer<S>, _ slack: S,
    _ shrink: S
  ) {
    let moves = rows.moves
    let moved = S.select(
      labels, are: moves.fastest, V(repeating: moves.second), V(repeating: moves.greatest))
    let bound = (load(bounds) - moved) * shrink
    store(bound, bounds)
    let zeros = V(repeating: 0)
    let positive = S.select(zeros, isLessThan: bound, bound, zeros)
    let least = V(repeating: S.leastNormalMagnitude)
    let square = least.addingProduct(load(rows.squaredDistances + first), V(repeating: slack))
    S.writeFlags(square, isLessThan: positive * positive, to: rows.flags + first)
  }

  @inline(__always) static func bound(_ nearest: NearestInTile<S>, _ errors: ScoreErrors<S>) {
    let lanes = V.scalarCount
    let (zeros, ones) = (V(repeating: 0), V(repeating: 1))
    for vector in 0..<TileShape.vectors {
      let first = vector &* lanes
      let norm = load(nearest.squaredNorm + first)
      let second = load(nearest.second + first)
      let error = V(repeating: errors.absolute).addingProduct(
        norm + errors.greatestSquare, V(repeating: errors.relative))
      let least = load(nearest.least + first)
      // Where the nearest is in doubt, the least score bounds the distances to all centers.
      let isCertain = S.select(error + error, isLessThan: second - least, ones, zeros)
      let other = S.select(zeros, isLessThan: isCertain, second, least)
      let square = norm - norm * errors.norm + (other - error) * 2
      let root = S.select(zeros, isLessThan: square, square, zeros).squareRoot()
      store(root * errors.shrink, nearest.lowerBound + first)
      store(ones - isCertain, nearest.doubt + first)
    }
  }
}

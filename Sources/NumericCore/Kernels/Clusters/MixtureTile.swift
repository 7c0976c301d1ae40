/// The memory of one thread that goes over rows under a mixture, in tiles of 96.
final class MixtureTile {
  /// The rows of a tile: four blocks of as many as a tile of the matrix product has columns.
  static let rows = 96
  static let blockRows = 24

  private let components: GaussianComponents
  private let rows: PaddedRows<Double>
  private let table: MixtureTable
  private let memory: UnsafeMutablePointer<Double>
  /// The rows of the tile less the origin, row after row.
  private let shifted: UnsafeMutablePointer<Double>
  /// The rows of a block as columns.
  private let block: UnsafeMutablePointer<Double>
  private let squares: UnsafeMutablePointer<Double>
  private let products: UnsafeMutablePointer<Double>
  /// The responsibilities, `rows` numbers for each component, and the log-densities.
  private let gammas: UnsafeMutablePointer<Double>
  private let logDensities: UnsafeMutablePointer<Double>
  /// The rows of the tile less a mean, and those times the responsibilities.
  private let centered: UnsafeMutablePointer<Double>
  private let weighted: UnsafeMutablePointer<Double>
  private let first: UnsafeMutablePointer<Double>
  private let second: UnsafeMutablePointer<Double>
  private let secondLength: Int
  private let firstRows: Int
  private let addresses: UnsafeMutablePointer<UnsafePointer<Double>>

  init(_ components: GaussianComponents, _ view: MatrixView<Double>) {
    self.components = components
    let (count, columns, length) = (components.count, components.columns, components.rowLength)
    let copied = PaddedRows.copiedRows(of: view, length: length)
    firstRows = (count + 7) / 8 * 8
    secondLength = components.isDiagonal ? length : length * length
    let zeros = [Double](repeating: 0, count: length)
    let tables = [components.origin, components.means, components.whitening, components.whitenedMeans, zeros]
    let lengths =
      [
        copied * length, Self.rows * length, Self.blockRows * length, 128, 8 * Self.blockRows, Self.rows * firstRows,
        Self.rows, Self.rows * length, Self.rows * length, firstRows * length, count * secondLength,
      ] + tables.map(\.count)
    let offsets = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1 + 7) / 8 * 8) }
    let total = offsets[lengths.count]
    memory = UnsafeMutableRawPointer.allocate(byteCount: total * 8, alignment: 64)
      .bindMemory(to: Double.self, capacity: total)
    memory.initialize(repeating: 0, count: total)
    rows = PaddedRows(view, length: length, copies: memory)
    (shifted, block, squares) = (memory + offsets[1], memory + offsets[2], memory + offsets[3])
    (products, gammas, logDensities) = (memory + offsets[4], memory + offsets[5], memory + offsets[6])
    (centered, weighted) = (memory + offsets[7], memory + offsets[8])
    (first, second) = (memory + offsets[9], memory + offsets[10])
    for (numbers, offset) in zip(tables, offsets[11...]) { (memory + offset).update(from: numbers, count: numbers.count) }
    table = MixtureTable(
      columns: columns, rowLength: length, origin: memory + offsets[11], means: memory + offsets[12],
      whitening: memory + offsets[13], whitenedMeans: memory + offsets[14], zeros: memory + offsets[15])
    addresses = .allocate(capacity: 8)
    addresses.initialize(repeating: UnsafePointer(memory), count: 8)
  }

  deinit {
    memory.deallocate()
    addresses.deallocate()
  }

  /// The moments of neighbouring rows.
  func moments(of range: Range<Int>) -> MixtureMoments {
    let (count, columns, length) = (components.count, components.columns, components.rowLength)
    var moments = MixtureMoments(components: count, columns: columns, isDiagonal: components.isDiagonal)
    moments.rows = range.count
    first.update(repeating: 0, count: firstRows * length)
    second.update(repeating: 0, count: count * secondLength)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.rows) {
      let tileRows = min(Self.rows, range.upperBound - start)
      weigh(start, tileRows)
      for row in 0..<tileRows { moments.logLikelihood += logDensities[row] }
      for k in 0..<count { moments.weights[k] += MixtureLoops.sum(gammas + k * Self.rows, count: Self.rows) }
      addFirst()
      for k in 0..<count { addSecond(k) }
    }
    for k in 0..<count {
      for j in 0..<columns {
        let place = k * length + j
        moments.first[k, j] = first[place] - moments.weights[k] * table.means[place]
      }
      // Of a matrix the lower triangle is there.
      let sums = second + k * secondLength
      moments.second[k] = Matrix(rows: components.isDiagonal ? 1 : columns, columns: columns) { i, j in
        sums[max(i, j) * length * (components.isDiagonal ? 0 : 1) + (components.isDiagonal ? j : min(i, j))]
      }
    }
    return moments
  }

  /// The responsibilities for neighbouring rows, and their log-densities.
  func responsibilities(of range: Range<Int>) -> (gammas: [Double], logDensities: [Double]) {
    var found: (gammas: [Double], logDensities: [Double]) = ([], [])
    found.gammas.reserveCapacity(range.count * components.count)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.rows) {
      let tileRows = min(Self.rows, range.upperBound - start)
      weigh(start, tileRows)
      for row in 0..<tileRows {
        for k in 0..<components.count { found.gammas.append(gammas[k * Self.rows + row]) }
        found.logDensities.append(logDensities[row])
      }
    }
    return found
  }

  /// The responsibilities and log-densities of a tile; behind its last row responsibilities are 0.
  private func weigh(_ start: Int, _ tileRows: Int) {
    let length = table.rowLength
    for row in 0..<Self.rows {
      MixtureLoops.subtract(
        rows.address(start + min(row, tileRows - 1)), table.origin, count: length, to: shifted + row * length)
    }
    for blockStart in stride(from: 0, to: tileRows, by: Self.blockRows) {
      transpose(blockStart)
      for k in 0..<components.count {
        let target = gammas + k * Self.rows + blockStart
        if components.isDiagonal {
          MixtureLoops.scaledSquares(block, table, component: k, constant: components.constants[k], to: target)
        } else {
          whiten(k, to: target)
        }
      }
      MixtureLoops.softmax(
        gammas + blockStart, components: components.count, stride: Self.rows, logSums: logDensities + blockStart)
    }
    for k in 0..<components.count {
      (gammas + k * Self.rows + tileRows).update(repeating: 0, count: Self.rows - tileRows)
    }
  }

  private func transpose(_ blockStart: Int) {
    for first in stride(from: 0, to: Self.blockRows, by: 8) {
      for lane in 0..<8 { addresses[lane] = UnsafePointer(shifted + (blockStart + first + lane) * table.rowLength) }
      Double.transposeRows(
        rows.pointers(addresses), less: table.zeros,
        to: TileColumns(base: block + first, stride: Self.blockRows, scratch: squares))
    }
  }

  /// constant − ½ ‖P_k (x − μ_k)‖² for the rows of a block, by strips of eight rows of P_k.
  private func whiten(_ k: Int, to target: UnsafeMutablePointer<Double>) {
    let (columns, length) = (table.columns, table.rowLength)
    MixtureLoops.fill(target, 0)
    for strip in stride(from: 0, to: columns, by: 8) {
      let stripRows = min(8, columns - strip)
      Double.multiplyTile(
        TileOperands(
          depth: min(strip + 8, columns), left: table.whitening + (k * columns + strip) * length,
          leftRowStride: length, leftStep: 1, leftLastRow: stripRows - 1, right: block, rightStride: Self.blockRows),
        into: TileTarget(
          address: products, rowStride: Self.blockRows, rows: 8, columns: Self.blockRows, update: .overwrite,
          scratch: products))
      MixtureLoops.addSquares(products, less: table.whitenedMeans + k * length + strip, rows: stripRows, to: target)
    }
    MixtureLoops.halveAndSubtract(target, from: components.constants[k])
  }

  /// Σ γ_nk (x_n − o) for all components.
  private func addFirst() {
    let length = table.rowLength
    for k in stride(from: 0, to: components.count, by: 8) {
      addProduct(
        left: gammas + k * Self.rows, rowStride: Self.rows, step: 1, rows: min(8, components.count - k), shifted,
        columns: length, to: first + k * length)
    }
  }

  private func addSecond(_ k: Int) {
    let (columns, length) = (table.columns, table.rowLength)
    let target = second + k * secondLength
    let mean = table.means + k * length
    guard !components.isDiagonal else {
      return MixtureLoops.addWeightedSquares(shifted, mean, gammas + k * Self.rows, length: length, to: target)
    }
    MixtureLoops.center(shifted, mean, gammas + k * Self.rows, length: length, centered: centered, weighted: weighted)
    for strip in stride(from: 0, to: columns, by: 8) {
      addProduct(
        left: weighted + strip, rowStride: 1, step: length, rows: 8, centered, columns: strip + 8,
        to: target + strip * length)
    }
  }

  /// Adds the product of eight rows of weights with the rows of the tile.
  private func addProduct(
    left: UnsafePointer<Double>, rowStride: Int, step: Int, rows: Int, _ right: UnsafePointer<Double>, columns: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    let length = table.rowLength
    for column in stride(from: 0, to: columns, by: Self.blockRows) {
      Double.multiplyTile(
        TileOperands(
          depth: Self.rows, left: left, leftRowStride: rowStride, leftStep: step, leftLastRow: rows - 1,
          right: right + column, rightStride: length),
        into: TileTarget(
          address: target + column, rowStride: length, rows: 8, columns: min(Self.blockRows, columns - column),
          update: .add, scratch: products))
    }
  }
}

/// Where the numbers of the components stand.
struct MixtureTable {
  let columns: Int
  let rowLength: Int
  let origin: UnsafePointer<Double>
  let means: UnsafePointer<Double>
  let whitening: UnsafePointer<Double>
  let whitenedMeans: UnsafePointer<Double>
  /// A row of zeros.
  let zeros: UnsafePointer<Double>
}

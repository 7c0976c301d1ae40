/// The loops over a tile of rows under a mixture, on vectors of eight.
enum MixtureLoops {
  typealias Vector = SIMD8<Double>

  @inline(__always) private static func load(_ address: UnsafePointer<Double>) -> Vector {
    UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always) private static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }

  /// z ← x − y.
  static func subtract(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int, to z: UnsafeMutablePointer<Double>
  ) {
    for i in stride(from: 0, to: count, by: 8) { store(load(x + i) - load(y + i), z + i) }
  }

  /// The sum of whole vectors.
  static func sum(_ x: UnsafePointer<Double>, count: Int) -> Double {
    var sum = Vector(repeating: 0)
    for i in stride(from: 0, to: count, by: 8) { sum += load(x + i) }
    return Double.sum(of: sum)
  }

  /// Writes one number to the places of a block.
  static func fill(_ target: UnsafeMutablePointer<Double>, _ value: Double) {
    for i in stride(from: 0, to: MixtureTile.blockRows, by: 8) { store(Vector(repeating: value), target + i) }
  }

  /// Adds (y − b)² over some rows of products to each place of a block.
  static func addSquares(
    _ products: UnsafePointer<Double>, less means: UnsafePointer<Double>, rows: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    let width = MixtureTile.blockRows
    var (s0, s1, s2) = (load(target), load(target + 8), load(target + 16))
    for row in 0..<rows {
      let (y, mean) = (products + row &* width, Vector(repeating: means[row]))
      let (y0, y1, y2) = (load(y) - mean, load(y + 8) - mean, load(y + 16) - mean)
      s0 = s0.addingProduct(y0, y0)
      s1 = s1.addingProduct(y1, y1)
      s2 = s2.addingProduct(y2, y2)
    }
    store(s0, target)
    store(s1, target + 8)
    store(s2, target + 16)
  }

  /// t ← constant − t/2.
  static func halveAndSubtract(_ target: UnsafeMutablePointer<Double>, from constant: Double) {
    for i in stride(from: 0, to: MixtureTile.blockRows, by: 8) {
      store(Vector(repeating: constant).addingProduct(load(target + i), Vector(repeating: -0.5)), target + i)
    }
  }

  /// constant − ½ Σⱼ (xⱼ − μⱼ)²/σⱼ² for the rows of a block.
  static func scaledSquares(
    _ block: UnsafePointer<Double>, _ table: MixtureTable, component: Int, constant: Double,
    to target: UnsafeMutablePointer<Double>
  ) {
    let width = MixtureTile.blockRows
    let means = table.means + component &* table.rowLength
    let precisions = table.whitening + component &* table.rowLength
    for i in stride(from: 0, to: width, by: 8) {
      var sum = Vector(repeating: 0)
      for column in 0..<table.columns {
        let z = load(block + (column &* width &+ i)) - Vector(repeating: means[column])
        sum = sum.addingProduct(z * z, Vector(repeating: precisions[column]))
      }
      store(Vector(repeating: constant).addingProduct(sum, Vector(repeating: -0.5)), target + i)
    }
  }

  /// Replaces the logarithms of a block by their softmax over the components, and gives their log-sum-exp.
  static func softmax(
    _ x: UnsafeMutablePointer<Double>, components: Int, stride step: Int, logSums: UnsafeMutablePointer<Double>
  ) {
    for i in stride(from: 0, to: MixtureTile.blockRows, by: 8) {
      var greatest = load(x + i)
      for k in 1..<max(components, 1) { greatest = Double.maximum(of: greatest, and: load(x + (k &* step &+ i))) }
      var sum = Vector(repeating: 0)
      for k in 0..<components {
        let share = VectorMath.exp(load(x + (k &* step &+ i)) - greatest)
        sum += share
        store(share, x + (k &* step &+ i))
      }
      let factor = Vector(repeating: 1) / sum
      for k in 0..<components { store(load(x + (k &* step &+ i)) * factor, x + (k &* step &+ i)) }
      store(greatest + VectorMath.log(sum), logSums + i)
    }
  }

  /// z ← x − μ and w ← γ z for each row of a tile.
  static func center(
    _ x: UnsafePointer<Double>, _ mean: UnsafePointer<Double>, _ gammas: UnsafePointer<Double>, length: Int,
    centered: UnsafeMutablePointer<Double>, weighted: UnsafeMutablePointer<Double>
  ) {
    for column in stride(from: 0, to: length, by: 8) {
      let shift = load(mean + column)
      for row in 0..<MixtureTile.rows {
        let place = row &* length &+ column
        let z = load(x + place) - shift
        store(z, centered + place)
        store(z * gammas[row], weighted + place)
      }
    }
  }

  /// Adds Σ γ (x − μ)² over the rows of a tile.
  static func addWeightedSquares(
    _ x: UnsafePointer<Double>, _ mean: UnsafePointer<Double>, _ gammas: UnsafePointer<Double>, length: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    for column in stride(from: 0, to: length, by: 8) {
      let shift = load(mean + column)
      var sum = load(target + column)
      for row in 0..<MixtureTile.rows {
        let z = load(x + (row &* length &+ column)) - shift
        sum = sum.addingProduct(z * z, Vector(repeating: gammas[row]))
      }
      store(sum, target + column)
    }
  }
}

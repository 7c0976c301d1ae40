// The generic source of the innermost loops and their conformances are in one file, so that debug builds, which compile
// files one by one, specialize them too: otherwise each operation on a vector would be a call.

extension Double: TileScalar {
  static var lanes: Int { SIMD8<Double>.scalarCount }

  static func multiplyTile(_ operands: TileOperands<Double>, into target: TileTarget<Double>) {
    TileLoops<SIMD8<Double>>.multiply(operands, into: target)
  }

  static func copyRows(
    _ rows: Int, vectors: Int, from source: UnsafePointer<Double>, stride: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    TileLoops<SIMD8<Double>>.copyRows(rows, vectors, from: source, stride: stride, to: target)
  }

  static func solveStrip(_ triangle: UnsafePointer<Double>, vectors: Int, _ strip: UnsafeMutablePointer<Double>) {
    TileLoops<SIMD8<Double>>.solve(triangle, vectors, strip)
  }

  static func addStripProduct(
    _ triangle: UnsafePointer<Double>, vectors: Int, _ strip: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>
  ) {
    TileLoops<SIMD8<Double>>.addProduct(triangle, vectors, strip, to: target)
  }
}

extension Float: TileScalar {
  static var lanes: Int { SIMD16<Float>.scalarCount }

  static func multiplyTile(_ operands: TileOperands<Float>, into target: TileTarget<Float>) {
    TileLoops<SIMD16<Float>>.multiply(operands, into: target)
  }

  static func copyRows(
    _ rows: Int, vectors: Int, from source: UnsafePointer<Float>, stride: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    TileLoops<SIMD16<Float>>.copyRows(rows, vectors, from: source, stride: stride, to: target)
  }

  static func solveStrip(_ triangle: UnsafePointer<Float>, vectors: Int, _ strip: UnsafeMutablePointer<Float>) {
    TileLoops<SIMD16<Float>>.solve(triangle, vectors, strip)
  }

  static func addStripProduct(
    _ triangle: UnsafePointer<Float>, vectors: Int, _ strip: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>
  ) {
    TileLoops<SIMD16<Float>>.addProduct(triangle, vectors, strip, to: target)
  }
}

/// The choice between one, two and three vectors of columns.
private enum TileLoops<Vector: SIMD> where Vector.Scalar: FloatingPoint {
  typealias Scalar = Vector.Scalar
  typealias Two = Pair<One<Vector>, One<Vector>>
  typealias Three = Pair<Two, One<Vector>>

  @inline(__always) static func multiply(_ operands: TileOperands<Scalar>, into target: TileTarget<Scalar>) {
    switch TileShape.vectors(columns: target.columns, lanes: Vector.scalarCount) {
    case 1: Tile<One<Vector>>.multiply(operands, into: target)
    case 2: Tile<Two>.multiply(operands, into: target)
    default: Tile<Three>.multiply(operands, into: target)
    }
  }

  @inline(__always) static func copyRows(
    _ rows: Int, _ vectors: Int, from source: UnsafePointer<Scalar>, stride: Int,
    to target: UnsafeMutablePointer<Scalar>
  ) {
    switch vectors {
    case 1: Tile<One<Vector>>.copyRows(rows, from: source, stride: stride, to: target)
    case 2: Tile<Two>.copyRows(rows, from: source, stride: stride, to: target)
    default: Tile<Three>.copyRows(rows, from: source, stride: stride, to: target)
    }
  }

  @inline(__always) static func solve(
    _ triangle: UnsafePointer<Scalar>, _ vectors: Int, _ strip: UnsafeMutablePointer<Scalar>
  ) {
    switch vectors {
    case 1: Tile<One<Vector>>.solve(triangle, strip)
    case 2: Tile<Two>.solve(triangle, strip)
    default: Tile<Three>.solve(triangle, strip)
    }
  }

  @inline(__always) static func addProduct(
    _ triangle: UnsafePointer<Scalar>, _ vectors: Int, _ strip: UnsafePointer<Scalar>,
    to target: UnsafeMutablePointer<Scalar>
  ) {
    switch vectors {
    case 1: Tile<One<Vector>>.addProduct(triangle, strip, to: target)
    case 2: Tile<Two>.addProduct(triangle, strip, to: target)
    default: Tile<Three>.addProduct(triangle, strip, to: target)
    }
  }
}

/// Eight rows of lanes in registers.
private struct Tile<Lanes: LaneGroup> {
  typealias Scalar = Lanes.Scalar
  var r0 = Lanes(), r1 = Lanes(), r2 = Lanes(), r3 = Lanes(), r4 = Lanes(), r5 = Lanes(), r6 = Lanes(), r7 = Lanes()

  @inline(__always) static func multiply(_ operands: TileOperands<Scalar>, into target: TileTarget<Scalar>) {
    var tile = Self()
    tile.addProduct(operands)
    if target.rows == TileShape.rows, target.columns == Lanes.width {
      tile.update(target.address, stride: target.rowStride, target.update)
    } else {
      tile.update(target.scratch, stride: Lanes.width, .overwrite)
      merge(target)
    }
  }

  /// The rows of A have addresses of their own; those beyond the last are the last once more.
  @inline(__always) mutating func addProduct(_ operands: TileOperands<Scalar>) {
    let (a, stride, lastRow) = (operands.left, operands.leftRowStride, operands.leftLastRow)
    let a0 = a, a1 = a + stride &* min(1, lastRow), a2 = a + stride &* min(2, lastRow)
    let a3 = a + stride &* min(3, lastRow), a4 = a + stride &* min(4, lastRow)
    let a5 = a + stride &* min(5, lastRow), a6 = a + stride &* min(6, lastRow)
    let a7 = a + stride &* min(7, lastRow)
    let (step, rightStride) = (operands.leftStep, operands.rightStride)
    var offset = 0
    var row = operands.right
    for _ in 0..<operands.depth {
      let lanes = Lanes(at: row)
      r0.addProduct(a0[offset], lanes)
      r1.addProduct(a1[offset], lanes)
      r2.addProduct(a2[offset], lanes)
      r3.addProduct(a3[offset], lanes)
      r4.addProduct(a4[offset], lanes)
      r5.addProduct(a5[offset], lanes)
      r6.addProduct(a6[offset], lanes)
      r7.addProduct(a7[offset], lanes)
      offset = offset &+ step
      row += rightStride
    }
  }

  @inline(__always) func update(_ c: UnsafeMutablePointer<Scalar>, stride: Int, _ update: ProductUpdate) {
    switch update {
    case .overwrite: forEachRow(c, stride) { address, row in row.store(at: address) }
    case .add: forEachRow(c, stride) { address, row in (Lanes(at: address) + row).store(at: address) }
    case .subtract: forEachRow(c, stride) { address, row in (Lanes(at: address) - row).store(at: address) }
    }
  }

  @inline(__always) func forEachRow(
    _ c: UnsafeMutablePointer<Scalar>, _ stride: Int, _ body: (UnsafeMutablePointer<Scalar>, Lanes) -> Void
  ) {
    body(c, r0)
    body(c + stride, r1)
    body(c + 2 &* stride, r2)
    body(c + 3 &* stride, r3)
    body(c + 4 &* stride, r4)
    body(c + 5 &* stride, r5)
    body(c + 6 &* stride, r6)
    body(c + 7 &* stride, r7)
  }

  /// Moves the part of a tile that the target has from the scratch memory.
  @inline(__always) static func merge(_ target: TileTarget<Scalar>) {
    let columns = target.columns
    for i in 0..<target.rows {
      let (c, row) = (target.address + i &* target.rowStride, target.scratch + i &* Lanes.width)
      switch target.update {
      case .overwrite: for j in 0..<columns { c[j] = row[j] }
      case .add: for j in 0..<columns { c[j] = c[j] + row[j] }
      case .subtract: for j in 0..<columns { c[j] = c[j] - row[j] }
      }
    }
  }

  @inline(__always) static func copyRows(
    _ rows: Int, from source: UnsafePointer<Scalar>, stride: Int, to target: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<rows { Lanes(at: source + i &* stride).store(at: target + i &* Lanes.width) }
  }

  @inline(__always) static func solve(_ triangle: UnsafePointer<Scalar>, _ strip: UnsafeMutablePointer<Scalar>) {
    for i in 0..<TileShape.rows {
      var row = Lanes(at: strip + i &* Lanes.width)
      for k in 0..<i { row.addProduct(-triangle[i &* TileShape.rows &+ k], Lanes(at: strip + k &* Lanes.width)) }
      (row / triangle[i &* TileShape.rows &+ i]).store(at: strip + i &* Lanes.width)
    }
  }

  @inline(__always) static func addProduct(
    _ triangle: UnsafePointer<Scalar>, _ strip: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<TileShape.rows {
      var row = Lanes(at: target + i &* Lanes.width)
      for k in 0...i { row.addProduct(triangle[i &* TileShape.rows &+ k], Lanes(at: strip + k &* Lanes.width)) }
      row.store(at: target + i &* Lanes.width)
    }
  }
}

/// Some neighbouring numbers of one row in vector registers.
private protocol LaneGroup {
  associatedtype Scalar: FloatingPoint
  static var width: Int { get }
  init()
  init(at address: UnsafePointer<Scalar>)
  mutating func addProduct(_ factor: Scalar, _ other: Self)
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func / (left: Self, right: Scalar) -> Self
  func store(at address: UnsafeMutablePointer<Scalar>)
}

/// One vector.
private struct One<Vector: SIMD>: LaneGroup where Vector.Scalar: FloatingPoint {
  typealias Scalar = Vector.Scalar
  var x: Vector

  @inline(__always) static var width: Int { Vector.scalarCount }
  @inline(__always) init() { x = Vector(repeating: 0) }
  @inline(__always) init(_ x: Vector) { self.x = x }

  @inline(__always) init(at address: UnsafePointer<Scalar>) {
    x = UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always) mutating func addProduct(_ factor: Scalar, _ other: Self) {
    x = x.addingProduct(Vector(repeating: factor), other.x)
  }

  @inline(__always) static func + (left: Self, right: Self) -> Self { Self(left.x + right.x) }
  @inline(__always) static func - (left: Self, right: Self) -> Self { Self(left.x - right.x) }
  @inline(__always) static func / (left: Self, right: Scalar) -> Self { Self(left.x / right) }

  @inline(__always) func store(at address: UnsafeMutablePointer<Scalar>) {
    UnsafeMutableRawPointer(address).storeBytes(of: x, as: Vector.self)
  }
}

/// A group after another.
private struct Pair<First: LaneGroup, Second: LaneGroup>: LaneGroup where First.Scalar == Second.Scalar {
  typealias Scalar = First.Scalar
  var first: First
  var second: Second

  @inline(__always) static var width: Int { First.width &+ Second.width }
  @inline(__always) init() { self.init(First(), Second()) }

  @inline(__always) init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  @inline(__always) init(at address: UnsafePointer<Scalar>) {
    self.init(First(at: address), Second(at: address + First.width))
  }

  @inline(__always) mutating func addProduct(_ factor: Scalar, _ other: Self) {
    first.addProduct(factor, other.first)
    second.addProduct(factor, other.second)
  }

  @inline(__always) static func + (left: Self, right: Self) -> Self {
    Self(left.first + right.first, left.second + right.second)
  }

  @inline(__always) static func - (left: Self, right: Self) -> Self {
    Self(left.first - right.first, left.second - right.second)
  }

  @inline(__always) static func / (left: Self, right: Scalar) -> Self {
    Self(left.first / right, left.second / right)
  }

  @inline(__always) func store(at address: UnsafeMutablePointer<Scalar>) {
    first.store(at: address)
    second.store(at: address + First.width)
  }
}

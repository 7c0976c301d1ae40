/// Loops over arrays of any length in whole vectors; what is left over at the end is padded to one more.
///
/// The functions given are elementwise, so that the padding does not matter, and are inlined into the loop.
enum VectorLoops {
  /// The vector at an element, which need not be aligned.
  @inline(__always) static func load<S: VectorScalar>(_ numbers: UnsafePointer<S>, _ index: Int) -> S.Vector {
    UnsafeRawPointer(numbers + index).loadUnaligned(as: S.Vector.self)
  }

  /// Writes the vector at an element.
  @inline(__always) static func store<S: VectorScalar>(
    _ vector: S.Vector, _ numbers: UnsafeMutablePointer<S>, _ index: Int
  ) {
    UnsafeMutableRawPointer(numbers + index).storeBytes(of: vector, as: S.Vector.self)
  }

  /// The first numbers of a vector, and padding.
  @inline(__always) static func load<S: VectorScalar>(
    _ numbers: UnsafePointer<S>, _ index: Int, count: Int, padding: S = 1
  ) -> S.Vector {
    var vector = S.Vector(repeating: padding)
    for lane in 0..<count { vector[lane] = numbers[index &+ lane] }
    return vector
  }

  /// x ← f(x).
  @inline(__always) static func update<S: VectorScalar>(
    _ x: UnsafeMutablePointer<S>, count: Int, _ function: (S.Vector) -> S.Vector
  ) {
    let lanes = S.Vector.scalarCount
    let rest = count % lanes
    var last = load(x, count - rest, count: rest)
    withUnsafeMutableBytes(of: &last) { last in
      guard let padded = last.baseAddress?.assumingMemoryBound(to: S.self) else { return }
      // One loop for the whole vectors and the padded one, so that the function is there once.
      for part in 0..<2 {
        let (x, count) = part == 0 ? (x, count - rest) : (padded, rest)
        for i in stride(from: 0, to: count, by: lanes) { store(function(load(x, i)), x, i) }
      }
    }
    for lane in 0..<rest { x[count - rest + lane] = last[lane] }
  }

  /// x ← f(x, y).
  @inline(__always) static func update<S: VectorScalar>(
    _ x: UnsafeMutablePointer<S>, with y: UnsafePointer<S>, count: Int, _ function: (S.Vector, S.Vector) -> S.Vector
  ) {
    let lanes = S.Vector.scalarCount
    let rest = count % lanes
    var last = (load(x, count - rest, count: rest), load(y, count - rest, count: rest))
    withUnsafeMutableBytes(of: &last) { last in
      guard let padded = last.baseAddress?.assumingMemoryBound(to: S.self) else { return }
      for part in 0..<2 {
        let (x, y, count) = part == 0 ? (x, y, count - rest) : (padded, UnsafePointer(padded + lanes), rest)
        for i in stride(from: 0, to: count, by: lanes) { store(function(load(x, i), load(y, i)), x, i) }
      }
    }
    for lane in 0..<rest { x[count - rest + lane] = last.0[lane] }
  }
  /// x ← f(x, y, z).
  @inline(__always) static func update<S: VectorScalar>(
    _ x: UnsafeMutablePointer<S>, with y: UnsafePointer<S>, _ z: UnsafePointer<S>, count: Int,
    _ function: (S.Vector, S.Vector, S.Vector) -> S.Vector
  ) {
    let lanes = S.Vector.scalarCount
    let rest = count % lanes
    let end = count - rest
    var last = (load(x, end, count: rest), load(y, end, count: rest), load(z, end, count: rest))
    withUnsafeMutableBytes(of: &last) { last in
      guard let padded = last.baseAddress?.assumingMemoryBound(to: S.self) else { return }
      for part in 0..<2 {
        let (x, count) = part == 0 ? (x, end) : (padded, rest)
        let (y, z) = part == 0 ? (y, z) : (UnsafePointer(padded + lanes), UnsafePointer(padded + 2 * lanes))
        for i in stride(from: 0, to: count, by: lanes) { store(function(load(x, i), load(y, i), load(z, i)), x, i) }
      }
    }
    for lane in 0..<rest { x[end + lane] = last.0[lane] }
  }
}

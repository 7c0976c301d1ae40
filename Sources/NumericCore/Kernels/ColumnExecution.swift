extension ColumnWorkspace {
  /// Runs a program on the input columns.
  func execute(_ schedule: borrowing ColumnSchedule) {
    for step in schedule.steps {
      switch step {
      case .instruction(let instruction, let target): execute(instruction, target)
      case .map(let map, let inputs, let targets): apply(map, inputs: inputs, targets: targets)
      case .quadratic(let map, let inputs, let constant, let target):
        applyQuadratic(map, inputs: inputs, constant: constant, target: target)
      }
    }
  }

  private func execute(_ instruction: ColumnProgram.Instruction, _ target: Int) {
    switch instruction {
    case .load(let k): generate(target) { Vector(repeating: k) }
    case .add(let a, let b): apply(target, a, b) { $0 + $1 }
    case .subtract(let a, let b): apply(target, a, b) { $0 - $1 }
    case .multiply(let a, let b): apply(target, a, b) { $0 * $1 }
    case .divide(let a, let b): apply(target, a, b) { $0 / $1 }
    case .multiplyAdd(let a, let b, let c): apply(target, a, b, c) { $2.addingProduct($0, $1) }
    case .scale(let a, let k): apply(target, a) { $0 * k }
    case .offset(let a, let k): apply(target, a) { $0 + k }
    case .scaledAdd(let a, let k, let b): apply(target, a, b) { $1.addingProduct($0, Vector(repeating: k)) }
    case .affine(let a, let k, let m):
      apply(target, a) { Vector(repeating: m).addingProduct($0, Vector(repeating: k)) }
    case .negate(let a): apply(target, a) { -$0 }
    case .reciprocal(let a): apply(target, a) { 1 / $0 }
    case .exp(let a): apply(target, a) { VectorMath.exp($0) }
    case .log(let a): apply(target, a) { VectorMath.log($0) }
    case .squareRoot(let a): apply(target, a) { $0.squareRoot() }
    case .absoluteValue(let a):
      apply(target, a) { VectorMath.vector(VectorMath.bits($0) & 0x7FFF_FFFF_FFFF_FFFF) }
    case .mapped, .quadratic: preconditionFailure("a map is a step of its own")
    }
  }

  @inline(__always) private func generate(_ target: Int, _ value: () -> Vector) {
    let result = column(target)
    let constant = value()
    for i in 0..<Self.vectorsPerColumn { result[i] = constant }
  }

  @inline(__always) private func apply(_ target: Int, _ a: Int, _ function: (Vector) -> Vector) {
    let (result, x) = (column(target), column(a))
    for i in 0..<Self.vectorsPerColumn { result[i] = function(x[i]) }
  }

  @inline(__always) private func apply(_ target: Int, _ a: Int, _ b: Int, _ function: (Vector, Vector) -> Vector) {
    let (result, x, y) = (column(target), column(a), column(b))
    for i in 0..<Self.vectorsPerColumn { result[i] = function(x[i], y[i]) }
  }

  @inline(__always) private func apply(
    _ target: Int, _ a: Int, _ b: Int, _ c: Int, _ function: (Vector, Vector, Vector) -> Vector
  ) {
    let (result, x, y, z) = (column(target), column(a), column(b), column(c))
    for i in 0..<Self.vectorsPerColumn { result[i] = function(x[i], y[i], z[i]) }
  }
}

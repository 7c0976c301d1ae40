extension ColumnProgram {
  /// One elementwise operation on columns. Operands are register numbers; each instruction defines the next register.
  ///
  /// A product with a sum in one instruction is rounded once. Division and root are correctly rounded; exp and log are
  /// those of `VectorMath`, within 1.5 and 1 ulp.
  public enum Instruction: Hashable, Sendable {
    /// The same number in every sample.
    case load(constant: Double)
    /// a + b.
    case add(Int, Int)
    /// a − b.
    case subtract(Int, Int)
    /// a·b.
    case multiply(Int, Int)
    /// a·b + c.
    case multiplyAdd(Int, Int, Int)
    /// a/b.
    case divide(Int, Int)
    /// a·k.
    case scale(Int, Double)
    /// a + k.
    case offset(Int, Double)
    /// a·k + b.
    case scaledAdd(Int, Double, Int)
    /// a·k + m.
    case affine(Int, Double, Double)
    /// −a.
    case negate(Int)
    /// 1/a.
    case reciprocal(Int)
    /// eᵃ.
    case exp(Int)
    /// The natural logarithm of a.
    case log(Int)
    /// √a.
    case squareRoot(Int)
    /// |a|.
    case absoluteValue(Int)
    /// One row of A x + b: bᵢ, then aᵢⱼxⱼ added for each j in turn, each rounded once.
    case mapped(ColumnMap, row: Int)
    /// k + Σᵢ xᵢ(A x + b)ᵢ, the rows added in turn.
    case quadratic(ColumnMap, constant: Double)
  }
}

extension ColumnProgram.Instruction {
  /// The registers that are read.
  public var operands: [Int] {
    switch self {
    case .load: []
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b),
      .scaledAdd(let a, _, let b):
      [a, b]
    case .multiplyAdd(let a, let b, let c): [a, b, c]
    case .scale(let a, _), .offset(let a, _), .affine(let a, _, _), .negate(let a), .reciprocal(let a), .exp(let a),
      .log(let a), .squareRoot(let a), .absoluteValue(let a):
      [a]
    case .mapped(let map, _), .quadratic(let map, _): map.inputs
    }
  }

  /// The same instruction on other registers.
  func renumbered(_ register: (Int) -> Int) -> Self {
    switch self {
    case .load: self
    case .add(let a, let b): .add(register(a), register(b))
    case .subtract(let a, let b): .subtract(register(a), register(b))
    case .multiply(let a, let b): .multiply(register(a), register(b))
    case .divide(let a, let b): .divide(register(a), register(b))
    case .scaledAdd(let a, let k, let b): .scaledAdd(register(a), k, register(b))
    case .multiplyAdd(let a, let b, let c): .multiplyAdd(register(a), register(b), register(c))
    case .scale(let a, let k): .scale(register(a), k)
    case .offset(let a, let k): .offset(register(a), k)
    case .affine(let a, let k, let m): .affine(register(a), k, m)
    case .negate(let a): .negate(register(a))
    case .reciprocal(let a): .reciprocal(register(a))
    case .exp(let a): .exp(register(a))
    case .log(let a): .log(register(a))
    case .squareRoot(let a): .squareRoot(register(a))
    case .absoluteValue(let a): .absoluteValue(register(a))
    case .mapped(let map, let row): .mapped(map.renumbered(register), row: row)
    case .quadratic(let map, let k): .quadratic(map.renumbered(register), constant: k)
    }
  }

  /// The numbers in the instruction as bits, which tell −0 from 0.
  var constantBits: [UInt64] {
    switch self {
    case .load(let k), .scale(_, let k), .offset(_, let k), .scaledAdd(_, let k, _), .quadratic(_, let k):
      [k.bitPattern]
    case .affine(_, let k, let m): [k.bitPattern, m.bitPattern]
    default: []
    }
  }
}

extension ColumnProgramBuilder {
  /// a·b.
  public mutating func multiply(_ a: ColumnOperand, _ b: ColumnOperand) -> ColumnOperand {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): .constant(x * y)
    case (.constant(let x), .register(let r)), (.register(let r), .constant(let x)): multiplyByConstant(r, x)
    case (.register(let r), .register(let s)): emit(.multiply(min(r, s), max(r, s)))
    }
  }

  /// a·b + c, rounded once where all three are registers or a or b is a constant.
  public mutating func multiplyAdd(_ a: ColumnOperand, _ b: ColumnOperand, _ c: ColumnOperand) -> ColumnOperand {
    if case .register(let r) = a, case .register(let s) = b, case .register(let t) = c {
      return emit(.multiplyAdd(min(r, s), max(r, s), t))
    }
    return add(multiply(a, b), c)
  }

  /// a·k.
  public mutating func scale(_ a: ColumnOperand, _ factor: Double) -> ColumnOperand {
    multiply(a, .constant(factor))
  }

  /// a + k.
  public mutating func offset(_ a: ColumnOperand, _ term: Double) -> ColumnOperand {
    add(a, .constant(term))
  }

  /// a·k + b.
  public mutating func scaledAdd(_ a: ColumnOperand, _ factor: Double, _ b: ColumnOperand) -> ColumnOperand {
    add(multiply(a, .constant(factor)), b)
  }

  /// a/b. Division by a constant whose reciprocal is normal is multiplication by it, which rounds twice.
  public mutating func divide(_ a: ColumnOperand, _ b: ColumnOperand) -> ColumnOperand {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return .constant(x / y)
    case (.register, .constant(let y)) where (1 / y).isNormal: return multiply(a, .constant(1 / y))
    case (.constant(1), .register): return reciprocal(b)
    default: return emit(.divide(column(a), column(b)))
    }
  }

  /// aⁿ by repeated squaring; a⁰ = 1; a negative power is the reciprocal of the positive one.
  public mutating func power(_ a: ColumnOperand, _ exponent: Int) -> ColumnOperand {
    if exponent < 0 {
      // The magnitude of the least integer is not an integer, hence the detour over a square.
      let half = power(a, -(exponent / 2))
      let square = multiply(half, half)
      return reciprocal(exponent % 2 == 0 ? square : multiply(square, a))
    }
    var result = ColumnOperand.constant(1)
    var square = a
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result = multiply(result, square) }
      remaining >>= 1
      if remaining > 0 { square = multiply(square, square) }
    }
    return result
  }

  /// The register that holds an operand; a constant is loaded.
  mutating func column(_ operand: ColumnOperand) -> Int {
    switch operand {
    case .register(let r): return r
    case .constant(let x):
      if case .register(let r) = emit(.load(constant: x)) { return r }
      preconditionFailure("an instruction defines a register")
    }
  }

  private mutating func multiplyByConstant(_ r: Int, _ x: Double) -> ColumnOperand {
    if x == 1 { return .register(r) }
    if x == -1 { return negate(.register(r)) }
    if x == 0 && r < inputs { return .constant(0) }
    if case .negate(let s) = definition(r) { return emit(.scale(s, -x)) }
    return emit(.scale(r, x))
  }
}

extension ColumnProgramBuilder {
  /// a + b.
  public mutating func add(_ a: ColumnOperand, _ b: ColumnOperand) -> ColumnOperand {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): .constant(x + y)
    case (.constant(let x), .register(let r)), (.register(let r), .constant(let x)): addConstant(r, x)
    case (.register(let r), .register(let s)): addRegisters(r, s)
    }
  }

  /// a − b.
  public mutating func subtract(_ a: ColumnOperand, _ b: ColumnOperand) -> ColumnOperand {
    switch (a, b) {
    case (.constant(let x), .constant(let y)): return .constant(x - y)
    case (.register(let r), .constant(let y)): return addConstant(r, -y)
    case (.constant(let x), .register): return add(a, negate(b), unlessZero: x)
    case (.register(let r), .register(let s)):
      switch definition(s) {
      case .negate(let t): return addRegisters(r, t)
      case .scale(let t, let k): return emit(.scaledAdd(t, -k, r))
      default: break
      }
      if r == s && r < inputs { return .constant(0) }
      return emit(.subtract(r, s))
    }
  }

  /// −a.
  public mutating func negate(_ a: ColumnOperand) -> ColumnOperand {
    guard case .register(let r) = a else {
      if case .constant(let x) = a { return .constant(-x) }
      return a
    }
    switch definition(r) {
    case .negate(let s): return .register(s)
    case .scale(let s, let k): return emit(.scale(s, -k))
    case .subtract(let s, let t): return emit(.subtract(t, s))
    default: return emit(.negate(r))
    }
  }

  /// The sum from left to right, 0 for none.
  public mutating func sum(_ terms: [ColumnOperand]) -> ColumnOperand {
    guard let first = terms.first else { return .constant(0) }
    var total = first
    for term in terms.dropFirst() { total = add(total, term) }
    return total
  }

  private mutating func add(_ a: ColumnOperand, _ b: ColumnOperand, unlessZero x: Double) -> ColumnOperand {
    x == 0 ? b : add(a, b)
  }

  private mutating func addConstant(_ r: Int, _ x: Double) -> ColumnOperand {
    if x == 0 { return .register(r) }
    switch definition(r) {
    case .scale(let s, let k): return emit(.affine(s, k, x))
    case .negate(let s): return emit(.affine(s, -1, x))
    default: return emit(.offset(r, x))
    }
  }

  private mutating func addRegisters(_ r: Int, _ s: Int) -> ColumnOperand {
    if r == s { return multiply(.constant(2), .register(r)) }
    for (sum, other) in [(r, s), (s, r)] {
      switch definition(sum) {
      case .multiply(let a, let b): return emit(.multiplyAdd(a, b, other))
      case .scale(let a, let k): return emit(.scaledAdd(a, k, other))
      case .negate(let a): return emit(.subtract(other, a))
      default: continue
      }
    }
    return emit(.add(min(r, s), max(r, s)))
  }
}

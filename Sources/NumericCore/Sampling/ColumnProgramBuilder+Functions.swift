extension ColumnProgramBuilder {
  /// 1/a.
  public mutating func reciprocal(_ a: ColumnOperand) -> ColumnOperand {
    apply(a, { 1 / $0 }) { .reciprocal($0) }
  }

  /// eᵃ.
  public mutating func exp(_ a: ColumnOperand) -> ColumnOperand {
    apply(a, { $0.exponential() }) { .exp($0) }
  }

  /// The natural logarithm of a.
  public mutating func log(_ a: ColumnOperand) -> ColumnOperand {
    apply(a, { $0.logarithm() }) { .log($0) }
  }

  /// √a.
  public mutating func squareRoot(_ a: ColumnOperand) -> ColumnOperand {
    apply(a, { $0.squareRoot() }) { .squareRoot($0) }
  }

  /// |a|.
  public mutating func absoluteValue(_ a: ColumnOperand) -> ColumnOperand {
    apply(a, { $0.magnitude }) { .absoluteValue($0) }
  }

  private mutating func apply(
    _ a: ColumnOperand, _ onConstant: (Double) -> Double, _ onRegister: (Int) -> ColumnProgram.Instruction
  ) -> ColumnOperand {
    switch a {
    case .constant(let x): .constant(onConstant(x))
    case .register(let r): emit(onRegister(r))
    }
  }
}

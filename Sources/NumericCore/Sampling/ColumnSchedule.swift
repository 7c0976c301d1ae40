/// A program whose registers have been given columns of a workspace, each freed after its last use.
struct ColumnSchedule: Sendable {
  /// One instruction, on columns.
  struct Step: Sendable {
    let instruction: ColumnProgram.Instruction
    let target: Int
  }

  /// The instructions, whose operands are now columns.
  private(set) var steps: [Step] = []
  /// The outputs, whose registers are now columns.
  private(set) var outputs: [ColumnOperand] = []
  /// How many columns a workspace needs.
  private(set) var columns: Int

  /// Gives columns to registers in order of definition. Inputs keep theirs, since an antithetic run reads them again;
  /// so do outputs to the end. Of the free columns the one freed last is taken, which is the likeliest in cache. An
  /// instruction may write where an operand that ends there stood, because it is elementwise.
  init(inputs: Int, instructions: [ColumnProgram.Instruction], outputs: [ColumnOperand]) {
    let registers = inputs + instructions.count
    var lastUse = [Int](repeating: -1, count: registers)
    for (index, instruction) in instructions.enumerated() {
      for operand in instruction.operands { lastUse[operand] = index }
    }
    for register in 0..<inputs { lastUse[register] = .max }
    for case .register(let register) in outputs { lastUse[register] = .max }

    columns = inputs
    var columnOf = Array(0..<inputs)
    var free: [Int] = []
    for (index, instruction) in instructions.enumerated() {
      let renumbered = instruction.renumbered { columnOf[$0] }
      for operand in Set(instruction.operands) where lastUse[operand] == index { free.append(columnOf[operand]) }
      let target: Int
      if let column = free.popLast() {
        target = column
      } else {
        target = columns
        columns += 1
      }
      columnOf.append(target)
      if lastUse[inputs + index] < 0 { free.append(target) }
      steps.append(Step(instruction: renumbered, target: target))
    }
    self.outputs = outputs.map {
      if case .register(let register) = $0 { .register(columnOf[register]) } else { $0 }
    }
  }
}

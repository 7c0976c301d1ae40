/// Builds a column program from operations on operands: computes constants at once, shares equal subexpressions, and
/// joins a product with the sum that uses it.
///
/// Every rewriting gives the same number for the same inputs up to rounding and the sign of zero. A product with zero is
/// folded only where the other factor is an input, which is finite; elsewhere 0·∞ and 0·NaN must stay NaN.
public struct ColumnProgramBuilder: Sendable {
  /// The number of input columns.
  public let inputs: Int
  /// The instructions so far, those that a later rewriting made useless included.
  public private(set) var instructions: [ColumnProgram.Instruction] = []
  private var registers: [Key: Int] = [:]
  /// The registers that were asked for as affine functions of the inputs; nil for those that are none.
  var affineForms: [Int: AffineForm?] = [:]

  /// What makes two instructions the same; numbers count by their bits, so that −0 and 0 stay apart.
  private struct Key: Hashable {
    let instruction: ColumnProgram.Instruction
    let constants: [UInt64]
  }

  /// A builder for a program over this many input columns.
  public init(inputs: Int) {
    precondition(inputs >= 0, "a program has no negative number of inputs")
    self.inputs = inputs
  }

  /// An input column.
  public func input(_ index: Int) -> ColumnOperand {
    precondition(index >= 0 && index < inputs, "the program has no such input")
    return .register(index)
  }

  /// The register of an instruction, the earlier one if it is there already.
  mutating func emit(_ instruction: ColumnProgram.Instruction) -> ColumnOperand {
    let key = Key(instruction: instruction, constants: instruction.constantBits)
    if let register = registers[key] { return .register(register) }
    let register = inputs + instructions.count
    instructions.append(instruction)
    registers[key] = register
    return .register(register)
  }

  /// The instruction that defined a register, nil for an input.
  func definition(_ register: Int) -> ColumnProgram.Instruction? {
    register < inputs ? nil : instructions[register - inputs]
  }

  /// The program that gives these outputs, without the instructions that none of them needs.
  ///
  /// Operations must not stand in the argument itself: `b.build(outputs: [b.exp(x)])` reads `b` before it adds the
  /// exponential, and stops.
  /// - Complexity: linear in the number of instructions.
  public func build(outputs: [ColumnOperand]) -> ColumnProgram {
    var isNeeded = [Bool](repeating: false, count: inputs + instructions.count)
    for case .register(let register) in outputs {
      precondition(register >= 0 && register < isNeeded.count, "an output reads an undefined register")
      isNeeded[register] = true
    }
    for index in instructions.indices.reversed() where isNeeded[inputs + index] {
      for operand in instructions[index].operands { isNeeded[operand] = true }
    }
    var renumbering = Array(0..<inputs) + [Int](repeating: -1, count: instructions.count)
    var kept: [ColumnProgram.Instruction] = []
    for (index, instruction) in instructions.enumerated() where isNeeded[inputs + index] {
      renumbering[inputs + index] = inputs + kept.count
      kept.append(instruction.renumbered { renumbering[$0] })
    }
    let renumberedOutputs = outputs.map { output -> ColumnOperand in
      if case .register(let register) = output { .register(renumbering[register]) } else { output }
    }
    return ColumnProgram(inputs: inputs, instructions: kept, outputs: renumberedOutputs)
  }
}

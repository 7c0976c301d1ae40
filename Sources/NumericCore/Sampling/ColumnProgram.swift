/// A straight-line program over columns of samples, which evaluates several functions of independent standard normals
/// for a block of samples at a time.
///
/// The i-th instruction defines register `inputs + i` and reads registers defined before it. Columns instead of samples
/// because one dispatch then serves a whole block, and the loops over it are vectorized.
public struct ColumnProgram: Sendable {
  /// The samples of a block: short enough for a dozen columns in the first-level cache, long enough to hide dispatch.
  public static let blockLength = 512

  /// The number of input columns, registers 0 ..< inputs.
  public let inputs: Int
  /// The instructions in order.
  public let instructions: [Instruction]
  /// What the program gives.
  public let outputs: [ColumnOperand]

  /// The instructions on the columns of a workspace.
  let schedule: ColumnSchedule

  /// A program from its parts. `ColumnProgramBuilder` makes smaller ones.
  /// - Requires: every instruction and output reads registers that exist and are defined earlier.
  /// - Complexity: linear in the number of instructions.
  public init(inputs: Int, instructions: [Instruction], outputs: [ColumnOperand]) {
    precondition(inputs >= 0, "a program has no negative number of inputs")
    for (index, instruction) in instructions.enumerated() {
      precondition(
        instruction.operands.allSatisfy { $0 >= 0 && $0 < inputs + index },
        "instruction \(index) reads a register that is not defined before it")
    }
    for case .register(let register) in outputs {
      precondition(register >= 0 && register < inputs + instructions.count, "an output reads an undefined register")
    }
    self.inputs = inputs
    self.instructions = instructions
    self.outputs = outputs
    schedule = ColumnSchedule(inputs: inputs, instructions: instructions, outputs: outputs)
  }

  /// The columns that a block needs at once, inputs and outputs included.
  public var workingColumns: Int { schedule.columns }

  /// The floating-point operations for one sample: two for each coefficient of a map that is multiplied, one for each
  /// operation of any other instruction.
  public var operationsPerSample: Int { schedule.operationsPerSample }

  /// Evaluates the program on given columns, of any one length, and gives one column for each output.
  /// - Parameter inputColumns: `inputs` columns of `count` numbers.
  public func run(_ inputColumns: [[Double]], count: Int) -> [[Double]] {
    precondition(inputColumns.count == inputs, "the program has another number of inputs")
    precondition(inputColumns.allSatisfy { $0.count == count }, "a column has another length")
    var results = outputs.map { _ in [Double](repeating: 0, count: count) }
    let workspace = ColumnWorkspace(columns: workingColumns)
    for start in stride(from: 0, to: count, by: Self.blockLength) {
      let range = start..<min(start + Self.blockLength, count)
      for (index, column) in inputColumns.enumerated() { workspace.write(column[range], toColumn: index) }
      workspace.execute(schedule)
      for (index, output) in schedule.outputs.enumerated() {
        switch output {
        case .constant(let value): for i in range { results[index][i] = value }
        case .register(let column): workspace.read(column, into: &results[index], range)
        }
      }
    }
    return results
  }
}

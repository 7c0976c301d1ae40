/// What an instruction of a column program reads and gives: the same constant in every sample, or a register.
public enum ColumnOperand: Hashable, Sendable {
  /// A number known when the program is built.
  case constant(Double)
  /// A column: an input below `ColumnProgram.inputs`, after them the result of an instruction.
  case register(Int)
}

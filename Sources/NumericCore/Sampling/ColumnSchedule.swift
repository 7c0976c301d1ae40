/// A program whose registers have been given columns of a workspace, each freed after its last use.
struct ColumnSchedule: Sendable {
  /// What is done at once.
  enum Step: Sendable {
    /// One instruction, on columns.
    case instruction(ColumnProgram.Instruction, target: Int)
    /// Rows of a map.
    case map(PackedColumnMap, inputs: [Int], targets: [Int])
    /// A quadratic form.
    case quadratic(PackedColumnMap, inputs: [Int], constant: Double, target: Int)
  }

  /// The steps, whose operands are now columns.
  private(set) var steps: [Step] = []
  /// The outputs, whose registers are now columns.
  private(set) var outputs: [ColumnOperand] = []
  /// How many columns a workspace needs.
  private(set) var columns: Int
  /// About how many instructions on columns the steps cost.
  private(set) var work = 0

  private let inputs: Int
  private var columnOf: [Int: Int] = [:]
  private var free: [Int] = []

  /// Gives columns to registers in order of definition. Inputs keep theirs, since an antithetic run reads them again;
  /// so do outputs to the end. Of the free columns the one freed last is taken, which is the likeliest in cache. An
  /// instruction may write where an operand that ends there stood, because it is elementwise; maps read every input
  /// until their last row.
  init(inputs: Int, instructions: [ColumnProgram.Instruction], outputs: [ColumnOperand]) {
    self.inputs = inputs
    columns = inputs
    var lastUse = [Int](repeating: -1, count: inputs + instructions.count)
    var rows: [ColumnMap: [(row: Int, register: Int)]] = [:]
    for (index, instruction) in instructions.enumerated() {
      for operand in instruction.operands { lastUse[operand] = index }
      if case .mapped(let map, let row) = instruction { rows[map, default: []].append((row, inputs + index)) }
    }
    for register in 0..<inputs {
      lastUse[register] = .max
      columnOf[register] = register
    }
    for case .register(let register) in outputs { lastUse[register] = .max }

    for (index, instruction) in instructions.enumerated() {
      let register = inputs + index
      let ended = Set(instruction.operands).filter { lastUse[$0] == index }
      switch instruction {
      case .mapped(let map, _):
        // All rows at the first; what the last needs is not freed before it.
        if let all = rows.removeValue(forKey: map) { appendMap(map, all) }
        free += ended.compactMap { columnOf[$0] }
      case .quadratic(let map, let constant):
        let target = newColumn()
        columnOf[register] = target
        let packed = PackedColumnMap(map, rows: Array(0..<map.rows), isFinite: isFinite(map))
        steps.append(
          .quadratic(packed, inputs: map.inputs.compactMap { columnOf[$0] }, constant: constant, target: target))
        work += packed.coefficients.count / 8
        free += ended.compactMap { columnOf[$0] }
      default:
        let renumbered = instruction.renumbered { columnOf[$0] ?? 0 }
        free += ended.compactMap { columnOf[$0] }
        let target = newColumn()
        columnOf[register] = target
        steps.append(.instruction(renumbered, target: target))
        work += 1
      }
      if lastUse[register] < 0, let column = columnOf[register] { free.append(column) }
    }
    self.outputs = outputs.map {
      if case .register(let register) = $0 { .register(columnOf[register] ?? 0) } else { $0 }
    }
  }

  private mutating func appendMap(_ map: ColumnMap, _ rows: [(row: Int, register: Int)]) {
    let targets = rows.map { _ in newColumn() }
    for (row, target) in zip(rows, targets) { columnOf[row.register] = target }
    let packed = PackedColumnMap(map, rows: rows.map(\.row), isFinite: isFinite(map))
    steps.append(.map(packed, inputs: map.inputs.compactMap { columnOf[$0] }, targets: targets))
    work += rows.count + packed.coefficients.count / 8
  }

  /// The inputs of the program are finite.
  private func isFinite(_ map: ColumnMap) -> Bool { map.inputs.allSatisfy { $0 < inputs } }

  private mutating func newColumn() -> Int {
    if let column = free.popLast() { return column }
    columns += 1
    return columns - 1
  }

  /// The floating-point operations for one sample.
  var operationsPerSample: Int {
    steps.reduce(0) { sum, step in
      switch step {
      case .map(let map, _, _): sum + 2 * map.coefficients.count
      case .quadratic(let map, _, _, _): sum + 2 * map.coefficients.count + 2 * map.offsets.count
      case .instruction(let instruction, _): sum + instruction.operations
      }
    }
  }
}

extension ColumnProgram.Instruction {
  fileprivate var operations: Int {
    switch self {
    case .load, .mapped, .quadratic: 0
    case .multiplyAdd, .scaledAdd, .affine: 2
    case .add, .subtract, .multiply, .divide, .scale, .offset, .negate, .reciprocal, .exp, .log, .squareRoot,
      .absoluteValue:
      1
    }
  }
}

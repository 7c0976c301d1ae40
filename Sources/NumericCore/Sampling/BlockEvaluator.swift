/// Evaluates a program on blocks of normals and sums the blocks of a group up.
struct BlockEvaluator: Sendable {
  /// The blocks that one unit of work has, which fixes the order of merging.
  static let blocksPerGroup = 16

  let program: ColumnProgram
  let normals: NormalBlocks
  let antithetic: Bool

  /// The columns of the program, then with antithetic draws a copy of the outputs at z.
  var columns: Int { program.workingColumns + (antithetic ? program.outputs.count : 0) }

  /// Whether threads would gain more than the tens of microseconds that they cost to start.
  func isWorthThreads(blocks: Int) -> Bool {
    // A normal number costs about as much as eight instructions; a column instruction of a block some 20 ns.
    let columnsPerBlock = 8 * program.inputs + program.schedule.work + 2 * program.outputs.count
    return blocks > Self.blocksPerGroup && blocks.multipliedReportingOverflow(by: columnsPerBlock).partialValue > 10_000
  }

  /// The moments of every output over some blocks, merged in order.
  func moments(of blocks: Range<Int>, in workspace: ColumnWorkspace) -> [SampleMoments] {
    var merged = program.outputs.map { _ in SampleMoments.empty }
    for block in blocks {
      workspace.fillInputs(program.inputs, normals: normals, block: block)
      workspace.execute(program.schedule)
      if antithetic { evaluateOpposite(workspace) }
      for (index, output) in program.schedule.outputs.enumerated() {
        switch output {
        case .constant(let value):
          merged[index] = merged[index].merged(with: .constant(value, count: ColumnProgram.blockLength))
        case .register(let column):
          let result = antithetic ? program.workingColumns + index : column
          merged[index] = merged[index].merged(with: workspace.moments(ofColumn: result))
        }
      }
    }
    return merged
  }

  /// Replaces the copies of the outputs by the averages of the outputs at z and −z.
  private func evaluateOpposite(_ workspace: ColumnWorkspace) {
    for (index, output) in program.schedule.outputs.enumerated() {
      if case .register(let column) = output { workspace.copy(column, to: program.workingColumns + index) }
    }
    for input in 0..<program.inputs { workspace.negate(input) }
    workspace.execute(program.schedule)
    for (index, output) in program.schedule.outputs.enumerated() {
      if case .register(let column) = output { workspace.average(column, into: program.workingColumns + index) }
    }
  }
}

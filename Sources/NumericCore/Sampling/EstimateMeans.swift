/// Estimates the expectations of a program's outputs over independent standard normal inputs.
///
/// Block b uses block b of the normals of (seed, stream): its first `blockLength` numbers are the first input column and
/// so on. Estimates of disjoint ranges of blocks are independent and merge. The bits of the result depend on the range
/// but not on `threads`: blocks are summed up in groups of fixed length, and the groups pairwise in order.
/// - Parameters:
///   - program: Its outputs are functions of `inputs` standard normals.
///   - blocks: Block numbers in 0…`NormalBlocks.largestBlock`.
///   - antithetic: Whether each draw z is evaluated at z and −z, the average of which is one observation. It removes the
///     variance of the odd part at the cost of a second evaluation, the numbers being drawn once.
///   - threads: The most threads to use; little work takes one.
/// - Returns: The moments of each output, of `blocks.count · blockLength` observations.
/// - Complexity: O(blocks · blockLength · (inputs + instructions + outputs)).
public func estimateMeans(
  of program: ColumnProgram, seed: UInt64, stream: UInt64, blocks: Range<Int>, antithetic: Bool, threads: Int
) -> [SampleMoments] {
  precondition(
    blocks.lowerBound >= 0 && blocks.upperBound <= NormalBlocks.largestBlock + 1,
    "a block number is not in 0...2^31 - 1")
  let evaluator = BlockEvaluator(
    program: program, normals: NormalBlocks(seed: seed, stream: stream), antithetic: antithetic)
  let groups = stride(from: blocks.lowerBound, to: blocks.upperBound, by: BlockEvaluator.blocksPerGroup).map {
    $0..<min($0 + BlockEvaluator.blocksPerGroup, blocks.upperBound)
  }
  let enough = evaluator.isWorthThreads(blocks: blocks.count)
  let moments = concurrentMap(
    groups, threads: enough ? threads : 1, makeState: { ColumnWorkspace(columns: evaluator.columns) },
    transform: { evaluator.moments(of: $0, in: $1) })
  return mergePairwise(moments) ?? program.outputs.map { _ in .empty }
}

/// Merges results that lie in order, pairwise over the halves; nil for none.
///
/// Pairwise because the rounding error then grows with the logarithm of their number.
private func mergePairwise(_ moments: [[SampleMoments]]) -> [SampleMoments]? {
  var level = moments
  while level.count > 1 {
    level = stride(from: 0, to: level.count, by: 2).map { index in
      guard index + 1 < level.count else { return level[index] }
      return zip(level[index], level[index + 1]).map { $0.merged(with: $1) }
    }
  }
  return level.first
}

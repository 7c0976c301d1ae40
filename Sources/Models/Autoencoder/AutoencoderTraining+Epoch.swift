import NumericCore

extension AutoencoderTraining {
  /// Trains to the end of the running epoch, in which each observation is used once.
  ///
  /// The order of the observations is a function of seed and epoch.
  /// - Parameters:
  ///   - observations: The same at every call.
  ///   - threads: The most threads to use; the bits do not depend on them.
  ///   - afterStep: Is given the training after each step; what it throws stops the epoch there, and the next call goes on.
  /// - Returns: The mean loss of the epoch, measured before each step.
  /// - Throws: `AutoencoderError` where the observations do not fit or the loss is not finite, in which case the step is
  ///   not done; what reading the data or the function throws.
  @discardableResult
  public mutating func runEpoch(
    on observations: some Observations<Scalar>, threads: Int = 1,
    afterStep: (AutoencoderTraining) throws -> Void = { _ in }
  ) throws -> AutoencoderLosses {
    guard observations.columns == model.architecture.inputs else {
      throw AutoencoderError.columns(found: observations.columns, expected: model.architecture.inputs)
    }
    let batches = BatchGradient<Scalar>(model.architecture, settings)
    if progress.stepsOfEpoch == 0 { progress.losses = AutoencoderLosses() }
    var (window, firstRow, firstStep) = (0, 0, 0)
    try observations.forEachBlock(rows: settings.shuffleWindow) { block in
      let order = shuffledRows(block.rows, window: window)
      for (index, start) in stride(from: 0, to: block.rows, by: settings.batchSize).enumerated() {
        guard firstStep + index == progress.stepsOfEpoch else { continue }
        let rows = order[start..<min(start + settings.batchSize, block.rows)]
        try runStep(batches, rows, of: block, firstRow: firstRow, threads: threads)
        try afterStep(self)
      }
      firstStep += (block.rows + settings.batchSize - 1) / settings.batchSize
      firstRow += block.rows
      window += 1
    }
    guard firstStep > 0 else { throw AutoencoderError.noObservations }
    progress.epochs += 1
    progress.stepsOfEpoch = 0
    return progress.losses
  }

  /// The rows 0 ..< count in the order of an epoch (Fisher & Yates 1938; Durstenfeld 1964).
  private func shuffledRows(_ count: Int, window: Int) -> [Int] {
    let stream = RandomSource.streamNumber("autoencoder order") &+ UInt64(progress.epochs) << 32 &+ UInt64(window)
    var source = RandomSource(seed: settings.seed, stream: stream)
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, source.integer(in: 0...last)) }
    return order
  }

  private mutating func runStep(
    _ batches: BatchGradient<Scalar>, _ rows: ArraySlice<Int>, of block: Matrix<Scalar>, firstRow: Int, threads: Int
  ) throws(AutoencoderError) {
    let noise = NormalBlocks(
      seed: settings.seed,
      stream: RandomSource.streamNumber("autoencoder noise") &+ UInt64(progress.epochs))
    let losses = batches.compute(
      model, rows, of: block, noise: noise, step: progress.stepsOfEpoch, threads: threads)
    guard let losses, losses.mean.isFinite else {
      // Only now is the number looked for that is at fault.
      try model.architecture.check(rows, of: block, firstRow: firstRow)
      throw .diverged(step: progress.steps + 1)
    }
    progress.steps += 1
    progress.stepsOfEpoch += 1
    progress.losses += losses
    model.parameters.update(
      settings.adam(), gradients: batches.gradients, means: &means, squares: &squares, step: progress.steps,
      threads: threads)
  }
}

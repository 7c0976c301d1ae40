import NumericCore

extension StateSpaceModel {
  /// The E-step: expectations under the smoothed states, and the log-likelihood.
  ///
  /// - Parameters:
  ///   - data: Sequences of `observedSize` columns.
  ///   - threads: The most threads to use; sequences are divided among them, and the bits do not depend on them.
  /// - Throws: `StateSpaceError`, where a covariance overflows, a diffuse start is not determined, the log-likelihood is
  ///   not finite, or the data have another number of columns.
  /// - Complexity: O((d² + nd + n²) · rows) and O(d³) for each row until covariances have converged.
  public func eStep(_ data: ObservedSequences, threads: Int = 1) throws(StateSpaceError) -> StateSpaceStatistics {
    let passes = try passes(data, smoothing: true, threads: threads)
    let parts = zip(data.patterns, observedParts(data))
    let missing = parts.map { $0.isComplete || $0.isEmpty ? nil : MissingPart(self, $0, $1) }
    let fromCovariances = concurrentMap(
      Array(data.layouts.indices), threads: threads, makeState: {},
      transform: { number, _ in
        let pass = passes[number]
        let count = data.blocks.reduce(0) { $0 + ($1.layout == number ? $1.members.count : 0) }
        var sum = StateSpaceStatistics(latentSize: latentSize, observedSize: observedSize)
        if let diffuse = pass.diffuse {
          let deviations = diffuse.deviations(pass).scaled(by: Double(count).squareRoot())
          sum.addProducts(of: deviations, .zero(rows: deviations.rows, columns: observedSize), pass, missing)
        }
        sum.addCovariances(SmoothedCovariances(pass.recursion), pass, missing, sequences: count)
        return sum
      })
    let fromMeans = concurrentMap(
      data.blocks, threads: threads, makeState: {},
      transform: { block, _ in
        let pass = passes[block.layout]
        let filtered = pass.filter(block.rows)
        let smoothed = filtered.smoothed()
        var sum = StateSpaceStatistics(latentSize: latentSize, observedSize: observedSize)
        let first = pass.selection([0]).rows(of: smoothed)
        sum.firstSum = Matrix(rows: latentSize, columns: 1, elements: first.columnSums())
        sum.addProducts(of: smoothed, block.rows, rowMoment: block.moment, pass, missing)
        sum.logLikelihood = pass.logLikelihood(filtered)
        return sum
      })
    let sum =
      StateSpaceStatistics.sum(fromCovariances + fromMeans)
      ?? StateSpaceStatistics(latentSize: latentSize, observedSize: observedSize)
    guard sum.logLikelihood.isFinite else { throw .logLikelihoodNotFinite(sum.logLikelihood) }
    return sum
  }

  /// log p of all sequences.
  ///
  /// - Parameters:
  ///   - leavingOut: How many rows at the beginning of each sequence only serve to know the states: their terms
  ///     log p(xₜ | x₁ … xₜ₋₁) are left out.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Throws: `StateSpaceError` as `eStep`; `.cannotLeaveOut` where a sequence is not longer, or where the start is
  ///   diffuse, so that the first rows have no terms of their own.
  public func logLikelihood(
    _ data: ObservedSequences, leavingOut rows: Int = 0, threads: Int = 1
  ) throws(StateSpaceError) -> Double {
    let isPossible = rows == 0 || rows > 0 && start != .diffuse && data.layouts.allSatisfy { $0.kinds.count > rows }
    guard isPossible else { throw .cannotLeaveOut(rows: rows) }
    let passes = try passes(data, smoothing: false, threads: threads)
    let terms = concurrentMap(
      data.blocks, threads: threads, makeState: {},
      transform: { block, _ in
        let pass = passes[block.layout]
        let filtered = pass.filter(block.rows)
        guard rows > 0 else { return pass.logLikelihood(filtered) }
        return pass.logLikelihoodTerms(filtered).enumerated().reduce(0) {
          $0 + ($1.offset % pass.length < rows ? 0 : $1.element)
        }
      })
    let sum = Elementwise.sum(terms)
    guard sum.isFinite else { throw .logLikelihoodNotFinite(sum) }
    return sum
  }

  func observedParts(_ data: ObservedSequences) -> [ObservedPart] { data.patterns.map { ObservedPart(self, $0) } }

  /// What is known of each layout before its numbers are seen.
  func passes(
    _ data: ObservedSequences, smoothing: Bool, threads: Int
  ) throws(StateSpaceError) -> [LayoutPass] {
    guard data.observedSize == observedSize else {
      throw .columns(sequence: 0, found: data.observedSize, expected: observedSize)
    }
    let parts = observedParts(data)
    let found: [Result<LayoutPass, StateSpaceError>] = concurrentMap(
      Array(data.layouts.enumerated()), threads: threads, makeState: {},
      transform: { layout, _ in
        let sequence = data.blocks.first { $0.layout == layout.offset }?.members[0] ?? 0
        return Result { () throws(StateSpaceError) in
          try LayoutPass(self, layout.element, parts, sequence: sequence, smoothing: smoothing)
        }
      })
    var passes: [LayoutPass] = []
    for result in found { passes.append(try result.get()) }
    return passes
  }
}

extension LayoutPass {
  /// log p(xₜ | x₁ … xₜ₋₁) for each row.
  /// - Requires: a start that is not diffuse.
  func logLikelihoodTerms(_ filtered: FilteredRows) -> [Double] {
    filtered.squares.enumerated().map { -0.5 * (constantTerms[$0.offset % length] + $0.element) }
  }
}

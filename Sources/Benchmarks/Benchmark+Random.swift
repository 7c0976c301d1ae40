import NumericCore

extension Benchmark {
  /// Standard normal numbers in Double, in blocks as an expectation draws them; the figure is their standard deviation.
  static func normals(millions: Int, threads: Int) -> Benchmark {
    let length = 100_000
    return Benchmark(
      name: "G.rng", configuration: [Setting("dtype", "f64"), Setting("threads", threads)],
      amount: Double(millions), unit: "mnormals_per_s"
    ) {
      let blocks = NormalBlocks(seed: 1, stream: RandomSource.streamNumber("benchmark"))
      let shares = Array(0..<max(1, threads))
      return {
        let moments = concurrentMap(
          shares, threads: threads, makeState: {},
          transform: { share, _ in
            var numbers = [Double](repeating: 0, count: length)
            for block in stride(from: share, to: millions * 1_000_000 / length, by: shares.count) {
              blocks.fill(block, into: &numbers)
            }
            return SampleMoments(of: numbers)
          })
        return moments.last?.variance.squareRoot() ?? .nan
      }
    }
  }
}

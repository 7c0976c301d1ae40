/// A run over all benchmarks, and the limits of the machine as it measured them.
public struct BenchmarkRun: Sendable {
  /// What was measured, in order.
  public private(set) var measurements: [Measurement] = []

  /// How much is measured.
  public enum Extent: Sendable {
    /// Under a minute.
    case short
    /// Sample sizes and repetitions at which medians are steady.
    case full
  }

  /// The benchmarks of a run on so many threads.
  public static func benchmarks(_ extent: Extent, threads: Int) -> [Benchmark] {
    let threadCounts = threads > 1 ? [1, threads] : [1]
    var all = threadCounts.map { Benchmark.normals(millions: extent == .short ? 20 : 100, threads: $0) }
    for size in [256, 1024] {
      for count in threadCounts {
        all.append(.product(size: size, of: Double.self, threads: count))
        all.append(.product(size: size, of: Float.self, threads: count))
      }
    }
    all += threadCounts.map { .cholesky(size: 1024, threads: $0) }
    for (dimension, samples) in [(2, 10_000_000), (8, 4_000_000), (32, 1_000_000), (128, 250_000)] {
      let scale = extent == .short ? 1 : max(1, 10_000_000 / samples)
      all += threadCounts.map { .expectation(dimension: dimension, samples: samples * scale, threads: $0) }
    }
    all += [(4, 8, 1000), (4, 8, 10_000), (16, 32, 1000)].map { .stateSpace(latent: $0, observed: $1, length: $2) }
    all += threadCounts.map { .autoencoder(images: extent == .short ? 6400 : 60_000, threads: $0) }
    all += Benchmark.kernels + [.exactCheck(lines: 30, size: 5)]
    return all
  }

  init(measurements: [Measurement]) { self.measurements = measurements }

  /// Measures some benchmarks.
  ///
  /// - Parameters:
  ///   - tell: Is told each result as it is there.
  /// - Throws: what preparing a benchmark does.
  public init(_ benchmarks: [Benchmark], _ extent: Extent, tell: (Measurement) -> Void = { _ in }) throws {
    for benchmark in benchmarks {
      let measurement = try Measurement.of(benchmark, repetitions: extent == .short ? 5 : 15)
      measurements.append(measurement)
      tell(measurement)
    }
  }

  /// The share of the machine's limit that a measurement reached: the time that its operations would take at the rate of
  /// the matrix product and its normals at the rate of the generator, as measured in this run with as many threads.
  public func shareOfLimit(_ measurement: Measurement) -> Double? {
    guard let operations = measurement.benchmark.operations, let gflops = rate("G.gemm", "1024", measurement),
      let normals = rate("G.rng", nil, measurement)
    else { return nil }
    return (operations.flops / (gflops * 1e9) + operations.normals / (normals * 1e6)) / measurement.median
  }

  private func rate(_ name: String, _ size: String?, _ like: Measurement) -> Double? {
    measurements.first { candidate in
      candidate.benchmark.name == name && candidate.benchmark.threads == like.benchmark.threads
        && candidate.benchmark.configuration.contains(Benchmark.Setting("dtype", "f64"))
        && (size.map { candidate.benchmark.configuration.contains(Benchmark.Setting("n", $0)) } ?? true)
    }?.rate
  }
}

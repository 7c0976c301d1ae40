import Testing

@testable import Benchmarks

@Suite("Benchmarks")
struct BenchmarkTests {
  private static let lines = """
    {"name": "G.gemm.slow", "config": {"m": 4, "n": 4, "dtype": "f64", "threads": 1}, "seconds": 1, "gflops": 2.5}

    {"name": "G.gemm.fast", "config": {"m": 4, "n": 4, "dtype": "f64", "threads": 1}, "seconds": 1.0, "gflops": 5}
    {"name": "G.gemm.other", "config": {"n": 4, "dtype": "f32", "threads": 1}, "seconds": 1, "gflops": 50}
    {"name": "G.gemm.two", "config": {"n": 4, "dtype": "f64", "threads": "default"}, "seconds": 1, "gflops": 8, "x": [1]}
    """

  private func measured(threads: Int, seconds: [Double]) -> Measurement {
    let benchmark = Benchmark(
      name: "G.gemm",
      configuration: [
        Benchmark.Setting("n", 4), Benchmark.Setting("dtype", "f64"), Benchmark.Setting("threads", threads),
      ], amount: 20, unit: "gflops", prepare: { { 0 } })
    return Measurement(benchmark: benchmark, seconds: seconds, objective: 0)
  }

  @Test("The ratio is to the fastest tool that did the same work")
  func ratios() throws {
    let peers = try PeerResult.all(in: Array(Self.lines.utf8))
    #expect(peers.count == 4)
    let one = measured(threads: 1, seconds: [1, 2, 40])
    #expect(one.median == 2 && one.rate == 10 && one.noise == 19.5)
    let found = try #require(one.ratio(to: peers))
    #expect(found.tool == "fast" && found.ratio == 2)
    let two = try #require(measured(threads: 2, seconds: [1, 4]).ratio(to: peers))
    #expect(two.tool == "two" && two.ratio == 1)
    #expect(measured(threads: 3, seconds: [1]).ratio(to: Array(peers.prefix(2))) == nil)
    // How many samples are drawn does not matter for their rate.
    let samples = Benchmark(
      name: "G.gemm", configuration: [Benchmark.Setting("n", 7, isExtent: true), Benchmark.Setting("threads", 1)],
      amount: 50, unit: "gflops", prepare: { { 0 } })
    let other = try #require(Measurement(benchmark: samples, seconds: [1], objective: 0).ratio(to: peers))
    #expect(other.tool == "other" && other.ratio == 1)
  }

  /// statsmodels, pykalman and plain NumPy have these to all digits shown.
  @Test(
    "Ten iterations on the inputs of the peers' scripts, where they are there",
    .enabled(if: BenchmarkInput.matrix("lds16_32_m0", rows: 1, columns: 16) != nil),
    arguments: [(4, 8, 1000, -8854.993857), (4, 8, 10_000, -89439.34535), (16, 32, 1000, -37936.92039)])
  func stateSpace(_ latent: Int, _ observed: Int, _ length: Int, _ expected: Double) throws {
    let benchmark = Benchmark.stateSpace(latent: latent, observed: observed, length: length)
    #expect(abs(try Measurement.of(benchmark, repetitions: 1).objective - expected) < 1e-5)
  }

  @Test("Seconds are those of an iteration where iterations are timed, and other work of the name does not count")
  func iterations() throws {
    let lines = """
      {"name": "E.lds.numpy", "config": {"dz": 3, "dx": 5, "T": 100, "dtype": "f64"}, "seconds": 0.5}
      {"name": "E.lds.statsmodels_loglike", "config": {"dz": 3, "dx": 5, "T": 100}, "seconds": 0.001}
      """
    let benchmark = Benchmark.stateSpace(latent: 3, observed: 5, length: 100)
    let measurement = Measurement(benchmark: benchmark, seconds: [1], objective: 0)
    let found = try #require(measurement.ratio(to: PeerResult.all(in: Array(lines.utf8))))
    #expect(found.tool == "numpy" && found.ratio == 5)
  }

  @Test(
    "A line that is no result is named",
    arguments: [
      ("{}", 1), ("\n{\"name\": \"a\"}", 2), ("nonsense", 1), ("[1]", 1),
      ("{\"name\": \"a\", \"config\": {}, \"seconds\": 0}", 1), ("{\"name\": \"a\", \"config\": 3, \"seconds\": 1}", 1),
    ])
  func malformed(_ text: String, _ line: Int) {
    #expect(throws: PeerFormatError(line: line)) { try PeerResult.all(in: Array(text.utf8)) }
  }

  @Test("Each benchmark does what it says: the figure it returns tells", arguments: [1, 2])
  func figures(_ threads: Int) throws {
    let tests: [(Benchmark, ClosedRange<Double>)] = [
      (.normals(millions: 1, threads: threads), 0.98...1.02),
      (.product(size: 33, of: Double.self, threads: threads), -1e-12...1e-12),
      (.product(size: 33, of: Float.self, threads: threads), -1e-4...1e-4),
      (.cholesky(size: 40, threads: threads), -1e-12...1e-12),
      (.expectation(dimension: 2, samples: 50_000, threads: threads), -5...5),
      (.expectation(dimension: 9, samples: 50_000, threads: threads), -5...5),
      (.exactCheck(lines: 30, size: 5), 0...0), (.stateSpace(latent: 3, observed: 5, length: 100), -1000...0),
      (.autoencoder(images: 300, threads: threads), 0.1...0.999),
      (.kMeans(rows: 900, columns: 3, clusters: 4, of: Float.self, threads: threads), 1000...9000),
      (.kMeans(rows: 900, columns: 3, clusters: 4, of: Double.self, threads: threads), 1000...9000),
      (.mixture(rows: 900, columns: 3, components: 2, threads: threads), -7...(-4)),
    ]
    for (benchmark, range) in tests {
      let measurement = try Measurement.of(benchmark, repetitions: 1)
      #expect(range.contains(measurement.objective), "\(benchmark.name): \(benchmark.words)")
      #expect(measurement.rate > 0 && measurement.rate.isFinite)
    }
  }

  @Test("The limit is the time of the operations and of the normals at the rates of the same run")
  func limits() throws {
    let gemm = Benchmark.product(size: 1024, of: Double.self, threads: 1)
    let normals = Benchmark.normals(millions: 1, threads: 1)
    let expectation = Benchmark.expectation(dimension: 4, samples: 1000, threads: 1)
    let operations = try #require(expectation.operations)
    #expect(operations.normals == 4000)
    // Two triangular forms at least, each of ten coefficients that are multiplied and added.
    #expect(operations.flops >= 1000 * 2 * 2 * 10 && operations.flops < 1000 * 200)
    let run = BenchmarkRun(measurements: [
      Measurement(benchmark: gemm, seconds: [gemm.amount / 10], objective: 0),
      Measurement(benchmark: normals, seconds: [normals.amount / 100], objective: 0),
      Measurement(benchmark: expectation, seconds: [1e-3], objective: 0),
    ])
    let share = try #require(run.shareOfLimit(run.measurements[2]))
    #expect(abs(share - (operations.flops / 1e10 + 4000 / 1e8) / 1e-3) < 1e-12)
    #expect(run.shareOfLimit(run.measurements[0]) == nil)
  }
}

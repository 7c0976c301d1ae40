/// How long a benchmark took, over repetitions.
public struct Measurement: Sendable {
  /// What was measured.
  public let benchmark: Benchmark
  /// The seconds of each repetition, in order of size.
  public let seconds: [Double]
  /// What the last run returned.
  public let objective: Double

  /// The median.
  public var median: Double {
    let middle = seconds.count / 2
    return seconds.count.isMultiple(of: 2) ? (seconds[middle - 1] + seconds[middle]) / 2 : seconds[middle]
  }

  /// Units of work a second, at the median.
  public var rate: Double { benchmark.amount / median }

  /// The spread between the fastest and slowest repetition, as a share of the median.
  public var noise: Double { ((seconds.last ?? 0) - (seconds.first ?? 0)) / median }

  /// Runs a benchmark once without timing, then some times with.
  /// - Throws: what making the input does.
  public static func of(_ benchmark: Benchmark, repetitions: Int) throws -> Measurement {
    let run = try benchmark.prepare()
    var objective = run()
    let clock = ContinuousClock()
    let seconds = (0..<max(1, repetitions)).map { _ in
      let duration = clock.measure { objective = run() }
      return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
    return Measurement(benchmark: benchmark, seconds: seconds.sorted(), objective: objective)
  }
}

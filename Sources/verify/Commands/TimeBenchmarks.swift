import Benchmarks
import Reporting

/// `verify bench`
struct TimeBenchmarks: Command {
  private static let full = Option("full", nil, "more repetitions and larger samples, for steady medians")
  private static let only = Option(
    "only", value: "TEXT", "only the benchmarks whose line contains the text")
  private static let peer = Option(
    "peer", value: "FILE", "results of other tools, one JSON object on each line; may be given several times")

  static let information = CommandInformation(
    name: "bench", abstract: "Time the numeric core, beside other tools where their results are given.", operands: "",
    discussion: """
      Each line is the median of several runs. The share of the limit is the time that the operations of a run would \
      take at the rate of the matrix product, and its normal numbers at the rate of the generator, both as measured in \
      this run. A file of peers has objects with name, config, seconds and a rate (gflops, mnormals_per_s, \
      msamples_per_s or images_per_s; where iterations are timed, seconds are those of one); the ratio is to the fastest \
      of those that did the same work.
      """,
    options: [full, only, peer, .threads, .format, .help],
    examples: [
      (#"verify bench --only "lines 30""#, "the exact check of a derivation alone"),
      (
        "verify bench --only exact --format json > before.jsonl && verify bench --only exact --peer before.jsonl",
        "keep results, and compare with them"
      ),
    ])

  private let extent: BenchmarkRun.Extent
  private let filter: String
  private let peers: [String]
  private let threads: Int?
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    extent = arguments.has(Self.full) ? .full : .short
    filter = arguments.value(Self.only) ?? ""
    peers = arguments.all(Self.peer)
    threads = try arguments.integer(.threads, 1...256)
    isJSON = arguments.value(.format) == "json"
    if let operand = arguments.operands.first {
      throw UsageError("there is nothing to do with \"\(operand)\"")
    }
  }

  func run(_ session: Session) -> Status {
    let console = session.console
    var results: [PeerResult] = []
    do throws(InputError) {
      for path in peers { results += try Self.peers(path, console) }
    } catch {
      console.writeError(
        Report.text(error, style: ReportStyle(width: console.width, spelling: session.engine.spelling)))
      return .unreadable
    }
    let benchmarks = BenchmarkRun.benchmarks(extent, threads: threads ?? console.processors)
      .filter { filter.isEmpty || Self.label($0).contains(filter) }
    if benchmarks.isEmpty {
      console.writeError("verify: error: no benchmark is called \(SafeText.escaped(filter))\n")
      return .usage
    }
    let measured = Result {
      try BenchmarkRun(benchmarks, extent) { measurement in
        if console.isErrorTerminal { console.writeError("\(Self.label(measurement.benchmark))\u{1B}[K\r") }
      }
    }
    if console.isErrorTerminal { console.writeError("\u{1B}[K") }
    switch measured {
    case .success(let run):
      console.write(isJSON ? Self.json(run, results) : Self.table(run, results))
      return run.measurements.allSatisfy { $0.objective.isFinite } ? .holds : .fault
    case .failure(let error):
      console.writeError("verify: error: a benchmark could not be prepared: \(SafeText.escaped("\(error)"))\n")
      return .fault
    }
  }

  private static func peers(_ path: String, _ console: Console) throws(InputError) -> [PeerResult] {
    let bytes = try console.read(path)
    do throws(PeerFormatError) {
      return try PeerResult.all(in: bytes)
    } catch {
      throw InputError(
        file: path, message: "line \(error.line) is no result: an object with name, config and seconds is expected")
    }
  }

  private static func label(_ benchmark: Benchmark) -> String { "\(benchmark.name): \(benchmark.words)" }

  private static func table(_ run: BenchmarkRun, _ peers: [PeerResult]) -> String {
    var table = Table(["", "median", "rate", "noise", "of the limit"] + (peers.isEmpty ? [] : ["times", "of"]))
    for measurement in run.measurements {
      var cells = [
        label(measurement.benchmark), "\(NumberText.rounded(measurement.median * 1000, digits: 3)) ms",
        "\(NumberText.rounded(measurement.rate, digits: 4)) \(units[measurement.benchmark.unit] ?? "")",
        percent(measurement.noise), run.shareOfLimit(measurement).map(percent) ?? "",
      ]
      if let (tool, ratio) = measurement.ratio(to: peers) { cells += [NumberText.rounded(ratio, digits: 3), tool] }
      table.add(cells)
    }
    return table.text
  }

  private static let units = [
    "msamples_per_s": "M samples/s", "mnormals_per_s": "M normals/s", "gflops": "GFLOP/s", "checks_per_s": "checks/s",
    "mnumbers_per_s": "M numbers/s", "mmatrices_per_s": "M matrices/s", "iterations_per_s": "iterations/s",
    "images_per_s": "images/s",
  ]

  private static func percent(_ share: Double) -> String { "\(NumberText.rounded(100 * share, digits: 2)) %" }

  /// One object on each line, in the form in which the results of other tools are read.
  private static func json(_ run: BenchmarkRun, _ peers: [PeerResult]) -> String {
    run.measurements.map { measurement in
      let benchmark = measurement.benchmark
      var members: [String: JSON] = [
        "name": .string("\(benchmark.name).verify"),
        "config": .object(
          Dictionary(
            benchmark.configuration.map { ($0.name, Int($0.value).map(JSON.integer) ?? .string($0.value)) },
            uniquingKeysWith: { first, _ in first })),
        "seconds": .number(measurement.median), "min": .number(measurement.seconds.first ?? .nan),
        "max": .number(measurement.seconds.last ?? .nan), "reps": .integer(measurement.seconds.count),
        "noise_pct": .number(100 * measurement.noise), "objective": .number(measurement.objective),
        benchmark.unit: .number(measurement.rate),
      ]
      if let share = run.shareOfLimit(measurement) { members["share_of_limit"] = .number(share) }
      if let (tool, ratio) = measurement.ratio(to: peers) {
        members["peer"] = .string(tool)
        members["ratio"] = .number(ratio)
      }
      return JSON.object(members).line
    }.joined()
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What another tool took for the same work: one line of JSON, as the scripts that time those tools print it.
public struct PeerResult: Sendable, Hashable {
  /// What was measured and by which tool, as in `G.gemm.numpy`.
  public let name: String
  /// The configuration, with values as text.
  public let configuration: [String: String]
  /// Rates by their units.
  public let rates: [String: Double]
  /// The median seconds of a run.
  public let seconds: Double

  /// The results in a text, one on each line; lines that are empty are skipped.
  /// - Throws: `PeerFormatError` with the number of the first line that is no result.
  public static func all(in bytes: [UInt8]) throws(PeerFormatError) -> [PeerResult] {
    var results: [PeerResult] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      guard let record = try? JSONDecoder().decode(Record.self, from: Data(line)), record.seconds > 0 else {
        throw PeerFormatError(line: index + 1)
      }
      results.append(
        PeerResult(
          name: record.name, configuration: record.config.mapValues(\.text),
          rates: record.rates, seconds: record.seconds))
    }
    return results
  }

  private struct Record: Decodable {
    let name: String
    let config: [String: Value]
    let seconds: Double
    let rates: [String: Double]

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(_ name: String) { stringValue = name }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      name = try container.decode(String.self, forKey: Key("name"))
      config = try container.decode([String: Value].self, forKey: Key("config"))
      seconds = try container.decode(Double.self, forKey: Key("seconds"))
      rates = Dictionary(
        Benchmark.units.compactMap { unit in
          (try? container.decode(Double.self, forKey: Key(unit))).map { (unit, $0) }
        }, uniquingKeysWith: { first, _ in first }
      )
      // Where an algorithm is timed by its iterations, its seconds are those of one.
      // Some state the seconds of an iteration beside those of all.
      .merging([
        "iterations_per_s": 1 / ((try? container.decode(Double.self, forKey: Key("seconds_per_iter"))) ?? seconds)
      ]) { stated, _ in stated }
    }
  }

  private struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = "\(number)"
      } else if let number = try? container.decode(Double.self) {
        text = "\(number)"
      } else if let flag = try? container.decode(Bool.self) {
        text = "\(flag)"
      } else {
        text = (try? container.decode(String.self)) ?? "null"
      }
    }
  }
}

/// A line that is no result.
public struct PeerFormatError: Error, Hashable {
  /// The line, from 1.
  public let line: Int
}

extension Measurement {
  /// How many times faster this is than the fastest of some tools at the same work.
  public func ratio(to peers: [PeerResult]) -> (tool: String, ratio: Double)? {
    let prefix = benchmark.name + "."
    return
      peers.compactMap { peer -> (tool: String, rate: Double)? in
        let tool = String(peer.name.dropFirst(prefix.count))
        guard peer.name.hasPrefix(prefix), !tool.contains("."), benchmark.tools?.contains(tool) ?? true,
          let rate = peer.rates[benchmark.unit], rate > 0, isSame(peer)
        else {
          return nil
        }
        return (tool, rate)
      }
      .max { $0.rate < $1.rate }
      .map { ($0.tool, rate / $0.rate) }
  }

  /// Whether a peer did the same: the settings that both state agree. Its default is to use all processors.
  private func isSame(_ peer: PeerResult) -> Bool {
    benchmark.configuration.allSatisfy { setting in
      if setting.isExtent { return true }
      guard let value = peer.configuration[setting.name] else { return true }
      return value == setting.value || setting.name == "threads" && value == "default" && benchmark.threads > 1
    }
  }
}

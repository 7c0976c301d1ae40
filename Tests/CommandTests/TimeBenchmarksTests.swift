import Testing

@testable import verify

@Suite("Timing")
struct TimeBenchmarksTests {
  private static let peers = """
    {"name": "A.mc_kl.tool", "config": {"d": 2, "n": 1000, "threads": 1}, "seconds": 2, "msamples_per_s": 0.001}

    """

  @Test func aTableAndTheRatioToAFile() throws {
    let bench = try Bench()
    try bench.write("peers.jsonl", Self.peers)
    #expect(bench.run("bench", "--only", "lines 30") == .holds)
    #expect(bench.output.contains("exact: lines 30, n 5"))
    #expect(!bench.output.contains("times"))
    #expect(bench.run("bench", "--only", "lines 30", "--peer", "peers.jsonl", "--format", "json") == .holds)
    #expect(bench.output.hasPrefix("{") && bench.output.hasSuffix("}\n") && bench.output.contains(#""seconds": "#))
    #expect(bench.output.contains(#""config": {"lines": 30, "n": 5}"#))
  }

  @Test func wrongUse() throws {
    let bench = try Bench()
    #expect(bench.run("bench", "--only", "no such") == .usage)
    #expect(bench.errorOutput.contains("no benchmark is called no such"))
    #expect(bench.run("bench", "extra") == .usage)
    #expect(bench.run("bench", "--peer", "missing.jsonl", "--only", "lines 30") == .unreadable)
    try bench.write("peers.jsonl", Self.peers + "{}\n")
    #expect(bench.run("bench", "--peer", "peers.jsonl", "--only", "lines 30") == .unreadable)
    #expect(bench.errorOutput.contains("line 2 is no result"))
    #expect(bench.output.isEmpty)
  }
}

import Testing

@testable import verify

@Suite("Options")
struct OptionTests {
  @Test func valuesReachTheEngine() throws {
    let bench = try Bench()
    #expect(bench.run("kl-gaussian") == .holds)
    #expect(bench.request?.seed == 1)
    #expect(bench.request?.threads == 3)
    #expect(bench.request?.resolution == 0.005)
    #expect(bench.request?.identities.map(\.name) == ["Derivations/identities/trace.md"])
    #expect(bench.run("--seed", "7", "--threads=2", "kl-gaussian", "--resolution", "1%") == .holds)
    #expect(bench.request?.seed == 7)
    #expect(bench.request?.threads == 2)
    #expect(bench.request?.resolution == 0.01)
    #expect(bench.output.contains("(seed 7)"))
    #expect(bench.run("kl-gaussian", "--seed=0xff", "--seed", "0x10") == .holds)
    #expect(bench.request?.seed == 16)
  }

  @Test func optionsMayStandBeforeTheCommand() throws {
    let bench = try Bench()
    #expect(bench.run("--seed", "5", "soak", "kl-gaussian", "--seeds", "10", "--mutant-seeds=2") == .holds)
    #expect(bench.soak?.check.seed == 5)
    #expect(bench.soak?.seeds == 10)
    #expect(bench.soak?.mutantSeeds == 2)
    #expect(bench.run("-q", "all") == .fault)
    #expect(!bench.output.contains("KL of Gaussians"))
  }

  @Test func declarationsOfTheCommandLine() throws {
    let bench = try Bench()
    #expect(bench.run("check", "a = b", "--given", "a in R", "--given=b in R") == .holds)
    #expect(bench.output.hasPrefix("a in R; b in R\n<statement>\n"))
    #expect(bench.run("derive", "x", "--given", "rule", "--format", "markdown") == .holds)
    #expect(bench.output.contains(#"&= x && \text{by rule}"#))
    #expect(bench.run("derive", "x", "--format", "latex") == .holds)
    #expect(bench.output.hasPrefix("\\[\n"))
    #expect(bench.run("derive", "x", "--format", "json") == .holds)
    #expect(bench.output.contains(#""schema": "verify-derivation/1""#))
    #expect(bench.request?.identities.count == 1)
  }

  @Test func standardInput() throws {
    let bench = try Bench()
    bench.input = Array("# From a pipe\nproved\n".utf8)
    #expect(bench.run("-") == .holds)
    #expect(bench.output.hasPrefix("From a pipe\n<standard input>\n"))
    bench.input = Array("refuted".utf8)
    #expect(bench.run("check", "-") == .refuted)
    bench.input = [0xFF, 0xFE]
    #expect(bench.run("derive", "-") == .unreadable)
    #expect(bench.errorOutput == "<standard input>: error: is not text in UTF-8\n")
  }

  @Test func colourIsForTerminals() throws {
    let bench = try Bench()
    let escape = "\u{1B}["
    _ = bench.run("kl-wrong")
    #expect(!bench.output.contains(escape))
    _ = bench.run("kl-wrong", "--color", "always")
    #expect(bench.output.contains(escape))
    bench.isTerminal = true
    _ = bench.run("kl-wrong", "missing")
    #expect(bench.output.contains(escape))
    #expect(bench.errorOutput.contains(escape))
    _ = bench.run("kl-wrong", "missing", "--color=never")
    #expect(!bench.output.contains(escape) && !bench.errorOutput.contains(escape))
    for variable in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      bench.variables = variable
      _ = bench.run("kl-wrong", "missing")
      #expect(!bench.output.contains(escape) && !bench.errorOutput.contains(escape))
    }
    bench.variables = ["NO_COLOR": ""]
    _ = bench.run("kl-wrong")
    #expect(bench.output.contains(escape))
  }

  @Test func progressOnlyOnATerminal() throws {
    let bench = try Bench()
    _ = bench.run("soak", "kl-gaussian")
    #expect(bench.errorOutput == "")
    bench.isTerminal = true
    _ = bench.run("soak", "kl-gaussian")
    #expect(bench.errorOutput.hasPrefix("\r50 % done"))
    #expect(bench.errorOutput.hasSuffix("\r\u{1B}[K"))
  }

  @Test func nearestNames() {
    let names = ["kl-gaussian", "kl-diagonal", "trace"]
    #expect(Nearest.match("kl-gausian", in: names) == "kl-gaussian")
    #expect(Nearest.match("KL-Gaussian", in: names) == "kl-gaussian")
    #expect(Nearest.match("tarce", in: names) == "trace")
    #expect(Nearest.match("tr", in: names) == "trace")
    #expect(Nearest.match("zzzzzz", in: names) == nil)
    #expect(Nearest.match("", in: names) == nil)
    #expect(Nearest.match(String(repeating: "x", count: 1_000_000), in: names) == nil)
    #expect(Nearest.distance(Array("abcd"), Array("acbd")) == 1)
    #expect(Nearest.distance([], Array("ab")) == 2)
    #expect(Nearest.distance(Array("kitten"), Array("sitting")) == 3)
  }
}

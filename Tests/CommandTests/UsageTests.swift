import Testing

@testable import verify

@Suite("Wrong usage")
struct UsageTests {
  @Test(
    "Each mistake has its message",
    arguments: [
      (["x", "--sed", "3"], "unknown option --sed\nhint: did you mean --seed?"),
      (["x", "--sead=3"], "unknown option --sead\nhint: did you mean --seed?"),
      (["x", "--frobnicate"], "unknown option --frobnicate\nusage:"),
      (["x", "-z"], "unknown option -z\nhint: put -- before an operand that begins with a dash"),
      (["derive", "-tr(A)"], "unknown option -t in -tr(A)\nhint: put --"),
      (["x", "--seed"], "--seed needs a value: --seed N\n"),
      (["x", "--seed", "--quiet"], "--seed needs a value: --seed N\n"),
      (["x", "--seed", "abc"], "--seed needs a whole number from 0 to 18446744073709551615, not 'abc'\n"),
      (["x", "--seed", "-1"], "--seed needs a whole number from 0 to 18446744073709551615, not '-1'\n"),
      (["x", "--seed", "18446744073709551616"], "--seed needs a whole number"),
      (["x", "--threads", "0"], "--threads needs a whole number from 1 to 256, not '0'\n"),
      (["x", "--threads", "1e3"], "--threads needs a whole number from 1 to 256, not '1e3'\n"),
      (["x", "--resolution", "2"], "--resolution needs a share from 0.0001 to 0.5, such as 0.005 or 0.5%, not '2'\n"),
      (["x", "--resolution", "nan"], "--resolution needs a share"),
      (["x", "--resolution", "%"], "--resolution needs a share"),
      (["x", "--format", "jsn"], "--format cannot be 'jsn': choose from text, json\nhint: did you mean json?"),
      (["x", "--format", "latex"], "--format cannot be 'latex': choose from text, json\n"),
      (["x", "--color=blue"], "--color cannot be 'blue': choose from auto, always, never\n"),
      (["x", "--mutants=3"], "--mutants takes no value\n"),
      (["x", "--quiet", "--verbose"], "--verbose and --quiet exclude each other\n"),
      (["--quiet"], "name a derivation or a file to check\nhint: `verify list` shows them"),
      (["all", "kl"], "`verify all` takes no operand, but 'kl' is given\n"),
      (["list", "kl"], "`verify list` takes no operand, but 'kl' is given\nhint: `verify show kl` shows it"),
      (["check"], "name a statement such as 'tr(A B) = tr(B A)'\n"),
      (["check", "tr(A", "B)"], "one operand is expected, but 'B)' follows\nhint: put the whole operand in quotes"),
      (["derive"], "name an expression such as 'KL(p || q)'\n"),
      (["derive", "x", "--given"], "--given needs a value: --given TEXT\n"),
      (["soak"], "name a derivation to soak, or all\n"),
      (["soak", "x", "--seeds", "-3"], "--seeds needs a whole number from 0 to 100000000, not '-3'\n"),
      (["show"], "name a derivation\n"),
      (["help", "soka"], "there is no command 'soka'\nhint: did you mean soak?"),
      (["completion"], "name a shell: bash, zsh, fish\n"),
      (
        ["completion", "bsh"], "there is no completion for 'bsh': choose from bash, zsh, fish\nhint: did you mean bash?"
      ),
      (["train"], "name a model: kmeans, gmm, lds, vae\n"),
      (["train", "kmean"], "there is no model 'kmean': choose from kmeans, gmm, lds, vae\nhint: did you mean kmeans?"),
      (
        ["train", "kmeans", "--components", "2"],
        "--components is no option of `verify train kmeans`\nhint: it is one of gmm"
      ),
      (["train", "lds", "--hold-out", "2"], "--hold-out is no option of `verify train lds`"),
      (["train", "vae", "--iterations", "2"], "--iterations is no option of `verify train vae`"),
      (["train", "gmm", "--data", "iris", "--data", "nile"], "--data is given 2 times\nhint: only lds"),
      (["train", "gmm", "--columns", "3-1"], "--columns: '3-1' is no range of columns"),
      (["train", "gmm", "--covariance", "ful"], "--covariance cannot be 'ful': choose from full, tied, "),
      (["train", "gmm", "--floor", "-1"], "--floor needs a number from 0.0 to 1.0, not '-1'\n"),
      (["train", "gmm", "--floor", "nan"], "--floor needs a number"),
      (["train", "gmm", "--floor", "0.1", "--least-variance", "1"], "--floor and --least-variance exclude each other"),
      (["train", "gmm", "--missing", "keep"], "--missing keep is for lds only\nhint: did you mean skip?"),
      (["train", "lds", "--missing", "skip"], "--missing skip would join times that are apart"),
      (["train", "lds", "--fixed", "A,Q"], "there is no parameter 'Q' to hold fixed: choose from A, B, Sigma, "),
      (["train", "lds", "--local-level", "--states", "2"], "--local-level and --states exclude each other"),
      (["train", "vae", "--hidden", "64,,8"], "--hidden needs widths such as 400 or 256,128, not '64,,8'\n"),
      (["train", "vae", "--test", "digits", "--hold-out", "3"], "--test and --hold-out exclude each other"),
      (["train", "kmeans", "--resume"], "name the folder of the state with --checkpoint FOLDER\n"),
      (["train", "kmeans", "--checkpoint", "m", "--save", "m"], "--save and --checkpoint need folders of their own"),
      (["x", "--\u{1B}[31m"], "unknown option --\\u{1B}[31m\n"),
    ])
  func message(arguments: [String], expected: String) throws {
    let bench = try Bench()
    #expect(bench.run(arguments) == .usage)
    #expect(bench.errorOutput.hasPrefix("verify: error: \(expected)"), "\(bench.errorOutput)")
    #expect(bench.errorOutput.contains("\nusage: verify"))
    #expect(bench.output == "")
  }

  @Test("Any sequence of words ends in a status") func anyWords() throws {
    let words = [
      "", "-", "--", "---", "-q", "-qv", "--seed", "--seed=", "=", "3", "--=", "#", "a#", "#b", "all", "check", "soak",
      "list", "show", "help", "completion", "derive", "kl-gaussian", "--format", "json", "--given", "\u{0}", "/", "..",
      "--help", "--version", "--mutants", "--seeds", "1",
    ]
    let bench = try Bench()
    for seed in 0..<400 {
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
      }
      let line = (0..<next(6)).map { _ in words[next(words.count)] }
      let status = bench.run(line)
      #expect(status != .holds || !bench.output.isEmpty, "\(line)")
    }
  }
}

/// An option as it is documented and parsed.
struct Option: Sendable, Hashable {
  /// The name without dashes.
  let name: String
  /// The one-letter form.
  let letter: Character?
  /// What stands for the value in help texts; nil for a flag.
  let value: String?
  /// The only values there are; empty for free ones.
  let choices: [String]
  /// What it does.
  let summary: String

  init(_ name: String, _ letter: Character? = nil, value: String? = nil, choices: [String] = [], _ summary: String) {
    self.name = name
    self.letter = letter
    self.value = choices.isEmpty ? value : choices.joined(separator: "|")
    self.choices = choices
    self.summary = summary
  }

  /// The option as help texts show it.
  var usage: String { (letter.map { "-\($0), " } ?? "") + "--\(name)" + (value.map { " \($0)" } ?? "") }
}

extension Option {
  static let help = Option("help", "h", "show this help")
  static let seed = Option("seed", value: "N", "the seed from which every random draw derives (default 1)")
  static let threads = Option(
    "threads", value: "N", "threads to use (default: one for each processor); results do not depend on it")
  static let resolution = Option(
    "resolution", value: "R",
    "the discrepancy that sampling must be able to see, as a share of the terms: 0.005 or 0.5% (default 0.5%)")
  static let format = Option("format", choices: ["text", "json"], "how results are written (default text)")
  static let verbose = Option("verbose", "v", "show all of the evidence for every step")
  static let quiet = Option("quiet", "q", "show only what does not hold")
  static let color = Option(
    "color", choices: ["auto", "always", "never"],
    "colour the output (default auto: on a terminal, unless NO_COLOR is set)")
  static let derivations = Option(
    "derivations", value: "DIR",
    "the folder of derivations (default: VERIFY_DERIVATIONS, or Derivations/ here or above, or above the program)")
  static let given = Option(
    "given", value: "TEXT", "declarations, as in 'A in R^{n x n}'; may be given several times")

  /// What every command that checks takes.
  static let checking: [Option] = [
    .seed, .threads, .resolution, .format, .verbose, .quiet, .color, .derivations, .help,
  ]
}

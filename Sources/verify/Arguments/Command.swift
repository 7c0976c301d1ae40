/// A command: what help texts say of it, how it is parsed, what it does.
protocol Command {
  /// What help texts and completions say.
  static var information: CommandInformation { get }
  /// The command with these arguments.
  init(_ arguments: ParsedArguments) throws(UsageError)
  /// Does it.
  func run(_ session: Session) -> Status
}

/// What help texts and completions say of a command.
struct CommandInformation: Sendable {
  /// The name; empty for what `verify NAME…` does.
  let name: String
  /// One line.
  let abstract: String
  /// The operands as help texts show them.
  let operands: String
  /// More than the abstract says.
  var discussion = ""
  /// The options in order.
  let options: [Option]
  /// Command lines with what they do.
  let examples: [(line: String, purpose: String)]

  /// The command line in one line.
  var usage: String {
    (["verify", name, operands].filter { !$0.isEmpty } + (options.isEmpty ? [] : ["[options]"])).joined(separator: " ")
  }
}

/// What a command works with.
struct Session {
  let console: Console
  let engine: Engine
}

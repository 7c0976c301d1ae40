import Reporting

/// The program: finds the command, parses its options and runs it.
enum Tool {
  /// The version that `--version` prints.
  static let version = "0.1.0"

  /// Every command; the first is what `verify NAME…` does.
  static var commands: [any Command.Type] {
    [
      CheckFiles.self, CheckAll.self, CheckStatement.self, Derive.self, Grade.self, Soak.self, List.self, Show.self,
      TrainModel.self, TimeBenchmarks.self, ShowHelp.self, Completion.self,
    ]
  }

  /// Runs the command line without the program's name.
  static func run(_ arguments: [String], _ session: Session) -> Status {
    if arguments.isEmpty {
      session.console.writeError(Help.text(CheckFiles.information, width: session.console.width))
      return .usage
    }
    let (command, rest) = find(arguments)
    let information = command.information
    if asks("--version", in: rest) {
      session.console.write("verify \(version)\n")
      return .holds
    }
    if asks("--help", in: rest) || asks("-h", in: rest) {
      session.console.write(Help.text(information, width: session.console.width))
      return .holds
    }
    do throws(UsageError) {
      let parsed = try ParsedArguments(rest, options: information.options)
      return try make(command, parsed).run(session)
    } catch {
      var text = "verify: error: \(SafeText.escaped(error.message))\n"
      if let hint = error.hint { text += "hint: \(SafeText.escaped(hint))\n" }
      text += "usage: \(information.usage)\n"
      text += "`\(["verify", information.name, "--help"].filter { !$0.isEmpty }.joined(separator: " "))` says more\n"
      session.console.writeError(text)
      return .usage
    }
  }

  private static func make<C: Command>(_ command: C.Type, _ parsed: ParsedArguments) throws(UsageError) -> any Command {
    try C(parsed)
  }

  /// The command is the first operand that names one, so that options may stand before it.
  private static func find(_ arguments: [String]) -> (any Command.Type, [String]) {
    let takingValues = Set(
      commands.flatMap { $0.information.options.filter { $0.value != nil }.map { "--\($0.name)" } })
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "--", arguments[index] != "-" {
      index += takingValues.contains(arguments[index]) ? 2 : 1
    }
    if index < arguments.count,
      let command = commands.first(where: { $0.information.name == arguments[index] && !arguments[index].isEmpty })
    {
      var rest = arguments
      rest.remove(at: index)
      return (command, rest)
    }
    return (CheckFiles.self, arguments)
  }

  private static func asks(_ option: String, in arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains(option)
  }
}

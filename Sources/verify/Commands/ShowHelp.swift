/// `verify help [COMMAND]`
struct ShowHelp: Command {
  static let information = CommandInformation(
    name: "help", abstract: "Show how a command is used.", operands: "[COMMAND]", options: [.help],
    examples: [("verify help soak", "what `verify soak` does and takes")])

  private let command: any Command.Type

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let name = arguments.operands.first else {
      command = CheckFiles.self
      return
    }
    let names = Tool.commands.map { $0.information.name }.filter { !$0.isEmpty }
    guard let found = Tool.commands.first(where: { $0.information.name == name && !name.isEmpty }) else {
      throw UsageError("there is no command '\(name)'", hint: Nearest.hint(name, in: names))
    }
    command = found
  }

  func run(_ session: Session) -> Status {
    session.console.write(Help.text(command.information, width: session.console.width))
    return .holds
  }
}

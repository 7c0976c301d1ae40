import DataFiles

/// `verify completion SHELL`
struct Completion: Command {
  private enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static let information = CommandInformation(
    name: "completion", abstract: "Print a script that completes commands, options and names in a shell.",
    operands: "bash|zsh|fish", options: [.help],
    examples: [
      ("source <(verify completion bash)", "in ~/.bashrc"),
      ("source <(verify completion zsh)", "in ~/.zshrc, after compinit"),
      ("verify completion fish > ~/.config/fish/completions/verify.fish", "once"),
    ])

  private let shell: Shell

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let names = Shell.allCases.map(\.rawValue)
    let operand = try arguments.single("a shell: " + names.joined(separator: ", "))
    guard let shell = Shell(rawValue: operand) else {
      throw UsageError(
        "there is no completion for '\(operand)': choose from \(names.joined(separator: ", "))",
        hint: Nearest.hint(operand, in: names))
    }
    self.shell = shell
  }

  func run(_ session: Session) -> Status {
    let script =
      switch shell {
      case .bash: Self.bash
      case .zsh: Self.zsh
      case .fish: Self.fish
      }
    session.console.write(script)
    return .holds
  }

  private static var commands: [CommandInformation] { Tool.commands.map { $0.information } }

  private static var names: String { commands.map(\.name).filter { !$0.isEmpty }.joined(separator: " ") }

  /// The words that can follow each command, as branches of a shell's `case`.
  private static var branches: String {
    var text = ""
    for command in commands where !command.name.isEmpty {
      text += "    \(command.name)) words=\"\(words(command))\" ;;\n"
    }
    return text + "    *) words=\"\(words(CheckFiles.information)) \(names) $(verify list --quiet 2>/dev/null)\" ;;\n"
  }

  private static func words(_ command: CommandInformation) -> String {
    var words = command.options.map { "--\($0.name)" }
    switch command.name {
    case "help": words += names.split(separator: " ").map(String.init)
    case "completion": words += Shell.allCases.map(\.rawValue)
    case "show": words.append("$(verify list --quiet 2>/dev/null)")
    case "train": words += TrainedModel.allCases.map(\.rawValue)
    case "soak": words.append("all $(verify list --quiet 2>/dev/null)")
    default: break
    }
    return words.joined(separator: " ")
  }

  /// The values of options that have only a few, as branches of a shell's `case`.
  private static var choices: String {
    var seen: Set<String> = []
    var text = ""
    for option in commands.flatMap(\.options) where !option.choices.isEmpty && seen.insert(option.name).inserted {
      let all = commands.flatMap(\.options).filter { $0.name == option.name }.flatMap(\.choices)
      let unique = all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
      text += "    --\(option.name)) words=\"\(unique.joined(separator: " "))\" ;;\n"
    }
    return text
  }

  private static var bash: String {
    """
    _verify() {
      local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=""
      case "$previous" in
    \(choices)    --derivations|--save|--checkpoint|--start) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --data|--test) COMPREPLY=($(compgen -W "\(samples)" -- "$current") $(compgen -f -- "$current")); return ;;
        --plot) COMPREPLY=($(compgen -f -- "$current")); return ;;
      esac
      if [ -z "$words" ]; then
        case "${COMP_WORDS[1]}" in
    \(branches)    esac
      fi
      COMPREPLY=($(compgen -W "$words" -- "$current"))
    }
    complete -o default -F _verify verify

    """
  }

  private static var zsh: String {
    """
    #compdef verify
    _verify() {
      local words_before=("${words[@]}") previous="${words[CURRENT-1]}" first="${words[2]}"
      local words=""
      case "$previous" in
    \(choices)    --derivations|--save|--checkpoint|--start) _files -/; return ;;
        --data|--test) compadd -- \(samples); _files; return ;;
        --plot) _files; return ;;
      esac
      if [ -z "$words" ]; then
        case "$first" in
    \(branches)    esac
      fi
      compadd -- ${=words}
      _files -g "*.(md|tex)"
    }
    compdef _verify verify

    """
  }

  /// The data that `verify train` brings along.
  private static var samples: String { Sample.all.map(\.name).joined(separator: " ") }

  private static var fish: String {
    var text = "complete -c verify -n __fish_use_subcommand -a \"(verify list --quiet 2>/dev/null)\"\n"
    for command in commands {
      let condition =
        command.name.isEmpty ? "__fish_use_subcommand" : "'__fish_seen_subcommand_from \(command.name)'"
      if !command.name.isEmpty {
        text += "complete -c verify -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.abstract))\n"
      }
      for option in command.options {
        text += "complete -c verify -n \(condition) -l \(option.name)"
        if let letter = option.letter { text += " -s \(letter)" }
        if !option.choices.isEmpty { text += " -x -a \(quoted(option.choices.joined(separator: " ")))" }
        if option.choices.isEmpty, option.value != nil { text += " -r" }
        text += " -d \(quoted(option.summary))\n"
      }
    }
    for name in ["show", "soak"] {
      text += "complete -c verify -n '__fish_seen_subcommand_from \(name)' -a \"(verify list --quiet 2>/dev/null)\"\n"
    }
    let models = TrainedModel.allCases.map(\.rawValue).joined(separator: " ")
    text += "complete -c verify -n '__fish_seen_subcommand_from train' -x -a \(quoted(models))\n"
    text += "complete -c verify -n '__fish_seen_subcommand_from help' -x -a \(quoted(names))\n"
    text += "complete -c verify -n '__fish_seen_subcommand_from completion' -x -a 'bash zsh fish'\n"
    return text
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
  }
}

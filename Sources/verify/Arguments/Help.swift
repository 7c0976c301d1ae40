import Reporting

/// The help texts.
enum Help {
  /// The help text of a command.
  static func text(_ information: CommandInformation, width: Int) -> String {
    let width = min(max(width, 60), 100)
    var text = "\(information.abstract)\n\nusage: \(information.usage)\n"
    if !information.discussion.isEmpty { text += "\n" + paragraph(information.discussion, width) }
    if information.name.isEmpty {
      let rows = Tool.commands.map { $0.information }.filter { !$0.name.isEmpty }.map { ($0.name, $0.abstract) }
      text += "\ncommands:\n" + table(rows, width)
    }
    if !information.options.isEmpty {
      text += "\noptions:\n" + table(information.options.map { ($0.usage, $0.summary) }, width)
    }
    if !information.examples.isEmpty {
      text += "\nexamples:\n"
      for example in information.examples { text += "  \(example.line)\n      \(example.purpose)\n" }
    }
    if information.name.isEmpty {
      text += "\nexit status: 0 all hold, 1 something is refuted, 2 undecided, 3 a training cannot go on,\n"
      text += "64 wrong usage, 65 unreadable input, 70 a fault of verify, 73 a file cannot be written.\n"
      text += "`verify help COMMAND` says more of a command.\n"
    }
    return text
  }

  private static func paragraph(_ words: String, _ width: Int) -> String {
    DisplayWidth.wrapped(words, width: width).map { $0 + "\n" }.joined()
  }

  private static func table(_ rows: [(String, String)], _ width: Int) -> String {
    let column = min(28, (rows.map { DisplayWidth.of($0.0) }.max() ?? 0) + 4)
    let blank = String(repeating: " ", count: column)
    var text = ""
    for (name, summary) in rows {
      let lines = DisplayWidth.wrapped(summary, width: width - column)
      let isLong = DisplayWidth.of(name) + 4 > column
      if isLong { text += "  \(name)\n" }
      for (index, line) in lines.enumerated() {
        text += (index == 0 && !isLong ? DisplayWidth.padded("  \(name)", to: column) : blank) + line + "\n"
      }
    }
    return text
  }
}

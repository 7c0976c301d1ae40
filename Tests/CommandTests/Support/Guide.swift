/// The parts of a Markdown text that its tests run.
struct Guide {
  /// A command with the output that the text shows for it.
  struct Example: Equatable {
    var command: String
    var output: [String]
  }

  /// The commands of the blocks tagged `console`, block by block.
  private(set) var consoles: [[Example]] = []
  /// The blocks tagged `markdown` that begin with a heading.
  private(set) var derivations: [String] = []

  init(_ text: String) {
    var tag: String?
    var block: [String] = []
    var fence = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = tag {
        if line == fence {
          add(open, block)
          (tag, block) = (nil, [])
        } else {
          block.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        tag = String(line.dropFirst(fence.count))
      }
    }
  }

  private mutating func add(_ tag: String, _ block: [String]) {
    switch tag {
    case "console": consoles.append(Guide.examples(block))
    case "markdown" where block.first?.hasPrefix("#") == true: derivations.append(block.joined(separator: "\n") + "\n")
    default: break
    }
  }

  private static func examples(_ block: [String]) -> [Example] {
    var examples: [Example] = []
    var continues = false
    for line in block {
      if continues, let last = examples.indices.last {
        examples[last].command += " " + line.drop { $0 == " " }
      } else if line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2)), output: []))
      } else if let last = examples.indices.last {
        examples[last].output.append(line)
        continue
      }
      continues = line.hasSuffix("\\")
      if continues, let last = examples.indices.last {
        examples[last].command = String(examples[last].command.dropLast()).trimmingBlanks
      }
    }
    return examples
  }

  /// Whether an output is what is shown, where a line `…` stands for any number of lines.
  static func matches(_ output: String, _ shown: [String]) -> Bool {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    if lines.last == "" { lines.removeLast() }
    let pieces = shown.split(separator: "…", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return Array(lines) == shown }
    for (index, piece) in pieces.enumerated() {
      if index == 0 {
        guard lines.starts(with: piece) else { return false }
        lines = lines.dropFirst(piece.count)
      } else if index == pieces.count - 1 {
        return lines.count >= piece.count && lines.suffix(piece.count).elementsEqual(piece)
      } else {
        guard
          let start = lines.indices.first(where: { lines[$0...].starts(with: piece) })
            ?? (piece.isEmpty ? lines.startIndex : nil)
        else { return false }
        lines = lines[(start + piece.count)...]
      }
    }
    return false
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}

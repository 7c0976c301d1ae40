@testable import verify

/// As much of a shell as examples need: quotes, `|`, `>` and `&&`.
struct Shell {
  let workplace: Workplace
  /// The status of the last command.
  private(set) var last = Workplace.Outcome(status: .holds, output: "", errors: "")

  init(_ workplace: Workplace) { self.workplace = workplace }

  /// Why a line cannot be run.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a line; its output is what reaches standard output at its end.
  mutating func run(_ line: String) throws -> Workplace.Outcome {
    var output = ""
    var errors = ""
    for sequence in try Shell.words(line).split(separator: .mark("&&"), omittingEmptySubsequences: false) {
      var input = ""
      for part in sequence.split(separator: .mark("|"), omittingEmptySubsequences: false) {
        input = try command(Array(part), input: input, line: line)
        errors += last.errors
      }
      output += input
      if last.status != .holds { break }
    }
    return Workplace.Outcome(status: last.status, output: output, errors: errors)
  }

  private mutating func command(_ words: [Word], input: String, line: String) throws -> String {
    var words = words
    var target: String?
    if words.count > 2, words[words.count - 2] == .mark(">"), case .text(let name) = words[words.count - 1] {
      target = name
      words.removeLast(2)
    }
    let texts = try words.map { word in
      guard case .text(let text) = word else { throw Failure(description: "cannot run: \(line)") }
      return text
    }
    if texts == ["echo", "$?"] { return "\(last.status.rawValue)\n" }
    guard let arguments = Shell.arguments(texts) else { throw Failure(description: "not a verify command: \(line)") }
    last = workplace.run(arguments, input: input)
    guard let target else { return last.output }
    try workplace.write(target, last.output)
    return ""
  }

  /// What follows `verify` or `swift run -c release verify`.
  private static func arguments(_ words: [String]) -> [String]? {
    for beginning in [["verify"], ["swift", "run", "-c", "release", "verify"]] where words.starts(with: beginning) {
      return Array(words.dropFirst(beginning.count))
    }
    return nil
  }

  private enum Word: Equatable {
    case text(String)
    case mark(String)
  }

  private static func words(_ line: String) throws -> [Word] {
    var words: [Word] = []
    var current: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { current = (current ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        current = current ?? ""
      } else if character == " " {
        if let text = current { words.append(mark(text)) }
        current = nil
      } else {
        current = (current ?? "") + String(character)
      }
    }
    if quote != nil { throw Failure(description: "a quote is never closed: \(line)") }
    if let text = current { words.append(mark(text)) }
    return words
  }

  // Marks stand between blanks in our examples, so a quoted one is not told apart.
  private static func mark(_ text: String) -> Word { ["|", ">", "&&"].contains(text) ? .mark(text) : .text(text) }
}

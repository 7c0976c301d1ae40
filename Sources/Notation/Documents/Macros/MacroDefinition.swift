/// A macro that a document defines, as its bytes.
struct MacroDefinition {
  /// The name without the backslash.
  let name: String
  /// The number of its arguments, at most 9.
  let parameters: Int
  /// What stands for the first argument where it is left out.
  let defaultArgument: Range<Int>?
  /// The bytes of the replacement.
  let body: Range<Int>
  /// Whether the replacement is the name of an operator, set upright.
  let isOperator: Bool
  /// Whether an earlier definition of the name is kept.
  let yieldsToEarlier: Bool
  /// The place of its backslash.
  let start: Int
  /// The place behind the definition.
  let end: Int

  private static let commands: Set<String> = [
    "newcommand", "renewcommand", "providecommand", "DeclareMathOperator", "DeclareRobustCommand", "def", "gdef",
    "let",
  ]

  /// No definition is longer.
  private static let longest = 2048

  /// The place behind the definition that begins at a backslash, nil where none does.
  static func end(_ bytes: Bytes, at place: Int) -> Int? { definition(bytes, at: place)?.end }

  /// The definitions in a range, in order; what only looks like one is left alone.
  static func all(_ bytes: Bytes, _ range: Range<Int>, isTeX: Bool) -> [MacroDefinition] {
    var found: [MacroDefinition] = []
    var place = range.lowerBound
    while place < range.upperBound {
      switch bytes.at(place) {
      case UInt8(ascii: "%") where isTeX: place = bytes.lineEnd(place)
      case UInt8(ascii: "\\"):
        if let definition = definition(bytes, at: place), definition.end <= range.upperBound {
          found.append(definition)
          place = definition.end
        } else {
          place += 2
        }
      default: place += 1
      }
    }
    return found
  }

  /// The definition that begins at a backslash, nil where none does.
  static func definition(_ bytes: Bytes, at backslash: Int) -> MacroDefinition? {
    guard bytes.at(backslash) == UInt8(ascii: "\\") else { return nil }
    var place = bytes.commandEnd(backslash)
    let command = bytes.text(backslash + 1..<place)
    guard commands.contains(command) else { return nil }
    let limit = min(bytes.count, backslash + longest)
    if bytes.at(place) == UInt8(ascii: "*") { place += 1 }
    guard let name = commandName(bytes, &place) else { return nil }
    var parameters = 0
    var defaultArgument: Range<Int>?
    switch command {
    case "def", "gdef":
      while bytes.at(place) == UInt8(ascii: "#") {
        parameters += 1
        guard parameters <= 9, bytes.at(place + 1) == 0x30 + UInt8(parameters) else { return nil }
        place += 2
      }
    case "let":
      place = bytes.skipSpace(place)
      if bytes.at(place) == UInt8(ascii: "=") { place = bytes.skipSpace(place + 1) }
    case "DeclareMathOperator": break
    default:
      place = bytes.skipSpace(place)
      if bytes.at(place) == UInt8(ascii: "[") {
        guard Bytes.isDigit(bytes.at(place + 1)), bytes.at(place + 2) == UInt8(ascii: "]") else { return nil }
        parameters = Int(bytes.at(place + 1)) - 0x30
        place = bytes.skipSpace(place + 3)
        if parameters > 0, bytes.at(place) == UInt8(ascii: "["),
          let close = bytes.find("]", from: place, before: limit)
        {
          defaultArgument = place + 1..<close
          place = close + 1
        }
      }
    }
    place = bytes.skipSpace(place)
    guard let body = body(bytes, &place, before: limit, isToken: command == "let") else { return nil }
    return MacroDefinition(
      name: name, parameters: parameters, defaultArgument: defaultArgument, body: body,
      isOperator: command == "DeclareMathOperator", yieldsToEarlier: command == "providecommand", start: backslash,
      end: place)
  }

  /// The name of the command at the place, with or without braces around it.
  private static func commandName(_ bytes: Bytes, _ place: inout Int) -> String? {
    var start = bytes.skipSpace(place)
    let braced = bytes.at(start) == UInt8(ascii: "{")
    if braced { start = bytes.skipSpace(start + 1) }
    guard bytes.at(start) == UInt8(ascii: "\\") else { return nil }
    let end = bytes.commandEnd(start)
    place = end
    if braced {
      place = bytes.skipSpace(end)
      guard bytes.at(place) == UInt8(ascii: "}") else { return nil }
      place += 1
    }
    return end > start + 1 ? bytes.text(start + 1..<end) : nil
  }

  /// The bytes between braces, of one command or, where a token is enough, of one letter at the place.
  private static func body(
    _ bytes: Bytes, _ place: inout Int, before limit: Int, isToken: Bool
  ) -> Range<Int>? {
    let start = place
    if isToken, Bytes.isLetter(bytes.at(start)) {
      place += 1
      return start..<place
    }
    if bytes.at(start) == UInt8(ascii: "{") {
      guard let end = bytes.closingBrace(start, before: limit) else { return nil }
      place = end
      return start + 1..<end - 1
    }
    guard bytes.at(start) == UInt8(ascii: "\\") else { return nil }
    place = bytes.commandEnd(start)
    return start..<place
  }
}

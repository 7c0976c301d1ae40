/// The macros that a document has defined so far, and how much of them it may still expand.
struct MacroTable {
  private struct Macro {
    let definition: MacroDefinition
    /// The replacement, in which an argument is a command of its own.
    let body: Source
    let defaultArgument: Source?
  }

  /// Macros that call each other more deeply than this are taken to call themselves.
  private static let depthLimit = 64
  /// One formula makes no more tokens than this out of macros.
  private static let formulaLimit = 20_000
  /// A whole document makes no more than this.
  private static let documentLimit = 1_000_000

  private var macros: [String: Macro] = [:]
  /// The tokens of the replacements that have been read.
  private var replacements: [String: [Token]] = [:]
  private var spentInDocument = 0
  private var spentInFormula = 0
  private let source: Source

  /// No macros yet.
  init(source: Source) { self.source = source }

  /// Takes up the definitions in a range of the source.
  mutating func define(_ definitions: [MacroDefinition]) {
    for definition in definitions {
      if definition.yieldsToEarlier, macros[definition.name] != nil { continue }
      let text = source.text(definition.body)
      let body = definition.isOperator ? "\\operatorname{\(text)}" : MacroArgument.marked(text, definition.parameters)
      replacements[definition.name] = nil
      macros[definition.name] = Macro(
        definition: definition, body: Source(name: source.name, text: body),
        defaultArgument: definition.defaultArgument.map { Source(name: source.name, text: source.text($0)) })
    }
  }

  /// The tokens of a range of the source with every macro expanded; definitions in the range are taken up and leave
  /// no token. The last token is `end`.
  mutating func tokens(_ range: Range<Int>) throws(NotationError) -> [Token] {
    spentInFormula = 0
    var tokens: [Token] = []
    var start = range.lowerBound
    for definition in MacroDefinition.all(Bytes(source.bytes), range, isTeX: true) {
      let backslash = definition.start
      tokens += try Lexer.tokens(source, start..<backslash, style: .latex).dropLast()
      define([definition])
      start = definition.end
    }
    tokens += try Lexer.tokens(source, start..<range.upperBound, style: .latex)
    return macros.isEmpty ? tokens : try expand(tokens, depth: 0)
  }

  private mutating func expand(_ tokens: [Token], depth: Int) throws(NotationError) -> [Token] {
    guard tokens.contains(where: isMacro) else { return tokens }
    var output: [Token] = []
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      place += 1
      guard case .command(let name) = token.kind, let macro = macros[name] else {
        output.append(token)
        continue
      }
      guard depth < MacroTable.depthLimit else {
        throw NotationError(source, token.range, "the macro \\\(name) calls itself, or others too deeply")
      }
      let arguments = try readArguments(of: macro, tokens, &place, call: token)
      let replaced = try replacement(macro, arguments, call: token, end: tokens[place - 1].range.upperBound)
      try spend(replaced.count, on: token)
      output += try expand(replaced, depth: depth + 1)
    }
    return output
  }

  private func isMacro(_ token: Token) -> Bool {
    if case .command(let name) = token.kind { macros[name] != nil } else { false }
  }

  private mutating func spend(_ count: Int, on call: Token) throws(NotationError) {
    spentInFormula += count + 1
    spentInDocument += count + 1
    if spentInFormula > MacroTable.formulaLimit || spentInDocument > MacroTable.documentLimit {
      throw NotationError(source, call.range, "the macros expand to too much (more than the limit allows)")
    }
  }

  private func readArguments(
    of macro: Macro, _ tokens: [Token], _ place: inout Int, call: Token
  ) throws(NotationError) -> [[Token]] {
    var arguments: [[Token]] = []
    if let defaultArgument = macro.defaultArgument {
      if place < tokens.count, tokens[place].isSymbol("["),
        let close = tokens[place...].prefix(256).firstIndex(where: { $0.isSymbol("]") })
      {
        arguments.append(Array(tokens[place + 1..<close]))
        place = close + 1
      } else {
        arguments.append(try lexed(defaultArgument, call: call))
      }
    }
    while arguments.count < macro.definition.parameters {
      guard place < tokens.count, tokens[place].kind != .end, tokens[place].kind != .rowEnd,
        !tokens[place].isSymbol("}"), !tokens[place].isSymbol("&")
      else {
        let wanted = macro.definition.parameters
        throw NotationError(
          source, call.range,
          "the macro \\\(macro.definition.name) takes \(wanted) argument\(wanted == 1 ? "" : "s"), "
            + "\(arguments.count) given")
      }
      if tokens[place].isSymbol("{") {
        let group = TokenGroups.group(tokens[...], at: place)
        guard let group else { throw NotationError(source, tokens[place].range, "this brace is never closed") }
        arguments.append(Array(tokens[group.content]))
        place = group.end
      } else {
        arguments.append([tokens[place]])
        place += 1
      }
    }
    return arguments
  }

  private mutating func replacement(
    _ macro: Macro, _ arguments: [[Token]], call: Token, end: Int
  ) throws(NotationError) -> [Token] {
    let name = macro.definition.name
    let body: [Token]
    if let known = replacements[name] {
      body = known
    } else {
      body = try lexed(macro.body, call: call)
      replacements[name] = body
    }
    var output: [Token] = []
    /// The numbers of the tokens that stand in the macro, not in an argument.
    var own: [Int] = []
    for token in body {
      if case .command(let name) = token.kind, let number = MacroArgument.number(name), number < arguments.count {
        output += arguments[number]
      } else {
        own.append(output.count)
        output.append(token)
        if case .text(let text) = token.kind {
          output[output.count - 1].kind = .text(MacroArgument.filled(text, arguments.map(spelling)))
        }
      }
      // A macro defined by its own doubling is stopped before its replacement is laid out.
      if output.count > MacroTable.formulaLimit { break }
    }
    place(&output, own: own, call: call, end: max(call.range.upperBound, end))
    if !output.isEmpty, call.hasSpaceBefore { output[0].hasSpaceBefore = true }
    return output
  }

  /// Places a macro's own tokens in the source, so that places never go back from one token to the next: before the
  /// arguments at the call's name, then behind each argument. Where arguments change their order, everything is
  /// placed at the whole call.
  private func place(_ tokens: inout [Token], own: [Int], call: Token, end: Int) {
    let isOwn = Set(own)
    var last = call.range
    for number in tokens.indices {
      if isOwn.contains(number) {
        tokens[number].range = last
      } else {
        let range = tokens[number].range
        guard range.lowerBound >= last.lowerBound, range.upperBound >= last.upperBound, range.upperBound <= end else {
          for other in tokens.indices { tokens[other].range = call.range.lowerBound..<end }
          return
        }
        last = range.upperBound..<min(range.upperBound + 1, end)
      }
    }
    // Together they cover the whole call.
    guard let first = tokens.indices.first, let final = tokens.indices.last else { return }
    tokens[first].range = call.range.lowerBound..<tokens[first].range.upperBound
    tokens[final].range = tokens[final].range.lowerBound..<end
  }

  /// The tokens of a replacement, placed where the macro was called.
  private func lexed(_ body: Source, call: Token) throws(NotationError) -> [Token] {
    do {
      var tokens = Array(try Lexer.tokens(body, 0..<body.bytes.count, style: .latex).dropLast())
      for index in tokens.indices { tokens[index].range = call.range }
      return tokens
    } catch {
      throw NotationError(
        source, call.range, "in the macro \(source.text(call.range)): \(error.message)", hint: error.hint)
    }
  }

  private func spelling(_ argument: [Token]) -> String {
    guard let first = argument.first, let last = argument.last else { return "" }
    return source.text(first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound))
  }
}

/// How the arguments of a macro stand in its replacement until they are known: #1 as a command.
private enum MacroArgument {
  private static let prefix = "verifyargument"

  /// The replacement with each #1 … #9 written as a command.
  static func marked(_ body: String, _ parameters: Int) -> String {
    guard parameters > 0, body.contains("#") else { return body }
    var text = ""
    var characters = body[...]
    while let first = characters.popFirst() {
      if first == "#", let digit = characters.first?.wholeNumberValue, (1...9).contains(digit) {
        characters.removeFirst()
        text += command(digit - 1) + " "
      } else {
        text.append(first)
      }
    }
    return text
  }

  /// The number, from 0, of the argument that the command stands for.
  static func number(_ name: String) -> Int? {
    guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 1, let last = name.utf8.last else {
      return nil
    }
    return Int(last) - 0x61
  }

  /// Prose with each argument written out.
  static func filled(_ text: String, _ arguments: [String]) -> String {
    guard text.contains(prefix) else { return text }
    var text = text
    for (number, argument) in arguments.enumerated() {
      let mark = command(number) + " "
      var filled = ""
      var rest = text[...]
      while let range = rest.firstRange(of: mark) {
        filled += rest[..<range.lowerBound] + argument
        rest = rest[range.upperBound...]
      }
      text = filled + rest
    }
    return text
  }

  private static func command(_ number: Int) -> String {
    "\\" + prefix + String(UnicodeScalar(UInt8(0x61 + number)))
  }
}

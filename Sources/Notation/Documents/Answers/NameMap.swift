import Symbolic

/// The names that a writer uses for the names of somebody else, and tokens with the one written as the other.
struct NameMap {
  /// The other's name of each of the writer's.
  private(set) var names: [String: String] = [:]
  /// The other's names in LaTeX.
  private var spellings: [String: [Token]] = [:]

  /// Whether some name of the writer stands for that one.
  func reaches(_ name: String) -> Bool { names.values.contains(name) }

  /// Lets a name of the writer stand for another's.
  mutating func add(_ own: String, for name: String) {
    names[own] = name
    let text = Spelling.latex(Term(Symbol(name, Shape.scalar)))
    let source = Source(name: "", text: text)
    let tokens = (try? Lexer.tokens(source, 0..<source.bytes.count, style: .latex)) ?? []
    spellings[own] = tokens.filter { $0.kind != .end }
  }

  /// The tokens with every name of the writer replaced; what stands for a name stands at its place.
  func applied(to tokens: ArraySlice<Token>) -> [Token] {
    if names.isEmpty { return Array(tokens) }
    var output: [Token] = []
    var place = tokens.startIndex
    var isIntegrated = false
    while place < tokens.endIndex {
      isIntegrated = isIntegrated || tokens[place].isCommand("int")
      if NameMap.isTransposition(tokens, place) || (isIntegrated && NameMap.isDifferential(tokens, place)) {
        output.append(tokens[place])
        place += 1
        continue
      }
      if let found = match(tokens[place...]) {
        let range = TokenGroups.range(tokens[place..<found.end]) ?? tokens[place].range
        for (number, token) in found.spelling.enumerated() {
          var token = token
          token.range = range
          token.hasSpaceBefore = number == 0 ? tokens[place].hasSpaceBefore : false
          output.append(token)
        }
        output += found.rest
        place = found.end
      } else {
        output.append(tokens[place])
        place += 1
      }
    }
    return output
  }

  /// Whether the token is the T of a transposition.
  private static func isTransposition(_ tokens: ArraySlice<Token>, _ place: Int) -> Bool {
    guard tokens[place].kind == .letter("T"), place > tokens.startIndex else { return false }
    if tokens[place - 1].isSymbol("^") { return true }
    return tokens[place - 1].isSymbol("{") && place - 1 > tokens.startIndex && tokens[place - 2].isSymbol("^")
  }

  /// Whether the token is the d in front of the variable of an integral, upright or not.
  static func isDifferential(_ tokens: ArraySlice<Token>, _ place: Int) -> Bool {
    if tokens[place].isCommand("mathrm") || tokens[place].isCommand("text") {
      return tokens.endIndex > place + 4 && NameReader.name(tokens[place..<place + 4]) == "d"
        && NameReader.prefix(tokens[(place + 4)...]) != nil
    }
    guard tokens[place].kind == .letter("d"), place + 1 < tokens.endIndex else { return false }
    if tokens[place + 1].isSymbol("}") { return place > tokens.startIndex && tokens[place - 1].isSymbol("{") }
    return !tokens[place + 1].hasSpaceBefore && NameReader.prefix(tokens[(place + 1)...]) != nil
  }

  /// The name that the tokens begin with: with its scripts, with an exponent between name and index, or alone.
  private func match(_ tokens: ArraySlice<Token>) -> (spelling: [Token], rest: [Token], end: Int)? {
    guard let found = NameReader.prefix(tokens), found.end > tokens.startIndex else { return nil }
    if let spelling = spellings[found.name] { return (spelling, [], found.end) }
    if found.end < tokens.endIndex, tokens[found.end].isSymbol("^"),
      let exponent = script(tokens, at: found.end), exponent < tokens.endIndex, tokens[exponent].isSymbol("_"),
      let end = script(tokens, at: exponent)
    {
      let name = NameReader.name(Array(tokens[tokens.startIndex..<found.end] + tokens[exponent..<end])[...])
      if let name, let spelling = spellings[name] { return (spelling, Array(tokens[found.end..<exponent]), end) }
    }
    guard found.end > tokens.startIndex + 1, let first = tokens.first,
      let base = NameReader.name([first]), let spelling = spellings[base]
    else { return nil }
    return (spelling, [], tokens.startIndex + 1)
  }

  /// The place behind the script that begins at the mark.
  private func script(_ tokens: ArraySlice<Token>, at mark: Int) -> Int? {
    let start = mark + 1
    guard start < tokens.endIndex else { return nil }
    if let group = TokenGroups.group(tokens, at: start), tokens[start].isSymbol("{") { return group.end }
    return start + 1
  }
}

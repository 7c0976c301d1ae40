import Symbolic

/// A chain as tokens.
struct TokenChain {
  /// The first expression; none where the chain goes on with the display before.
  var first: [Token]
  /// Whether an alignment mark stands before the first expression.
  var isMarked = false
  /// The steps; each has a relation.
  var steps: [Segment] = []
  /// The bytes where the chain begins.
  var place: Range<Int>
  /// Whether an arrow or a word says that it follows from what stands before.
  var isConsequence = false

  /// Whether it goes on with the chain of the display before.
  var continuesDisplay: Bool { first.isEmpty }

  /// a = 0 = b as a = 0 and 0 = b.
  var splitAtZero: [TokenChain] {
    guard
      let place = steps.dropLast().firstIndex(where: { SetReader.isZero($0.tokens[...]) }),
      steps[...(place + 1)].allSatisfy({ $0.relation == .equal })
    else { return [self] }
    var asked = self
    asked.steps = Array(steps[...place])
    var rest = self
    rest.first = steps[place].tokens
    rest.steps = Array(steps[(place + 1)...])
    rest.place = TokenGroups.range(rest.first[...]) ?? rest.place
    return [asked] + rest.splitAtZero
  }

  /// The tokens of the last expression.
  fileprivate var last: [Token] { steps.last?.tokens ?? first }

  /// Lengthens the last expression.
  fileprivate mutating func extend(by segment: Segment) {
    if let end = steps.indices.last {
      steps[end].tokens += segment.tokens
      steps[end].reasons += segment.reasons
    } else {
      first += segment.tokens
    }
  }
}

/// Puts the rows of a display together into chains.
struct ChainAssembler {
  private let source: Source
  private let mode: Mode
  private var chains: [TokenChain] = []
  private var current: TokenChain?

  /// What is known of names, and whether an expression alone is taken.
  struct Mode {
    /// Whether the name is declared; a letter c that is not, at the end of a line, is a constant.
    var isDeclared: (String) -> Bool = { _ in true }
    var takesExpressions = false
  }

  private init(_ source: Source, _ mode: Mode) {
    self.source = source
    self.mode = mode
  }

  /// The chains of a display's tokens, in order.
  static func chains(
    _ tokens: [Token], source: Source, mode: Mode = Mode()
  ) throws(NotationError) -> [TokenChain] {
    var assembler = ChainAssembler(source, mode)
    for row in try DisplayRows.rows(tokens, source: source) {
      let content = try RowReader.content(row, source: source)
      if let last = assembler.current?.steps.indices.last {
        assembler.current?.steps[last].reasons += content.reasons
      }
      let rowIsMarked = row.contains { $0.marks > 0 }
      for (number, statement) in content.statements.enumerated() {
        try assembler.add(statement, isFirstInRow: number == 0, rowIsMarked: rowIsMarked)
      }
    }
    try assembler.finish()
    return assembler.chains
  }

  private mutating func add(
    _ statement: RowStatement, isFirstInRow: Bool, rowIsMarked: Bool
  ) throws(NotationError) {
    let head = statement.segments[0]
    let steps = statement.segments.dropFirst()
    if head.tokens.isEmpty, let relation = steps.first {
      if current == nil { current = TokenChain(first: [], place: relation.place) }
      current?.steps += steps
    } else if current != nil, isFirstInRow, try goesOn(statement, rowIsMarked: rowIsMarked) {
      current?.extend(by: head)
      current?.steps += steps
    } else {
      try finish()
      let place = TokenGroups.range(head.tokens[...]) ?? head.place
      current = TokenChain(
        first: head.tokens, isMarked: statement.isMarked, steps: Array(steps), place: place,
        isConsequence: statement.isConsequence)
    }
  }

  /// Whether the first expression of a row goes on with the last expression of the row before.
  private func goesOn(_ statement: RowStatement, rowIsMarked: Bool) throws(NotationError) -> Bool {
    guard let current, let first = statement.segments[0].tokens.first else { return false }
    if current.last.last.map(Prose.takesOperand) ?? true { return true }
    if statement.beginsAnew { return false }
    if statement.segments.count == 1 { return true }
    if RowIndex.isSign(first) {
      return statement.isMarked || !rowIsMarked
    }
    guard statement.isMarked, !current.isMarked, !statement.relationIsMarked else { return false }
    throw NotationError(
      source, TokenGroups.range(statement.segments[0].tokens[...]) ?? first.range,
      "this row could go on with the row before or begin a chain of its own",
      hint: "begin it with a sign or \\cdot, or move & before its relation")
  }

  private mutating func finish() throws(NotationError) {
    guard var chain = current else { return }
    current = nil
    for number in chain.steps.indices { takeConstant(&chain.steps[number]) }
    guard !chain.steps.isEmpty || mode.takesExpressions else {
      if let bracket = TokenGroups.unclosed(chain.first[...]) {
        throw NotationError(
          source, bracket.range, "the bracket '\(source.text(bracket.range))' is never closed")
      }
      if let relation = ChainAssembler.unknownRelation(chain.first) {
        throw NotationError(
          source, relation.range, "the relation '\(source.text(relation.range))' is not known",
          hint: "a chain needs one such as = or \\le")
      }
      throw NotationError(
        source, TokenGroups.range(chain.first[...]) ?? chain.place,
        "a chain needs a relation, such as = or \\le, between two expressions",
        hint: ChainAssembler.declares(chain.first)
          ? "a declaration belongs in a paragraph that begins with **Given**" : nil)
    }
    for step in chain.steps where step.tokens.isEmpty {
      throw NotationError(source, step.place, "no expression follows this relation")
    }
    chains.append(chain)
  }

  /// Takes the constant at the end of a line, as in f + const, out of it: the line is then equal up to a constant.
  private func takeConstant(_ segment: inout Segment) {
    guard segment.relation == .equal else { return }
    var depth = 0
    for place in segment.tokens.indices.reversed() {
      depth -= TokenGroups.change(segment.tokens[place])
      guard depth == 0, segment.tokens[place].isSymbol("+") else { continue }
      if place > 0, isConstant(segment.tokens[(place + 1)...]) {
        segment.tokens.removeSubrange(place...)
        segment.relation = .equalUpToConstant
      }
      return
    }
  }

  private func isConstant(_ tokens: ArraySlice<Token>) -> Bool {
    guard tokens.count <= 16 else { return false }
    var word = ""
    for token in tokens {
      switch token.kind {
      case .text(let text): word += text
      case .letter(let letter): word += letter
      case .symbol("{"), .symbol("}"), .symbol("."): continue
      case .command(let name) where SyntaxReader.decorations.contains(name): continue
      default: return false
      }
    }
    let words: Set<String> = ["const", "constant", "constants", "const.", "cst", "terms"]
    if words.contains(word.lowercased().filter { !$0.isWhitespace }) { return !mode.isDeclared(word) || word.count > 2 }
    return ["c", "C"].contains(word) && !mode.isDeclared(word)
  }

  /// The first relation outside of brackets that steps cannot have.
  private static func unknownRelation(_ tokens: [Token]) -> Token? {
    var depth = 0
    return tokens.first { token in
      depth += TokenGroups.change(token)
      guard depth == 0, case .command(let name) = token.kind else { return false }
      return unknownRelations.contains(name)
    }
  }

  private static let unknownRelations: Set<String> = [
    "ne", "neq", "cong", "succeq", "succ", "preceq", "prec", "succcurlyeq", "preccurlyeq", "asymp", "doteq", "ll", "gg",
    "lesssim", "gtrsim", "subset", "subseteq", "supset", "supseteq", "notin", "ni", "perp", "parallel", "models", "not",
    "nsim", "ncong", "nleq", "ngeq", "to", "mapsto", "rightarrow", "rightsquigarrow", "leadsto",
  ]

  private static func declares(_ tokens: [Token]) -> Bool {
    tokens.contains { $0.isCommand("sim") || $0.isCommand("in") }
  }
}

import Symbolic

/// Puts the blocks of a text together into claims with their declarations.
struct DocumentAssembler {
  /// What stands under one heading, up to the next.
  private struct Section {
    let level: Int
    let title: String
    var scope: DeclarationScope
    var origin: String?
    var chains: [Chain] = []
    /// What is declared before the first display.
    var given: Declarations?
    /// The paragraphs that begin with a bold word.
    var remarks: [String] = []
    /// Reads the displays, with the equations that are asked in this section.
    var reader: ChainReader?
  }

  private let original: Source
  private let blocks: [Block]
  private let bytes: Bytes
  private let isTeX: Bool
  private var macros: MacroTable
  private var section: Section
  private var ancestors: [Section] = []
  private var claims: [Claim] = []
  /// What the sections before define, by name.
  private var earlier: [String: EarlierDefinition] = [:]
  private var title: String?
  private var taken: Set<String> = []
  private var lastNumbers: [String: Int] = [:]
  /// Whether a list or display that comes next belongs to a declaring paragraph.
  private var declares = false

  init(_ source: Source, _ list: BlockList) {
    original = source
    blocks = list.blocks
    bytes = Bytes(list.source.bytes)
    isTeX = source.name.lowercased().hasSuffix(".tex")
    macros = MacroTable(source: list.source)
    section = Section(
      level: 0, title: DocumentAssembler.baseName(source.name), scope: DeclarationScope(source: list.source))
  }

  /// The document that the blocks make.
  mutating func document() throws(NotationError) -> Document {
    for block in blocks {
      switch block {
      case .heading(let level, let title): begin(level, title)
      case .definitions(let range): macros.define(MacroDefinition.all(bytes, range, isTeX: isTeX))
      case .paragraph(let paragraph): try read(paragraph)
      case .display(let display): try read(display)
      }
    }
    finishSection()
    guard !claims.isEmpty else {
      throw NotationError(
        Source(name: original.name, text: ""), 0..<0, "the file has no displayed formula that could be checked")
    }
    return Document(source: original, title: title ?? DocumentAssembler.baseName(original.name), claims: claims)
  }

  private mutating func begin(_ level: Int, _ range: Range<Int>) {
    let text = DocumentAssembler.headingText(bytes, range)
    finishSection()
    keepDefinitions()
    if title == nil, !text.isEmpty { title = text }
    ancestors.append(section)
    while let last = ancestors.last, last.level >= level { ancestors.removeLast() }
    guard let parent = ancestors.last else { return }
    section = Section(level: level, title: text, scope: parent.scope, origin: parent.origin)
    declares = false
  }

  /// Keeps what the section defines, as the sections behind it may define it again.
  private mutating func keepDefinitions() {
    let declarations = section.scope.declarations
    let inherited = ancestors.last?.scope.declarations
    for symbol in Set(declarations.definitions.keys).union(declarations.formulas.keys) {
      if let inherited, inherited.symbol(named: symbol.name) != nil { continue }
      guard let found = EarlierDefinition(symbol, declarations, heading: section.title) else { continue }
      if let known = earlier[symbol.name], known.isSame(as: found) { continue }
      earlier[symbol.name] = found
    }
  }

  private mutating func finishSection() {
    guard !section.chains.isEmpty else { return }
    let slug = Slug.unique(section.title, taken: &taken, last: &lastNumbers)
    var claim = Claim(
      slug: slug, title: section.title, declarations: section.scope.declarations, chains: section.chains,
      origin: section.origin)
    claim.level = section.level
    claim.remarks = section.remarks
    if let given = section.given { claim.given = given }
    claims.append(claim)
    section.chains = []
  }

  // MARK: Paragraphs

  private mutating func read(_ paragraph: Paragraph) throws(NotationError) {
    guard let first = paragraph.pieces.first else { return }
    let opening = bytes.text(first.lowerBound..<min(first.upperBound, first.lowerBound + 64))
    let role = ParagraphMark.role(opening)?.role
    if role == .source {
      section.origin = origin(paragraph)
      declares = false
    } else if role == .given || (declares && (paragraph.isList || paragraph.continuesDisplay)) {
      try declare(InlineText.runs(bytes, paragraph), isList: paragraph.isList)
    } else {
      declares = false
      if ParagraphMark.isMarked(opening) {
        let text = InlineText.plain(InlineText.runs(bytes, paragraph), bytes)
        section.remarks.append(String(text.prefix(DocumentAssembler.longestRemark)))
      }
    }
  }

  /// Longer remarks are cut.
  private static let longestRemark = 2000

  private func origin(_ paragraph: Paragraph) -> String {
    var text = ""
    for piece in paragraph.pieces where text.utf8.count < 2000 { text += bytes.text(piece) + " " }
    let plain = Reason.trimmed(InlineText.unmarked(String(text.prefix(2000))))
    guard let space = plain.firstIndex(where: { $0 == " " }) else { return "" }
    return Reason.trimmed(String(plain[space...].drop { " :.,".contains($0) }))
  }

  private mutating func declare(_ runs: [InlineText.Run], isList: Bool) throws(NotationError) {
    var formulas: [GivenFormula] = []
    var words = ""
    for run in runs {
      switch run {
      case .words(var text, _):
        if formulas.isEmpty, let marked = ParagraphMark.role(text) { text = marked.rest }
        words = text
        if !formulas.isEmpty { formulas[formulas.count - 1].after = text }
      case .formula(let range):
        let tokens = try macros.tokens(range).dropLast()
        formulas.append(
          GivenFormula(
            statements: GivenStatement.statements(Array(tokens)), tokens: tokens, before: words, after: "",
            range: range))
      }
    }
    declares = isList || (formulas.isEmpty && DocumentAssembler.announces(words))
    guard !formulas.isEmpty else { return }
    var reader = GivenReader(scope: section.scope)
    try reader.read(formulas)
    section.scope = reader.scope
  }

  /// Whether the words behind **Given** only announce the list or display that follows; words such as "then" would
  /// make it a claim.
  private static func announces(_ words: String) -> Bool {
    let announcing: Set<String> = [
      "the", "following", "moreover", "further", "furthermore", "also", "in", "addition", "as", "follows", "and",
      "throughout", "that", "be", "are", "given", "definitions", "quantities", "symbols", "notation", "let",
    ]
    return words.lowercased().split { !$0.isLetter }.allSatisfy { announcing.contains(String($0)) }
  }

  // MARK: Displays

  private mutating func read(_ display: Display) throws(NotationError) {
    let tokens = try macros.tokens(display.content)
    if declares {
      var formulas: [GivenFormula] = []
      for row in try DisplayRows.rows(tokens, source: section.scope.source) where !row.isEmpty {
        let tokens = row.map(\.token)
        formulas.append(
          GivenFormula(
            statements: GivenStatement.statements(tokens), tokens: tokens[...], before: "", after: "",
            range: TokenGroups.range(tokens[...]) ?? display.content))
      }
      var reader = GivenReader(scope: section.scope)
      try reader.read(formulas)
      section.scope = reader.scope
      return
    }
    if section.given == nil { section.given = section.scope.declarations }
    var reader = section.reader ?? ChainReader(scope: section.scope)
    reader.scope = section.scope
    reader.earlier = earlier
    try reader.read(tokens, into: &section.chains)
    section.scope = reader.scope
    section.reader = reader
  }

  /// A heading as its title.
  static func headingText(_ bytes: Bytes, _ range: Range<Int>) -> String {
    Reason.trimmed(InlineText.unmarked(String(bytes.text(range).prefix(300))))
  }

  /// The last part of a path, without its ending.
  static func baseName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }
}

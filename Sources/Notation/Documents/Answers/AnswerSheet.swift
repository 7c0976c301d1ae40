import Symbolic

/// A text by somebody whose declarations do not count: its sections with the tokens of their formulas and displays.
///
/// Nothing is read under declarations yet, so that a fault in one place leaves the others as they are.
package struct AnswerSheet: Sendable {
  /// What stands under one heading, up to the next.
  package struct Section: Sendable {
    /// How deep the heading stands, 1 the highest; 0 for what stands before the first.
    package let level: Int
    /// The heading as plain text.
    package let title: String
    /// The line of the heading, from 1.
    package let line: Int
    /// The formulas of the running text, in order.
    var formulas: [ArraySlice<Token>] = []
    /// The displays in order, or why one cannot be cut into tokens.
    var displays: [AnswerDisplay] = []
    /// Whether the heading is a bold line.
    package var isBold = false
    /// Whether a formula of the running text states something.
    package var hasStatements: Bool {
      formulas.contains { formula in
        formula.indices.contains { RelationReader.relation(formula, at: $0) != nil }
      }
    }
    /// Whether there is a formula in the running text.
    package var hasFormulas: Bool { !formulas.isEmpty }
    /// Whether there is a display.
    package var hasDisplays: Bool { !displays.isEmpty }
  }

  /// The text as it is read.
  package let source: Source
  /// The sections in order.
  package private(set) var sections: [Section] = []

  /// The most displays of one answer.
  package static let displayLimit = 200
  /// The most tokens of all displays of one answer.
  package static let tokenLimit = 60_000

  /// The sections of these bytes.
  ///
  /// - Throws: `NotationError` where they are no text, or its blocks cannot be told.
  package init(bytes: [UInt8], name: String) throws(NotationError) {
    let original = try SourceText.source(bytes, name: name)
    try HiddenText(original).refuse()
    let list = try BlockScanner.blocks(original)
    source = list.source
    let bytes = Bytes(list.source.bytes)
    let isTeX = name.lowercased().hasSuffix(".tex")
    var macros = MacroTable(source: list.source)
    var section = Section(level: 0, title: "", line: 1)
    var displays = 0
    var tokens = 0
    for block in list.blocks {
      switch block {
      case .heading(let level, let title):
        sections.append(section)
        section = Section(
          level: level, title: DocumentAssembler.headingText(bytes, title),
          line: list.source.location(title.lowerBound).line)
      case .definitions(let range): macros.define(MacroDefinition.all(bytes, range, isTeX: isTeX))
      case .paragraph(let paragraph):
        if let title = AnswerSheet.boldLine(bytes, paragraph) {
          sections.append(section)
          section = Section(level: 7, title: title, line: list.source.location(paragraph.pieces[0].lowerBound).line)
          section.isBold = true
        }
        for case .formula(let range) in InlineText.runs(bytes, paragraph) {
          guard let formula = try? macros.tokens(range) else { continue }
          tokens += formula.count
          section.formulas.append(formula.dropLast()[...])
        }
      case .display(let display):
        displays += 1
        let content: Result<[Token], NotationError>
        do throws(NotationError) {
          let found = try macros.tokens(display.content)
          tokens += found.count
          content = .success(found)
        } catch {
          content = .failure(error)
        }
        section.displays.append(AnswerDisplay(range: display.content, content: content))
      }
      guard displays <= AnswerSheet.displayLimit, tokens <= AnswerSheet.tokenLimit else {
        throw NotationError(source, 0..<0, "the answer is too long to be graded")
      }
    }
    sections.append(section)
  }

  /// The words of a paragraph's first line where all of them are bold, as a heading of sorts; nil where they are not.
  private static func boldLine(_ bytes: Bytes, _ paragraph: Paragraph) -> String? {
    guard let first = paragraph.pieces.first, !paragraph.isList, first.count <= 200 else { return nil }
    var text = bytes.text(first).trimmingPrefix { $0.isWhitespace }
    while let last = text.last, last.isWhitespace || ".:\\".contains(last) { text = text.dropLast() }
    for (opening, closing) in [("**", "**"), ("__", "__"), ("\\textbf{", "}"), ("{\\bf ", "}")] {
      guard text.hasPrefix(opening), text.hasSuffix(closing), text.count > opening.count + closing.count else {
        continue
      }
      let inner = text.dropFirst(opening.count).dropLast(closing.count)
      guard !inner.contains("*"), !inner.contains("$"), !inner.contains("{") else { return nil }
      return Reason.trimmed(String(inner))
    }
    return nil
  }
}

/// A display of an answer.
struct AnswerDisplay: Sendable {
  /// The bytes of its content.
  let range: Range<Int>
  /// Its tokens, macros expanded.
  let content: Result<[Token], NotationError>
}

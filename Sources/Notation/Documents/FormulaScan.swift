import Symbolic

/// Reads formulas of texts that declare nothing: every name is taken as known, and no shape is asked for.
package enum FormulaScan {
  /// What was read of a display.
  package struct Count: Hashable, Sendable {
    /// The expressions; none where the display holds nothing but words.
    package var expressions = 0
    /// The relations between them.
    package var relations = 0
  }

  /// A display of a text.
  package struct Display: Sendable {
    /// The bytes of its content.
    package let range: Range<Int>
    /// What was read, or why nothing was.
    package let outcome: Result<Count, NotationError>
  }

  /// Reads one display, which is the whole source, with its environment and rows or without.
  package static func read(_ source: Source) throws(NotationError) -> Count {
    var macros = MacroTable(source: source)
    return try read(macros.tokens(0..<source.bytes.count), source)
  }

  /// Reads every display of a document, with the macros that it defines.
  package static func displays(_ source: Source) throws(NotationError) -> [Display] {
    let list = try BlockScanner.blocks(source)
    let bytes = Bytes(list.source.bytes)
    let isTeX = source.name.lowercased().hasSuffix(".tex")
    var macros = MacroTable(source: list.source)
    var displays: [Display] = []
    for block in list.blocks {
      switch block {
      case .heading, .paragraph: continue
      case .definitions(let range): macros.define(MacroDefinition.all(bytes, range, isTeX: isTeX))
      case .display(let display):
        do throws(NotationError) {
          let tokens = try macros.tokens(display.content)
          displays.append(Display(range: display.content, outcome: .success(try read(tokens, list.source))))
        } catch {
          displays.append(Display(range: display.content, outcome: .failure(error)))
        }
      }
    }
    return displays
  }

  /// What stands on both sides of ∼ or ∈: the statement of a distribution or of a set.
  private static func sides(_ tokens: [Token]) -> [[Token]] {
    var depth = 0
    for (place, token) in tokens.enumerated() {
      depth += SyntaxReader.change(token)
      guard depth == 0, token.isCommand("sim") || token.isCommand("thicksim") || token.isCommand("in") else { continue }
      return [Array(tokens[..<place])] + sides(Array(tokens[(place + 1)...]))
    }
    return [tokens]
  }

  private static func read(_ tokens: [Token], _ source: Source) throws(NotationError) -> Count {
    let mode = ChainAssembler.Mode(isDeclared: { _ in false }, takesExpressions: true)
    var count = Count()
    for chain in try ChainAssembler.chains(tokens, source: source, mode: mode) {
      count.relations += chain.steps.count
      for part in [chain.first] + chain.steps.map(\.tokens) where !part.isEmpty {
        let sides = sides(part)
        count.relations += sides.count - 1
        for side in sides {
          try ExpressionReader.checkSyntax(side, source: source)
          count.expressions += 1
        }
      }
    }
    return count
  }
}

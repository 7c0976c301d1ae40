import Notation

/// A line of a source with a mark under a part of it.
package struct SourceExcerpt {
  /// The line, safe to show, tabs as blanks, cut around the mark where it is long.
  package let line: String
  /// Blanks and carets that stand under the marked part.
  package let mark: String

  /// The excerpt of a line, marked from a column (in characters, from 1), no wider than the width.
  package init(_ sourceLine: String, column: Int, length: Int, width: Int) {
    let limit = max(20, width)
    let whole = SourceExcerpt.cells(sourceLine[...], width: limit)
    let start = max(0, column - 1)
    // Where the line is too long, what stands before the mark is cut to a third of the width.
    let skipped = whole.isComplete || start <= limit / 2 ? 0 : start - limit / 3
    let shown =
      skipped == 0 ? whole : SourceExcerpt.cells(sourceLine.dropFirst(skipped), width: limit - 1)
    let from = min(start - skipped, shown.cells.count)
    let to = min(shown.cells.count, from + min(max(1, length), limit))
    let before = shown.cells[..<from].reduce(skipped == 0 ? 0 : 1) { $0 + $1.width }
    let under = shown.cells[from..<to].reduce(0) { $0 + $1.width }
    line = (skipped == 0 ? "" : "…") + shown.cells.map(\.text).joined() + (shown.isComplete ? "" : "…")
    mark = String(repeating: " ", count: before) + String(repeating: "^", count: max(1, under))
  }

  private typealias Cell = (text: String, width: Int)

  /// As many characters as fit; a hostile line may be megabytes long, so no more than that is looked at.
  private static func cells(_ text: Substring, width: Int) -> (cells: [Cell], isComplete: Bool) {
    var cells: [Cell] = []
    var used = 0
    for character in text {
      let cell = cell(character, at: used)
      if used + cell.width > width {
        while used > width - 1, let last = cells.popLast() { used -= last.width }
        return (cells, false)
      }
      cells.append(cell)
      used += cell.width
    }
    return (cells, true)
  }

  private static func cell(_ character: Character, at column: Int) -> Cell {
    if character == "\t" {
      let count = 4 - column % 4
      return (String(repeating: " ", count: count), count)
    }
    // A character of hundreds of stacked marks would flood the lines around it.
    let text = SafeText.escaped(String(String.UnicodeScalarView(character.unicodeScalars.prefix(8))))
    return (text, DisplayWidth.of(text))
  }
}

/// Rows of cells in columns as wide as their widest cell; the first is flush left, the others flush right.
package struct Table {
  private var rows: [[String]] = []

  /// A table with that head.
  package init(_ head: [String]) { rows = [head] }

  /// Adds a row.
  package mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines of the table.
  package var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        return column == 0 ? cell + gap : gap + cell
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}

import Reporting

/// Rows of cells in columns as wide as their widest cell; the first is flush left, the others flush right.
struct Table {
  private var rows: [[String]] = []

  /// A table with that head.
  init(_ head: [String]) { rows = [head] }

  /// Adds a row.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines of the table.
  var text: String {
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

  /// The table of bounds.
  static func of(_ bounds: [Bound]) -> Table {
    var table = Table(["", "measured", "bound", ""])
    for bound in bounds { table.add([bound.name, bound.value, bound.limit, bound.isMet ? "" : "MISSED"]) }
    return table
  }
}

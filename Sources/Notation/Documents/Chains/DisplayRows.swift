/// A token of a row with the layout before it.
struct RowToken {
  let token: Token
  /// The number of alignment marks directly before it.
  let marks: Int
  /// The width of the space before it: 0, 1 for \quad, 2 for \qquad or more.
  let gap: Int
  /// The number of brackets and environments around it.
  let depth: Int
}

/// A row of a display.
typealias Row = [RowToken]

/// Takes a display apart into rows.
enum DisplayRows {
  /// Environments that only lay out rows.
  private static let layouts: Set<String> = displayEnvironments.union([
    "aligned", "alignedat", "split", "gathered", "subequations", "multlined",
  ])

  /// Longer stretches between two tokens are no space.
  private static let widest = 512

  /// Those of them whose number of columns stands in braces.
  private static let counted: Set<String> = ["alignat", "alignat*", "alignedat"]

  /// The rows of a display's tokens: row ends and alignment marks inside brackets or inside an environment that is
  /// part of an expression do not count.
  static func rows(_ tokens: [Token], source: Source) throws(NotationError) -> [Row] {
    let tokens = unboxed(try withoutLayout(tokens, source: source))
    var rows: [Row] = []
    var row: Row = []
    var marks = 0
    var depth = 0
    var environments = 0
    var previousEnd: Int?
    for token in tokens {
      let change = TokenGroups.change(token)
      if change < 0 { depth = max(0, depth - 1) }
      if token.isCommand("end") { environments = max(0, environments - 1) }
      let isInside = depth > 0 || environments > 0
      switch token.kind {
      case .rowEnd where !isInside:
        rows.append(row)
        row = []
        marks = 0
      case .symbol("&") where !isInside:
        marks += 1
      case .rowEnd where environments == 0, .symbol("&") where environments == 0:
        break
      case .end:
        break
      default:
        let gap = previousEnd.map { width(source, from: $0, to: token.range.lowerBound) } ?? 0
        let isName = row.last.map { $0.token.isCommand("begin") || $0.token.isCommand("end") } ?? false
        row.append(RowToken(token: token, marks: marks, gap: gap, depth: depth + environments + (isName ? 1 : 0)))
        marks = 0
      }
      previousEnd = token.range.upperBound
      if change > 0 { depth += 1 }
      if token.isCommand("begin") { environments += 1 }
    }
    rows.append(row)
    return rows
  }

  /// The tokens without the \begin and \end of environments that only lay out rows.
  private static func withoutLayout(_ tokens: [Token], source: Source) throws(NotationError) -> [Token] {
    var output: [Token] = []
    var open: [(name: String, place: Range<Int>, kept: Bool)] = []
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      guard token.isCommand("begin") || token.isCommand("end"), place + 1 < tokens.count,
        case .text(let name) = tokens[place + 1].kind
      else {
        output.append(token)
        place += 1
        continue
      }
      let whole = token.range.lowerBound..<max(token.range.upperBound, tokens[place + 1].range.upperBound)
      let isOuterArray = name == "array" && output.isEmpty
      var kept = !layouts.contains(name) && !isOuterArray
      if token.isCommand("begin") {
        open.append((name, whole, kept))
      } else {
        guard let begun = open.popLast() else {
          throw NotationError(source, whole, "this \\end{\(name)} has no \\begin{\(name)}")
        }
        guard begun.name == name else {
          throw NotationError(source, whole, "\\end{\(name)} ends an environment that began as \\begin{\(begun.name)}")
        }
        kept = begun.kept
      }
      if kept { output += tokens[place...place + 1] }
      let isBegin = token.isCommand("begin")
      place += 2
      if isBegin, !kept { place = behindArguments(tokens, place, takesGroup: counted.contains(name) || isOuterArray) }
    }
    if let left = open.last {
      throw NotationError(
        source, left.place, "this \\begin{\(left.name)} is not closed: \\end{\(left.name)} is missing")
    }
    return output
  }

  /// The place behind `[t]` and, for alignat and its like, the number of columns.
  private static func behindArguments(_ tokens: [Token], _ start: Int, takesGroup: Bool) -> Int {
    var place = start
    if place + 2 < tokens.count, tokens[place].isSymbol("["), tokens[place + 2].isSymbol("]"),
      case .letter(let position) = tokens[place + 1].kind, ["t", "b", "c"].contains(position)
    {
      place += 3
    }
    guard takesGroup, place < tokens.count, tokens[place].isSymbol("{"),
      let group = TokenGroups.group(tokens[...], at: place),
      tokens[group.content].allSatisfy({
        switch $0.kind {
        case .number, .letter, .symbol("|"): true
        default: false
        }
      }), !group.content.isEmpty
    else { return place }
    return group.end
  }

  /// The content where everything stands in one box.
  private static func unboxed(_ tokens: [Token]) -> [Token] {
    guard tokens.count > 2, tokens[0].isCommand("boxed"),
      let group = TokenGroups.group(tokens[...], at: 1),
      tokens[group.end...].allSatisfy({ [.end, .symbol("."), .symbol(",")].contains($0.kind) })
    else { return tokens }
    return Array(tokens[group.content])
  }

  /// The width of the space in a stretch of the source between two tokens.
  private static func width(_ source: Source, from: Int, to: Int) -> Int {
    guard from < to, to <= source.bytes.count, to - from <= widest else { return 0 }
    let bytes = Bytes(source.bytes)
    var width = 0
    var place = from
    while place < to {
      if bytes.at(place) == UInt8(ascii: "\\") {
        let end = bytes.commandEnd(place)
        switch bytes.text(place + 1..<end) {
        case "qquad": width += 2
        case "quad": width += 1
        default: break
        }
        place = end
      } else if bytes.at(place) == UInt8(ascii: "%") {
        place = bytes.lineEnd(place)
      } else {
        place += 1
      }
    }
    return width
  }
}

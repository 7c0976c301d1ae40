/// A JSON value; members are written sorted by name, so that the same value is always the same text.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number; what JSON has no number for becomes the string `NaN`, `Infinity` or `-Infinity`.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The string, or null.
  package static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// The strings in order.
  package static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// The value as text with a line end, two blanks for each level.
  package var text: String {
    var output = ""
    write(into: &output, indent: "")
    return output + "\n"
  }

  /// The value as one line with its end.
  package var line: String {
    var output = ""
    writeCompact(into: &output)
    return output + "\n"
  }

  private func writeCompact(into output: inout String) {
    switch self {
    case .null, .bool, .integer, .number, .string: write(into: &output, indent: "")
    case .array(let items):
      output += "["
      for (index, item) in items.enumerated() {
        if index > 0 { output += ", " }
        item.writeCompact(into: &output)
      }
      output += "]"
    case .object(let members):
      output += "{"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { output += ", " }
        JSON.write(member.key, into: &output)
        output += ": "
        member.value.writeCompact(into: &output)
      }
      output += "}"
    }
  }

  private var isLeaf: Bool {
    switch self {
    case .null, .bool, .integer, .number, .string: true
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  private func write(into output: inout String, indent: String) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += "\(value)"
    case .number(let value):
      if value.isFinite {
        output += value == 0 ? "0.0" : "\(value)"
      } else {
        output += value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\""
      }
    case .string(let value): JSON.write(value, into: &output)
    case .array(let items):
      if items.allSatisfy(\.isLeaf) {
        output += "["
        for (index, item) in items.enumerated() {
          if index > 0 { output += ", " }
          item.write(into: &output, indent: indent)
        }
        output += "]"
      } else {
        JSON.writeLines(items.count, "[", "]", indent, into: &output) { index, inner, output in
          items[index].write(into: &output, indent: inner)
        }
      }
    case .object(let members):
      if members.isEmpty {
        output += "{}"
        return
      }
      let sorted = members.sorted { $0.key < $1.key }
      JSON.writeLines(sorted.count, "{", "}", indent, into: &output) { index, inner, output in
        JSON.write(sorted[index].key, into: &output)
        output += ": "
        sorted[index].value.write(into: &output, indent: inner)
      }
    }
  }

  private static func writeLines(
    _ count: Int, _ open: String, _ close: String, _ indent: String, into output: inout String,
    item: (Int, String, inout String) -> Void
  ) {
    let inner = indent + "  "
    output += open
    for index in 0..<count {
      output += (index == 0 ? "\n" : ",\n") + inner
      item(index, inner, &output)
    }
    output += "\n" + indent + close
  }

  /// What could move a cursor or reorder a line is escaped too, since reports are read in terminals.
  private static func write(_ text: String, into output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      case "\r": output += "\\r"
      default:
        if SafeText.isUnsafe(scalar) {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          output.unicodeScalars.append(scalar)
        }
      }
    }
    output += "\""
  }
}

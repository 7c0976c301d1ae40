import Symbolic

extension Printer {
  /// A term without arguments.
  func leaf(_ head: Head) -> String {
    switch head {
    case .number(let value): return number(value)
    case .constant(.pi): return isLatex ? #"\pi"# : "pi"
    case .constant(.e): return "e"
    case .constant(.infinity): return isLatex ? #"\infty"# : "infinity"
    case .symbol(let symbol): return name(symbol.name)
    case .dimension(let value): return dimension(value)
    case .identity(let size):
      return isLatex ? "I_{\(dimension(size))}" : "I(\(dimension(size)))"
    case .zero(let shape): return filled("0", "zeros", shape)
    case .ones(let shape): return filled("1", "ones", shape)
    default: return ""
    }
  }

  private func filled(_ digit: String, _ word: String, _ shape: Shape) -> String {
    let sides = shape.columns == .one ? [shape.rows] : [shape.rows, shape.columns]
    if isLatex {
      let texts = sides.map { sides.count > 1 && $0.parts.count > 1 ? bracketed(dimension($0)) : dimension($0) }
      return "\(digit)_{\(texts.joined(separator: #" \times "#))}"
    }
    return "\(word)(\(sides.map(dimension).joined(separator: ", ")))"
  }

  private func number(_ value: Rational) -> String {
    let sign = value.signum < 0 ? "-" : ""
    if let text = decimal(value) { return sign + text }
    let (top, bottom) = (value.numerator.magnitude, value.denominator)
    return sign + (isLatex ? #"\frac{\#(top)}{\#(bottom)}"# : "\(top)/\(bottom)")
  }

  /// How tightly the text of a number holds together.
  func strength(_ value: Rational) -> Strength {
    if value.signum < 0 { return .negation }
    return decimal(value) != nil ? .atom : isLatex ? .factor : .quotient
  }

  /// The digits of the absolute value, where six decimals hold it exactly.
  private func decimal(_ value: Rational) -> String? {
    let top = value.numerator.magnitude
    if value.isInteger { return "\(top)" }
    let scale: UInt = 1_000_000
    let bottom = value.denominator.magnitude
    guard scale.isMultiple(of: bottom) else { return nil }
    let fraction = top % bottom * (scale / bottom)
    var digits = String(String(scale + fraction).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(top / bottom).\(digits)"
  }

  /// The dimension as an expression.
  func dimension(_ value: Dimension) -> String {
    if value.parts.isEmpty { return "0" }
    var text = ""
    for (place, part) in value.parts.reversed().enumerated() {
      let isNegative = part.coefficient < 0
      text += place == 0 ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
      let size = part.coefficient.magnitude
      let names = part.names.map(name).joined(separator: " ")
      text += size == 1 && !names.isEmpty ? names : "\(size)" + names
    }
    return text
  }

  /// Whether the dimension is more than one name or number.
  static func isPolynomial(_ value: Dimension) -> Bool {
    value.literal.map { $0 < 0 } ?? !(value.parts.count == 1 && value == .named(value.parts[0].names[0]))
  }

  /// How tightly the text of a dimension holds together.
  func strength(_ value: Dimension) -> Strength {
    if !Printer.isPolynomial(value) { return .atom }
    if value.parts.count > 1 { return .sum }
    return value.parts[0].coefficient < 0 ? .negation : .product
  }

  /// The name of a symbol.
  func name(_ plain: String) -> String { isLatex ? LatexName.spelling(plain) : plain }
}

/// The LaTeX of names.
enum LatexName {
  /// The LaTeX of a plain name such as `Sigma_1`, `hat(mu)` or `theta^new`.
  static func spelling(_ name: String) -> String {
    if let opening = name.firstIndex(of: "("), let closing = name.lastIndex(of: ")"), opening < closing {
      let inside = spelling(String(name[name.index(after: opening)..<closing]))
      return scripted(#"\\#(name[..<opening]){\#(inside)}"#, name[name.index(after: closing)...])
    }
    let end = name.firstIndex { $0 == "_" || $0 == "^" || $0 == "'" } ?? name.endIndex
    return scripted(base(name[..<end]), name[end...])
  }

  private static func base(_ text: Substring) -> String {
    if GreekLetters.isName(String(text)) || text == "ell" { return #"\"# + text }
    return text.count == 1 ? String(text) : #"\mathrm{\#(text)}"#
  }

  private static func scripted(_ base: String, _ scripts: Substring) -> String {
    var text = base
    var rest = scripts
    var hasSubscript = false
    while let mark = rest.first {
      rest.removeFirst()
      let end = rest.firstIndex { $0 == "_" || $0 == "^" || $0 == "'" } ?? rest.endIndex
      let content = rest[..<end]
      rest = rest[end...]
      switch mark {
      case "^": text += content.allSatisfy(\.isLetter) ? #"^{\text{\#(content)}}"# : "^{\(content)}"
      case "'":
        text = (hasSubscript ? "{\(text)}" : text) + "'" + (content.isEmpty ? "" : subscripted(content))
        hasSubscript = !content.isEmpty
      default:
        text = (hasSubscript ? "{\(text)}" : text) + subscripted(content)
        hasSubscript = true
      }
    }
    return text
  }

  private static func subscripted(_ content: Substring) -> String {
    if content.count == 1 { return "_\(content)" }
    if GreekLetters.isName(String(content)) { return #"_\\#(content)"# }
    var text = ""
    var rest = content
    while let first = rest.first {
      let isWord = first.isLetter
      let run = rest.prefix { $0.isLetter == isWord }
      text += GreekLetters.isName(String(run)) ? #"\\#(run)"# : String(run)
      rest = rest[run.endIndex...]
    }
    return "_{\(text)}"
  }
}

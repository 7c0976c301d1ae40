extension SyntaxReader {
  /// Which norm the label behind the bars asks for: ‖x‖, ‖x‖_2 or ‖A‖_F; the label may stand behind a power, as in
  /// ‖x‖^2_2.
  mutating func normKind() throws(NotationError) -> Syntax.Function {
    guard style == .latex, let label = try takeLabel() else { return style == .latex ? .norm : .frobeniusNorm }
    switch SyntaxReader.spelled(label.filter { !$0.isSymbol("{") && !$0.isSymbol("}") }) {
    case "2" where label.count == 1 || label.count == 3: return .norm
    case "F": return .frobeniusNorm
    default:
      if isLenient { return .norm }
      throw error(
        label.first?.range ?? next.range, "a norm is Euclidean, \\|x\\|_2, or Frobenius, \\|A\\|_F",
        hint: "write any other norm out, as in \\sqrt{x^\\top S x}")
    }
  }

  /// The subscript that follows, also behind a superscript, which stays.
  private mutating func takeLabel() throws(NotationError) -> [Token]? {
    var reader = self
    if reader.next.isSymbol("^") {
      reader.position += 1
      _ = try reader.scriptTokens()
    }
    guard reader.next.isSymbol("_") else { return nil }
    let start = reader.position
    reader.position += 1
    let label = try reader.scriptTokens()
    tokens.removeSubrange(start..<reader.position)
    return label
  }
}

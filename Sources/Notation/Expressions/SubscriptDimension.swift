import Symbolic

/// Reads dimensions such as n, 2n, K - 1 or n + m.
package enum DimensionReader {
  /// The dimension that the tokens write; its names need not be declared as dimensions, but as nothing else.
  package static func read(
    _ tokens: [Token], source: Source, declarations: Declarations, style: Style
  ) throws(NotationError) -> Dimension {
    let tokens = tokens.filter { token in
      ![.end, .symbol("{"), .symbol("}"), .symbol("("), .symbol(")"), .command("cdot"), .symbol("*")]
        .contains(token.kind)
    }
    guard let first = tokens.first, let last = tokens.last else {
      throw NotationError(source, 0..<0, "a dimension is missing")
    }
    let range = first.range.lowerBound..<last.range.upperBound
    var total = Dimension.literal(0)
    var product: Dimension?
    var sign = 1
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol("+"), .symbol("-"):
        guard product != nil || index == 0 else { throw NotationError(source, token.range, "a dimension is missing") }
        if let product { total = total + .literal(sign) * product }
        sign = token.isSymbol("-") ? -1 : 1
        product = nil
      case .number(let digits):
        guard let number = Int(digits), number <= 1_000_000 else {
          throw NotationError(source, token.range, "'\(digits)' is no dimension")
        }
        product = (product ?? .one) * .literal(number)
      default:
        guard let name = SyntaxReader.plainName(token), declarations.symbol(named: name) == nil else {
          throw NotationError(source, token.range, "'\(source.text(token.range))' is no dimension")
        }
        product = (product ?? .one) * .named(name)
      }
    }
    guard let product else { throw NotationError(source, range, "a dimension is missing") }
    return total + .literal(sign) * product
  }
}

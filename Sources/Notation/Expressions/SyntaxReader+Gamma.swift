import Symbolic

extension SyntaxReader {
  /// Γ_v(a) = π^{v(v−1)/4} Π_{j=1}^{v} Γ(a + (1 − j)/2), the multivariate gamma function; nil where Γ_v is a name or
  /// no argument follows.
  mutating func multivariateGamma(from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    var reader = self
    reader.position += advance + 1
    guard let content = try? reader.scriptTokens(), reader.next.isSymbol("(") || reader.next.isSymbol("["),
      let size = size(content), !isDeclared("Gamma_" + SyntaxReader.joined(SyntaxReader.pieces(content)))
    else { return nil }
    position = reader.position
    let argument = try primary()
    let range = start..<max(start, argument.range.upperBound)
    func syntax(_ kind: Syntax.Kind) -> Syntax { Syntax(kind, range, isBracketed: true) }
    func number(_ value: Int) -> Syntax { syntax(.number(Rational(value))) }
    let taken = { (name: String) in argument.mentions(name) || size.mentions(name) }
    let index = ["j", "i", "k", "l", "m"].first { !taken($0) && !isDeclared($0) } ?? "j'gamma"
    let less = syntax(.sum([size, syntax(.negation(number(1)))]))
    let exponent = syntax(.quotient(syntax(.product([size, less])), number(4)))
    let shift = syntax(.quotient(syntax(.sum([number(1), syntax(.negation(syntax(.name(index))))])), number(2)))
    let factor = syntax(.function(.gamma, syntax(.sum([argument, shift]))))
    let limits = Syntax.Limits(isSum: false, index: index, lower: number(1), upper: size)
    let power = syntax(.power(syntax(.constant(.pi)), exponent))
    return syntax(.product([power, syntax(.range(limits, factor))]))
  }

  /// A dimension or a positive number; nil for anything else.
  private func size(_ content: [Token]) -> Syntax? {
    guard content.count == 1, let syntax = try? sub(content) else { return nil }
    switch syntax.kind {
    case .name(let name): return isLenient || declarations.isDimension(name) ? syntax : nil
    case .number(let number): return number.isInteger && number.numerator > 0 ? syntax : nil
    default: return nil
    }
  }
}

import Symbolic

extension SyntaxReader {
  /// sum(i=1..n, f), prod(i=1..n, f) and vec(i=1..n, f).
  @inline(never)
  func plainLimits(_ tokens: [Token]) throws(NotationError) -> (index: String, lower: [Token], upper: [Token]) {
    guard let equals = tokens.firstIndex(where: { $0.isSymbol("=") }),
      let index = nameText(Array(tokens[..<equals])),
      let dots = tokens.indices.first(where: {
        $0 > equals && $0 + 1 < tokens.count && tokens[$0].isSymbol(".") && tokens[$0 + 1].isSymbol(".")
      })
    else {
      throw error(tokens.first?.range ?? next.range, "the range of an index is written i=1..n")
    }
    return (index, Array(tokens[(equals + 1)..<dots]), Array(tokens[(dots + 2)...]))
  }

  @inline(never)
  mutating func plainRange(_ word: String, from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    let (inside, end) = try bracketed()
    guard let comma = SyntaxReader.split(inside, at: [","]).first?.count, comma < inside.count else {
      throw error(start..<end, "it is written \(word)(i=1..n, f)")
    }
    let limits = try plainLimits(Array(inside[..<comma]))
    let body = try sub(Array(inside[(comma + 1)...]), binding: [limits.index])
    let lower = try sub(limits.lower)
    let upper = try sub(limits.upper)
    if word == "vec" { return Syntax(.vector(index: limits.index, lower: lower, upper: upper, body), start..<end) }
    return Syntax(
      .range(Syntax.Limits(isSum: word == "sum", index: limits.index, lower: lower, upper: upper), body), start..<end)
  }

  /// vec_{i=1}^{n}(f)
  @inline(never)
  mutating func vector(from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    let (lower, upper) = try limits()
    guard let equals = lower.firstIndex(where: { $0.isSymbol("=") }), let index = nameText(Array(lower[..<equals])),
      !upper.isEmpty, next.isSymbol("(")
    else { throw error(start..<next.range.lowerBound, "a vector by its entries needs an index and its limits") }
    let (inside, end) = try bracketed()
    return Syntax(
      .vector(
        index: index, lower: try sub(Array(lower[(equals + 1)...])), upper: try sub(upper),
        try sub(inside, binding: [index])), start..<end)
  }
}

import Symbolic

/// Matrices that a product with another makes zero: `D Y = 0`.
extension GivenReader {
  /// `D Y = 0`, where D is new or Y has independent columns: D is any matrix with its rows projected.
  ///
  /// All such D are F (I − Y (YᵀY)⁻¹ Yᵀ) with a free F. A new D has the shape that the other formulas of the paragraph
  /// need.
  mutating func readConstraint(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard SetReader.isZero(right), let pair = FactorPair(left) else { return false }
    let isKnown = [pair.first, pair.second].map { scope.declarations.symbol(named: $0.name) != nil }
    guard isKnown[0] || isKnown[1] else { return false }
    let isFirst = isKnown[0] == isKnown[1] ? isFree(pair.first, beside: pair.second) : !isKnown[0]
    let (named, other) = isFirst ? (pair.first, pair.second) : (pair.second, pair.first)
    let spectator = try scope.value(other.tokens)
    guard !spectator.shape.isScalar else {
      throw scope.error(left, "a product with a scalar is zero where one of them is")
    }
    let place = TokenGroups.range(left) ?? 0..<0
    let symbol: Symbol
    if let known = scope.declarations.symbol(named: named.name) {
      guard isFree(named, beside: other) else {
        throw scope.error(
          left, "which matrices satisfy this is not clear",
          hint: "declare the rank of \(other.name), as in $\\mathrm{rank}(\(other.name)) = p$")
      }
      symbol = known
    } else {
      let shape = try self.shape(of: named, besides: isFirst ? spectator.shape.rows : spectator.shape.columns, isFirst)
      symbol = try scope.declare(named.name, .matrix(shape), at: place)
    }
    do {
      let free = try scope.declare("free(\(named.name))", symbol.sort, at: place)
      // As a left factor, D or Dᵀ stands before what it makes zero.
      let turned = named.isTransposed == isFirst
      let normal = isFirst ? spectator : try Term(.transpose, [spectator])
      let gram = try Term(.product, [Term(.transpose, [normal]), normal])
      let projection = try Term(
        .sum,
        [
          Term(.identity(normal.shape.rows)),
          Term(.negation, [Term(.product, [normal, Term(.inverse, [gram]), Term(.transpose, [normal])])]),
        ])
      let parts = turned ? [projection, Term(free)] : [Term(free), projection]
      try scope.define(symbol, as: try Term(.product, parts), at: place)
    } catch let error as NotationError {
      throw error
    } catch {
      throw scope.error(left, "\(error)")
    }
    return true
  }

  /// Whether the name is free to be constrained beside a matrix of full rank.
  private func isFree(_ named: FactorPair.Factor, beside other: FactorPair.Factor) -> Bool {
    guard let symbol = scope.declarations.symbol(named: named.name), symbol.domain == .real,
      scope.declarations.definitions[symbol] == nil, scope.declarations.distributions[symbol] == nil,
      !scope.declarations.functions.contains(symbol), let matrix = scope.declarations.symbol(named: other.name)
    else { return false }
    return matrix.domain == .fullColumnRank
  }

  /// The shape of a new name of which one size is known: the other is that which makes the formulas that wait values.
  private func shape(
    of named: FactorPair.Factor, besides size: Dimension, _ isFirst: Bool
  ) throws(NotationError) -> Shape {
    let formulas = waiting.flatMap(\.statements).filter { statement in
      statement.rights.contains { right in right.sign == .equal && mentions(named.name, right.tokens) }
    }
    let shapes = scope.sizes.map { other in
      isFirst == named.isTransposed ? Shape(size, other) : Shape(other, size)
    }
    let fitting = shapes.filter { shape in
      let symbol = Symbol(named.name, shape)
      return formulas.allSatisfy { statement in
        statement.rights.allSatisfy { (try? scope.value($0.tokens, bound: [symbol])) != nil }
      }
    }
    guard fitting.count == 1, !formulas.isEmpty else {
      throw scope.error(
        named.tokens, "the shape of \(named.name) is not clear",
        hint: "declare it, as in $\(named.name) \\in \\mathbb{R}^{m \\times n}$")
    }
    return fitting[0]
  }

  private func mentions(_ name: String, _ tokens: ArraySlice<Token>) -> Bool {
    tokens.indices.contains { NameReader.prefix(tokens[$0...])?.name == name }
  }
}

/// Two names side by side, each perhaps transposed: `D Y`, `X^\top E`.
struct FactorPair {
  struct Factor {
    let name: String
    let isTransposed: Bool
    let tokens: ArraySlice<Token>
  }

  let first: Factor
  let second: Factor

  /// The product that all of the tokens spell, nil where they spell anything else.
  init?(_ tokens: ArraySlice<Token>) {
    var rest = tokens
    var found: [Factor] = []
    while !rest.isEmpty {
      guard let name = NameReader.prefix(rest), found.count < 2 else { return nil }
      var end = name.end
      var isTransposed = false
      if end < rest.endIndex, rest[end].isSymbol("^") || rest[end].isSymbol("'") {
        let length = (1...8).last { count in
          end + count <= rest.endIndex && SetReader.isTransposition(rest[end..<(end + count)])
        }
        guard let length else { return nil }
        isTransposed = true
        end += length
      }
      found.append(Factor(name: name.name, isTransposed: isTransposed, tokens: rest[rest.startIndex..<end]))
      rest = rest[end...]
    }
    guard found.count == 2 else { return nil }
    first = found[0]
    second = found[1]
  }
}

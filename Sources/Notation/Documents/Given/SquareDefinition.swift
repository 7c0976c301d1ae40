import Symbolic

extension GivenReader {
  /// `\hat\sigma^2 = …` where nothing declares the root: the square is a name of its own, so that nothing is said of the
  /// root's sign.
  mutating func readSquare(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let root = NameReader.squared(left), scope.declarations.symbol(named: root) == nil,
      !scope.declarations.isDimension(root)
    else { return false }
    try scope.declareDecorated(in: right)
    let value = try scope.value(right)
    guard value.shape.isScalar else {
      throw scope.error(left, "this square is \(value.shape.phrase), and the square of a name is a scalar")
    }
    let place = TokenGroups.range(left) ?? 0..<0
    let symbol = try scope.declare(root + "^2", value.sort, DerivedDomain.domain(value), at: place)
    try scope.define(symbol, as: value, at: place)
    return true
  }
}

extension DeclarationScope {
  /// Declares the decorated names of declared symbols in the tokens that nothing declares, such as \hat\beta beside
  /// \beta and \hat\beta_0: of the shape of the symbol, or of the only other that makes the tokens a value.
  mutating func declareDecorated(in tokens: ArraySlice<Token>) throws(NotationError) {
    let found = UnknownNames.undeclared(Array(tokens), declarations)
    guard !found.isEmpty, found.count <= 4 else { return }
    let plain = found.map { Symbol($0.name, $0.base.sort, $0.base.domain) }
    var chosen: [Symbol]?
    if (try? value(tokens, bound: plain)) != nil {
      chosen = plain
    } else if found.count == 1 {
      let fitting = shapes.map { Symbol(found[0].name, $0) }.filter { (try? value(tokens, bound: [$0])) != nil }
      if fitting.count == 1 { chosen = fitting }
    }
    for symbol in chosen ?? [] {
      try declareUnknown(symbol.name, symbol.sort, symbol.domain, at: TokenGroups.range(tokens) ?? 0..<0)
    }
  }

  /// The shapes that the declared sizes make: a scalar, vectors and matrices.
  var shapes: [Shape] {
    let sizes = self.sizes
    return sizes.flatMap { rows in sizes.map { Shape(rows, $0) } }
  }

  /// The sizes that occur in declared shapes, one among them.
  var sizes: [Dimension] {
    var sizes: [Dimension] = [.one]
    for symbol in declarations.symbols {
      for size in [symbol.shape.rows, symbol.shape.columns] where !sizes.contains(size) && sizes.count < 8 {
        sizes.append(size)
      }
    }
    return sizes
  }
}

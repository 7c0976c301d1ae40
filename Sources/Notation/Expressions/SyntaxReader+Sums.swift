/// A summand that ends in sums over indices, whose scopes further summands may join.
private struct OpenSummand {
  let syntax: Syntax
  /// The indices of the sums at its end, from the outermost; nil where nothing more can join.
  var indices: [String?]
  /// The summands that joined each of them.
  var joined: [[Syntax]]
  /// The place of the index, of the summand before, whose scope this one joined.
  let level: Int

  /// The summand with all that joined it.
  var closed: Syntax { joined.allSatisfy(\.isEmpty) ? syntax : syntax.joined(by: joined[...]) }

  /// The innermost index that the summand uses, whose scope it joins; those inside of it end.
  mutating func level(of summand: Syntax) -> Int? {
    let level = indices.lastIndex { $0.map(summand.mentions) ?? false }
    for place in indices.indices.dropFirst((level ?? 0) + 1) { indices[place] = nil }
    return level
  }
}

extension SyntaxReader {
  /// a + b - c
  ///
  /// The scope of a sum over an index is the product that follows, and further summands as long as they use the index.
  @inline(never)
  mutating func sum() throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    let begin = position
    var summands: [Syntax] = []
    var open: [OpenSummand] = []
    var scopes: [(name: String, operation: Syntax.OpenOperation)] = []
    func close() {
      guard let last = open.popLast() else { return }
      if open.isEmpty {
        summands.append(last.closed)
      } else {
        open[open.count - 1].joined[last.level].append(last.closed)
      }
    }
    repeat {
      let first = position
      let summand = try signed(under: open.flatMap { $0.indices.compactMap(\.self) })
      if !isLenient, let (name, operation) = scopes.first(where: { summand.mentions($0.name) }),
        summand.openVariables.isEmpty
      {
        throw error(
          summand.range, "this summand can stand under the \(operation.words) \(name) or behind it",
          hint: "put brackets around what is \(operation.participle)")
      }
      for (variable, operation) in summand.openVariables {
        guard let name = variable.base, !scopes.contains(where: { $0.name == name }) else { continue }
        scopes.append((name, operation))
      }
      var level: Int?
      while !open.isEmpty {
        level = open[open.count - 1].level(of: summand)
        if level != nil { break }
        close()
      }
      if summand.isOpen {
        let before = tokens[begin..<first]
        let indices = summand.openIndices.map { joins($0, before) ? $0 : nil }
        open.append(
          OpenSummand(
            syntax: summand, indices: indices, joined: Array(repeating: [], count: indices.count), level: level ?? 0))
        if depth + open.count > SyntaxReader.depthLimit { throw tooDeep(summand.range) }
      } else if let level {
        open[open.count - 1].joined[level].append(summand)
      } else {
        summands.append(summand)
      }
    } while next.isSymbol("-") || next.isSymbol("+")
    while !open.isEmpty { close() }
    if summands.count == 1 { return summands[0] }
    return Syntax(.sum(summands), start..<max(start, summands[summands.count - 1].range.upperBound))
  }

  /// A product with its sign.
  @inline(never)
  mutating func signed(under indices: [String] = []) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    let isNegative = next.isSymbol("-")
    if isNegative || next.isSymbol("+") { position += 1 }
    bound += indices
    defer { bound.removeLast(indices.count) }
    let factor = try product()
    guard isNegative else { return factor }
    return Syntax(.negation(factor), start..<max(start, factor.range.upperBound), isOpen: factor.isOpen)
  }

  /// Whether further summands that mention the index belong to its sum: the index is a name of its own neither as a
  /// dimension nor as a variable, nor does it stand before the sum.
  private func joins(_ index: String, _ before: ArraySlice<Token>) -> Bool {
    if declarations.isDimension(index) { return false }
    guard let symbol = declarations.symbol(named: index) else { return true }
    return symbol.domain == .natural && !before.contains { SyntaxReader.plainName($0) == index }
  }
}

extension Syntax {
  /// What its open end is the end of.
  private var tail: Syntax? {
    switch kind {
    case .negation(let a), .function(_, let a), .expectation(_, let a), .integral(_, let a), .quotient(_, let a),
      .hadamardProduct(_, let a), .kroneckerProduct(_, let a), .integralOver(_, let a), .range(_, let a),
      .derivative(_, _, let a), .limit(_, _, let a), .optimum(_, _, _, let a, _):
      a.isOpen ? a : nil
    case .product(let factors): factors.last.flatMap { $0.isOpen ? $0 : nil }
    default: nil
    }
  }

  /// The indices of the sums at its open end, from the outermost.
  var openIndices: [String] {
    var indices: [String] = []
    var next: Syntax? = isOpen ? self : nil
    while let syntax = next {
      if case .range(let limits, _) = syntax.kind, limits.isSum { indices.append(limits.index) }
      next = syntax.tail
    }
    return indices
  }

  /// The formula with summands added to the bodies of the sums at its open end.
  func joined(by summands: ArraySlice<[Syntax]>) -> Syntax {
    guard isOpen else { return self }
    let end = summands.joined().last.map { max(range.upperBound, $0.range.upperBound) } ?? range.upperBound
    let whole = range.lowerBound..<end
    switch kind {
    case .range(let limits, let body):
      var inner = body.joined(by: limits.isSum ? summands.dropFirst() : summands)
      if limits.isSum, let more = summands.first, !more.isEmpty {
        inner = Syntax(.sum([inner] + more), body.range.lowerBound..<end)
      }
      return Syntax(.range(limits, inner), whole)
    case .negation(let a): return Syntax(.negation(a.joined(by: summands)), whole)
    case .function(let function, let a): return Syntax(.function(function, a.joined(by: summands)), whole)
    case .expectation(let over, let a): return Syntax(.expectation(over, a.joined(by: summands)), whole)
    case .integral(let variable, let a): return Syntax(.integral(variable: variable, a.joined(by: summands)), whole)
    case .quotient(let a, let b): return Syntax(.quotient(a, b.joined(by: summands)), whole)
    case .hadamardProduct(let a, let b): return Syntax(.hadamardProduct(a, b.joined(by: summands)), whole)
    case .kroneckerProduct(let a, let b): return Syntax(.kroneckerProduct(a, b.joined(by: summands)), whole)
    case .integralOver(let variable, let a): return Syntax(.integralOver(variable, a.joined(by: summands)), whole)
    case .derivative(let variables, let order, let a):
      return Syntax(.derivative(by: variables, order: order, a.joined(by: summands)), whole)
    case .limit(let variable, let point, let a):
      return Syntax(.limit(variable, to: point, a.joined(by: summands)), whole)
    case .optimum(let extremum, let isArgument, let variables, let a, let conditions):
      let body = a.joined(by: summands)
      return Syntax(
        .optimum(extremum, isArgument: isArgument, over: variables, body, subjectTo: conditions), whole)
    case .product(let factors):
      return Syntax(.product(factors.dropLast() + factors.suffix(1).map { $0.joined(by: summands) }), whole)
    default: return self
    }
  }
}

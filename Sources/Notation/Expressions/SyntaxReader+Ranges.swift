import Symbolic

extension SyntaxReader {
  /// Whether a Σ, Π or σ stands for the big operator: it has a lower limit with an equals sign, or a lower index that
  /// makes no declared name of it and occurs in what follows.
  func isBigOperator(_ base: String) -> Bool {
    guard token(1) == .symbol("_") else { return false }
    var reader = self
    reader.position += 2
    guard let content = try? reader.scriptTokens(), !content.isEmpty else { return false }
    if content.contains(where: { $0.isSymbol("=") }) { return true }
    guard base != "sigma", !isLenient, let index = nameText(content), index.count == 1 || bound.contains(index) else {
      return false
    }
    let name = canonicalName(base: base, subscripts: index, label: "")
    if isDeclared(name) || declarations.symbol(named: base).map({ declarations.families[$0] != nil }) ?? false {
      return false
    }
    if let symbol = declarations.symbol(named: base), symbol.shape.columns == .one { return false }
    return reader.startsFactor()
      && reader.tokens[reader.position...].prefix(64).contains { SyntaxReader.plainName($0) == index }
  }

  /// Σ_{i=a}^{b} f and Π_{i=a}^{b} f.
  ///
  /// The scope is the product that follows; the reader of sums adds further summands that use the index.
  @inline(never)
  mutating func range(isSum: Bool, advance: Int, below: [Token] = []) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    position += advance
    // Markdown's emphasis turns \sum_{i} into \sum*{i}.
    if next.isSymbol("*"), token(1) == .symbol("{") { tokens[position].kind = .symbol("_") }
    let (lower, upper) = try limits()
    let list = try rangeLimits(lower.isEmpty ? below : lower, upper, isSum: isSum, place: start..<next.range.lowerBound)
    // A variable that is declared keeps its meaning; only a new name is bound.
    let names = list.filter { $0.variable == nil }.map(\.index)
    bound += names
    defer { bound.removeLast(names.count) }
    var body = try product()
    let whole = start..<max(start, body.range.upperBound)
    for limits in list.reversed() {
      body = Syntax(.range(limits, body), whole, isOpen: isSum || body.isOpen)
    }
    return body
  }

  /// The indices below a sum, from the outermost.
  private func rangeLimits(
    _ lower: [Token], _ upper: [Token], isSum: Bool, place: Range<Int>
  ) throws(NotationError) -> [Syntax.Limits] {
    let last = upper.isEmpty ? nil : try sub(upper)
    var found: [Syntax.Limits] = []
    let content = lower.filter { !$0.isCommand("substack") }
    let whole = SyntaxReader.withoutBraces(content)
    for part in try rangeParts(whole, place) {
      let cut = SyntaxReader.comparisonPlace(part)
      guard let cut else {
        found.append(try plainIndex(part, isSum: isSum, place: place))
        continue
      }
      let names = found.map(\.index)
      let left = Array(part[..<cut.place])
      let right = Array(part[(cut.place + cut.length)...])
      switch cut.comparison {
      case .equal:
        // With a limit it is an index, whatever else the letter stands for.
        var limits: Syntax.Limits
        if left.count == 1, let index = nameText(left) {
          limits = Syntax.Limits(isSum: isSum, index: index)
        } else {
          limits = try plainIndex(left, isSum: isSum, place: place)
        }
        limits.lower = try sub(right, binding: names)
        // In \sum_{i,j=1}^n both indices begin at 1.
        for index in found.indices where found[index].lower == nil && found[index].set == nil {
          found[index].lower = limits.lower
        }
        found.append(limits)
      case .member:
        var limits = try plainIndex(left, isSum: isSum, place: place)
        if let (first, end) = try numbered(right) {
          limits.lower = first
          limits.upper = end
        } else {
          limits.set = try sub(right, binding: names)
        }
        found.append(limits)
      case .notEqual: try exclude(left, right, isSum: isSum, place: place, from: &found)
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        try order(part, isSum: isSum, place: place, into: &found)
      }
    }
    guard !found.isEmpty else { throw noIndex(isSum, place) }
    if let last { for index in found.indices where found[index].upper == nil { found[index].upper = last } }
    return found
  }

  private func noIndex(_ isSum: Bool, _ place: Range<Int>) -> NotationError {
    error(place, "\(isSum ? "a sum" : "a product") needs an index below it")
  }

  private static func withoutBraces(_ tokens: [Token]) -> [Token] {
    guard tokens.first?.isSymbol("{") ?? false, let group = TokenGroups.group(tokens[...], at: 0),
      group.end == tokens.count
    else { return tokens }
    return Array(tokens[group.content])
  }

  /// What stands between commas and rows, lists with dots kept together.
  private func rangeParts(_ tokens: [Token], _ place: Range<Int>) throws(NotationError) -> [[Token]] {
    if let colon = tokens.first(where: { $0.isSymbol(":") }), !tokens.contains(where: { $0.kind == .number("1") }) {
      throw error(colon.range, "a condition on an index is not supported")
    }
    var commas = tokens
    for index in commas.indices where commas[index].kind == .rowEnd { commas[index].kind = .symbol(",") }
    let parts = SyntaxReader.split(commas, at: [","]).filter { !$0.isEmpty }
    guard parts.contains(where: SyntaxReader.isDots) else { return parts }
    return [tokens]
  }

  /// An index without limits: a letter, or a declared variable whose values are run through.
  private func plainIndex(_ tokens: [Token], isSum: Bool, place: Range<Int>) throws(NotationError) -> Syntax.Limits {
    let name = nameText(tokens)
    if let name, !isVariable(name) {
      // z_n of a family z is one of its members.
      let base = SyntaxReader.plainName(tokens[0])
      guard tokens.count > 1, let base, isVariable(base) else { return Syntax.Limits(isSum: isSum, index: name) }
    }
    guard let variable = try lawList(tokens).first?.value, let base = variable.base ?? name else {
      throw noIndex(isSum, place)
    }
    return Syntax.Limits(isSum: isSum, index: base, variable: variable)
  }

  /// Whether the name is a declared variable and no index.
  private func isVariable(_ name: String) -> Bool {
    guard !bound.contains(name), let symbol = declarations.symbol(named: name) else { return false }
    return symbol.domain != .natural
  }

  /// {1, …, K}
  private func numbered(_ tokens: [Token]) throws(NotationError) -> (Syntax, Syntax)? {
    guard let first = tokens.first, TokenGroups.change(first) > 0,
      let group = TokenGroups.group(tokens[...], at: 0), group.end == tokens.count,
      SyntaxReader.split(Array(tokens[group.content]), at: [","]).contains(where: SyntaxReader.isDots),
      let value = try lawList(Array(tokens[group.content])).first?.value, case .dots(let a, let b) = value.kind,
      case .number = a.kind
    else { return nil }
    return (a, b)
  }

  /// i ≠ j leaves out a value of the index that is not known outside.
  private func exclude(
    _ left: [Token], _ right: [Token], isSum: Bool, place: Range<Int>, from found: inout [Syntax.Limits]
  ) throws(NotationError) {
    for (one, other) in [(left, right), (right, left)] {
      if let name = nameText(one), let index = found.lastIndex(where: { $0.index == name }) {
        found[index].excluded.append(try sub(other, binding: found[..<index].map(\.index)))
        return
      }
    }
    let isKnown = { (tokens: [Token]) in nameText(tokens).map(isDeclared) ?? true }
    // Of two free indices, in Σ_{i ≠ j}, the first runs.
    let isFree = { (tokens: [Token]) in
      nameText(tokens).map { !bound.contains($0) && declarations.symbol(named: $0)?.domain == .natural } ?? false
    }
    let (known, fresh) = isKnown(left) && !(isFree(left) && isKnown(right)) ? (left, right) : (right, left)
    if let name = nameText(known), !isDeclared(name) { found.append(Syntax.Limits(isSum: isSum, index: name)) }
    var limits = try plainIndex(fresh, isSum: isSum, place: place)
    limits.excluded = [try sub(known, binding: found.map(\.index))]
    found.append(limits)
  }

  /// i < j, 1 ≤ i < j ≤ n: the greater index first, the smaller up to it.
  private func order(
    _ tokens: [Token], isSum: Bool, place: Range<Int>, into found: inout [Syntax.Limits]
  ) throws(NotationError) {
    var values: [[Token]] = []
    var signs: [Syntax.Comparison] = []
    var rest = tokens
    while let cut = SyntaxReader.comparisonPlace(rest) {
      values.append(Array(rest[..<cut.place]))
      signs.append(cut.comparison)
      rest = Array(rest[(cut.place + cut.length)...])
    }
    values.append(rest)
    if signs.allSatisfy({ $0 == .greater || $0 == .greaterOrEqual }) {
      values.reverse()
      signs = signs.reversed().map { $0 == .greater ? .less : .lessOrEqual }
    }
    guard signs.allSatisfy({ $0 == .less || $0 == .lessOrEqual }) else {
      throw error(place, "these conditions on an index are not supported")
    }
    let taken = found.map(\.index)
    var fresh: [Syntax.Limits] = []
    // Each value is read once, with all indices known.
    let all = taken + values.compactMap { nameText($0) }
    var limits: [Syntax?] = []
    for value in values {
      limits.append(nameText(value).map { !isDeclared($0) } ?? false ? nil : try sub(value, binding: all))
    }
    func limit(_ number: Int) throws(NotationError) -> Syntax {
      if let known = limits[number] { return known }
      return try sub(values[number], binding: all)
    }
    for number in values.indices.reversed() {
      guard let name = nameText(values[number]), !isDeclared(name), !taken.contains(name) else { continue }
      var index = Syntax.Limits(isSum: isSum, index: name)
      if number + 1 < values.count {
        index.upper = shifted(try limit(number + 1), by: signs[number] == .less ? -1 : 0)
      }
      if number > 0, nameText(values[number - 1]).map({ isDeclared($0) || taken.contains($0) }) ?? true {
        index.lower = shifted(try limit(number - 1), by: signs[number - 1] == .less ? 1 : 0)
      }
      fresh.append(index)
    }
    guard !fresh.isEmpty else { throw noIndex(isSum, place) }
    found += fresh
  }

  private func shifted(_ syntax: Syntax, by step: Int) -> Syntax {
    guard step != 0 else { return syntax }
    let one = Syntax(.number(.one), syntax.range)
    return Syntax(.sum([syntax, step > 0 ? one : Syntax(.negation(one), syntax.range)]), syntax.range)
  }

  /// The scripts below and above an operator, in either order; empty where there are none.
  mutating func limits() throws(NotationError) -> (lower: [Token], upper: [Token]) {
    var lower: [Token] = []
    var upper: [Token] = []
    while next.isSymbol("_") || next.isSymbol("^") {
      let isLower = next.isSymbol("_")
      position += 1
      let content = try scriptTokens()
      if isLower { lower = content } else { upper = content }
    }
    return (lower, upper)
  }
}

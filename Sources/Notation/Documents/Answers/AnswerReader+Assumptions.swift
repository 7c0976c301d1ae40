import Symbolic

/// What the writer assumes and the question does not.
extension AnswerReader {
  /// The most that are told.
  private static let most = 20

  /// Notes every statement of the running text that says more of a name than the question does.
  mutating func noteAssumptions() {
    for statement in statements where reading.assumptions.count < AnswerReader.most {
      for left in statement.lefts {
        guard let own = NameReader.name(left) else { continue }
        let name = names.names[own] ?? own
        for right in statement.rights {
          let says: Saying
          if question.given.isDimension(name) {
            says = right.sign == .element || right.sign == .greater || right.sign == .greaterOrEqual ? .nothing : .more
          } else if let symbol = question.given.symbol(named: name) {
            says = saying(right, of: symbol, own, statement)
          } else {
            continue
          }
          if case .nothing = says { continue }
          guard let range = statement.range else { continue }
          let assumption = AnswerReading.Assumption(
            text: String(source.text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)),
            line: source.location(range.lowerBound).line, contradicts: says == .otherwise)
          if !reading.assumptions.contains(assumption) { reading.assumptions.append(assumption) }
        }
      }
    }
  }

  private enum Saying {
    case nothing, more, otherwise
  }

  private func saying(
    _ right: (sign: GivenStatement.Sign, tokens: ArraySlice<Token>), of symbol: Symbol, _ own: String,
    _ statement: GivenStatement
  ) -> Saying {
    let tokens = names.applied(to: right.tokens)[...]
    switch right.sign {
    case .element:
      guard let declared = declared(own, in: statement) else { return .nothing }
      let isShaped = fits(declared.shape.rows, symbol.shape.rows) && fits(declared.shape.columns, symbol.shape.columns)
      if !isShaped { return .otherwise }
      return Property.domain(symbol.domain, implies: declared.domain) ? .nothing : .more
    case .equal:
      guard let definition = question.given.definitions[symbol] ?? question.settled.definitions[symbol] else {
        // Of a function, f(x) = … is no statement of the name; a value that the question asks for may be stated.
        return question.settled.symbol(named: symbol.name) == symbol && question.settled.unknowns.contains(symbol)
          ? .nothing : .more
      }
      return means(tokens, definition) ? .nothing : .otherwise
    case .distributed:
      guard let law = question.given.distributions[symbol] else { return .more }
      return means(tokens, law) ? .nothing : .otherwise
    case .positiveDefinite: return Property.domain(symbol.domain, implies: .positiveDefinite) ? .nothing : .more
    case .positiveSemidefinite: return Property.domain(symbol.domain, implies: .positiveSemidefinite) ? .nothing : .more
    case .greater: return Property.domain(symbol.domain, implies: .positive) ? .nothing : .more
    case .greaterOrEqual: return Property.domain(symbol.domain, implies: .nonnegative) ? .nothing : .more
    case .less, .lessOrEqual: return .more
    case .maps: return .nothing
    }
  }

  /// Whether a size that the writer states can be that of the question.
  private func fits(_ own: Dimension, _ asked: Dimension) -> Bool {
    if own == asked { return true }
    guard let name = own.name else { return false }
    return (names.names[name] ?? name) == asked.name || (asked.name == nil && names.names[name] == nil)
  }

  private func means(_ tokens: ArraySlice<Token>, _ target: Term) -> Bool {
    let definitions = question.given.definitions
    let term =
      target.sort.isDistribution
      ? try? reader.scope.distribution(tokens, space: target.sort.shape)
      : try? reader.scope.line(tokens, like: target.sort, after: Averages())
    guard let term else { return false }
    return term == target || (try? term.unfolding(definitions)) == (try? target.unfolding(definitions))
  }
}

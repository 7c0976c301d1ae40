import Symbolic

/// Indices of entries, rows and columns: A_{ij}, A_{i \bullet}, A_{\cdot j}, A_{i,:} and A_{i*}.
extension SyntaxReader {
  /// An index as an expression, or the mark for all of its values.
  func index(_ tokens: [Token]) throws(NotationError) -> Syntax {
    SyntaxReader.isEveryIndex(tokens) ? Syntax(.everyIndex, tokens[0].range) : try sub(tokens)
  }

  /// Whether the tokens are a mark that stands for all values of an index.
  static func isEveryIndex(_ tokens: [Token]) -> Bool {
    guard tokens.count == 1, let token = tokens.first else { return false }
    switch token.kind {
    case .symbol(let mark): return [":", "*", ".", "•", "·"].contains(mark)
    case .command(let name): return ["bullet", "cdot", "ast", "star", "colon", "bigcdot", "centerdot"].contains(name)
    default: return false
    }
  }

  /// The matrix whose entries, rows and columns are written in its small letter: with A a matrix, a_{ij} is A_{ij} and
  /// a_{i \bullet} its row.
  ///
  /// One index alone does not tell a row from a column, and is left to the error of an undeclared name.
  func matrix(ofEntries base: String, _ pieces: [[Token]]) -> String? {
    guard pieces.count == 2, !isDeclared(base), let first = base.first, first.isLowercase else { return nil }
    let capital = first.uppercased() + base.dropFirst()
    guard let symbol = declarations.symbol(named: capital), !declarations.functions.contains(symbol),
      case .matrix(let shape) = symbol.sort, shape.columns != .one, shape.rows != .one,
      base.count == 1 || GreekLetters.isName(capital)
    else { return nil }
    return capital
  }
}

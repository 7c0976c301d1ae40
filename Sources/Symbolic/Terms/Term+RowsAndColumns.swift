/// Rows and columns of matrices, each as the list of its entries.
extension Term {
  /// Row i of a matrix, a matrix of one row: the transpose of the vector of A_ik over k.
  ///
  /// - Throws: `TermError` where the term is no matrix or the index no scalar.
  public static func row(_ index: Term, of matrix: Term) throws(TermError) -> Term {
    let running = runningIndex(matrix, index)
    let entry = try Term(.entry, [matrix, index, Term(running)])
    return try Term(.transpose, [Term(.vector(running, matrix.shape.columns), [entry])])
  }

  /// Column j of a matrix, the vector of A_kj over k.
  ///
  /// - Throws: `TermError` where the term is no matrix or the index no scalar.
  public static func column(_ index: Term, of matrix: Term) throws(TermError) -> Term {
    let running = runningIndex(matrix, index)
    return try Term(.vector(running, matrix.shape.rows), [Term(.entry, [matrix, Term(running), index])])
  }

  /// The matrix and index, where this is a column as `column` makes it.
  public var asColumn: (matrix: Term, index: Term)? {
    guard let list = asEntries, list.entry.arguments[1].symbol == list.running else { return nil }
    let (matrix, index) = (list.entry.arguments[0], list.entry.arguments[2])
    return (try? Term.column(index, of: matrix)) == self ? (matrix, index) : nil
  }

  /// The matrix and index, where this is a row as `row` makes it.
  public var asRow: (matrix: Term, index: Term)? {
    guard head == .transpose, let list = arguments[0].asEntries else { return nil }
    let (matrix, index) = (list.entry.arguments[0], list.entry.arguments[1])
    return (try? Term.row(index, of: matrix)) == self ? (matrix, index) : nil
  }

  /// The parts of a list of entries of a matrix.
  private var asEntries: (running: Symbol, entry: Term)? {
    guard case .vector(let running, _) = head, arguments[0].head == .entry, arguments[0].arguments.count == 3 else {
      return nil
    }
    return (running, arguments[0])
  }

  /// The first usual name of an index that the matrix and the index do not mention.
  private static func runningIndex(_ matrix: Term, _ index: Term) -> Symbol {
    let taken = matrix.freeSymbols.union(index.freeSymbols)
    let names = Set(taken.map(\.name))
    return ["k", "l", "h", "g"].first { !names.contains($0) }.map(Symbol.index)
      ?? Symbol.index("k").fresh(avoiding: taken)
  }
}

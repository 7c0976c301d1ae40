import Symbolic

/// Entries, rows and columns of matrices.
extension Elaborator {
  /// v_i, A_ij, A_{i•} and A_{•j}; for the name of a family or a function its value there.
  @inline(never)
  func entry(_ base: Syntax, _ indices: [Syntax], _ range: Range<Int>) throws(NotationError) -> Term {
    if case .name(let name) = base.kind, bound[name] == nil, let function = declarations.symbol(named: name),
      declarations.functions.contains(function)
    {
      return try apply(function, indices, range)
    }
    let matrix = try term(base)
    guard matrix.sort != .scalar else { throw error(range, "a scalar has no entries") }
    if indices.contains(where: \.isEveryIndex) { return try rowOrColumn(of: matrix, indices, range) }
    // A_{12} is the entry of row 1 and column 2 of a matrix of known size; of another it is the name of a block.
    if matrix.shape.columns != .one, indices.count == 1, case .number(let number) = indices[0].kind,
      matrix.shape.rows.literal != nil, matrix.shape.columns.literal != nil, number.isInteger,
      (11...99).contains(number.numerator), number.numerator % 10 > 0
    {
      let (row, column) = number.numerator.quotientAndRemainder(dividingBy: 10)
      return try make(.entry, [matrix, Term(row), Term(column)], range)
    }
    if matrix.shape.columns != .one, indices.count == 1, case .name(let name) = base.kind {
      throw error(
        range, "\(source.text(range)) is not declared, and an entry of \(matrix.shape.phrase) has two indices",
        hint: nearest(to: "\(name)_\(source.text(indices[0].range))"))
    }
    return try make(.entry, [matrix] + terms(indices), range)
  }

  private func rowOrColumn(
    of matrix: Term, _ indices: [Syntax], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard indices.count == 2, indices[0].isEveryIndex != indices[1].isEveryIndex, !matrix.sort.isDistribution,
      matrix.shape.columns != .one
    else {
      throw error(
        range, "this is neither a row nor a column, and \(source.text(range)) is of \(matrix.shape.phrase)",
        hint: #"write row i of a matrix as A_{i \bullet} and column j as A_{\bullet j}"#)
    }
    let isColumn = indices[0].isEveryIndex
    let index = try term(indices[isColumn ? 1 : 0])
    do {
      return isColumn ? try Term.column(index, of: matrix) : try Term.row(index, of: matrix)
    } catch {
      throw self.error(range, error.description)
    }
  }

  private func nearest(to name: String) -> String? {
    NearestName.nearest(to: name, among: declarations.names.filter { $0.contains("_") }).map {
      let term = Term(Symbol($0, Shape.scalar))
      return "did you mean \(style == .latex ? Spelling.latex(term) : Spelling.plain(term))?"
    }
  }
}

extension Syntax {
  /// Whether this is the mark for all values of an index.
  var isEveryIndex: Bool {
    if case .everyIndex = kind { true } else { false }
  }
}

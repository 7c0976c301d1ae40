import NumericCore
import Symbolic

extension Evaluator {
  /// 1 where two whole numbers are equal, otherwise 0.
  @inline(never)
  mutating func indicator(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let first = try integer(child(node, 0), "a side of an indicator")
    let second = try integer(child(node, 1), "a side of an indicator")
    return single(first == second ? .one : .zero)
  }

  /// A ⊗ B: the block at row i and column j is a_ij B.
  @inline(never)
  mutating func kroneckerProduct(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let left = try evaluate(child(node, 0))
    let right = try evaluate(child(node, 1))
    guard left.rows * right.rows <= instance.limits.dimension, left.columns * right.columns <= instance.limits.dimension
    else {
      throw .skipped(reason: "a Kronecker product that is too large")
    }
    return left.kronecker(right)
  }

  /// The matrix of blocks, which are the children row by row.
  @inline(never)
  mutating func blocks(_ node: Int, columns: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    var result = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    var (top, left) = (0, 0)
    for position in 0..<graph.nodes[node].children.count {
      let block = try evaluate(child(node, position))
      guard top + block.rows <= size.rows, left + block.columns <= size.columns else {
        throw .outside(reason: "blocks that do not fit")
      }
      for row in 0..<block.rows {
        for column in 0..<block.columns { result[top + row, left + column] = block[row, column] }
      }
      left += block.columns
      if (position + 1).isMultiple(of: columns) { (top, left) = (top + block.rows, 0) }
    }
    return result
  }
}

extension Matrix {
  /// The columns below each other.
  func vectorized() -> Matrix {
    Matrix(rows: rows * columns, columns: 1) { index, _ in self[index % max(rows, 1), index / max(rows, 1)] }
  }

  /// The matrix of so many rows whose columns, below each other, are this column.
  func unvectorized(rows count: Int) -> Matrix {
    Matrix(rows: count, columns: rows / max(count, 1)) { self[$1 * count + $0, 0] }
  }

  /// The Kronecker product.
  func kronecker(_ other: Matrix) -> Matrix {
    Matrix(rows: rows * other.rows, columns: columns * other.columns) { row, column in
      self[row / other.rows, column / other.columns] * other[row % other.rows, column % other.columns]
    }
  }
}

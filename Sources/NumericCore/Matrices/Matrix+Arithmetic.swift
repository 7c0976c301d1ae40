extension Matrix {
  /// The sum of two matrices of the same shape.
  @inlinable public static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns, "a sum needs equal shapes")
    return Matrix(rows: left.rows, columns: left.columns, elements: zip(left.storage, right.storage).map { $0 + $1 })
  }

  /// The difference of two matrices of the same shape.
  @inlinable public static func - (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns, "a difference needs equal shapes")
    return Matrix(rows: left.rows, columns: left.columns, elements: zip(left.storage, right.storage).map { $0 - $1 })
  }

  /// The negative.
  @inlinable public static prefix func - (operand: Matrix) -> Matrix { operand.map { -$0 } }

  /// The product of m×k and k×n.
  ///
  /// `Double` and `Float` have a faster way for large ones; `MatrixProduct` has transposes, targets and threads, too.
  /// - Complexity: O(m·k·n).
  @inlinable public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "a product needs as many columns on the left as rows on the right")
    return Scalar.product(left, right)
  }

  /// The product with another matrix by its definition.
  /// - Requires: as many columns here as rows there.
  @inlinable public func multipliedByEntries(_ right: Matrix) -> Matrix {
    let (depth, width) = (columns, right.columns)
    var product: [Scalar] = []
    product.reserveCapacity(rows * width)
    for row in 0..<rows {
      for column in 0..<width {
        // Begun with a product and not with zero, as additions of exact numbers cost as much.
        var sum = depth == 0 ? .zero : storage[row * depth] * right.storage[column]
        for k in 1..<max(depth, 1) {
          Scalar.addProduct(storage[row * depth + k], right.storage[k * width + column], to: &sum)
        }
        product.append(sum)
      }
    }
    return Matrix(rows: rows, columns: width, elements: product)
  }

  /// Every element times a scalar.
  @inlinable public func scaled(by factor: Scalar) -> Matrix { map { factor * $0 } }

  /// The transpose.
  @inlinable public func transposed() -> Matrix {
    Matrix(rows: columns, columns: rows) { storage[$1 * columns + $0] }
  }

  /// The sum of the diagonal of a square matrix.
  @inlinable public var trace: Scalar {
    precondition(isSquare, "the trace needs a square matrix")
    var sum = Scalar.zero
    for i in 0..<rows { sum = sum + storage[i * columns + i] }
    return sum
  }

  /// The matrix of the images of the elements.
  @inlinable public func map<Result: Ring>(_ transform: (Scalar) -> Result) -> Matrix<Result> {
    Matrix<Result>(rows: rows, columns: columns, elements: storage.map(transform))
  }
}

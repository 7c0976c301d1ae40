extension PrimeField {
  /// The product, each entry of which is reduced once.
  /// - Complexity: O(m·k·n) without a division.
  public static func product(_ left: Matrix<PrimeField>, _ right: Matrix<PrimeField>) -> Matrix<PrimeField> {
    let (rows, depth, columns) = (left.rows, left.columns, right.columns)
    if depth == 0 { return .zero(rows: rows, columns: columns) }
    let elements = [PrimeField](unsafeUninitializedCapacity: rows * columns) { product, count in
      left.storage.withUnsafeBufferPointer { a in
        right.storage.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = product.baseAddress else { return }
          PrimeFieldKernel.product(a, b, into: c, rows: rows, depth: depth, columns: columns)
        }
      }
      count = rows * columns
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// The determinant by elimination, with one reciprocal for each pivot but the last.
  public static func determinant(of matrix: Matrix<PrimeField>) -> PrimeField {
    var work = matrix
    var none = Matrix<PrimeField>.zero(rows: 0, columns: 0)
    guard case .regular(let isOdd) = eliminate(&work, &none, solves: false) else { return .zero }
    var product = PrimeField.one
    for i in 0..<work.rows { product *= work.storage[i * work.columns + i] }
    return isOdd ? -product : product
  }

  /// The solution by elimination, with one reciprocal for each pivot.
  public static func solution(
    of matrix: Matrix<PrimeField>, _ rightSide: Matrix<PrimeField>
  ) throws(FactorizationError) -> Matrix<PrimeField> {
    var (work, solution) = (matrix, rightSide)
    if case .singular(let column) = eliminate(&work, &solution, solves: true) { throw .singular(column: column) }
    return solution
  }

  /// Factorizes a matrix in place and solves for a right side, where that is asked for.
  private static func eliminate(
    _ matrix: inout Matrix<PrimeField>, _ rightSide: inout Matrix<PrimeField>, solves: Bool
  ) -> PrimeFieldKernel.Elimination {
    let (n, m) = (matrix.rows, rightSide.columns)
    return matrix.storage.withUnsafeMutableBufferPointer { a in
      rightSide.storage.withUnsafeMutableBufferPointer { b in
        withUnsafeTemporaryAllocation(of: PrimeField.self, capacity: n) { inverses in
          guard let a = a.baseAddress, let b = b.baseAddress, let inverses = inverses.baseAddress else {
            return .regular(isOdd: false)
          }
          let found = PrimeFieldKernel.factorize(a, order: n, inverses: inverses, b, columns: m)
          if solves, n > 0, case .regular = found {
            inverses[n - 1] = a[n * n - 1].inverse()
            PrimeFieldKernel.solve(a, order: n, inverses: inverses, b, columns: m)
          }
          return found
        }
      }
    }
  }
}

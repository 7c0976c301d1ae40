/// Loops over elements of the prime field, which reduce once for each entry of a result.
enum PrimeFieldKernel {
  /// Σ left[k] · right[k · stride] over k < count.
  @inline(__always)
  static func sum(
    _ left: UnsafePointer<PrimeField>, _ right: UnsafePointer<PrimeField>, stride: Int, count: Int
  ) -> PrimeField {
    var sum = PrimeField.SumOfProducts()
    var (k, place) = (0, 0)
    while true {
      let end = min(count, k &+ PrimeField.SumOfProducts.capacity)
      while k < end {
        sum.add(left[k], times: right[place])
        k &+= 1
        place &+= stride
      }
      if k == count { return sum.element }
      sum.fold()
    }
  }

  /// C = A B for A (m×k), B (k×n) and C (m×n), which need not be initialized.
  static func product(
    _ a: UnsafePointer<PrimeField>, _ b: UnsafePointer<PrimeField>, into c: UnsafeMutablePointer<PrimeField>,
    rows: Int, depth: Int, columns: Int
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        let entry = sum(a + row &* depth, b + column, stride: columns, count: depth)
        (c + (row &* columns &+ column)).initialize(to: entry)
      }
    }
  }

  /// What elimination finds.
  enum Elimination {
    /// P A = L U, with the sign of the permutation.
    case regular(isOdd: Bool)
    /// The first column without a pivot.
    case singular(column: Int)
  }

  /// Factorizes P A = L U in place, L with ones on the diagonal, and exchanges the rows of B (n×m) likewise.
  ///
  /// Columns are completed one after the other, so that every entry is one sum of products (Crout's order of elimination,
  /// Golub & Van Loan §3.2.9). The pivot is the first element of its column that is not zero.
  /// - Parameter inverses: is given the reciprocals of all pivots but the last.
  static func factorize(
    _ a: UnsafeMutablePointer<PrimeField>, order n: Int, inverses: UnsafeMutablePointer<PrimeField>,
    _ b: UnsafeMutablePointer<PrimeField>, columns m: Int
  ) -> Elimination {
    var isOdd = false
    for column in 0..<n {
      for row in 1..<n {
        let place = row &* n &+ column
        a[place] -= sum(a + row &* n, a + column, stride: n, count: min(row, column))
      }
      guard let pivot = (column..<n).first(where: { a[$0 &* n &+ column] != .zero }) else {
        return .singular(column: column)
      }
      if pivot != column {
        isOdd.toggle()
        for k in 0..<n { swap(&a[pivot &* n &+ k], &a[column &* n &+ k]) }
        for k in 0..<m { swap(&b[pivot &* m &+ k], &b[column &* m &+ k]) }
      }
      if column &+ 1 == n { break }
      let inverse = a[column &* n &+ column].inverse()
      inverses[column] = inverse
      for row in (column &+ 1)..<n { a[row &* n &+ column] *= inverse }
    }
    return .regular(isOdd: isOdd)
  }

  /// Solves L U X = B in place for B (n×m).
  /// - Parameter inverses: the reciprocals of the pivots.
  static func solve(
    _ a: UnsafePointer<PrimeField>, order n: Int, inverses: UnsafePointer<PrimeField>,
    _ b: UnsafeMutablePointer<PrimeField>, columns m: Int
  ) {
    for row in 0..<n {
      for column in 0..<m { b[row &* m &+ column] -= sum(a + row &* n, b + column, stride: m, count: row) }
    }
    for row in (0..<n).reversed() {
      let next = row &+ 1
      for column in 0..<m {
        let place = row &* m &+ column
        let known = sum(a + (row &* n &+ next), b + (next &* m &+ column), stride: m, count: n &- next)
        b[place] = (b[place] - known) * inverses[row]
      }
    }
  }
}

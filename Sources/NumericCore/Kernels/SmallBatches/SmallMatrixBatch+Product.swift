extension SmallMatrixBatch {
  /// The products A B of matrices with the same number, or products with transposes.
  ///
  /// Each element is one chain of fused products.
  /// - Parameters:
  ///   - right: B, as many matrices.
  ///   - transposing: Which factors enter as their transposes.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(count·m·k·n).
  public func multiplied(
    by right: SmallMatrixBatch, transposing: MatrixProduct.Transposition = .none, threads: Int = 1
  ) -> SmallMatrixBatch {
    precondition(count == right.count, "the numbers of matrices differ")
    let (hasLeft, hasRight) = (transposing.hasLeft, transposing.hasRight)
    let (m, k) = hasLeft ? (columns, rows) : (rows, columns)
    let (height, n) = hasRight ? (right.columns, right.rows) : (right.rows, right.columns)
    precondition(k == height, "a product needs as many columns on the left as rows on the right")
    let multiply = Scalar.matrixKernels.multiplyLanes
    return SmallMatrixBatch(uninitialized: count, rows: m, columns: n) { target in
      let result = LaneGroups(target, rows: m, columns: n)
      withLanes { a in
        right.withLanes { b in
          Self.forEachGroup(count, threads: threads) { group in
            let (left, right) = (a.group(group), b.group(group))
            multiply(hasLeft ? left.transposed : left, hasRight ? right.transposed : right, result.group(group))
          }
        }
      }
    }
  }

  /// Calls a kernel that reads the numbers.
  func withLanes(_ read: (LaneGroups<Scalar>) -> Void) {
    storage.withUnsafeBufferPointer { buffer in
      guard count > 0, let base = buffer.baseAddress else { return }
      read(LaneGroups(UnsafeMutablePointer(mutating: base), rows: rows, columns: columns))
    }
  }
}

/// Reductions of each row to one number.
///
/// A row's result depends on that row alone, in the order of `Elementwise.dot`, so that rows can be split among threads
/// in any way. NaN in a row gives NaN.
extension Matrix where Scalar: VectorScalar {
  /// Σⱼ xᵢⱼ for each row i, with the error of `Elementwise.dot`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowSums() -> [Scalar] {
    reducingRows { VectorReductions.total($0, $0, count: columns, Scalar.addTerm) }
  }

  /// maxⱼ xᵢⱼ for each row i; −∞ for a row without elements.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowMaxima() -> [Scalar] {
    reducingRows { VectorReductions.maximum($0, count: columns) }
  }

  /// Σⱼ xᵢⱼ² for each row i, with the error of `Elementwise.dot`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowSquaredNorms() -> [Scalar] {
    reducingRows { VectorReductions.total($0, $0, count: columns, Scalar.addProductTerm) }
  }

  /// Σⱼ (xᵢⱼ − cⱼ)² for each row i, with the error of `Elementwise.dot` and that of the differences.
  /// - Requires: as many numbers as columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowSquaredDistances(to point: [Scalar]) -> [Scalar] {
    precondition(point.count == columns, "the point has another number of columns")
    return point.withUnsafeBufferPointer { point in
      reducingRows { x in
        guard let c = point.baseAddress else { return 0 }
        return VectorReductions.total(x, c, count: columns, Scalar.addSquaredDifferenceTerm)
      }
    }
  }

  /// Σⱼ xᵢⱼyᵢⱼ for each row i, with the error of `Elementwise.dot`.
  /// - Requires: equal shapes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func rowDots(_ other: Matrix) -> [Scalar] {
    precondition(rows == other.rows && columns == other.columns, "row products need equal shapes")
    return other.storage.withUnsafeBufferPointer { right in
      storage.withUnsafeBufferPointer { left in
        (0..<rows).map { row in
          guard let x = left.baseAddress, let y = right.baseAddress else { return 0 }
          let start = row &* columns
          return VectorReductions.total(x + start, y + start, count: columns, Scalar.addProductTerm)
        }
      }
    }
  }

  /// The reduction of each row; rows without elements are given a pointer to one number, which is not read.
  @inline(__always) private func reducingRows(_ reduce: (UnsafePointer<Scalar>) -> Scalar) -> [Scalar] {
    (columns == 0 ? [0] : storage).withUnsafeBufferPointer { numbers in
      (0..<rows).map { row in
        guard let base = numbers.baseAddress else { return 0 }
        return reduce(base + row &* columns)
      }
    }
  }
}

/// Square matrices of one size, to be applied by number to the rows of a matrix.
package struct MatrixTable: Equatable, Sendable {
  /// The rows and columns of each.
  package let size: Int
  /// The number of matrices.
  package private(set) var count = 0
  /// Each in rows of whole vectors, as `PaddedMatrix` has it.
  private(set) var storage: [Double] = []

  /// No matrices yet.
  package init(size: Int) {
    precondition(size > 0, "a table holds matrices with rows")
    self.size = size
  }

  /// A table of some matrices.
  package init(_ matrices: [Matrix<Double>], size: Int) {
    self.init(size: size)
    for matrix in matrices {
      precondition(matrix.rows == size && matrix.columns == size, "the matrices of a table have one size")
      let width = width
      storage.append(contentsOf: repeatElement(0, count: width * width))
      storage.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        PaddedMatrix(base: base + count * width * width, size: size, width: width).fill(matrix)
      }
      count += 1
    }
  }

  var width: Int { PaddedMatrix.width(size) }

  mutating func append(_ matrix: PaddedMatrix) {
    storage.append(contentsOf: UnsafeBufferPointer(start: matrix.base, count: matrix.length))
    count += 1
  }

  /// One of the matrices.
  package subscript(number: Int) -> Matrix<Double> {
    precondition(number >= 0 && number < count, "the table has no matrix of that number")
    let (width, first) = (width, number * width * width)
    return Matrix(rows: size, columns: size) { storage[first + $0 * width + $1] }
  }

  /// Σ wᵢMᵢ, in order.
  package func weightedSum(_ weights: [Double]) -> Matrix<Double> {
    precondition(weights.count == count, "a weighted sum needs a weight for each matrix")
    let length = width * width
    var sum = [Double](repeating: 0, count: length)
    storage.withUnsafeBufferPointer { matrices in
      sum.withUnsafeMutableBufferPointer { sum in
        guard let target = sum.baseAddress, let base = matrices.baseAddress else { return }
        for (number, weight) in weights.enumerated() where weight != 0 {
          let factor = SIMD8<Double>(repeating: weight)
          VectorLoops.update(target, with: base + number * length, count: length) { $0.addingProduct(factor, $1) }
        }
      }
    }
    return Matrix(rows: size, columns: size) { sum[$0 * width + $1] }
  }

  /// Calls a kernel that reads the matrices, each `width`² numbers.
  func withMatrices(_ read: (UnsafePointer<Double>) -> Void) {
    storage.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      read(base)
    }
  }
}

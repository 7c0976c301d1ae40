import NumericCore
import Testing

@Suite("Eigenvalues of symmetric matrices")
struct SymmetricEigendecompositionTests {
  func symmetric(_ n: Int, seed: UInt64) -> Matrix<Double> {
    var source = RandomSource(seed: seed, stream: UInt64(n))
    let root = Matrix<Double>(rows: n, columns: n) { _, _ in source.normal() }
    return root + root.transposed()
  }

  @Test("Vectors and values give the matrix again, vectors are orthonormal", arguments: [0, 1, 2, 3, 5, 10, 20])
  func decomposition(_ n: Int) {
    let matrix = symmetric(n, seed: 31)
    let found = SymmetricEigendecomposition(matrix)
    #expect(zip(found.values, found.values.dropFirst()).allSatisfy { $0 <= $1 })
    let scale = matrix.elements.reduce(1) { max($0, abs($1)) } * Double(n + 1)
    for (entry, exact) in zip(found.mapped { $0 }.elements, matrix.elements) {
      #expect(abs(entry - exact) <= 1e-14 * scale)
    }
    let gram = found.vectors.transposed() * found.vectors
    for (entry, exact) in zip(gram.elements, Matrix<Double>.identity(n).elements) {
      #expect(abs(entry - exact) <= 1e-14 * Double(n + 1))
    }
    let trace = (0..<n).reduce(0.0) { $0 + matrix[$1, $1] }
    #expect(abs(found.values.reduce(0, +) - trace) <= 1e-13 * scale)
  }

  @Test("Known values: a diagonal matrix, equal values, rank one")
  func known() {
    #expect(SymmetricEigendecomposition(Matrix.diagonal([3.0, -1, 2])).values == [-1, 2, 3])
    #expect(SymmetricEigendecomposition(Matrix<Double>.identity(4)).values == [1, 1, 1, 1])
    let ones = SymmetricEigendecomposition(Matrix<Double>(rows: 3, columns: 3) { _, _ in 1 }).values
    #expect(abs(ones[0]) < 1e-15 && abs(ones[1]) < 1e-15 && abs(ones[2] - 3) < 1e-14)
    // Only the lower triangle is read.
    let half = Matrix<Double>(rows: 2, columns: 2, elements: [2, 100, 1, 2])
    #expect(abs(SymmetricEigendecomposition(half).values[0] - 1) < 1e-15)
    #expect(SymmetricEigendecomposition(Matrix<Double>.zero(rows: 2, columns: 2)).values == [0, 0])
  }
}

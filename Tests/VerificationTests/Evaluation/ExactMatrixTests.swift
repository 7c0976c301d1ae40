import NumericCore
import Testing

@testable import Verification

/// Matrices of exact numbers against the plain loops, which know nothing of the field.
@Suite struct ExactMatrixTests {
  private func matrix(_ rows: Int, _ columns: Int, _ source: inout RandomSource) -> Matrix<ExactScalar> {
    Matrix(rows: rows, columns: columns) { _, _ in ExactScalar(PrimeField.random(using: &source)) }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 63, 64]) func plainMatrices(size: Int) throws {
    var source = RandomSource(seed: 41, stream: UInt64(size))
    let (a, b) = (matrix(size, size, &source), matrix(size, 2, &source))
    #expect(a * b == a.multipliedByEntries(b))
    #expect(try a.solve(b) == a.solutionByRows(b))
    #expect(try a.checkedDeterminant() == a.determinantByRows())
    #expect(try a * a.checkedInverse() == .identity(size))
    guard size > 1 else { return }
    var singular = a
    for i in 0..<size { singular[i, size - 1] = singular[i, 0] + singular[i, 0] }
    #expect(try singular.checkedDeterminant() == .zero)
    #expect(throws: EvaluationError.self) { try singular.checkedInverse() }
  }

  @Test(arguments: 1...6) func logarithmsAmongTheElements(size: Int) throws {
    var source = RandomSource(seed: 42, stream: UInt64(size))
    for place in 0..<size {
      let a = matrix(size, size, &source)
      var b = matrix(size, 2, &source)
      b[place, 1] = ExactScalar(logarithmOf: PrimeField.randomNonzero(using: &source))
      #expect(a * b == a.multipliedByEntries(b))
      #expect((a * b)[0, 1].element == nil && (a * b)[0, 0].element != nil)
      #expect(try a.solve(b) == a.solutionByRows(b))
      #expect(try a * a.solve(b) == b)
    }
    // An exponential takes part in a determinant as a factor.
    var diagonal = Matrix<ExactScalar>.identity(size)
    diagonal[size - 1, size - 1] = .eulerNumber
    #expect(try diagonal.checkedDeterminant() == .eulerNumber)
  }

  @Test(arguments: 0...6) func expansionOfDerivatives(size: Int) throws {
    var source = RandomSource(seed: 43, stream: UInt64(size))
    let (a, b) = (matrix(size, size, &source), matrix(size, size, &source))
    let jets = Matrix(rows: size, columns: size) { Jet(a[$0, $1], slope: b[$0, $1]) }
    let value = try jets.checkedDeterminant()
    #expect(value.value == (try a.checkedDeterminant()))
    // Jacobi's formula.
    if size > 0 { #expect(value[1] == (try a.checkedDeterminant() * (a.checkedInverse() * b).trace)) }
  }
}

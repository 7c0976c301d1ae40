import NumericCore
import Testing

@Suite("Random vectors and matrices")
struct MatrixDistributionTests {
  static let covariance = Matrix<Double>(rows: 3, columns: 3, elements: [2, -0.5, 0.3, -0.5, 1, 0.2, 0.3, 0.2, 0.7])

  @Test("A multivariate normal has its mean and covariance, within five standard errors")
  func multivariateNormal() throws {
    let factor = try CholeskyFactorization(Self.covariance)
    let mean = [1, -2, 0.5]
    var source = RandomSource(seed: 151, stream: 0)
    let points = (0..<20_000).map { _ in source.multivariateNormal(mean: mean, covariance: factor) }
    for i in 0..<3 {
      let moments = SampleMoments(of: points.map { $0[i] })
      #expect(abs(moments.mean - mean[i]) < 5 * moments.standardError)
      for j in 0..<3 {
        let products = SampleMoments(of: points.map { ($0[i] - mean[i]) * ($0[j] - mean[j]) })
        #expect(abs(products.mean - Self.covariance[i, j]) < 5 * products.standardError)
      }
    }
    let none = try CholeskyFactorization(Matrix<Double>.zero(rows: 0, columns: 0))
    #expect(source.multivariateNormal(mean: [], covariance: none) == [])
  }

  @Test("Wishart: mean νV and variance ν(Vᵢⱼ² + VᵢᵢVⱼⱼ) within five standard errors", arguments: [2.1, 3, 4.5, 20])
  func wishart(_ freedom: Double) throws {
    let v = Self.covariance
    let factor = try CholeskyFactorization(v)
    var source = RandomSource(seed: 152, stream: UInt64(10 * freedom))
    let matrices = (0..<8000).map { _ in source.wishart(degreesOfFreedom: freedom, scale: factor) }
    #expect(matrices.allSatisfy { $0 == $0.transposed() })
    // With 0.1 degrees of freedom left for the last pivot it is often below rounding.
    #expect(freedom < 3 || matrices.prefix(500).allSatisfy { (try? CholeskyFactorization($0)) != nil })
    for i in 0..<3 {
      for j in 0...i {
        let mean = freedom * v[i, j]
        let variance = freedom * (v[i, j] * v[i, j] + v[i, i] * v[j, j])
        let moments = SampleMoments(of: matrices.map { $0[i, j] })
        #expect(abs(moments.mean - mean) < 5 * moments.standardError)
        let squares = SampleMoments(of: matrices.map { ($0[i, j] - mean) * ($0[i, j] - mean) })
        #expect(abs(squares.mean - variance) < 5 * squares.standardError)
      }
    }
  }

  @Test("A 1×1 Wishart matrix is a scaled chi-square number, and draws repeat")
  func small() throws {
    let factor = try CholeskyFactorization(Matrix<Double>(rows: 1, columns: 1, elements: [4]))
    var (first, second) = (RandomSource(seed: 153, stream: 0), RandomSource(seed: 153, stream: 0))
    let matrix = first.wishart(degreesOfFreedom: 0.3, scale: factor)
    #expect(abs(matrix[0, 0] / (4 * second.chiSquare(degreesOfFreedom: 0.3)) - 1) < 1e-12)
  }
}

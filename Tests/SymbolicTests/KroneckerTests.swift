import Symbolic
import Testing

/// Kronecker products, vectorizations and the matrix Gaussian.
@Suite("Kronecker products")
struct KroneckerTests {
  private let kernel = Kernel(declarations: Declarations())

  private func kron(_ a: Term, _ b: Term) throws -> Term { try Term(.kroneckerProduct, [a, b]) }
  private func vec(_ a: Term) throws -> Term { try Term(.vectorization, [a]) }
  private func equal(_ left: Term, _ right: Term) -> Bool {
    kernel.equality(left, right).map(\.assumptions.isEmpty) ?? false
  }

  @Test("mixed products, transposes, inverses, traces and determinants")
  func products() throws {
    let (a, c) = (matrix("A", n, m), matrix("C", m, n))
    let (b, d) = (matrix("B", m, m), matrix("D", m, n))
    #expect(equal(try kron(a, b) * kron(c, d), try kron(a * c, b * d)))
    #expect(!equal(try kron(a, b) * kron(c, d), try kron(b * d, a * c)))
    #expect(!equal(try kron(matrix("P"), matrix("Q")), try kron(matrix("Q"), matrix("P"))))
    #expect(equal(try kron(a, b).transposed(), try kron(a.transposed(), b.transposed())))
    #expect(!equal(try kron(a, b).transposed(), try kron(b.transposed(), a.transposed())))
    #expect(equal(try kron(a + a, b), try Term(2) * kron(a, b)))
    let (s, t) = (covariance("S"), covariance("T", m))
    #expect(equal(try kron(s, t).inverted(), try kron(s.inverted(), t.inverted())))
    #expect(equal(try kron(s, t).inverted() * kron(s, t), try Term(.identity(n * m))))
    #expect(
      equal(try kron(s, t).determinant().log(), try Term(m) * s.determinant().log() + Term(n) * t.determinant().log()))
    #expect(
      !equal(try kron(s, t).determinant().log(), try Term(n) * s.determinant().log() + Term(m) * t.determinant().log()))
    #expect(equal(try kron(s, t).trace(), try s.trace() * t.trace()))
    let (g, h) = (matrix("G", n, n, .invertible), matrix("H", m, m, .invertible))
    #expect(
      equal(try kron(g.inverted(), h.inverted()).transposed(), try kron(g.transposed(), h.transposed()).inverted()))
    #expect(!equal(try kron(g.inverted(), h.inverted()), try kron(g.transposed(), h.transposed()).inverted()))
  }

  @Test("vectorizations of products, and forms as traces")
  func vectorizations() throws {
    let (a, x, b) = (matrix("A", m, n), matrix("X", n, n), matrix("B", n, m))
    #expect(equal(try vec(Term(.product, [a, x, b])), try kron(b.transposed(), a) * vec(x)))
    #expect(!equal(try vec(Term(.product, [a, x, b])), try kron(a, b.transposed()) * vec(x)))
    let (p, q) = (matrix("P", n, m), matrix("Q", n, m))
    #expect(equal(try vec(p).transposed() * vec(q), try (p.transposed() * q).trace()))
    #expect(!equal(try vec(p).transposed() * vec(q), try (p * q.transposed()).trace() + Term(1)))
    #expect(equal(try vec(p + q), try vec(p) + vec(q)))
    let (u, v) = (covariance("U"), covariance("V", m))
    let form = try quadraticForm(vec(p), kron(v, u).inverted())
    #expect(equal(form, try Term(.product, [v.inverted(), p.transposed(), u.inverted(), p]).trace()))
    #expect(!equal(form, try Term(.product, [v, p.transposed(), u.inverted(), p]).trace()))
  }

  @Test("the matrix Gaussian is the Gaussian of its columns")
  func matrixGaussian() throws {
    let (x, mean) = (matrix("X", n, m), matrix("M", n, m))
    let (u, v) = (covariance("U"), covariance("V", m))
    let density = try Term(.density, [Term(.matrixGaussian, [mean, u, v]), x])
    let stacked = try Term(.density, [Term(.gaussian, [vec(mean), kron(v, u)]), vec(x)])
    #expect(equal(density, stacked))
    #expect(equal(density.logarithm, stacked.logarithm))
    #expect(!equal(density, try Term(.density, [Term(.gaussian, [vec(mean), kron(v, u).inverted()]), vec(x)])))
    let square = matrix("Y")
    let (k, l) = (covariance("K"), covariance("L"))
    let right = try Term(.density, [Term(.matrixGaussian, [Term(.zero(square.shape)), k, l]), square])
    #expect(!equal(right, try Term(.density, [Term(.matrixGaussian, [Term(.zero(square.shape)), l, k]), square])))
  }
}

extension Term {
  fileprivate var logarithm: Term { (try? log()) ?? self }
}

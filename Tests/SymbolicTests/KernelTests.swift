import Symbolic
import Testing

@Suite("Kernel")
struct KernelTests {
  @Test("the Kullback-Leibler divergence of two Gaussians has its closed form")
  func divergence() throws {
    let (m1, m2, s1, s2) = (vector("mu_1"), vector("mu_2"), covariance("Sigma_1"), covariance("Sigma_2"))
    let p = try Term(.gaussian, [m1, s1])
    let q = try Term(.gaussian, [m2, s2])
    let divergence = try Term(.divergence, [p, q])
    let half = try Term(1) / Term(2)
    let closed = try half
      * Term(
        .sum,
        [
          (s2.determinant() / s1.determinant()).log(), Term(.negation, [Term(n)]), (s2.inverted() * s1).trace(),
          quadraticForm(m2 - m1, s2.inverted()),
        ])
    let kernel = Kernel(declarations: Declarations())
    let theorem = try #require(kernel.equality(divergence, closed))
    #expect(theorem.restsOn.contains("second-moment"))
    #expect(theorem.assumptions.isEmpty)
    let wrong = try half * Term(.sum, [(s2.determinant() / s1.determinant()).log(), Term(n)])
    #expect(kernel.equality(divergence, wrong) == nil)
    let form = try #require(kernel.normalForm(divergence))
    print(form.right, theorem.restsOn)
  }
}

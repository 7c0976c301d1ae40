import Symbolic
import Testing
@Test func zbench() throws {
  let p = try Term(.gaussian, [vector("mu_1"), covariance("Sigma_1")])
  let q = try Term(.gaussian, [vector("mu_2"), covariance("Sigma_2")])
  let t = try Term(.divergence, [p, q])
  let clock = ContinuousClock()
  for _ in 0..<3 {
    print("derive", clock.measure { for _ in 0..<20 { _ = Deriver(prover: Prover(kernel: Kernel(declarations: Declarations()))).derive(t) } } / 20)
  }
  let d = Deriver(prover: Prover(kernel: Kernel(declarations: Declarations()))).derive(t)
  for s in d.steps {
    print("step", clock.measure { for _ in 0..<20 { _ = Prover(kernel: Kernel(declarations: Declarations())).prove(s.left, s.right) } } / 20, s.restsOn,
     "nf", clock.measure { for _ in 0..<20 { _ = Kernel(declarations: Declarations()).equality(s.left, s.right) } } / 20)
  }
  print("all", clock.measure { for _ in 0..<20 {
   let pr = Prover(kernel: Kernel(declarations: Declarations()))
   for s in d.steps { _ = pr.prove(s.left, s.right) } } } / 20)
}

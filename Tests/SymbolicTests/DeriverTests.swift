import Symbolic
import Testing

@Suite("Deriver")
struct DeriverTests {
  @Test("a divergence of Gaussians is derived in proved steps to a closed form")
  func divergence() throws {
    let p = try Term(.gaussian, [vector("mu_1"), covariance("Sigma_1")])
    let q = try Term(.gaussian, [vector("mu_2"), covariance("Sigma_2")])
    let derivation = Deriver(prover: Prover(kernel: Kernel(declarations: Declarations())))
      .derive(try Term(.divergence, [p, q]))
    #expect(derivation.steps.count >= 6)
    #expect(!derivation.last.contains { $0.head == .divergence || $0.head == .density || $0.head.bound != nil })
    for (step, next) in zip(derivation.steps, derivation.steps.dropFirst()) { #expect(step.right == next.left) }
  }
}

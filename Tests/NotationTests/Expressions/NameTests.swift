import Symbolic
import Testing

@testable import Notation

@Suite("Names are the same in declarations and in expressions")
struct NameTests {
  @Test(
    "In LaTeX",
    arguments: [
      ("x", "x"), (#"\Sigma"#, "Sigma"), ("Σ", "Sigma"), (#"\Sigma_1"#, "Sigma_1"), (#"\Sigma_{1}"#, "Sigma_1"),
      (#"\boldsymbol{\Sigma}_1"#, "Sigma_1"), (#"\boldsymbol{\Sigma_1}"#, "Sigma_1"), (#"\bm\Sigma_1"#, "Sigma_1"),
      (#"\mathbf{x}"#, "x"), (#"\mathbf x"#, "x"), (#"\vec x"#, "x"), (#"\hat{\mu}"#, "hat(mu)"),
      (#"\hat\mu"#, "hat(mu)"), (#"\hat{\mu}_1"#, "hat(mu)_1"), (#"\widehat{\Sigma}"#, "hat(Sigma)"),
      (#"\tilde{x}"#, "tilde(x)"), (#"\bar x"#, "bar(x)"), (#"\hat{\boldsymbol{\mu}}"#, "hat(mu)"),
      (#"\theta^{\text{new}}"#, "theta^new"), (#"\theta^\star"#, "theta^*"), (#"\theta^*"#, "theta^*"),
      (#"S_{\text{MLE}}"#, "S_MLE"), (#"S_{\mathrm{MLE}}"#, "S_MLE"), ("S_{MLE}", "S_MLE"),
      (#"\sigma_{12}"#, "sigma_12"),
      (#"\mu_{1,2}"#, "mu_1,2"), (#"W_{k,\phi}"#, "W_k,phi"), ("x_{t+1}", "x_t+1"), (#"\mathrm{RSS}"#, "RSS"),
      (#"\varepsilon"#, "epsilon"), (#"\ell"#, "ell"), ("x^{(i)}", "x^(i)"), (#"\mu_k^{(t)}"#, "mu_k^(t)"),
      (#"\mu^{(t)}_k"#, "mu_k^(t)"), (#"m_\phi"#, "m_phi"), (#"\Sigma_{x y}"#, "Sigma_xy"),
      (#"\Sigma_{xx}"#, "Sigma_xx"), (#"\mu_{a|b}"#, "mu_a|b"), ("x_{1:n}", "x_1:n"), (#"\mathcal{L}"#, "L"),
      (#"\hat{\mu_1}"#, "hat(mu)_1"),
    ])
  func latex(text: String, name: String) throws {
    let source = Source(name: "<name>", text: text)
    let tokens = try Lexer.tokens(source, 0..<source.bytes.count, style: .latex).dropLast()
    let declared = NameReader.name(tokens)
    #expect(declared == name)
    let symbol = Symbol(name, Shape.scalar)
    var declarations = Declarations()
    try declarations.declare(symbol)
    let found = try? ExpressionReader.readLatex(text, declarations: declarations)
    #expect(found == Term(symbol))
  }
}

import Notation
import Symbolic
import Testing

/// What people write, and the one term that it is.
struct Row: Sendable, CustomTestStringConvertible {
  let texts: [String]
  let term: @Sendable () throws -> Term

  init(_ texts: String..., is term: @escaping @Sendable () throws -> Term) {
    self.texts = texts
    self.term = term
  }

  var testDescription: String { texts[0] }

  func check(_ read: (String) throws -> Term) throws {
    let expected = try term()
    for text in texts {
      do {
        let found = try read(text)
        #expect(found == expected, "\(text) was read as \(Spelling.plain(found)), not as \(Spelling.plain(expected))")
      } catch let error as NotationError {
        Issue.record("\(text): \(error.message) at column \(error.location.column)")
      }
    }
  }
}

@Suite("Spellings in LaTeX")
struct LatexSpellingTests {
  private func check(_ row: Row) throws {
    let declarations = try Vocabulary.declarations()
    try row.check { try ExpressionReader.readLatex($0, declarations: declarations) }
  }

  private static let half = { @Sendable () throws -> Term in try over(Term(1), Term(2)) }

  @Test(
    "Transposes and inverses",
    arguments: [
      Row(
        "A^T", "A^{T}", #"A^\top"#, #"A^{\top}"#, #"A^\mathrm{T}"#, #"A^{\mathrm{T}}"#, #"A^{\mathrm T}"#,
        #"A^\text{T}"#, #"A^{\text{T}}"#, #"A^\intercal"#, #"A^{\intercal}"#, #"A^\mathsf{T}"#, #"A^{\mathsf{T}}"#,
        "A'", "{A}^T", #"\mathbf{A}^T"#, #"\mathbf{A^T}"#, "Aᵀ"
      ) { try transposed(the("A")) },
      Row("{A^T}^T", #"{A^\mathrm{T}}^\mathrm{T}"#, "(A^T)^T") { try transposed(transposed(the("A"))) },
      Row(
        #"\Sigma_1^{-1}"#, #"\Sigma^{-1}_1"#, #"\boldsymbol{\Sigma}_1^{-1}"#, #"\boldsymbol{\Sigma_1}^{-1}"#,
        #"{\Sigma_1}^{-1}"#, #"\left(\Sigma_1\right)^{-1}"#, #"\bm\Sigma_1^{-1}"#, "Σ_1^{-1}", "Σ₁⁻¹"
      ) { try inverse(the("Sigma_1")) },
      Row(#"A^{-T}"#, #"A^{-\top}"#, #"(A^{-1})^T"#) { try transposed(inverse(the("A"))) },
      Row("a^{-1}") { try power(the("a"), minus(Term(1))) },
      Row("a^{1/2}") { try power(the("a"), over(Term(1), Term(2))) },
      Row(#"a^{-\frac{1}{2}}"#, #"a^{-\frac12}"#) { try power(the("a"), minus(over(Term(1), Term(2)))) },
      Row(#"a^\frac{1}{2}"#, #"a^\frac12"#) { try power(the("a"), over(Term(1), Term(2))) },
      Row(#"\hat{\mu}^T"#, #"\hat\mu^T"#, #"\widehat{\mu}^T"#, #"\hat{\boldsymbol{\mu}}^T"#) {
        try transposed(the("hat(mu)"))
      },
      Row(#"\mu^{\text{new}\top}"#, #"{\mu^\text{new}}^\top"#, #"(\mu^{\mathrm{new}})^T"#) {
        try transposed(the("mu^new"))
      },
    ])
  func transposes(row: Row) throws { try check(row) }

  @Test(
    "Determinants, traces and norms",
    arguments: [
      Row(
        #"\log|\Sigma|"#, #"\log |\Sigma|"#, #"\ln|\Sigma|"#, #"\log\left|\Sigma\right|"#, #"\log\lvert\Sigma\rvert"#,
        #"\log\vert\Sigma\vert"#, #"\log\det\Sigma"#, #"\log\det(\Sigma)"#, #"\log\big|\Sigma\big|"#,
        #"\log\operatorname{det}\Sigma"#, #"\log\text{det}(\Sigma)"#, #"\log(|\Sigma|)"#, #"\log{|\Sigma|}"#,
        #"\text{log}|\Sigma|"#, #"log|\Sigma|"#, #"\ln\left(|\Sigma|\right)"#
      ) { try log(determinant(the("Sigma"))) },
      Row(#"|A|^n |B|"#) { try times(power(determinant(the("A")), Term(Vocabulary.n)), determinant(the("B"))) },
      Row(#"|a A|"#) { try determinant(times(the("a"), the("A"))) },
      Row(#"|a|"#) { try make(.absoluteValue, the("a")) },
      Row(#"\frac{|A|}{|B|}"#) { try over(determinant(the("A")), determinant(the("B"))) },
      Row(
        #"\operatorname{tr}(A B)"#, #"\mathrm{tr}(AB)"#, #"\text{tr}(AB)"#, #"\text{Tr}(AB)"#, #"\textrm{tr}(AB)"#,
        #"\tr(AB)"#, #"\Tr(AB)"#, "tr(AB)", "Tr(AB)", "tr[AB]", #"\mathrm{tr}\!\left[AB\right]"#,
        #"\operatorname{Tr}\left\{ AB \right\}"#, #"\operatorname{tr} A B"#, #"\mathrm{tr}\{A\,B\}"#, #"\tr A B"#
      ) { try trace(times(the("A"), the("B"))) },
      Row(#"\|x\|^2"#, #"\lVert x\rVert^2"#, "‖x‖^2", #"\left\|x\right\|^2"#, #"\Vert x\Vert^2"#, "||x||^2") {
        try power(make(.norm, the("x")), Term(2))
      },
    ])
  func bars(row: Row) throws { try check(row) }

  @Test(
    "Divergences",
    arguments: [
      Row(
        #"KL(p\|q)"#, #"\mathrm{KL}(p \,\|\, q)"#, #"D_{KL}(p||q)"#, #"D_{\mathrm{KL}}(p \parallel q)"#,
        #"\text{KL}(p\Vert q)"#, #"\mathcal{KL}(p\mid\mid q)"#, #"\operatorname{KL}[p\|q]"#,
        #"KL\left[p \middle\| q\right]"#, #"\mathrm{KL}(p, q)"#, #"\KL(p \vert\vert q)"#, #"\mathrm{KL}(p(x)\|q(x))"#,
        #"D_\text{KL}\left(p \;\|\; q\right)"#, #"\mathbb{KL}(p\|q)"#, "KL(p ∥ q)"
      ) { try make(.divergence, the("p"), the("q")) },
      Row(
        #"\mathrm{KL}(\mathcal{N}(\mu_1, \Sigma_1) \| N(\mu_2, \Sigma_2))"#,
        #"\mathrm{KL}(\mathcal N(\mu_1, \Sigma_1) \| {\mathcal N}(\mu_2, \Sigma_2))"#,
        #"\mathrm{KL}({\cal N}(\mu_1, \Sigma_1) \| \mathcal{N}(x; \mu_2, \Sigma_2))"#
      ) {
        try make(
          .divergence, normal(the("mu_1"), the("Sigma_1")), normal(the("mu_2"), the("Sigma_2")))
      },
      Row(#"\mathrm{KL}(\mathcal{N}(\mu, \Sigma) \| \mathcal{N}(0, I))"#) {
        try make(
          .divergence, normal(the("mu"), the("Sigma")),
          normal(Term(.zero(.vector(Vocabulary.n))), Term(.identity(Vocabulary.n))))
      },
      Row("H(p)", #"\mathrm{H}(p)"#, "H[p]", #"\mathbb{H}[p]"#, "H(p(x))") { try make(.entropy, the("p")) },
    ])
  func divergences(row: Row) throws { try check(row) }

  @Test(
    "Expectations",
    arguments: [
      Row(
        #"\mathbb{E}[x]"#, "E[x]", "E(x)", #"\mathrm{E}[x]"#, #"\operatorname{E}[x]"#, #"\mathbb{E}_p[x]"#,
        #"\mathbb{E}_{p(x)}[x]"#, #"\mathbb{E}_{x \sim p}[x]"#, #"\mathbb{E}_{x\sim p(x)}\left[x\right]"#,
        #"\mathbb E\{x\}"#, #"\mathbb{E} x"#, #"\mathbb{E}\bigl[x\bigr]"#, #"\mathop{\mathbb{E}}_p[x]"#,
        #"\langle x\rangle"#, #"\langle x\rangle_{p(x)}"#, #"\left\langle x \right\rangle_p"#, #"\mathbb{E}\,x"#
      ) { try expectation("x", the("p"), the("x")) },
      Row(#"\mathbb{E}_p \log p(x)"#, #"\mathbb{E}_{p}[\log p(x)]"#) {
        try expectation("x", the("p"), log(density(the("p"), the("x"))))
      },
      Row(#"E x x^T"#, #"\mathbb{E}[x x^\top]"#) {
        try expectation("x", the("p"), times(the("x"), transposed(the("x"))))
      },
      Row(#"\mathbb{E}_{z \sim \mathcal{N}(\mu, \Sigma)}[z]"#, #"\mathbb{E}_{z\sim N(\mu,\Sigma)}[z]"#) {
        try expectation("z", normal(the("mu"), the("Sigma")), the("z"))
      },
      Row(#"\mathbb{E}_{z \sim \mathcal{N}(0, I)}[z]"#) {
        try expectation(
          "z", normal(Term(.zero(.vector(Vocabulary.n))), Term(.identity(Vocabulary.n))), the("z"))
      },
      Row(#"\mathbb{E}[x^\top y]"#) {
        try expectation("x", the("p"), expectation("y", the("q"), times(transposed(the("x")), the("y"))))
      },
      Row(#"E[x] + a x"#) { try plus(expectation("x", the("p"), the("x")), times(the("a"), the("x"))) },
    ])
  func expectations(row: Row) throws { try check(row) }

  @Test(
    "Densities and integrals",
    arguments: [
      Row(
        #"\mathcal{N}(x; \mu, \Sigma)"#, #"\mathcal{N}(x \mid \mu, \Sigma)"#, #"N(x|\mu,\Sigma)"#,
        #"\mathcal N(x \vert \mu, \Sigma)"#, #"\mathcal{N}(x \lvert \mu, \Sigma)"#, #"{\cal N}(x \,|\, \mu, \Sigma)"#,
        #"\mathcal{N}\left(x \middle| \mu, \Sigma\right)"#, #"\mathcal{N}(x \,\bigl|\, \mu, \Sigma)"#
      ) { try density(normal(the("mu"), the("Sigma")), the("x")) },
      Row(
        #"\int p(x) \log p(x) \, dx"#, #"\int p(x)\log p(x)\,\mathrm{d}x"#, #"\int_{\mathbb{R}^n} p(x) \log p(x) dx"#,
        #"\int p(x) \log p(x) \, d\mathbf{x}"#
      ) {
        try make(
          .integral(Vocabulary.symbol("x")), times(density(the("p"), the("x")), log(density(the("p"), the("x")))))
      },
      Row(#"\int \int p(x) q(y) dx dy"#, #"\int\left(\int p(x) q(y) dx\right) dy"#) {
        try make(
          .integral(Vocabulary.symbol("y")),
          make(.integral(Vocabulary.symbol("x")), times(density(the("p"), the("x")), density(the("q"), the("y")))))
      },
    ])
  func integrals(row: Row) throws { try check(row) }

  @Test(
    "Logarithms, exponentials and fractions",
    arguments: [
      Row(#"\log 2\pi"#, #"\log(2\pi)"#, #"\ln 2 \pi"#, #"\log{2\pi}"#) {
        try log(times(Term(2), make(.constant(.pi))))
      },
      Row(#"\log \alpha p(x)"#) { try log(times(the("alpha"), density(the("p"), the("x")))) },
      Row(#"\log a + b"#) { try plus(log(the("a")), the("b")) },
      Row(#"\log \sqrt{2\pi} s"#) {
        try log(times(make(.squareRoot, times(Term(2), make(.constant(.pi)))), the("s")))
      },
      Row(#"\ln (a)^{-n/2}"#) { try log(power(the("a"), minus(over(Term(Vocabulary.n), Term(2))))) },
      Row("e^{a}", "e^a", #"\exp(a)"#, #"\exp[a]"#, #"\exp\{a\}"#, "exp(a)", #"\text{exp}(a)"#, #"\exp{[a]}"#) {
        try make(.exponential, the("a"))
      },
      Row(
        #"\frac{1}{2}"#, #"\frac12"#, #"\tfrac12"#, #"\dfrac{1}{2}"#, #"\cfrac{1}{2}"#, "1/2", #"{1 \over 2}"#,
        #"\sfrac{1}{2}"#
      ) { try over(Term(1), Term(2)) },
      Row(".5", "0.5") { Term(try Rational(1, 2)) },
      Row(#"\frac12 a"#, #"\frac 1 2 a"#) { try times(over(Term(1), Term(2)), the("a")) },
      Row("a b/c") { try times(the("a"), over(the("b"), the("c"))) },
      Row("a^23") { try times(power(the("a"), Term(2)), Term(3)) },
    ])
  func logarithms(row: Row) throws { try check(row) }

  @Test(
    "Sums and products over indices",
    arguments: [
      Row(
        #"\sum_{i=1}^n x_i"#, #"\sum_{i=1}^{n} x_{i}"#, #"\sum\limits_{i=1}^n x_i"#, #"\sum_i x_i"#,
        #"\Sigma_{i=1}^n x_i"#, #"\sum^n_{i=1} x_i"#, #"\sum_{i} x_i"#, "∑_{i=1}^n x_i", #"\sum_{i=1} x_i"#
      ) { try sum(Vocabulary.i, entry(the("x"), Term(Vocabulary.i))) },
      Row(#"\prod_{i=1}^n x_i"#, #"\Pi_{i=1}^n x_i"#) {
        try make(.productOver(Vocabulary.i), Term(1), Term(Vocabulary.n), entry(the("x"), Term(Vocabulary.i)))
      },
      Row(#"\sum_i a x_i - b y_i"#) {
        let i = Term(Vocabulary.i)
        return try sum(
          Vocabulary.i,
          plus(times(the("a"), entry(the("x"), i)), minus(times(the("b"), entry(the("y"), i)))))
      },
      Row(#"\sum_i x_i - a"#) {
        try plus(sum(Vocabulary.i, entry(the("x"), Term(Vocabulary.i))), minus(the("a")))
      },
      Row(#"\sum_i \sum_j A_{ij} + x_j + y_i + a"#) {
        let (i, j) = (Term(Vocabulary.i), Term(Vocabulary.j))
        let inner = try sum(Vocabulary.j, plus(entry(the("A"), i, j), entry(the("x"), j)))
        return try plus(sum(Vocabulary.i, plus(inner, entry(the("y"), i))), the("a"))
      },
      Row(#"\sum_i x_i + \sum_i y_i"#, #"(\sum_i x_i) + (\sum_i y_i)"#) {
        let i = Term(Vocabulary.i)
        return try plus(sum(Vocabulary.i, entry(the("x"), i)), sum(Vocabulary.i, entry(the("y"), i)))
      },
      Row(#"\log \prod_i x_i"#) {
        try log(
          make(.productOver(Vocabulary.i), Term(1), Term(Vocabulary.n), entry(the("x"), Term(Vocabulary.i))))
      },
      Row(#"\sum_{i=1}^n \mu_{1,i}"#, #"\sum_{i=1}^n \mu_{1i}"#, #"\sum_{i=1}^n (\mu_1)_i"#, #"\sum_{i=1}^n {\mu_1}_i"#)
      {
        try sum(Vocabulary.i, entry(the("mu_1"), Term(Vocabulary.i)))
      },
      Row(#"\sum_{i=1}^n \mu_{A_i}^2"#, #"\sum_{i=1}^n \mu_{A,i}^2"#) {
        try sum(Vocabulary.i, power(entry(the("mu_A"), Term(Vocabulary.i)), Term(2)))
      },
      Row("A_{1,2}", "(A)_{1,2}", "A_{1, 2}") { try entry(the("A"), Term(1), Term(2)) },
    ])
  func sums(row: Row) throws { try check(row) }

  @Test(
    "Diagonal matrices, products, zero and one",
    arguments: [
      Row(#"\operatorname{diag}(v)"#, #"\mathrm{diag}(v)"#, #"\text{diag}(v)"#, "diag(v)", #"\diag(v)"#) {
        try make(.diagonalMatrix, the("v"))
      },
      Row(
        #"\operatorname{diag}(\sigma_1^2, \ldots, \sigma_n^2)"#, #"\mathrm{diag}(\sigma_1^2,\dots,\sigma_n^2)"#,
        #"\mathrm{diag}(\sigma_1^2,\cdots,\sigma_n^2)"#, #"\mathrm{diag}(\sigma_1^2, \sigma_2^2, \ldots, \sigma_n^2)"#
      ) {
        let i = Vocabulary.i
        return try make(
          .diagonalMatrix, make(.vector(i, Vocabulary.n), power(entry(the("sigma"), Term(i)), Term(2))))
      },
      Row(#"\operatorname{diag}(\sigma^2)"#) { try make(.diagonalMatrix, power(the("sigma"), Term(2))) },
      Row(#"v \odot w"#, #"v \circ w"#) { try make(.hadamardProduct, the("v"), the("w")) },
      Row("A x", #"A \cdot x"#, #"A\,x"#, #"A \times x"#, "A * x", "(A)(x)", "[A] x", #"A\;x"#) {
        try times(the("A"), the("x"))
      },
      Row(
        "A + I", "A + I_n", #"A + \mathbf{I}"#, #"A + \boldsymbol{I}"#, #"A + \mathbb{I}"#, #"A + \mathbf{I}_n"#,
        #"A + \mathrm{I}"#, #"A + I_{n}"#
      ) { try plus(the("A"), Term(.identity(Vocabulary.n))) },
      Row("A + a I") { try plus(the("A"), times(the("a"), Term(.identity(Vocabulary.n)))) },
      Row("W^T I W") { try times(transposed(the("W")), Term(.identity(Vocabulary.n)), the("W")) },
      Row("x + 0", #"x + \mathbf{0}"#, #"x + \vec{0}"#, "x + 0_n", #"x + \mathbf 0"#, #"x + \boldsymbol{0}"#) {
        try plus(the("x"), Term(.zero(.vector(Vocabulary.n))))
      },
      Row("1_n^T x", #"\mathbf{1}^T x"#, #"\mathbf{1}_n^T x"#) {
        try times(transposed(Term(.ones(.vector(Vocabulary.n)))), the("x"))
      },
      Row(
        #"\boxed{a}"#, #"\underbrace{a}_{\text{first}}"#, #"\mathrm{a}"#, #"\left(a\right)"#, #"\bigl(a\bigr)"#, "{a}",
        #"\lbrace a\rbrace"#, #"\color{red} a"#
      ) { the("a") },
      Row(#"S_{\text{MLE}}"#, #"S_\text{MLE}"#, "S_{MLE}", #"S_{\mathrm{MLE}}"#, #"\mathbf{S}_{\text{MLE}}"#) {
        the("S_MLE")
      },
      Row(#"f(x)"#) { try make(.application(Vocabulary.function), the("x")) },
      Row("a - b - c") { try plus(the("a"), minus(the("b")), minus(the("c"))) },
      Row("-a b") { try minus(times(the("a"), the("b"))) },
    ])
  func products(row: Row) throws { try check(row) }
}

import Notation
import Symbolic
import Testing

/// Spellings that must be read as one and the same tree.
struct SyntaxRow: Sendable, CustomTestStringConvertible {
  let tree: String
  let texts: [String]

  init(_ tree: String, _ texts: String...) {
    self.tree = tree
    self.texts = texts
  }

  var testDescription: String { texts[0] }
}

@Suite("Syntax of what people write")
struct SyntaxTests {
  private static let n = Dimension.named("n")
  private static let count = Dimension.named("T")

  /// x, w, b and A; the families z_t, r_tk and y_t; the laws p of x and z and q of z; the function f.
  private static func declarations() throws -> Declarations {
    var declarations = Declarations()
    for name in ["n", "T", "K"] { try declarations.declareDimension(name) }
    for name in ["s", "theta", "sigma", "lambda", "g"] { try declarations.declare(Symbol(name, Shape.scalar)) }
    for name in ["x", "w", "b", "mu", "m"] { try declarations.declare(Symbol(name, Shape.vector(n))) }
    for name in ["A", "B", "Sigma"] { try declarations.declare(Symbol(name, Shape(n, n))) }
    for name in ["i", "t", "k"] { try declarations.declare(.index(name)) }
    let range = IndexRange(1, count)
    try declarations.declareFamily(Symbol("z", Shape.vector(n)), over: [range])
    try declarations.declareFamily(Symbol("y", Shape.vector(n)), over: [range])
    try declarations.declareFamily(Symbol("r", Shape.scalar), over: [range, IndexRange(1, .named("K"))])
    try declarations.declareFunction(Symbol("f", Shape.scalar))
    let space = Sort.distribution(.vector(n))
    try declarations.declareLaw(Symbol("p", space), of: [Symbol("x", Shape.vector(n)), Symbol("z", Shape.vector(n))])
    try declarations.declareLaw(Symbol("q", space), of: [Symbol("z", Shape.vector(n))])
    return declarations
  }

  private func check(_ row: SyntaxRow) throws {
    let declarations = try SyntaxTests.declarations()
    for text in row.texts {
      do {
        let tree = try SyntaxTree.read(text, declarations)
        #expect(tree == row.tree, "\(text)")
      } catch let error as NotationError {
        Issue.record("\(text): \(error.message) at column \(error.location.column)")
      }
    }
  }

  @Test(
    "Derivatives",
    arguments: [
      SyntaxRow(
        "d1/x(f@(x))", #"\frac{\partial f(x)}{\partial x}"#, #"\frac{\partial}{\partial x} f(x)"#,
        #"\frac{\mathrm{d} f(x)}{\mathrm{d} x}"#, #"\frac{d f(x)}{d x}"#, #"\frac{d}{dx} f(x)"#, #"\nabla_x f(x)"#,
        #"\partial_x f(x)"#, #"\nabla_{x} \, f(x)"#, #"\dfrac{\mathrm d f(x)}{\mathrm d x}"#,
        #"\frac{\partial}{\partial \mathbf{x}} \left[ f(x) \right]"#, #"\partial f(x) / \partial x"#,
        #"\frac\partial{\partial x} f(x)"#),
      SyntaxRow(
        "d2/x x(f@(x))", #"\frac{d^2 f(x)}{dx^2}"#, #"\nabla_x^2 f(x)"#, #"\nabla^2_x f(x)"#,
        #"\frac{\partial^2}{\partial x \partial x} f(x)"#, #"\frac{\partial^2 f(x)}{\partial x \, \partial x^\top}"#),
      SyntaxRow("d2/(f@(x))", #"\nabla^2 f(x)"#),
      SyntaxRow("d1/power(sigma, 2)(f@(s))", #"\frac{\partial f(s)}{\partial \sigma^2}"#),
      SyntaxRow("d1/power(Sigma, minus(1))(f@(s))", #"\frac{\partial}{\partial \Sigma^{-1}} f(s)"#),
      SyntaxRow("d1/entry(A, i, k)(f@(s))", #"\frac{\partial f(s)}{\partial A_{ik}}"#),
      SyntaxRow("d1/z@(t)(f@(z@(t)))", #"\frac{\partial f(z_t)}{\partial z_t}"#, #"\nabla_{z_t} f(z_t)"#),
      SyntaxRow("f'1@(s)", "f'(s)"),
      SyntaxRow("f'2@(s)", "f''(s)"),
      SyntaxRow("transpose(A)", "A'"),
      SyntaxRow(
        "d1/x(f@(x))|x = mu", #"\left. \frac{\partial f(x)}{\partial x} \right|_{x = \mu}"#,
        #"\frac{\partial f(x)}{\partial x} \Big|_{x=\mu}"#, #"\left.\nabla_x f(x)\right\vert_{x=\mu}"#,
        #"\nabla_x f(x) |_{\mu}"#),
      SyntaxRow("sum(s, f@(x))|x = mu", #"\left. s + f(x) \right|_{x = \mu}"#),
      SyntaxRow("times(s, sum(s, g))", #"s \left( s \right. \left. + g \right)"#),
      SyntaxRow("sum(d1/x(f@(x)), s)", #"\frac{\partial}{\partial x} f(x) + s"#),
      SyntaxRow("sum(d1/x(f@(x)), x)", #"\nabla_x f(x) + x"#),
      SyntaxRow("over(n, times(2, n))", #"\frac{n}{2n}"#),
    ])
  func derivatives(row: SyntaxRow) throws { try check(row) }

  @Test(
    "Optima and limits",
    arguments: [
      SyntaxRow(
        "arg maximum(x, f@(x))", #"\arg\max_x f(x)"#, #"\operatorname*{arg\,max}_x f(x)"#,
        #"\underset{x}{\arg\max} f(x)"#, #"\underset{x}{\operatorname{argmax}} f(x)"#, #"\text{arg max}_x f(x)"#,
        #"\text{argmax}_x f(x)"#, #"\mathop{argmax}\limits_x f(x)"#, #"\mathop{\arg\max}_{x} f(x)"#,
        #"\operatorname{argmax}_x f(x)"#, "argmax_x f(x)", #"\argmax_x f(x)"#, #"\mathrm{argmax}_x f(x)"#),
      SyntaxRow("arg minimum(x, sum(f@(x), s))", #"\arg\min_x f(x) + s"#),
      SyntaxRow("maximum(x, f@(x))", #"\max_x f(x)"#, #"\max\limits_{x} f(x)"#, #"\underset{x}{\max}\, f(x)"#),
      SyntaxRow("minimum(s, f@(s), greater(s, 0))", #"\min_{s > 0} f(s)"#),
      SyntaxRow(
        "limit(sigma, 0, f@(sigma))", #"\lim_{\sigma \to 0} f(\sigma)"#, #"\lim_{\sigma \rightarrow 0^+} f(\sigma)"#),
      SyntaxRow("limit(u, infinity, over(1, u))", #"\lim_{u \to \infty} \frac{1}{u}"#),
    ])
  func optima(row: SyntaxRow) throws { try check(row) }

  @Test(
    "Densities, expectations and divergences",
    arguments: [
      SyntaxRow(
        "p<x | z; theta>", #"p(x \mid z; \theta)"#, #"p(x | z; \theta)"#, #"p_\theta(x|z)"#, #"p_{\theta}(x \,|\, z)"#,
        #"p(x \vert z ; \theta)"#, #"p\left(x \,\middle|\, z; \theta\right)"#, #"P(x | z; \theta)"#),
      SyntaxRow("p<x, z>", "p(x, z)", #"p(\mathbf{x}, \mathbf z)"#),
      SyntaxRow("p<k = k | x>", "p(k = k | x)"),
      SyntaxRow("q<z@(t) | z@(sum(t, minus(1)))>", #"q(z_t \mid z_{t-1})"#),
      SyntaxRow("q<dots(z@(1), z@(T))>", "q(z_{1:T})", #"q(z_1, \ldots, z_T)"#, #"q(z_1, z_2, \dots, z_T)"#),
      SyntaxRow(
        "density(N(mu, Sigma), x)", #"\mathcal{N}(x | \mu, \Sigma)"#, #"\mathcal N(x; \mu, \Sigma)"#,
        #"\mathcal{N}(x \mid \mu = \mu, \Sigma = \Sigma)"#, #"{\cal N}(x | \mu, \Sigma)"#,
        #"\mathcal{N}\bigl(x \,\bigl|\, \mu, \Sigma\bigr)"#, #"\mathcal{N}_x(\mu, \Sigma)"#, #"N(x; \mu, \Sigma)"#),
      SyntaxRow("MN(A, B, Sigma)", #"\mathcal{MN}(A, B, \Sigma)"#),
      SyntaxRow(
        "E_{q<z>}[log(p<x, z>)]".replacingOccurrences("log", "logarithm"), #"\mathbb{E}_{q(z)}[\log p(x, z)]"#,
        #"\mathbb{E}_{q(z)} \log p(x, z)"#, #"\operatorname{E}_{q(z)}\left[\log p(x,z)\right]"#,
        #"\langle \log p(x, z) \rangle_{q(z)}"#, #"E_{q(z)}\{\log p(x,z)\}"#,
        #"\mathop{\mathbb{E}}\limits_{q(z)}[\log p(x,z)]"#,
        #"\underset{q(z)}{\mathbb{E}}[\log p(x,z)]"#),
      SyntaxRow("E_{x ~ p<x | z>}[f@(x)]", #"\mathbb{E}_{x \sim p(x|z)}[f(x)]"#),
      SyntaxRow("E_{x | theta}[f@(x)]", #"\mathbb{E}_{x \mid \theta}[f(x)]"#),
      SyntaxRow("E_{_{x ~ p}_{w ~ q}}[f@(x)]", #"\mathbb{E}_{x \sim p, w \sim q}[f(x)]"#),
      SyntaxRow("E[x | b]", #"\mathbb{E}[x \mid b]"#, "E(x | b)"),
      SyntaxRow("power(E[x], 2)", #"\mathbb{E}^2[x]"#),
      SyntaxRow(
        "KL(q<z>, p<z | x>)", #"\mathrm{KL}(q(z) \| p(z|x))"#, #"D_{KL}[q(z) || p(z \mid x)]"#,
        #"\mathcal{KL}\left(q(z) \,\Vert\, p(z|x)\right)"#, #"D_{\text{KL}}(q(z) \parallel p(z|x))"#,
        #"D(q(z) || p(z|x))"#,
        #"KL(q(z) \mid\mid p(z|x))"#, #"D*{KL}(q(z) \| p(z|x))"#),
      SyntaxRow("H(q)", "H(q)", "h(q)", #"\mathbb{H}[q]"#, #"\mathrm{H}(q)"#),
      SyntaxRow("H(x | w)", #"H(x \mid w)"#, "h(x|w)"),
      SyntaxRow("Cov[x, w]", #"\operatorname{Cov}(x, w)"#, #"\mathrm{Cov}[x, w]"#, #"\text{Cov}(x,w)"#),
      SyntaxRow("Cov[x]", #"\operatorname{Var}(x)"#, #"\operatorname{Var}[x]"#, "Var(x)"),
      SyntaxRow("information(x, w)", "I(x, w)", #"\mathrm{I}(x; w)"#),
    ])
  func laws(row: SyntaxRow) throws { try check(row) }

  @Test(
    "Families, sums and products",
    arguments: [
      SyntaxRow("z@(sum(t, minus(1)))", "z_{t-1}"),
      SyntaxRow("r@(t, k)", "r_{tk}", "r_{t,k}", "r_{t k}"),
      SyntaxRow("z@(t)", "z_t", "z^{(t)}", #"\mathbf{z}_t"#, #"\boldsymbol{z_t}"#),
      SyntaxRow("entry(z@(t), i)", "z_{ti}", "z_{t,i}", "z^{(t)}_i"),
      SyntaxRow("power(r@(t, k), 2)", "r_{tk}^2"),
      SyntaxRow("transpose(z@(t))", #"z_t^\top"#),
      SyntaxRow("Sum j (Sum l (r@(j, l)))", #"\sum_{j,l} r_{jl}"#, #"\sum_j \sum_l r_{jl}"#),
      SyntaxRow("Sum j from 1 to T (Sum l from 1 to T (r@(j, l)))", #"\sum_{j,l=1}^{T} r_{jl}"#),
      SyntaxRow("Sum j (Sum l to sum(j, minus(1)) (r@(j, l)))", #"\sum_{l<j} r_{jl}"#),
      SyntaxRow("Sum j to T (Sum l from 1 to sum(j, minus(1)) (r@(j, l)))", #"\sum_{1 \le l < j \le T} r_{jl}"#),
      SyntaxRow("Sum j but t (r@(j, k))", #"\sum_{j \ne t} r_{jk}"#, #"\sum_{j \neq t} r_{jk}"#),
      SyntaxRow(
        "Sum j from 1 to T (r@(j, k))", #"\sum_{j=1}^T r_{jk}"#, #"\sum\limits_{j=1}^T r_{jk}"#,
        #"\sum_{j \in \{1, \ldots, T\}} r_{jk}"#, #"\Sigma_{j=1}^T r_{jk}"#, #"\sigma_{j=1}^T r_{jk}"#,
        #"\sum*{j=1}^T r_{jk}"#, #"\sum^T_{j=1} r_{jk}"#),
      SyntaxRow("Product j from 1 to T (r@(j, k))", #"\prod_{j=1}^T r_{jk}"#, #"\Pi_{j=1}^{T} r_{jk}"#),
      // Another meaning of the letter is out of sight below a sum with limits.
      SyntaxRow("Sum s from 1 to T (r@(s, k))", #"\sum_{s=1}^T r_{sk}"#),
      SyntaxRow("inner(x, z)", #"\langle x, z \rangle"#),
      SyntaxRow("Sum x (p<x, z>)", #"\sum_x p(x, z)"#, #"\sum_{\mathbf{x}} p(x, z)"#),
      SyntaxRow("Sum z@(t) (q<z@(t)>)", #"\sum_{z_t} q(z_t)"#),
      SyntaxRow("integral(z@(t), q<z@(t)>)", #"\int q(z_t) \, dz_t"#, #"\int q(z_t) \, \mathrm{d}z_t"#),
      SyntaxRow("integral(dots(z@(1), z@(T)), q<z>)", #"\int q(z) \, dz_{1:T}"#),
      SyntaxRow("integral w(integral x(f@(x)))", #"\int\int f(x) dx dw"#, #"\iint f(x) \,dx\,dw"#),
      SyntaxRow("Sum j (sum(times(r@(j, k), s), minus(r@(j, k))))", #"\sum_j r_{jk} s - r_{jk}"#),
      SyntaxRow("times(Sum j (r@(j, k)), s)", #"\left(\sum_j r_{jk}\right) s"#),
    ])
  func sums(row: SyntaxRow) throws { try check(row) }

  @Test(
    "Matrices, cases and indicators",
    arguments: [
      SyntaxRow(
        "[A, B; B, A]", #"\begin{pmatrix} A & B \\ B & A \end{pmatrix}"#,
        #"\begin{bmatrix} A & B \\ B & A \\ \end{bmatrix}"#,
        #"\left[\begin{array}{cc} A & B \\ B & A \end{array}\right]"#,
        #"\left( \begin{matrix} A & B \\ B & A \end{matrix} \right)"#),
      SyntaxRow("determinant([A, B; B, A])", #"\begin{vmatrix} A & B \\ B & A \end{vmatrix}"#),
      SyntaxRow("bars([A, B; B, A])", #"\left| \begin{matrix} A & B \\ B & A \end{matrix} \right|"#),
      SyntaxRow("[s, …; …, g]", #"\begin{pmatrix} s & \cdots \\ \vdots & g \end{pmatrix}"#),
      SyntaxRow(
        "cases(tuple(s, equal(k, 1)), tuple(g))",
        #"\begin{cases} s & \text{if } k = 1 \\ g & \text{otherwise} \end{cases}"#,
        #"\begin{cases} s, & k = 1, \\ g, & \text{else} \end{cases}"#,
        #"\left\{ \begin{array}{ll} s & k = 1 \\ g & \text{otherwise} \end{array} \right."#),
      SyntaxRow("kronecker(A, B)", #"A \otimes B"#),
      SyntaxRow("vectorization(A)", #"\operatorname{vec}(A)"#, #"\mathrm{vec}(A)"#, #"\text{vec}(A)"#),
      SyntaxRow(
        "indicator equal(k, 1)", "[k = 1]", #"\mathbb{1}[k = 1]"#, #"\mathbf 1\{k = 1\}"#, #"\mathbb{I}(k = 1)"#,
        #"\mathbb{1}_{k = 1}"#),
      SyntaxRow("indicator equal(i, k)", #"\delta_{ik}"#, #"\delta_{i,k}"#, #"\delta(i, k)"#),
      SyntaxRow("gamma(over(s, 2))", #"\Gamma\left(\frac{s}{2}\right)"#, #"\Gamma(s/2)"#),
      SyntaxRow("diagonal(tuple(s, g))", #"\operatorname{diag}(s, g)"#),
      SyntaxRow("pseudoinverse(A)", "A^+", #"A^\dagger"#, "A^{+}"),
    ])
  func matrices(row: SyntaxRow) throws { try check(row) }

  @Test(
    "Brackets and looks",
    arguments: [
      SyntaxRow(
        "times(s, sum(s, g))", #"s \bigl[ s + g \bigl]"#, #"s \left\{ s + g \right\}"#, #"s \lbrace s + g \rbrace"#,
        #"s (\hphantom{x} s + g)"#, #"s \underbrace{(s + g)}_{= 1}"#, #"s \cancel{(s + g)}"#,
        #"s {\color{red} (s + g)}"#,
        #"s \textcolor{blue}{(s + g)}"#, #"s \boxed{(s + g)}"#, #"s \underset{\equiv 1}{\underbrace{(s + g)}}"#),
      SyntaxRow("over(s, g)", #"{s \over g}"#, #"\sfrac{s}{g}"#, #"\tfrac s g"#, #"\cfrac{s}{g}"#),
      SyntaxRow("times(1/2, s)", ".5 s", "0.5 s"),
      SyntaxRow("mu", #"\bm{\mu}"#, #"\mbmu"#, #"\v{\mu}"#, #"\vt{\mu}"#, #"\pmb{\mu}"#, #"\mathbf { \mu }"#),
      SyntaxRow(
        "transpose(b)", #"\mathbf{b ^ { T }}"#.replacingOccurrences("{ T }", #"{ \top }"#), #"\v{b^\top}"#,
        #"b^\trans"#, #"\trans{b}"#),
    ])
  func looks(row: SyntaxRow) throws { try check(row) }

  @Test(
    "One letter with several meanings, and scopes",
    arguments: [
      SyntaxRow(
        "Sum j (times(power(Sigma, minus(1)), z@(j)))", #"\Sigma_{j} \Sigma^{-1} z_j"#, #"\Sigma_j \Sigma^{-1} z_j"#),
      SyntaxRow("times(superscriptT(A), superscriptT(superscriptT(A)))", "A^T {A^T}^T"),
      SyntaxRow("times(T, power(T, 2))", "T T^2"),
      SyntaxRow("logarithm(times(2, pi, power(sigma, 2), e))", #"\ln 2\pi\sigma^2 e"#, #"\ln(2\pi\sigma^2 e)"#),
      SyntaxRow("logarithm(power(s, minus(over(n, 2))))", #"\ln (s)^{-n/2}"#),
      SyntaxRow("logarithm(times(squareRoot(times(2, pi)), sigma))", #"\log \sqrt{2\pi} \sigma"#),
      SyntaxRow("logarithm(times(s, p<x>))", #"\log s \, p(x)"#),
      SyntaxRow("logarithm(times(p<x | z>, p<z>))", #"\log p(x \mid z) p(z)"#),
      SyntaxRow("logarithm(Product j from 1 to T (q<z@(j)>))", #"\log \prod_{j=1}^T q(z_j)"#),
      SyntaxRow(
        "d1/r@(t, k)(Sum k (times(s, logarithm(r@(t, k)))))", #"\frac{\partial}{\partial r_{tk}} \sum_k s \log r_{tk}"#),
      SyntaxRow("E_{q}[s]", #"\mathbb{E}\_q[s]"#),
      SyntaxRow("power(r@(t, k), 2)", "r_{tk}^2", #"{r_{tk}}^2"#, "r^2_{tk}"),
    ])
  func scopes(row: SyntaxRow) throws { try check(row) }

  @Test(
    "What can be read in two ways, or is not supported, is an error that points",
    arguments: [
      (#"\frac{\partial}{\partial x} f(x) + x"#, 36, "this summand can stand under the derivative by x or behind it"),
      (#"\nabla_x [f(x)] x"#, 17, "this factor can stand under the derivative or behind it"),
      (#"\max_x f(x) + x"#, 15, "this summand can stand under the optimum over x or behind it"),
      (#"\|x\|_1"#, 7, #"a norm is Euclidean, \|x\|_2, or Frobenius, \|A\|_F"#),
      (#"s/s s"#, 5, "this factor can stand below the slash or behind the fraction"),
      (#"1/2 s"#, 5, "this factor can stand below the slash or behind the fraction"),
      (#"\det 2 s"#, 8, "this factor can stand under the determinant or behind it"),
      (#"\max f(x)"#, 1, "the variable is missing below this optimum"),
      (#"\frac{\partial f(x)}{x \partial}"#, 7, "a lone differential is not supported"),
      (#"\int_0^1 f(x) dx"#, 5, "an integral over a part of the space is not supported"),
      (#"\lim_{s \to 0^-} f(s)"#, 15, "limits are taken from above"),
      (#"\nabla \cdot f(x)"#, 1, "divergence and curl are not supported"),
      (#"\sum_{i : s} s"#, 9, "a condition on an index is not supported"),
      ("s'", 2, "s' can be read as another name and as a transpose"),
      (#"r_t"#, 1, "r_t needs 2 indices, 1 given"),
      (#"\begin{pmatrix} A & B \\ A \end{pmatrix}"#, 1, "the rows of this matrix have different lengths"),
      (#"\begin{align} A \end{align}"#, 1, "the environment align does not fit into a formula"),
      (#"\log p(x) q(z)"#, 11, "this factor can stand under the logarithm or behind it"),
      (#"\log \frac{p(x)}{q(z)} r_{tk}"#, 24, "this factor can stand under the logarithm or behind it"),
      ("期 s", 1, "the character '期' does not belong in a formula"),
      (#"\foo{x}"#, 1, #"unknown command \foo"#),
    ])
  func refusals(text: String, column: Int, message: String) throws {
    let declarations = try SyntaxTests.declarations()
    do {
      let tree = try SyntaxTree.read(text, declarations)
      Issue.record("\(text) was read as \(tree)")
    } catch let error as NotationError {
      #expect("\(error.location.column): \(error.message)" == "\(column): \(message)", "\(text)")
    }
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}

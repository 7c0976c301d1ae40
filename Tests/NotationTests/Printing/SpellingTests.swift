import Notation
import Symbolic
import Testing

private let n = Dimension.named("n")
private let m = Dimension.named("m")
private let i = Symbol.index("i")
private let j = Symbol.index("j")
private func scalar(_ name: String) -> Term { Term(Symbol(name, Shape.scalar)) }
private func vector(_ name: String) -> Term { Term(Symbol(name, Shape.vector(n))) }
private func matrix(_ name: String) -> Term { Term(Symbol(name, Shape(n, n))) }
private func term(_ head: Head, _ arguments: Term...) throws -> Term { try Term(head, arguments) }
private let (a, b, c) = (scalar("a"), scalar("b"), scalar("c"))
private let (x, v, mu) = (vector("x"), vector("v"), vector("mu_1"))
private let (A, B, S) = (matrix("A"), matrix("B"), matrix("Sigma_1"))
private let p = Term(Symbol("p", .distribution(.vector(n))))
private let q = Term(Symbol("q", .distribution(.vector(n))))

@Suite("The spelling of terms")
struct SpellingTests {
  private func expect(
    _ term: Term, _ latex: String, _ plain: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(Spelling.latex(term) == latex, sourceLocation: sourceLocation)
    #expect(Spelling.plain(term) == plain, sourceLocation: sourceLocation)
  }

  @Test(
    "Names in LaTeX",
    arguments: [
      ("x", "x"), ("Sigma_1", #"\Sigma_1"#), ("m_phi", #"m_\phi"#), ("sigma_A", #"\sigma_A"#), ("mu_12", #"\mu_{12}"#),
      ("mu_max", #"\mu_{max}"#), ("hat(mu)", #"\hat{\mu}"#), ("hat(mu)_1", #"\hat{\mu}_1"#), ("m1", #"\mathrm{m1}"#),
      ("theta^new", #"\theta^{\text{new}}"#), ("abc", #"\mathrm{abc}"#), ("x'1", "x'_1"), ("x_1'2", "{x_1}'_2"),
      ("W_k,phi", #"W_{k,\phi}"#),
    ])
  func names(plain: String, latex: String) { expect(scalar(plain), latex, plain) }

  @Test("Numbers, constants and dimensions")
  func leaves() throws {
    expect(Term(12), "12", "12")
    expect(Term(.half), "0.5", "0.5")
    expect(Term(try Rational(-5, 4)), "-1.25", "-1.25")
    expect(Term(try Rational(2, 3)), #"\frac{2}{3}"#, "2/3")
    expect(try term(.power, a, Term(try Rational(2, 3))), #"a^{\frac{2}{3}}"#, "a^(2/3)")
    expect(try term(.product, Term(-2), a), "(-2) a", "(-2) a")
    expect(try term(.product, try term(.constant(.pi)), try term(.constant(.e))), #"\pi e"#, "pi e")
    expect(Term(n), "n", "n")
    expect(Term(.literal(2) * n - .one), "2n - 1", "2n - 1")
    expect(try term(.product, Term(n * m), a), "(m n) a", "(m n) a")
    expect(try term(.identity(n)), "I_{n}", "I(n)")
    expect(try term(.zero(.vector(n))), "0_{n}", "zeros(n)")
    expect(try term(.zero(Shape(n - .one, m))), #"0_{(n - 1) \times m}"#, "zeros(n - 1, m)")
    expect(try term(.ones(.vector(n))), "1_{n}", "ones(n)")
    expect(try term(.ones(Shape(n, m))), #"1_{n \times m}"#, "ones(n, m)")
  }

  @Test("Sums, differences and products")
  func arithmetic() throws {
    let minus = try term(.negation, b)
    expect(try term(.sum, a, minus, c), "a - b + c", "a - b + c")
    expect(try term(.sum, minus, c), "-b + c", "-b + c")
    expect(try term(.sum, a, term(.sum, b, c)), "a + (b + c)", "a + (b + c)")
    expect(try term(.sum, a, term(.negation, term(.sum, b, c))), "a - (b + c)", "a - (b + c)")
    expect(try term(.sum, a, term(.negation, minus)), "a - (-b)", "a - (-b)")
    expect(try term(.negation, term(.product, a, b)), "-a b", "-a b")
    expect(try term(.product, a, minus), "a (-b)", "a (-b)")
    expect(try term(.product, a, term(.product, b, c)), "a (b c)", "a (b c)")
    expect(try term(.product, term(.sum, a, b), c), "(a + b) c", "(a + b) c")
    expect(try term(.product, Term(2), Term(3), a), #"2 \cdot 3 a"#, "2 * 3 a")
    let ones = try term(.ones(.vector(n)))
    expect(try term(.product, Term(2), A, ones), "2 A 1_{n}", "2 A ones(n)")
    expect(try term(.product, Term(2), ones), #"2 \cdot 1_{n}"#, "2 ones(n)")
  }

  @Test("Quotients and powers")
  func quotients() throws {
    let half = try term(.quotient, Term(1), Term(2))
    let ratio = try term(.quotient, a, b)
    expect(try term(.product, half, a), #"\frac{1}{2} a"#, "1/2 a")
    expect(try term(.product, a, half), #"a \frac{1}{2}"#, "a (1/2)")
    expect(try term(.product, ratio, c), #"\frac{a}{b} c"#, "(a/b) c")
    expect(try term(.quotient, term(.sum, a, b), ratio), #"\frac{a + b}{\frac{a}{b}}"#, "(a + b)/(a/b)")
    expect(try term(.power, ratio, Term(2)), #"\left(\frac{a}{b}\right)^{2}"#, "(a/b)^2")
    expect(try term(.power, a, term(.quotient, Term(n), Term(2))), #"a^{\frac{n}{2}}"#, "a^(n/2)")
    expect(try term(.power, a, term(.negation, Term(1))), "a^{-1}", "a^(-1)")
    expect(try term(.inverse, a), #"\operatorname{inv}(a)"#, "inv(a)")
    expect(try term(.power, term(.power, a, b), c), "(a^{b})^{c}", "(a^b)^c")
    expect(try term(.power, scalar("t^new"), Term(2)), #"(t^{\text{new}})^{2}"#, "(t^new)^2")
    expect(try term(.quotient, term(.power, a, Term(2)), b), #"\frac{a^{2}}{b}"#, "a^2/b")
    expect(try term(.quotient, A, Term(2)), #"\frac{A}{2}"#, "A/2")
    expect(try term(.quotient, term(.inverse, A), Term(2)), #"\frac{A^{-1}}{2}"#, "(A^-1)/2")
  }

  @Test("Matrices")
  func matrices() throws {
    let inverse = try term(.inverse, S)
    expect(try term(.transpose, x), #"x^\top"#, "x'")
    expect(inverse, #"\Sigma_1^{-1}"#, "Sigma_1^-1")
    expect(try term(.transpose, inverse), #"(\Sigma_1^{-1})^\top"#, "(Sigma_1^-1)'")
    expect(try term(.product, term(.transpose, mu), S, x), #"\mu_1^\top \Sigma_1 x"#, "mu_1' Sigma_1 x")
    expect(try term(.trace, term(.product, A, B)), #"\operatorname{tr}(A B)"#, "tr(A B)")
    expect(try term(.determinant, A), "|A|", "|A|")
    expect(try term(.determinant, term(.product, A, B)), "|A B|", "det(A B)")
    expect(try term(.determinant, a), #"\det(a)"#, "det(a)")
    let nested = try term(.product, term(.determinant, A), B)
    expect(try term(.determinant, nested), #"\det(|A| B)"#, "det(|A| B)")
    expect(try term(.logarithm, term(.determinant, S)), #"\log |\Sigma_1|"#, "log(|Sigma_1|)")
    expect(try term(.norm, x), #"\| x \|"#, "norm(x)")
    let inner = try term(.product, term(.norm, x), v)
    expect(try term(.norm, inner), #"\lVert \| x \| v \rVert"#, "norm(norm(x) v)")
    expect(try term(.diagonalMatrix, v), #"\operatorname{diag}(v)"#, "diag(v)")
    let product = try term(.hadamardProduct, x, v)
    expect(product, #"x \odot v"#, "hadamard(x, v)")
    expect(try term(.sum, product, v), #"(x \odot v) + v"#, "hadamard(x, v) + v")
    expect(try term(.product, A, product), #"A (x \odot v)"#, "A hadamard(x, v)")
  }

  @Test("Entries")
  func entries() throws {
    expect(try term(.entry, v, Term(i)), "v_{i}", "v[i]")
    expect(try term(.entry, mu, Term(i)), #"(\mu_1)_{i}"#, "mu_1[i]")
    expect(try term(.entry, A, Term(i), Term(j)), "A_{i,j}", "A[i, j]")
    expect(try term(.entry, term(.product, A, B), Term(i), Term(j)), "(A B)_{i,j}", "(A B)[i, j]")
    expect(try term(.entry, v, term(.sum, Term(i), Term(1))), "v_{i + 1}", "v[i + 1]")
    expect(try term(.power, term(.entry, v, Term(i)), Term(2)), "v_{i}^{2}", "v[i]^2")
    expect(try term(.power, term(.entry, mu, Term(i)), Term(2)), #"((\mu_1)_{i})^{2}"#, "(mu_1[i])^2")
  }

  @Test("Functions")
  func functions() throws {
    let log = try term(.logarithm, a)
    expect(log, #"\log(a)"#, "log(a)")
    expect(try term(.power, log, Term(2)), #"(\log(a))^{2}"#, "log(a)^2")
    expect(try term(.logarithm, term(.quotient, a, b)), #"\log\left(\frac{a}{b}\right)"#, "log(a/b)")
    expect(try term(.exponential, a), #"\exp(a)"#, "exp(a)")
    expect(try term(.squareRoot, a), #"\sqrt{a}"#, "sqrt(a)")
    expect(try term(.absoluteValue, a), "|a|", "|a|")
    expect(try term(.absoluteValue, term(.sum, a, b)), #"\operatorname{abs}(a + b)"#, "abs(a + b)")
    let function = Symbol("mu_phi", Shape.vector(n))
    expect(try term(.application(function), x, v), #"\mu_\phi(x, v)"#, "mu_phi(x, v)")
  }

  @Test("Binders")
  func binders() throws {
    let entry = try term(.entry, v, Term(i))
    let sum = try term(.summation(i), Term(1), Term(n), entry)
    expect(sum, #"\sum_{i=1}^{n} v_{i}"#, "sum(i=1..n, v[i])")
    expect(try term(.productOver(i), Term(1), Term(2), entry), #"\prod_{i=1}^{2} v_{i}"#, "prod(i=1.. 2, v[i])")
    let shifted = try term(.summation(i), Term(1), Term(n), term(.sum, entry, a))
    expect(shifted, #"\sum_{i=1}^{n} (v_{i} + a)"#, "sum(i=1..n, v[i] + a)")
    expect(try term(.product, a, sum), #"a \sum_{i=1}^{n} v_{i}"#, "a sum(i=1..n, v[i])")
    expect(try term(.product, sum, a), #"(\sum_{i=1}^{n} v_{i}) a"#, "sum(i=1..n, v[i]) a")
    expect(try term(.sum, sum, a), #"(\sum_{i=1}^{n} v_{i}) + a"#, "sum(i=1..n, v[i]) + a")
    expect(try term(.sum, a, sum), #"a + \sum_{i=1}^{n} v_{i}"#, "a + sum(i=1..n, v[i])")
    let scaled = try term(.product, a, sum)
    expect(try term(.sum, scaled, a), #"a (\sum_{i=1}^{n} v_{i}) + a"#, "a sum(i=1..n, v[i]) + a")
    expect(try term(.power, sum, Term(2)), #"(\sum_{i=1}^{n} v_{i})^{2}"#, "sum(i=1..n, v[i])^2")
    expect(try term(.vector(i, n), entry), #"\operatorname{vec}_{i=1}^{n}(v_{i})"#, "vec(i=1..n, v[i])")
  }

  @Test("Distributions")
  func distributions() throws {
    let gaussian = try term(.gaussian, mu, S)
    let moments = try term(.distributionWithMoments, mu, S)
    let point = try #require(x.symbol)
    expect(gaussian, #"\mathcal{N}(\mu_1, \Sigma_1)"#, "N(mu_1, Sigma_1)")
    expect(moments, #"\mathcal{D}(\mu_1, \Sigma_1)"#, "D(mu_1, Sigma_1)")
    expect(try term(.density, p, x), "p(x)", "p(x)")
    expect(try term(.density, gaussian, x), #"\mathcal{N}(x; \mu_1, \Sigma_1)"#, "N(x; mu_1, Sigma_1)")
    expect(try term(.divergence, p, q), #"\mathrm{KL}(p \,\|\, q)"#, "KL(p || q)")
    expect(try term(.entropy, p), #"\operatorname{H}(p)"#, "H(p)")
    let integral = try term(.integral(point), term(.density, p, x))
    expect(integral, #"\int p(x) \, dx"#, "int(x, p(x))")
    expect(try term(.sum, integral, a), #"\int p(x) \, dx + a"#, "int(x, p(x)) + a")
    expect(try term(.product, integral, a), #"(\int p(x) \, dx) a"#, "int(x, p(x)) a")
    expect(try term(.integral(point), term(.sum, a, b)), #"\int (a + b) \, dx"#, "int(x, a + b)")
    expect(try term(.expectation(point), p, a), #"\mathbb{E}_{x \sim p}[a]"#, "E(x ~ p, a)")
    expect(
      try term(.expectation(point), gaussian, term(.quotient, a, b)),
      #"\mathbb{E}_{x \sim \mathcal{N}(\mu_1, \Sigma_1)}\left[\frac{a}{b}\right]"#, "E(x ~ N(mu_1, Sigma_1), a/b)")
  }

  @Test("Deep terms are written in time that grows with their size")
  func depth() throws {
    var deep = a
    for _ in 0..<140 { deep = try term(.sum, term(.negation, deep), b) }
    #expect(Spelling.latex(deep).hasSuffix("+ b"))
    var sums = a
    for _ in 0..<140 { sums = try term(.product, term(.summation(i), Term(1), Term(n), sums), b) }
    #expect(Spelling.latex(sums).hasSuffix("b"))
  }

  @Test("Different random terms have different spellings")
  func distinct() throws {
    var latex: [String: Term] = [:]
    var plain: [String: Term] = [:]
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var terms = try RandomTerms(seed: seed)
      let term = try terms.term(Int(seed % 4))
      #expect(latex.updateValue(term, forKey: Spelling.latex(term)) ?? term == term)
      #expect(plain.updateValue(term, forKey: Spelling.plain(term)) ?? term == term)
    }
  }
}

import Notation
import Symbolic
import Testing

@Suite("What the reader says of expressions that it cannot read")
struct ErrorTests {
  /// The whole of an error: place, length, message and hint.
  private func error(_ text: String, isLatex: Bool = true, _ change: (inout Declarations) throws -> Void = { _ in })
    throws
    -> String
  {
    var declarations = try Vocabulary.declarations()
    try change(&declarations)
    do {
      let term = try readBack(text, isLatex: isLatex, declarations: declarations)
      return "read as \(Spelling.plain(term))"
    } catch let error as NotationError {
      return "\(error.location.column)+\(error.length): \(error.message)" + (error.hint.map { " (\($0))" } ?? "")
    }
  }

  @Test(
    "in LaTeX",
    arguments: [
      (
        #"\Sigma_3"#,
        #"1+8: \Sigma_3 is not declared, and an entry of an n x n matrix has two indices (did you mean \Sigma_1?)"#
      ),
      (#"\mu_1 + \nu"#, #"9+3: \nu is not declared (did you mean \mu?)"#),
      ("A + x", "5+1: the shapes do not fit: sum of an n x n matrix and an n x 1 vector"),
      ("x + a", "5+1: the shapes do not fit: sum of an n x 1 vector and a scalar"),
      (
        "x y",
        "3+1: an n x 1 vector cannot be multiplied by an n x 1 vector: 1 column meets n rows (did you mean the transpose of the first factor?)"
      ),
      (
        "A W^T",
        "3+3: an n x n matrix cannot be multiplied by an m x n matrix: n columns meet m rows (did you mean the transpose of the second factor?)"
      ),
      (#"\operatorname{tr}(W)"#, "1+20: a trace needs a square matrix, not an n x m matrix"),
      (#"\log A"#, "1+6: log needs a scalar, not an n x n matrix"),
      (#"\Sigmaa"#, #"1+7: unknown command \Sigmaa (did you mean \Sigma?)"#),
      (#"\lgo a"#, #"1+4: unknown command \lgo (did you mean \log?)"#),
      ("(a + (b", "6+1: the bracket '(' is never closed"),
      ("a + b)", "6+1: ')' closes no bracket"),
      (#"\frac{(a}{b)}"#, "7+1: the bracket '(' is never closed"),
      ("|a", "1+1: the bar is never closed"),
      ("", "1+1: an expression is missing"),
      ("A^-2", "1+3: a minus sign alone is no exponent (put braces around the whole exponent: ^{-2})"),
      ("a + ", "4+1: an expression is missing"),
      ("()", "1+2: the brackets are empty"),
      (
        "x^2",
        #"1+3: the power of a vector can be read as x^\top x or as the power of each entry (write it under diag or with \odot)"#
      ),
      (#"\log^2 a"#, "5+1: a script on a function can be read in two ways: put the argument in brackets first"),
      (
        #"\operatorname{tr}_n A"#,
        "18+1: a script on a function can be read in two ways: put the argument in brackets first"
      ),
      (
        "p(x | y)", "5+1: a condition after the bar is not supported (declare a joint density of both, such as p(x, z))"
      ),
      (
        #"\mathbb{E}[a]"#,
        #"1+13: nothing under this expectation is random (declare the distribution of a variable, as in $x \sim p$)"#
      ),
      (
        #"\mathbb{E}_{\mathcal{N}(\mu, \Sigma)}[a]"#,
        #"1+40: no variable of this expectation is distributed as N(mu, Sigma) (name it: \mathbb{E}_{x \sim \mathcal{N}(\mu, \Sigma)})"#
      ),
      (
        #"\mathcal{N}(\mu, 1)"#,
        "18+1: a covariance of an n x 1 vector is an n x n matrix, not a scalar (did you mean 1 I?)"
      ),
      (
        #"\mathcal{N}(\mu)"#,
        "1+16: a Gaussian takes a mean and a covariance, with the point before them for its density"
      ),
      (#"\mathrm{KL}(p)"#, "1+14: a divergence takes two distributions, written KL(p || q)"),
      (#"\mathrm{KL}(x \| q)"#, "13+1: x is no distribution, but an n x 1 vector"),
      ("p", "1+1: a value is needed here, not a distribution"),
      ("f + x", "1+1: f is a function and needs its arguments"),
      (#"\sum_i a"#, "1+8: the upper limit of this sum is missing, and no entry tells the range of i"),
      (#"\sum a"#, "1+5: a sum needs an index below it"),
      (#"\int p(x)"#, "1+4: the integral has no differential such as dx"),
      ("I", "1+1: the dimension of this identity matrix is open (write it as a subscript: I_n or I_m)"),
      ("a + I", "5+1: the dimension of this identity matrix is open (write it as a subscript: I_n or I_m)"),
      ("a -- b", "4+1: a sign after an operator needs brackets"),
      ("a = b", "3+1: '=' does not fit here"),
      ("a §", "3+1: the character '§' does not belong in a formula"),
      (#"\sum_i \mu_i + A_{ij}"#, "20+1: j is not declared"),
    ])
  func latex(text: String, message: String) throws { #expect(try error(text) == message, "\(text)") }

  @Test("of a draw with two signs, which is no list of draws, also in braces")
  func twoDraws() throws {
    #expect(try error(#"\mathbb{E}_{x \sim \sim p}[x]"#) == #"20+4: a second '\sim' in one draw"#)
    for text in [
      #"\mathbb{E}_{x \sim p \sim q}[x]"#, #"\mathbb{E}_{x \sim {p \sim q}}[x]"#, #"\mathbb{E}_{\sim \sim}[x]"#,
      #"\mathbb{E}_{x \sim p, y \sim \sim q}[x]"#, #"\mathbb{E}_{{x \sim p, y \sim q}}[x]"#,
    ] { #expect(try error(text).contains("in one draw"), "\(text)") }
    #expect(try error("E(x ~ ~ p, x)", isLatex: false).contains("in one draw"))
  }

  @Test("of a block that is not declared")
  func block() throws {
    let message = try error(#"\Sigma_{21}"#)
    #expect(
      message
        == #"1+11: \Sigma_{21} is not declared, and an entry of an n x n matrix has two indices (did you mean \Sigma_1?)"#
    )
  }

  @Test("where T is a name")
  func ambiguousT() throws {
    let declare = { (declarations: inout Declarations) throws -> Void in try declarations.declareDimension("T") }

    #expect(
      try error("A^T", isLatex: true, declare)
        == #"1+3: the superscript T can be read as the transpose (write \top) or as the T-th power"#)
    #expect(try error("a^T", isLatex: true, declare) == "read as a^T")
    #expect(try error("x^T x", isLatex: true, declare) == "read as x' x")
  }

  @Test(
    "in the plain spelling",
    arguments: [
      ("sigm", "1+4: sigm is not declared (did you mean sigma?)"),
      (
        "A x'",
        "3+2: an n x n matrix cannot be multiplied by a 1 x n row vector: n columns meet 1 row (did you mean the transpose of the second factor?)"
      ), ("tr(A", "3+1: the bracket '(' is never closed"),
      ("sum(i, a)", "5+1: the range of an index is written i=1..n"),
    ])
  func plain(text: String, message: String) throws { #expect(try error(text, isLatex: false) == message, "\(text)") }

  @Test("Ten thousand brackets are one error")
  func brackets() throws {
    #expect(
      try error(String(repeating: "(", count: 10_000))
        == "201+1: the brackets are nested too deeply (more than 200 levels)")
  }
}

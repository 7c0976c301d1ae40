import Symbolic
import Testing

@testable import Notation

@Suite("Declarations")
struct GivenTests {
  /// What a paragraph declares, one line a name.
  private func declared(_ paragraph: String) throws -> [String] {
    let source = Source(name: "given.md", text: "**Given** \(paragraph)\n\n$$\n0 = 0\n$$\n")
    let declarations = try DocumentReader.read(source).claims[0].declarations
    return declarations.dimensions.sorted().map { "\($0): dimension" }
      + declarations.symbols.map { symbol in
        var line = "\(symbol.name): \(symbol.words)"
        if declarations.functions.contains(symbol) { line += ", a function" }
        if let bound = declarations.indexBounds[symbol] { line += " up to \(bound)" }
        if let term = declarations.definitions[symbol] { line += " = \(spelled(term))" }
        if let term = declarations.distributions[symbol] { line += " ~ \(spelled(term))" }
        return line
      }
  }

  /// A term as heads and names, which is all that these tests compare.
  private func spelled(_ term: Term) -> String {
    switch term.head {
    case .symbol(let symbol): return symbol.name
    case .number(let number): return number.description
    case .zero: return "0"
    case .dimension(let dimension): return dimension.description
    case .vector(let index, let dimension):
      return "vector[\(index.name), \(dimension)](\(spelled(term.arguments[0])))"
    case .identity(let dimension): return "I_\(dimension)"
    default: return "\(term.head)(" + term.arguments.map(spelled).joined(separator: ", ") + ")"
    }
  }

  private func message(_ paragraph: String) -> String {
    do {
      return "no error: \(try declared(paragraph))"
    } catch let error as NotationError {
      return "\(error.location.line):\(error.location.column)+\(error.length): \(error.message)"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "Sets",
    arguments: [
      (#"$n \in \mathbb{N}$"#, ["n: dimension"]),
      (#"$n, m \in \mathbb N$."#, ["m: dimension", "n: dimension"]),
      (#"$n \ge 1$ and $m \in \mathbb{Z}_{>0}$"#, ["m: dimension", "n: dimension"]),
      (#"\(x \in \mathbb R\)"#, ["x: a scalar"]),
      (#"$\mu_1, \mu_2 \in \mathbb{R}^n$"#, ["n: dimension", "mu_1: an n x 1 vector", "mu_2: an n x 1 vector"]),
      (#"$A \in \mathbb{R}^{m \times n}$"#, ["m: dimension", "n: dimension", "A: an m x n matrix"]),
      (
        #"$v \in \mathbb{R}^3$, $B \in \mathbb{R}^{2 \times n}$"#,
        ["n: dimension", "v: a 3 x 1 vector", "B: a 2 x n matrix"]
      ),
      (#"$v \in \mathbb{R}^{2n - 1}$"#, ["n: dimension", "v: a 2n - 1 x 1 vector"]),
      (#"$v \in \mathbb{R}^{mn + 1}$"#, ["m: dimension", "n: dimension", "v: a mn + 1 x 1 vector"]),
      (
        #"$\Sigma \in \mathbb{S}_{++}^n$, $T \in \mathbb{S}^n_{++}$"#,
        [
          "n: dimension", "Sigma: a symmetric positive definite n x n matrix",
          "T: a symmetric positive definite n x n matrix",
        ]
      ),
      (
        #"$\Sigma \in \mathcal S_{++}^n$, $P \in \mathbb{S}_{+}^n$, $Q \in \mathbb S^n$"#,
        [
          "n: dimension", "Sigma: a symmetric positive definite n x n matrix",
          "P: a symmetric positive semidefinite n x n matrix", "Q: a symmetric n x n matrix",
        ]
      ),
      (
        #"$\sigma \in \mathbb{R}_{>0}^n$, $a \in \mathbb R^n_{+}$, $b \in \mathbb{R}_{++}$, $c \in \mathbb{R}_{\ge 0}$"#,
        [
          "n: dimension", "sigma: a positive n x 1 vector", "a: a nonnegative n x 1 vector", "b: a positive scalar",
          "c: a nonnegative scalar",
        ]
      ),
      (#"$a \in (0, \infty)$, $b \in [0, \infty)$"#, ["a: a positive scalar", "b: a nonnegative scalar"]),
      (#"$\pi \in \Delta^{K-1}$"#, ["K: dimension", "pi: a probability K x 1 vector"]),
      (
        #"$A \in \mathrm{GL}_n$, $B \in GL(n, \mathbb{R})$, $C \in \operatorname{GL}_n(\mathbb{R})$"#,
        [
          "n: dimension", "A: an invertible n x n matrix", "B: an invertible n x n matrix",
          "C: an invertible n x n matrix",
        ]
      ),
      (
        #"$n \in \mathbb{N}$, $i \in \{1, \ldots, n\}$, $j \in [n]$"#,
        ["n: dimension", "i: a natural scalar up to n", "j: a natural scalar up to n"]
      ),
      (#"$\sigma^2 \in \mathbb{R}_{>0}$ and $\tau^2 > 0$"#, ["sigma: a positive scalar", "tau: a positive scalar"]),
      (
        #"$\boldsymbol{\mu} \in \mathbb{R}^{n}, \hat\Sigma \in \mathbb{S}^{n \times n}$"#,
        ["n: dimension", "mu: an n x 1 vector", "hat(Sigma): a symmetric n x n matrix"]
      ),
    ])
  func sets(paragraph: String, expected: [String]) throws {
    #expect(try declared(paragraph) == expected)
  }

  @Test(
    "Properties by signs and words",
    arguments: [
      (#"$A \in \mathbb{R}^{n \times n}$ invertible"#, "A: an invertible n x n matrix"),
      (#"$A \in \mathbb{R}^{n \times n}$ is symmetric."#, "A: a symmetric n x n matrix"),
      (#"a symmetric matrix $A \in \mathbb{R}^{n \times n}$"#, "A: a symmetric n x n matrix"),
      (
        #"$A \in \mathbb{R}^{n \times n}$, symmetric and positive definite, and more"#,
        "A: a symmetric positive definite n x n matrix"
      ),
      (
        #"$A \in \mathbb{R}^{n \times n}$ symmetric positive semi-definite"#,
        "A: a symmetric positive semidefinite n x n matrix"
      ),
      (#"$A \in \mathbb{R}^{n \times n}$, $A \succ 0$"#, "A: a symmetric positive definite n x n matrix"),
      (#"$A \in \mathbb{S}^n, A \succeq 0$"#, "A: a symmetric positive semidefinite n x n matrix"),
      (#"$A \in \mathbb{R}^{n \times n}$ with $A = A^\top$"#, "A: a symmetric n x n matrix"),
      (#"$A \in \mathbb{R}^{n \times n}$ non-singular"#, "A: an invertible n x n matrix"),
      (#"$A \in \mathbb{R}^{n \times n}$, not necessarily symmetric"#, "A: an n x n matrix"),
      (#"$A \in \mathbb{R}_{>0}$"#, "A: a positive scalar"),
      (#"$A > 0$"#, "A: a positive scalar"),
      (#"$0 \le A$"#, "A: a nonnegative scalar"),
      (#"$A \in \mathbb{R}^n$ with $A > 0$"#, "A: a positive n x 1 vector"),
      (#"$A \in \mathbb{S}_{++}^n$ symmetric"#, "A: a symmetric positive definite n x n matrix"),
    ])
  func properties(paragraph: String, expected: String) throws {
    #expect(try declared(paragraph).last == expected)
  }

  @Test("Words speak of the formula that they stand beside")
  func neighbours() throws {
    #expect(
      try declared(
        #"""
        $A, B \in \mathbb{R}^{n \times n}$ invertible, a symmetric $C \in \mathbb{R}^{n \times n}$,
        $D \in \mathbb{R}^{n \times n}$ and $E \in \mathbb{R}^{n \times n}$ are symmetric, $F \in \mathbb{R}^{n \times n}$
        """#
      ).dropFirst() == [
        "A: an invertible n x n matrix", "B: an invertible n x n matrix", "C: a symmetric n x n matrix",
        "D: a symmetric n x n matrix", "E: a symmetric n x n matrix", "F: an n x n matrix",
      ])
  }

  @Test(
    "Definitions and distributions",
    arguments: [
      (
        #"$\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $p = \mathcal{N}(\mu, \Sigma)$ and $x \sim p$"#,
        ["p: a distribution over n x 1 vectors = gaussian(mu, Sigma)", "x: an n x 1 vector ~ p"]
      ),
      (
        #"$\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $x, y \sim \mathcal N(\mu, \Sigma)$"#,
        ["x: an n x 1 vector ~ gaussian(mu, Sigma)", "y: an n x 1 vector ~ gaussian(mu, Sigma)"]
      ),
      (
        #"$\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $p(x) = \mathcal{N}(x; \mu, \Sigma)$"#,
        ["p: a distribution over n x 1 vectors = gaussian(mu, Sigma)", "x: an n x 1 vector"]
      ),
      (
        #"$\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $p(x) := \mathcal{N}(x \mid \mu, \Sigma)$, $x \sim p(x)$"#,
        ["p: a distribution over n x 1 vectors = gaussian(mu, Sigma)", "x: an n x 1 vector ~ p"]
      ),
      (
        #"$\mu, s \in \mathbb{R}$ with $s > 0$, $x \overset{iid}{\sim} N(\mu, s)$"#,
        ["s: a positive scalar", "x: a scalar ~ gaussian(mu, s)"]
      ),
      (
        #"$W \in \mathbb{R}^{m \times n}$, $S \in \mathbb{S}_{++}^n$, $M = W^\top W + S$"#,
        [
          "S: a symmetric positive definite n x n matrix",
          "M: a symmetric positive definite n x n matrix = sum(product(transpose(W), W), S)",
        ]
      ),
      (
        #"$W \in \mathbb{R}^{n \times n}$, $M \in \mathbb{S}^n$, $M = W + W^\top$"#,
        ["W: an n x n matrix", "M: a symmetric n x n matrix = sum(W, transpose(W))"]
      ),
      (
        #"$x \in \mathbb{R}^d$, $\theta \in \mathbb{R}^k$, $\mu_\theta(x) \in \mathbb{R}^n$"#,
        ["theta: a k x 1 vector", "mu_theta: an n x 1 vector, a function"]
      ),
      (#"$f : \mathbb{R}^d \to \mathbb{R}_{>0}^n$"#, ["n: dimension", "f: a positive n x 1 vector, a function"]),
    ])
  func definitions(paragraph: String, expected: [String]) throws {
    #expect(try declared(paragraph).suffix(2) == expected)
  }

  @Test(
    "Random vectors in words",
    arguments: [
      (
        #"$\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{+}^n$, $X$ a random vector with mean $\mu$ and covariance $\Sigma$"#,
        "X: an n x 1 vector ~ distributionWithMoments(mu, Sigma)"
      ),
      (
        #"$X \in \mathbb{R}^n$ random with mean $\mu \in \mathbb{R}^n$ and covariance matrix $\Sigma \in \mathbb{S}_{+}^n$."#,
        "X: an n x 1 vector ~ distributionWithMoments(mu, Sigma)"
      ),
      (
        #"$\Sigma \in \mathbb{S}_{+}^n$ and $X$ is random with zero mean and covariance $\Sigma$"#,
        "X: an n x 1 vector ~ distributionWithMoments(0, Sigma)"
      ),
      (
        #"$\Sigma \in \mathbb{S}_{++}^n$ and $X$ is Gaussian with mean $0$ and covariance $\Sigma$"#,
        "X: an n x 1 vector ~ gaussian(0, Sigma)"
      ),
      (
        #"$\mu, v \in \mathbb{R}$, $X$ a random variable with mean $\mu$ and variance $v$"#,
        "X: a scalar ~ distributionWithMoments(mu, v)"
      ),
      (
        #"$\mu \in \mathbb{R}^n, \Sigma \in \mathbb{S}_{+}^n$, $\mathbb{E}[X] = \mu$ and $\mathrm{Cov}(X, X) = \Sigma$"#,
        "X: an n x 1 vector ~ distributionWithMoments(mu, Sigma)"
      ),
    ])
  func random(paragraph: String, expected: String) throws {
    let lines = try declared(paragraph)
    #expect(lines.contains(expected), "\(lines)")
  }

  @Test(
    "A declaration that cannot stand gets one error that points",
    arguments: [
      (
        #"$A \in \mathbb{R}^{m \times n}$, $A \in \mathbb{S}^n$"#,
        "1:45+1: A is declared as a symmetric n x n matrix, but before as an m x n matrix (line 1)"
      ),
      (
        #"$n \in \mathbb{N}$, $n \in \mathbb{R}$"#,
        "1:32+1: n is declared as a scalar, but before as a dimension (line 1)"
      ),
      (#"$n \in \mathbb{Q}$"#, "1:12+16: this declares nothing in a form that is known"),
      (#"$A$ invertible"#, "1:12+1: this declares nothing in a form that is known"),
      (#"$A \in \mathbb{R}^{m \times n}$ symmetric"#, "1:12+1: what is said of A does not fit an m x n matrix"),
      (
        #"$A \in \mathbb{R}^{n \times n}$ orthogonal"#,
        "1:12+29: the property \"orthogonal\" beside this formula cannot be declared"
      ),
      (#"$x \in \mathbb{R}^0$"#, "1:29+1: a dimension is at least 1"),
      (#"$x \in \mathbb{R}^{100000}$"#, "1:30+6: this dimension is too large (more than 1000)"),
      (#"$x \in \mathbb{R}^{d_x}$"#, "1:30+3: the dimension d_x is not declared"),
      (#"$x \in \mathbb{R}^{n/2}$"#, "1:30+3: a dimension is expected here, such as n, 3 or 2n - 1"),
      (
        #"$x \in \mathbb{R}^n$, $x = \mathcal{N}(x, x)$"#,
        "1:38+17: the shapes do not fit: Gaussian of an n x 1 vector and an n x 1 vector"
      ),
      (#"$f(y) \in \mathbb{R}$"#, "1:14+1: y is not declared"),
      (#"$X$ a random vector with mean $0$"#, "1:12+1: a random vector needs a mean and a covariance"),
      (#"$A \in \mathbb{R}^n$, $\mathbb{E}[X] = A$"#, "1:45+1: X needs a mean and a covariance"),
      (
        #"$p(x \mid z) = \mathcal{N}(x; z, z)$"#,
        "1:26+20: the shapes do not fit: Gaussian of a d_z x 1 vector and a d_z x 1 vector"
      ),
      (#"$A = A$"#, "1:16+1: A is not declared"),
      (#"$a \in \mathbb{R}, b = a, a = b$"#, "1:37+1: a is defined by itself"),
      (#"$n \in \mathbb{N}$, $n \ge 3$"#, "1:32+7: this declares nothing in a form that is known"),
    ])
  func errors(paragraph: String, expected: String) {
    let found = message(paragraph)
    #expect(found.hasPrefix(expected), "\(found)")
  }

  @Test("An unknown form is answered with the known ones")
  func forms() {
    #expect(
      #expect(throws: NotationError.self) { try declared(#"$n \in \mathbb{Q}$"#) }?.hint
        == #"declare as in n \in \mathbb{N}, n \in \mathbb{Z}_{>0}, A \in \mathbb{R}^{m \times n}, "#
        + #"\Sigma \in \mathbb{S}_{++}^n, \pi \in \Delta^{K-1}, A \in \mathrm{GL}_n, f(x) \in \mathbb{R}^n, "#
        + #"f : \mathbb{R}^d \to \mathbb{R}^n, \Sigma \succ 0, n \ge 1, A = A^\top, "#
        + #"\operatorname{rank}(X) = p, p(x \mid z) = \mathcal{N}(x; B z, \Gamma), x \sim \mathcal{N}(\mu, \Sigma), M = W^\top W, p(x) = \mathcal{N}(x; \mu, \Sigma), "#
        + #"\mathbb{E}[X] = \mu, \mathrm{Cov}(X) = \Sigma, D Y = 0, J(\beta) = (y - X \beta)^\top (y - X \beta)"#)
  }
}

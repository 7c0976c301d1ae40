import Notation
import Testing

@testable import Verification

/// What the reader could overlook: words, remarks, subscripts and powers.
@Suite("Nothing that is written is overlooked")
struct UnreadPartsTests {
  /// Whether the formula passes; nil where it cannot be read.
  private func passes(_ formula: String, _ given: String) throws -> Bool? {
    let document: Document
    do {
      document = try Corpus.document(given: given, formula)
    } catch is NotationError {
      return nil
    }
    let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions())
    return Outcome.worst(checker.check([document]).steps.map(\.outcome)).isPass
  }

  private static let square = #"$n \in \mathbb{N}$, $A, B \in \mathbb{R}^{n \times n}$"#
  private static let numbers = #"$x, y \in \mathbb{R}$"#

  @Test(
    "Right statements with remarks hold",
    arguments: [
      (#"x^2 + 2 x y = x^2 \text{ (first) } + 2 x y"#, numbers),
      (#"x^2 + y^2 = \underbrace{x^2}_{\text{first}} + \overbrace{y^2}^{\text{second}}"#, numbers),
      (#"x^2 + 2 x y = \underbrace{x^2}_{= x \cdot x} + 2 x y"#, numbers),
      (#"\operatorname{tr}(A B) = \operatorname{tr}\big(\underbrace{B A}_{=: M}\big) = \operatorname{tr}(M)"#, square),
      (#"\operatorname{tr}(A) + n = \operatorname{tr}(A) + \underbrace{\operatorname{tr}(I_n)}_{= n}"#, square),
      (
        #"\begin{aligned} (x + y)^2 &= \underbrace{x^2}_{= x x} \\ &\quad + 2 x y \\ &\quad + y^2 \end{aligned}"#,
        numbers
      ),
      (#"\sum_{k=1}^n \underbrace{x}_{k = 1} = n x"#, #"$n \in \mathbb{N}$, $x \in \mathbb{R}$"#),
      (#"\log x^2 = 2 \log x"#, #"$x \in \mathbb{R}_{>0}$"#),
      (
        #"\mathbb{E}[(\nabla_\mu \log \mathcal{N}(x; \mu, 1))^2] = 1"#,
        #"$\mu \in \mathbb{R}$, $x \sim \mathcal{N}(\mu, 1)$"#
      ),
      (
        #"\nabla_\theta \log p_\theta(x) = x - \theta"#,
        #"$x, \theta \in \mathbb{R}$, $p_\theta(x) = \mathcal{N}(x; \theta, 1)$"#
      ),
      (
        #"\nabla_\theta \mathrm{KL}(p_\theta \| q_\phi) = \theta - \phi"#,
        #"$\theta, \phi \in \mathbb{R}$, $p_\theta = \mathcal{N}(\theta, 1)$, $q_\phi = \mathcal{N}(\phi, 1)$"#
      ),
      (
        #"\nabla_\theta f_\theta(x) = x"#,
        #"$n \in \mathbb{N}$, $x, \theta \in \mathbb{R}^n$, $f_\theta(x) = x^\top \theta$"#
      ),
      (#"\int p_x(x) \, dx = 1"#, #"$x \in \mathbb{R}$, $p_x(x)$ a density"#),
      (
        #"\nabla_\theta f(x, \theta) = \nabla_\theta f(x, \theta) + 0"#,
        #"$x, \theta \in \mathbb{R}$, $f(x, \theta) \in \mathbb{R}$"#
      ),
      (
        #"\nabla_y \mathbb{E}_{p_\theta(x)}[x y] = \mathbb{E}_{p_\theta(x)}[x]"#,
        #"$x, y, \theta \in \mathbb{R}$, $p_\theta(x)$ a density"#
      ),
    ])
  func right(formula: String, given: String) throws {
    #expect(try passes(formula, given) == true)
  }

  @Test(
    "Wrong statements with remarks do not pass",
    arguments: [
      (
        #"\operatorname{tr}(A B) = \operatorname{tr}(B A) \text{ and also } + \operatorname{tr}(A)\operatorname{tr}(B)"#,
        square
      ),
      (#"\operatorname{tr}(A B) = \operatorname{tr}(B A) \text{ times } \operatorname{tr}(B)"#, square),
      (#"\operatorname{tr}(A B) = \operatorname{tr}(B A) \text{ (really) } + \operatorname{tr}(B)"#, square),
      (
        #"\operatorname{tr}(A B) = \underbrace{\operatorname{tr}(B A)}_{= \operatorname{tr}(A) \operatorname{tr}(B)}"#,
        square
      ),
      (#"\operatorname{tr}(A B) = \overbrace{\operatorname{tr}(B A)}^{= \operatorname{tr}(A)}"#, square),
      (#"\operatorname{tr}(A B) = \overset{= \operatorname{tr}(A)}{\operatorname{tr}(B A)}"#, square),
      (
        #"\operatorname{tr}(A B) = \underbrace{\operatorname{tr}(B A)}_{\operatorname{tr}(A) = \operatorname{tr}(B)}"#,
        square
      ),
      (#"\operatorname{tr}(A B) = \operatorname{tr}(B A) \tag{$= \operatorname{tr}(A) \operatorname{tr}(B)$}"#, square),
      (#"\sum_{k=1}^n \underbrace{k}_{= 1} = \sum_{k=1}^n k"#, #"$n \in \mathbb{N}$"#),
      (
        #"\nabla_\theta \log p_\theta(x) = 0 \cdot \theta"#,
        #"$x, \theta \in \mathbb{R}$, $p_\theta(x) = \mathcal{N}(x; \theta, 1)$"#
      ),
      (#"\boxed{x}^2 = x"#, numbers), (#"\underline{x}^2 = x"#, numbers),
      (
        #"\mathbb{E}[\nabla_\mu \log \mathcal{N}(x; \mu, 1)^2] = 0"#,
        #"$\mu \in \mathbb{R}$, $x \sim \mathcal{N}(\mu, 1)$"#
      ),
      (#"\log p(x)^2 = 2 \log p(x)"#, #"$x \in \mathbb{R}$, $p(x)$ a density"#),
    ])
  func wrong(formula: String, given: String) throws {
    #expect(try passes(formula, given) != true)
  }

  // MARK: Subscripts

  /// Every way in which a function can have a parameter below it, with the parameter.
  private static let spellings: [(name: String, declared: String, variable: String)] = [
    (#"f_\theta"#, #"x, \theta"#, #"\theta"#), (#"f_{\theta}"#, #"x, \theta"#, #"\theta"#),
    (#"f_{(\theta)}"#, #"x, \theta"#, #"\theta"#), (#"f_{\theta'}"#, #"x, \theta"#, #"\theta"#),
    (#"f_{\theta,\phi}"#, #"x, \theta, \phi"#, #"\phi"#), (#"f_{\theta\phi}"#, #"x, \theta, \phi"#, #"\phi"#),
    (#"f_{\theta_0}"#, #"x, \theta_0"#, #"\theta_0"#), (#"f_{{\theta_0}}"#, #"x, \theta_0"#, #"\theta_0"#),
    (#"f_{\hat\theta}"#, #"x, \hat\theta"#, #"\hat\theta"#), (#"f_w"#, "x, w", "w"),
    (#"f_{\boldsymbol\theta}"#, #"x, \boldsymbol\theta"#, #"\boldsymbol\theta"#),
  ]

  private static let changes = [
    #"\nabla_V F = 5 \nabla_V F"#, #"\frac{\partial F}{\partial V} = 0"#, #"\frac{d}{dV} F = 7"#,
    #"\nabla_V^2 F = 5"#, #"\int V F e^{-V^2} \, dV = 0"#, #"\max_V F = F"#, #"F|_{V = 0} = F"#,
    #"\nabla_V \mathbb{E}_{z \sim \mathcal{N}(F, 1)}[z] = 3"#, #"\nabla_V \log \mathcal{N}(x; F, 1) = 0 \cdot x"#,
  ]

  @Test("A function does not stay as it is where a name below it changes", arguments: changes)
  func functions(change: String) throws {
    for spelling in Self.spellings {
      let given = "$\(spelling.declared) \\in \\mathbb{R}$, $\(spelling.name)(x) \\in \\mathbb{R}$"
      let formula = change.replacing("V", with: spelling.variable + " ").replacing("F", with: spelling.name + "(x)")
      #expect(try passes(formula, given) != true, "\(formula)")
      let nested = change.replacing("V", with: spelling.variable + " ").replacing("F", with: "g")
      #expect(try passes(nested, given + ", $g = \(spelling.name)(x)$") != true, "\(nested)")
    }
  }

  @Test(
    "A density does not stay as it is where a name below it changes",
    arguments: [
      #"\nabla_\theta \mathbb{E}_{p_\theta(x)}[f(x)] = \mathbb{E}_{p_\theta(x)}[f(x) \nabla_\theta p_\theta(x)]"#,
      #"\nabla_\theta \mathrm{KL}(p_\theta \| r) = 0 \cdot \theta"#, #"\nabla_\theta H(p_\theta) = 0"#,
      #"\mathbb{E}_{p_\theta(x)}[(\nabla_\theta \log p_\theta(x))^2] = \mathbb{E}_{p_\theta(x)}[\nabla_\theta^2 \log p_\theta(x)]"#,
      #"\arg\max_\theta \log p_\theta(x) = 5"#, #"\int p_\theta(x) \, d\theta = 3"#,
      #"\nabla_\theta \mathbb{E}_{q_\phi(z \mid x)}[\log u_\theta(x, z) - \log q_\phi(z \mid x)] = 17 \, \mathbb{E}_{q_\phi(z \mid x)}[\nabla_\theta \log u_\theta(x, z)]"#,
      #"\nabla_\phi \mathbb{E}_{q_\phi(z \mid x)}[z] = 2 \mathbb{E}_{q_\phi(z \mid x)}[z \nabla_\phi \log q_\phi(z \mid x)]"#,
    ])
  func densities(formula: String) throws {
    let given =
      #"$x, z, \theta, \phi \in \mathbb{R}$, $p_\theta(x)$ a density, $r(x)$ a density, $u_\theta(x, z)$ a joint density, "#
      + #"$q_\phi(z \mid x)$ a density, $f(x) \in \mathbb{R}$"#
    #expect(try passes(formula, given) != true)
  }

  @Test(
    "Nor under an expectation, where the parameter is defined, or where it is an index",
    arguments: [
      (
        #"\mathbb{E}[\theta f_\theta(x)] = 0"#,
        #"$x \in \mathbb{R}$, $\theta \sim \mathcal{N}(0, 1)$, $f_\theta(x) \in \mathbb{R}$"#
      ),
      (
        #"\nabla_a f_\theta(x) = 5 \nabla_a f_\theta(x)"#,
        #"$x, a \in \mathbb{R}$, $\theta = a^2$, $f_\theta(x) \in \mathbb{R}$"#
      ),
      (
        #"J(a) = J(\theta)"#,
        #"$x, a, \theta \in \mathbb{R}$, $f_\theta(x) \in \mathbb{R}$, $J(\theta) = f_\theta(x)$"#
      ),
      (#"\sum_{k=1}^K f_k(x) = K f_k(x)"#, #"$K \in \mathbb{N}$, $x \in \mathbb{R}$, $f_k(x) \in \mathbb{R}$"#),
      (#"\nabla_\theta \mu_\theta = 5 \nabla_\theta \mu_\theta"#, #"$\theta, \mu_\theta \in \mathbb{R}$"#),
      (#"\sum_{k=1}^K \mu_k = K \mu_k"#, #"$K \in \mathbb{N}$, $\mu_k \in \mathbb{R}$"#),
      (
        #"\nabla_\theta \mathbb{E}[y] = 5 \nabla_\theta \mathbb{E}[y]"#,
        #"$x, \theta \in \mathbb{R}$, $f_\theta(x) \in \mathbb{R}$, $y \sim \mathcal{N}(f_\theta(x), 1)$"#
      ),
    ])
  func otherChanges(formula: String, given: String) throws {
    #expect(try passes(formula, given) != true)
  }
}

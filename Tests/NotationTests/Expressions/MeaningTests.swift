import Symbolic
import Testing

@testable import Notation

@Suite("What formulas with laws, derivatives, optima and matrices mean")
struct MeaningTests {
  private static let given = #"""
    **Given** $x, y \in \mathbb{R}^n$, $s, \sigma \in \mathbb{R}_{>0}$, $A \in \mathbb{R}^{n \times n}$, $C \in \mathbb{S}_{++}^n$,
    $z_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$, $r_{ij} \in \mathbb{R}$ for $i = 1, \ldots, n$ and $j = 1, \ldots, n$,
    $g(x, y)$ a joint density, $f(u)$ a density, $p(z_{1:T})$ a joint density, $p(z_1) = \mathcal{N}(z_1; 0, C)$,
    $p(z_t \mid z_{t-1}) = \mathcal{N}(z_t; A z_{t-1}, C)$, $J(x) = x^\top A x$, $e = y - A x$
    """#

  /// The two sides of a display.
  private func sides(_ display: String) throws -> (Term, Term) {
    let source = Source(name: "m.md", text: "\(Self.given)\n\n$$ \(display) $$\n")
    let chain = try DocumentReader.read(source).claims[0].chains[0]
    return (chain.first.term, chain.steps[0].line.term)
  }

  private func message(_ display: String) -> String {
    do {
      _ = try sides(display)
      return "no error"
    } catch let error as NotationError {
      return error.message + (error.hint.map { " " + $0 } ?? "")
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "Two spellings of one term",
    arguments: [
      (#"p(z_t \mid z_{t-1}) = \mathcal{N}(z_t; A z_{t-1}, C)"#),
      (#"p(z_{t+1} \mid z_t) = \mathcal{N}(z_{t+1}; A z_t, C)"#),
      (#"p(z_3 \mid z_2) = \mathcal{N}(z_3; A z_2, C)"#),
      (#"p(z_1) = \mathcal{N}(z_1; 0, C)"#),
      (#"\int g(x, y) \, dy = \int g(y, x) \, dy"#),
      (#"\frac{\partial}{\partial x} J(x) = \nabla_x J(x)"#),
      (#"\frac{\mathrm{d} J(x)}{\mathrm{d} x} = \frac{\mathrm{d}}{\mathrm{d} x} (x^\top A x)"#),
      (#"\frac{\partial s \sigma^2}{\partial s} = \partial_s (s \sigma^2)"#),
      (#"\sum_{i \ne j} r_{ij} = \sum_{i=1}^n \mathbb{1}[i \ne j] r_{ij}"#),
      (#"J(2 x) = (2 x)^\top A (2 x)"#),
      (#"\mathrm{h}(X) = \mathrm{H}(g(x))"#),
      (#"\mathrm{KL}(F \| F) = \mathrm{KL}[f(u) || f(u)]"#),
    ])
  func same(display: String) throws {
    let (left, right) = try sides(display)
    #expect(left == right, "\(Spelling.plain(left)) is not \(Spelling.plain(right))")
  }

  @Test("A joint density of a chain is the product of what is declared")
  func joint() throws {
    let (left, right) = try sides(#"p(z_{1:T}) = p(z_1) \prod_{t=2}^T p(z_t \mid z_{t-1})"#)
    #expect(left == right, "\(Spelling.plain(left)) is not \(Spelling.plain(right))")
    let (two, one) = try sides(#"\prod_{t=1}^T s \prod_{j=1}^n \sigma = (\prod_{t=1}^T s) (\prod_{j=1}^n \sigma)"#)
    #expect(two == one)
  }

  @Test("A definition is written out under what binds its variables")
  func definitions() throws {
    let (left, right) = try sides(
      #"\frac{\partial}{\partial x} e^\top e = \frac{\partial}{\partial x} [(y - A x)^\top (y - A x)]"#)
    #expect(left == right)
  }

  @Test("A derivative at a point keeps the point apart from the variable")
  func points() throws {
    let (left, right) = try sides(#"\frac{\mathrm{d} J(y)}{\mathrm{d} x} = 2 y"#)
    guard case .gradient = left.head else {
      Issue.record("\(Spelling.plain(left)) is no derivative")
      return
    }
    #expect(left.arguments[0] == Term(Symbol("y", Shape.vector(.named("n")))))
    #expect(right.head == .product)
  }

  @Test("A derivative by a square is by the square")
  func squares() throws {
    let (left, _) = try sides(#"\frac{\partial \log \sigma}{\partial \sigma^2} = \frac{1}{2 \sigma^2}"#)
    guard case .gradient(let variable) = left.head else {
      Issue.record("\(Spelling.plain(left)) is no derivative")
      return
    }
    #expect(left.arguments[0].head == .power)
    #expect(left.arguments[1] == (try Term(.logarithm, [Term(.squareRoot, [Term(variable)])])))
  }

  @Test("Blocks take the shape of those beside them")
  func blocks() throws {
    let (left, right) = try sides(
      #"\begin{pmatrix} A & 0 \\ C & I \end{pmatrix} = \begin{pmatrix} A & 0_{n \times n} \\ C & I_n \end{pmatrix}"#
    )
    #expect(left == right)
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      (#"p(z_t) = 1"#, "nothing is known of one member of z alone"),
      (#"g(x, x) = 1"#, "x stands in g twice"),
      (#"g(A) = 1"#, "is no variable of g"),
      (#"\frac{\partial}{\partial n} x = x"#, "dimension"),
      (#"\sum_{i \in D} s = 1"#, "not declared"),
      (#"\arg\max_s s + A = A"#, "shapes"),
      (#"\begin{pmatrix} A & x \\ x \end{pmatrix} = A"#, "different lengths"),
      (#"A^+ = A"#, "independent columns"),
      (#"s + \mathbb{1}[s = \sigma] = 1"#, "whole numbers"),
      (#"J(x, y) = 1"#, "1 argument"),
    ])
  func refused(display: String, part: String) {
    let found = message(display)
    #expect(found.contains(part), "\(display): \(found)")
  }
}

import Symbolic
import Testing

@testable import Notation

@Suite("Hostile syntax")
struct HostileSyntaxTests {
  private static func declarations() throws -> Declarations {
    var declarations = Declarations()
    try declarations.declareDimension("n")
    for name in ["x", "s"] { try declarations.declare(Symbol(name, Shape.scalar)) }
    try declarations.declareFamily(Symbol("z", Shape.scalar), over: [IndexRange(1, .named("n"))])
    try declarations.declareFunction(Symbol("f", Shape.scalar))
    let law = Symbol("p", .distribution(.scalar))
    try declarations.declareLaw(law, of: [Symbol("x", Shape.scalar), Symbol("z", Shape.scalar)])
    return declarations
  }

  @Test(
    "Deep nesting ends soon, in a tree or in one error",
    arguments: [
      ("\\frac{\\partial}{\\partial x} [", "x", "]"), ("\\max_{x > ", "x", "} x"), ("\\sum_{i < ", "n", " < j} x"),
      ("\\sum_{j \\in \\{", "x", "\\}} x"), ("\\mathcal{N}(x, ", "x", ")"), ("\\mathcal{N}_{", "x", "}(x, x)"),
      ("\\mathcal N(", "", ""), ("f(x || ", "x", ")"), ("p(x | ", "x", ")"), ("\\mathbb{E}_{", "p", "}[x]"),
      ("\\begin{pmatrix} ", "x", " \\end{pmatrix}"), ("\\left\\{ \\begin{array}{l} ", "x", " \\end{array} \\right."),
      ("\\underset{x}{", "x", "}"), ("\\left. ", "x", " \\right|_{x = s}"), ("\\operatorname{Cov}(x, ", "x", ")"),
      ("\\trans{", "x", "}"), ("\\lim_{x \\to ", "x", "} x"), ("[x = ", "x", "]"),
      ("\\frac{\\partial ", "x", "}{\\partial x}"),
      ("\\sum_{z_{", "1", "}} x"), ("KL(p || ", "p", ")"), ("\\int_{", "x", "} x dx"), ("f'(", "x", ")"),
    ])
  func deep(before: String, core: String, after: String) throws {
    let declarations = try HostileSyntaxTests.declarations()
    for count in [30, 150, 5_000] {
      let text = String(repeating: before, count: count) + core + String(repeating: after, count: count)
      for isLenient in [false, true] {
        let time = ContinuousClock().measure { _ = try? SyntaxTree.read(text, declarations, isLenient: isLenient) }
        #expect(time < .seconds(30), "\(before) \(count) times took \(time)")
      }
    }
  }

  @Test("Whatever tokens come, there is a tree or an error inside the formula")
  func random() throws {
    let pieces = [
      #"\frac{"#, #"\partial "#, #"\left."#, #"\right|"#, #"\right."#, #"\begin{cases}"#, #"\end{cases}"#,
      #"\begin{pmatrix}"#, #"\end{pmatrix}"#, "_", "^", "{", "}", "(", ")", "[", "]", "|", #"\|"#, "&", #"\\"#, ",",
      ";",
      ":", "=", "<", #"\sum"#, #"\int"#, #"\nabla"#, #"\arg"#, #"\max"#, #"\lim"#, #"\mathbb{E}"#, #"\mathcal{N}"#,
      #"\log"#,
      "'", #"\underset"#, #"\overset"#, #"\text{if}"#, #"\sim"#, "d", #"\mathrm{d}"#, #"\delta"#, #"\Sigma"#,
      #"\mathbb{1}"#,
      "1", "+", "-", #"\ldots"#, #"\hat"#, #"\v"#, #"\trans"#, "x", "z", "p", "f", "s", "n", "i", #"\to"#, #"\in"#,
      #"\mid"#,
    ]
    let declarations = try HostileSyntaxTests.declarations()
    var generator = SystemRandomNumberGenerator()
    var read = 0
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined(separator: " ")
      for isLenient in [false, true] {
        do {
          _ = try SyntaxTree.read(text, declarations, isLenient: isLenient)
          read += 1
        } catch let error as NotationError {
          #expect(error.location.column >= 1 && error.location.column <= text.count + 1, "\(text): \(error.message)")
        }
      }
    }
    #expect(read > 100)
  }
}

import Notation
import Symbolic
import Testing

@Suite("Hostile expressions")
struct HostileInputTests {
  private static let pieces = [
    "x", "A", "a", "i", "n", "p", "q", "E", "N", "KL", "I", "T", "e", "f", "2", "0", "1", "12", ".5", "+", "-", "*",
    "/",
    "(", ")", "[", "]", "{", "}", "|", "|", "||", "^", "_", "'", ",", ";", "=", "~", ".", "..", "^T", "_i", "^{-1}",
    "_{i}", "^2", #"\frac"#, #"\sum_i"#, #"\sum_{i=1}^n"#, #"\prod_i"#, #"\int"#, "dx", #"\log"#, #"\exp"#, #"\tr"#,
    #"\det"#, #"\|"#, #"\left("#, #"\right)"#, #"\left."#, #"\mid"#, #"\mathbb{E}"#, #"\mathcal{N}"#, #"\mathbf"#,
    #"\mathrm"#, #"\hat"#, #"\sqrt"#, #"\text{new}"#, #"\Sigma"#, #"\mu_1"#, #"\sim"#, #"\odot"#, #"\cdot"#, #"\ldots"#,
    #"\operatorname{diag}"#, #"\operatorname{vec}"#, #"\langle"#, #"\rangle"#, #"\mathop"#, #"\boxed"#, #"\over"#,
    #"\unknown"#, "sum(", "vec(", "prod(", "int(", "inv(", "log ", "i=1..n", " ", " ", " ", " ", "é", "\u{0}", "∑", "²",
  ]

  @Test("Random pieces are read or refused, never more", arguments: [false, true])
  func soup(isLatex: Bool) throws {
    let declarations = try Vocabulary.declarations()
    var state: UInt64 = isLatex ? 7 : 11
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    var read = 0
    for _ in 0..<20_000 {
      let text = (0...below(8)).map { _ in Self.pieces[below(Self.pieces.count)] }.joined()
      do {
        let term = try readBack(text, isLatex: isLatex, declarations: declarations)
        let printed = isLatex ? Spelling.latex(term) : Spelling.plain(term)
        #expect(try readBack(printed, isLatex: isLatex, declarations: declarations) == term, "\(text) → \(printed)")
        read += 1
      } catch let error as NotationError {
        #expect(!error.message.isEmpty && error.location.line >= 1 && error.length >= 1)
      }
    }
    #expect(read > 300)
  }

  @Test(
    "Deep nesting is one error",
    arguments: [
      ("(", "a", ")"), ("{", "a", "}"), (#"\frac{"#, "a", "}{b}"), (#"\sqrt"#, " a", ""), (#"\boxed"#, " a", ""),
      (#"\mathbf"#, " a", ""), (#"\log"#, " a", ""), ("", "a", "^2"), ("", "a", "'"), ("", "a", "/b"), ("", "A", "_1"),
      ("|", "a", "|"), ("x^{", "a", "}"), ("{}", "a", ""), (#"\sum_{i=1}^n"#, " a", ""), (#"\left("#, "a", #"\right)"#),
      ("E[", "x", "]"), (#"\int "#, " a ", "dx"), ("", "v", #"\odot w"#), (#"\langle "#, "x", #"\rangle"#),
      ("-(", "a", ")"), (#"\hat"#, "{a}", ""), ("f(", "x", ")"), (#"\exp("#, "a", ")"),
    ])
  func deep(before: String, core: String, after: String) throws {
    let declarations = try Vocabulary.declarations()
    let text = String(repeating: before, count: 10_000) + core + String(repeating: after, count: 10_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      do {
        _ = try ExpressionReader.readLatex(text, declarations: declarations)
        #expect(before == "{}" || before == #"\mathbf"#)
      } catch let error as NotationError {
        #expect(!error.message.isEmpty)
      } catch {
        Issue.record(error)
      }
    }
    #expect(time < .seconds(30), "\(before)\(core)\(after) took \(time)")
  }

  @Test("Formulas as deep as the limits allow are read")
  func allowed() throws {
    let declarations = try Vocabulary.declarations()
    let count = 180
    for (before, core, after) in [
      (#"\frac{1}{"#, "a", "}"), (#"\frac{"#, "a", "}{2}"), ("(1 + ", "a", ")"), (#"\sqrt{"#, "a", "}"),
      ("a^{", "a", "}"), ("-(", "a", ")"), (#"\log("#, "a", ")"), ("(A + ", "I", ")"), ("A (I ", "I", ")"),
    ] {
      let text = String(repeating: before, count: count) + core + String(repeating: after, count: count)
      #expect(throws: Never.self, "\(before)") { try ExpressionReader.readLatex(text, declarations: declarations) }
    }
  }

  @Test(
    "Long formulas are read in linear time",
    arguments: [
      "a +", "a", #"\sum_i x_i +"#, #"\sum_{i=1}^n x_i y_i -"#, #"\mathbf{x}^T x +"#, #"\frac12 a +"#, "a^23 +",
      #"\boldsymbol{\mu_1}^T x +"#, #"\hat{\mu}^T x + "#, #"\int p(x) dx +"#, #"\mathbb{E}[x^T x] +"#,
      #"\log|\Sigma| +"#,
      #"\sum_i x_i + y_i + "#,
    ])
  func long(piece: String) throws {
    let declarations = try Vocabulary.declarations()
    func time(_ count: Int) throws -> Duration {
      let text = String(repeating: piece + " ", count: count) + " a"
      let clock = ContinuousClock()
      return try clock.measure { _ = try ExpressionReader.readLatex(text, declarations: declarations) }
    }
    _ = try time(100)
    #expect(try time(10_000) < .seconds(30))
  }
}

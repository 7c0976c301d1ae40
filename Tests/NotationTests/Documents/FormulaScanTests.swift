import Testing

@testable import Notation

@Suite("Formulas of texts that declare nothing")
struct FormulaScanTests {
  private func read(_ text: String) throws -> FormulaScan.Count {
    try FormulaScan.read(Source(name: "<display>", text: text))
  }

  @Test(
    "are read with every name free",
    arguments: [
      (#"\mathcal{F}(u, \psi) &= \int u(h) \log \frac{r_\psi(v, h)}{u(h)} \, dh \\ &\ge 0"#, 3, 2),
      (
        #"\begin{align} \hat{c} &= \text{arg max}_c \ \text{Score}(c) \\ &:= \text{arg max}_c \ \ell(c) \end{align}"#,
        3, 2
      ),
      (#"h_t \mid h_{t-1} \sim \mathcal{N}(F h_{t-1}, \, Q) \qquad t = 1, \ldots, T"#, 2, 1),
      (#"u(h) \propto_h \exp\{ -\tfrac12 h' Q h \} \implies \mathbb{V}[h] = Q^{-1}"#, 4, 2),
      (#"\log u(h) = -\frac{1}{2} h^\top Q h + \text{const}"#, 2, 1),
      (#"g_t = \begin{bmatrix} h_{t-1} \\ v_t \end{bmatrix} \in \mathbb{R}^{a + b}"#, 3, 2),
      (#"\Gamma^{(new)} = \frac{\sum_{i,j} \delta_{ij} \eta_j}{\sum_j \eta_j}"#, 2, 1),
      (#"\text{only words}"#, 0, 0),
      ("", 0, 0),
    ])
  func displays(text: String, expressions: Int, relations: Int) throws {
    let count = try read(text)
    #expect(count.expressions == expressions && count.relations == relations, "\(count)")
  }

  @Test(
    "are refused by an error that points where they are broken",
    arguments: [
      (#"u = \left( v + w"#, 10, "the bracket '(' is never closed"),
      (#"u = \unknownmacro{v}"#, 5, #"unknown command \unknownmacro"#),
      (#"\min_u f(u) \text{ subject to } u > 0"#, 13, "a condition on a single step cannot be checked"),
      (#"u = v +"#, 8, "an expression is missing"),
    ])
  func refusals(text: String, column: Int, message: String) throws {
    do {
      Issue.record("\(text) was read: \(try read(text))")
    } catch let error as NotationError {
      #expect("\(error.location.column): \(error.message)" == "\(column): \(message)")
    }
  }

  @Test("are found in a document, with the macros that it defines")
  func documents() throws {
    let text = #"""
      \newcommand{\rate}[2]{\frac{\partial #2}{\partial #1}}

      $$\rate{u}{f(u)} = 0$$

      $$u = \rate{u}$$

      \begin{align} u &= v \\ &= w \end{align}
      """#
    let displays = try FormulaScan.displays(Source(name: "a.md", text: text))
    let outcomes = displays.map { display in
      switch display.outcome {
      case .success(let count): "\(count.expressions) \(count.relations)"
      case .failure(let error): error.message
      }
    }
    #expect(outcomes == ["2 1", #"the macro \rate takes 2 arguments, 1 given"#, "3 2"])
  }
}

@Suite("What rows say of each other")
struct ConsequenceTests {
  private func chains(_ text: String, isDeclared: @escaping (String) -> Bool = { _ in false }) throws -> [TokenChain] {
    let source = Source(name: "<display>", text: text)
    let tokens = try Lexer.tokens(source, 0..<source.bytes.count, style: .latex)
    return try ChainAssembler.chains(tokens, source: source, mode: ChainAssembler.Mode(isDeclared: isDeclared))
  }

  @Test(
    "A consequence is marked by an arrow or a word",
    arguments: [
      (#"a = 0 \implies b = c"#, [false, true]),
      (#"a &= 0 \\ \Rightarrow b &= c"#, [false, true]),
      (#"a &= 0 \\ \text{hence } b &= c"#, [false, true]),
      (#"a &= 0 \\ \therefore \; b &= c"#, [false, true]),
      (#"a &= 0 \\ b &= c"#, [false, false]),
      (#"a = 0 \text{ and } b = c"#, [false, false]),
      (#"a = 0 \quad \longrightarrow \quad b = c, \quad d = e"#, [false, true, false]),
    ])
  func consequences(text: String, expected: [Bool]) throws {
    #expect(try chains(text).map(\.isConsequence) == expected)
  }

  @Test(
    "A constant at the end of a line is a relation",
    arguments: [
      (#"a = b + \text{const}"#, "equalUpToConstant", 1), (#"a = b + c + \mathrm{const.}"#, "equalUpToConstant", 3),
      (#"a = b - d + C"#, "equalUpToConstant", 3), (#"a = (b + C)"#, "equal", 5), (#"a = b + C d"#, "equal", 4),
      (#"a = b - C"#, "equal", 3),
    ])
  func constants(text: String, relation: String, tokens: Int) throws {
    let step = try #require(try chains(text).first?.steps.first)
    #expect(step.relation?.rawValue == relation && step.tokens.count == tokens, "\(step)")
  }

  @Test("A declared C is no constant")
  func declared() throws {
    let step = try #require(try chains("a = b + C") { $0 == "C" }.first?.steps.first)
    #expect(step.relation == .equal && step.tokens.count == 3)
  }

  @Test("What stands below a proportionality comes along")
  func scripts() throws {
    let step = try #require(try chains(#"a \propto_{z, y} b"#).first?.steps.first)
    #expect(step.relation == .proportional && step.script.count == 3 && step.tokens.count == 1)
  }
}

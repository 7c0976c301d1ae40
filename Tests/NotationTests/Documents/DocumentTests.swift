import Symbolic
import Testing

@testable import Notation

/// A long text by what it repeats, so that a report of the tests stays short.
struct Hostile: Sendable, CustomTestStringConvertible {
  let text: String
  let testDescription: String

  init(_ start: String, _ unit: String, _ count: Int, _ end: String) {
    text = start + String(repeating: unit, count: count) + end
    testDescription = "\(start.prefix(20)) \(count) x \(unit.prefix(20)) \(end)"
  }
}

@Suite("Documents")
struct DocumentTests {
  /// The claims of a document, with their chains as they are written.
  private func outline(_ text: String, name: String = "notes/my-file.md") throws -> [String] {
    let document = try DocumentReader.read(Source(name: name, text: text))
    var lines = ["title \(document.title)"]
    for claim in document.claims {
      lines.append("claim \(claim.slug)" + (claim.origin.map { " from \($0)" } ?? ""))
      for chain in claim.chains {
        var line = document.source.text(chain.first.range)
        for step in chain.steps {
          line += " \(step.relation.rawValue) \(document.source.text(step.line.range))"
          if let reason = step.reason { line += " {\(reason)}" }
        }
        lines.append(line)
      }
    }
    return lines
  }

  private func error(_ bytes: [UInt8], name: String = "bad.md") -> NotationError? {
    do {
      _ = try DocumentReader.read(bytes: bytes, name: name)
      return nil
    } catch {
      return error
    }
  }

  private func message(_ text: String, name: String = "bad.md") -> String {
    guard let error = error(Array(text.utf8), name: name) else { return "no error" }
    return "\(error.file):\(error.location.line):\(error.location.column): \(error.message)"
  }

  private let notes = #"""
    # A title

    **Given** $n \in \mathbb{N}$ and $a, b \in \mathbb{R}^n$.

    **Source:** *Somebody's* [book](https://example.org), page 3.

    $$
    \begin{aligned}
    a &= b && \text{by magic} \\
      &= a + b.
    \end{aligned}
    $$

    ## A part

    **Let** $c \in \mathbb{R}^n$.

    $$a = c$$

    and so

    $$= b + c$$

    ## A part

    No formula.

    ## A part

    **Source** Elsewhere.

    ```math
    b = a
    ```

    # Another

    **Given** $a \in \mathbb{R}$

    $$ a = a $$
    """#

  @Test("Headings make claims, which inherit declarations from the headings around them")
  func claims() throws {
    #expect(
      try outline(notes) == [
        "title A title", "claim a-title from Somebody's book, page 3.", "a equal b {by magic} equal a + b",
        "claim a-part from Somebody's book, page 3.", "a equal c equal b + c",
        "claim a-part-2 from Elsewhere.", "b equal a", "claim another", "a equal a",
      ])
    let document = try DocumentReader.read(Source(name: "x.md", text: notes))
    #expect(document.claim(slug: "a-part")?.declarations.names == ["n", "a", "b", "c"])
    #expect(document.claim(slug: "a-title")?.declarations.names == ["n", "a", "b"])
    #expect(document.claim(slug: "a-part-2")?.title == "A part")
    #expect(document.claim(slug: "nowhere") == nil)
  }

  @Test("The terms are those that the formulas spell")
  func terms() throws {
    let document = try DocumentReader.read(
      Source(name: "x.md", text: "**Given** $A, B \\in \\mathbb{R}^{n \\times n}$\n\n$$A + B = 0 = A B$$"))
    let square = Shape(.named("n"), .named("n"))
    let a = Term(Symbol("A", square))
    let b = Term(Symbol("B", square))
    #expect(
      try document.claims[0].chains[0].lines.map(\.term) == [
        Term(.sum, [a, b]), Term(.zero(square)), Term(.product, [a, b]),
      ])
    #expect(document.claims[0].slug == "x")
  }

  @Test("LaTeX documents read alike")
  func latex() throws {
    #expect(
      try outline(
        #"""
        \documentclass{article}
        \DeclareMathOperator{\nothing}{nothing}
        \newcommand{\vt}[1]{\boldsymbol{#1}}
        \title{On \emph{sums}}
        \begin{document}
        \section{First}
        \textbf{Given} $\vt{a}, b \in \mathbb{R}^n$ and \(c = \vt{a}\). % $d$
        \begin{align}
          \vt{a} &= b \label{one} \\ % a comment
            &= c \tag{by two}
        \end{align}
        \end{document}
        """#, name: "a.tex") == [
          "title On sums", "claim first", #"\vt{a} equal b equal c {by two}"#,
        ])
  }

  @Test("Declarations go on in a list or a display behind a colon")
  func continued() throws {
    let text = #"""
      **Given:**

      - $n \in \mathbb{N}$ and
      - $A \in \mathbb{R}^{n \times n}$,
        symmetric
      - $B \in \mathbb{R}^{n \times n}$

      **Let** moreover:
      $$ C \in \mathbb{R}^{n \times n}, \quad D = A + B $$
      and $E = C$.

      $$ S := A + A $$

      $$ S = A + A $$
      """#
    let declarations = try DocumentReader.read(Source(name: "x.md", text: text)).claims[0].declarations
    #expect(
      declarations.symbols.map { "\($0.name) \($0.words)" } == [
        "A a symmetric n x n matrix", "B an n x n matrix", "C an n x n matrix", "D an n x n matrix",
        "E an n x n matrix",
        "S a symmetric n x n matrix",
      ])
  }

  @Test(
    "Macros are expanded, and what they make points at their call",
    arguments: [
      (#"\newcommand{\va}{\mathbf{a}}"#, #"\va = a"#, #"\va equal a"#),
      (#"\def\sum#1#2{#1 + #2}"#, #"\sum{a}b = a"#, #"\sum{a}b equal a"#),
      (#"\newcommand\plus[2][b]{#2 + #1}"#, #"\plus{a} = \plus[a]{b}"#, #"\plus{a} equal \plus[a]{b}"#),
      (#"\let\va=a \def\va{a}"#, #"\va = a"#, #"\va equal a"#),
      (#"\newcommand{\is}[2]{#1 &= #2 && \text{by #1}}"#, #"\is{a}{b}"#, #"\is{a equal b {by a}"#),
      (#"\newcommand{\both}{\hat{a} + b}"#, #"\both = b"#, #"\both equal b"#),
      (#"\newcommand{\one}{a}\newcommand{\two}{\one + \one}"#, #"\two = b"#, #"\two equal b"#),
    ])
  func macros(definition: String, display: String, expected: String) throws {
    let text = "**Given** $a, b, \\hat{a} \\in \\mathbb{R}$\n\n\(definition)\n\n$$\(display)$$\n"
    #expect(try outline(text).last == expected)
    #expect(
      try outline("**Given** $a, b, \\hat{a} \\in \\mathbb{R}$\n\n$$\(definition) \(display)$$\n").last == expected)
  }

  @Test(
    "A name is the same in a declaration and in a formula",
    arguments: [
      "x", #"\mu_1"#, #"\boldsymbol{\mu}_1"#, #"\boldsymbol\mu_{1}"#, #"\hat{\mu}"#, #"\hat\Sigma_1"#, #"\bar x"#,
      #"\tilde{x}_{1,2}"#, #"\sigma_{A}"#, #"\mu_{\text{new}}"#, #"\theta^{\text{new}}"#, #"\theta^\star"#, "x^{(i)}",
      #"\ell"#, #"\mathrm{RSS}"#, #"\vec x"#, #"\mathbf x_{12}"#, "μ_1", #"\varphi"#, "x_{t-1}",
      #"\bm{W}_{\mathrm{MLE}}"#, #"\mathcal{L}"#,
    ])
  func names(name: String) throws {
    for set in [#"\mathbb{R}"#, #"\mathbb{R}_{>0}^n"#, #"\mathbb{S}_{++}^n"#] {
      let text = "**Given** $\(name) \\in \(set)$\n\n$$ \(name) + \(name) = \(name) $$"
      let document = try DocumentReader.read(Source(name: "x.md", text: text))
      let claim = document.claims[0]
      #expect(claim.chains[0].steps[0].line.term == Term(try #require(claim.declarations.symbols.first)))
    }
  }

  @Test(
    "Bad documents get one error that points",
    arguments: [
      ("", "bad.md:1:1: the file is empty"),
      (" \n\t\r\n", "bad.md:1:1: the file is empty"),
      ("a\0b", "bad.md:1:1: the file is binary, not text"),
      ("a\n\u{1B}[31m", "bad.md:2:1: a control character (code 27)"),
      ("# Only prose\n\ntext", "bad.md:1:1: the file has no displayed formula that could be checked"),
      ("a\n\n $$ x = 1\n\n$$ y = 2 $$", "bad.md:3:2: this $$ is not closed before the empty line"),
      ("$$ x", "bad.md:1:1: this $$ is not closed"),
      ("\n\\[ x", #"bad.md:2:1: this \[ is not closed: \] is missing"#),
      (#"\begin{align} x"#, #"bad.md:1:1: this \begin{align} is not closed: \end{align} is missing"#),
      ("```math\nx", "bad.md:1:1: this block of mathematics is not closed"),
      ("a <!-- b", "bad.md:1:3: this comment is not closed: --> is missing"),
      ("$$ = 1 $$", "bad.md:1:4: no expression stands before this relation"),
      (
        "**Given** $v \\in \\mathbb{R}^n$\n\n$$ v^\\top v = v $$",
        "bad.md:3:15: this line is an n x 1 vector, the line before is a scalar"
      ),
      ("**Given** $v \\in \\mathbb{R}^n$\n\n> text\n> $$ v = v\n> = w $$", "bad.md:5:5: w is not declared"),
      (#"$$\def\a{\a}\a = 1$$"#, #"bad.md:1:13: the macro \a calls itself, or others too deeply"#),
      (#"$$\def\a{\a\a}\a = 1$$"#, #"bad.md:1:15: the macro \a calls itself, or others too deeply"#),
      (#"$$\def\a#1{#1} \a = $$"#, "bad.md:1:16: no expression follows this relation"),
      (#"$$\def\a#1#2{#1} \a x$$"#, #"bad.md:1:18: the macro \a takes 2 arguments, 1 given"#),
      (#"$$\def\a{\(} \a = 1$$"#, #"bad.md:1:14: in the macro \a: unknown command \("#),
    ])
  func errors(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test("Invalid UTF-8, too large a file and a mark of byte order")
  func bytes() throws {
    let invalid = error(Array("ok\nab".utf8) + [0xC3, 0x28])
    #expect(invalid?.message == "the file is not UTF-8 text")
    #expect(invalid?.location == SourceLocation(line: 2, column: 3))
    #expect(error([UInt8](repeating: 0x20, count: 4 << 20 + 1))?.message == "the file is larger than 4 MB")
    let marked = try DocumentReader.read(bytes: [0xEF, 0xBB, 0xBF] + Array("# T\n$$1 = 1$$".utf8), name: "a.md")
    #expect(marked.title == "T")
    #expect(marked.source.location(marked.claims[0].chains[0].first.range.lowerBound).column == 3)
  }

  @Test(
    "Hostile documents end soon, in one error", .timeLimit(.minutes(5)),
    arguments: [
      Hostile("$$", "(", 10_000, "1 = 1$$"), Hostile("$$", "{", 10_000, " = 1$$"), Hostile("", bomb, 1, ""),
      Hostile(#"$$\def\a#1{#1#1#1#1#1#1#1#1} "#, #"\a{"#, 8, "x}}}}}}}} = 1$$"),
      Hostile("", "$$", 300_001, ""), Hostile("", "$", 1_000_001, ""), Hostile("``````", "a`b``c```", 100_000, ""),
      Hostile("", #"\begin{align}"#, 100_000, ""), Hostile("", "> ", 1_000_000, "$$x$$"),
      Hostile("", #"\newcommand{\a}[1]{"#, 100_000, ""), Hostile("", "# a\n", 300_000, ""),
      Hostile("", "<!--", 500_000, ""), Hostile("", "**Given** $", 200_000, ""),
      Hostile("", "**Given** $x$ symmetric, ", 50_000, ""), Hostile("", "[", 1_000_000, ""),
      Hostile("**Source** ", "[", 1_000_000, ""), Hostile("**Given** $", "x,", 1_900, #"x \in \mathbb{R}^n$"#),
      Hostile(#"**Given** $x \in \mathbb{R}^{"#, "(a+b)", 700, "}$"),
      Hostile("", "**Given** $x > 0$\n\n", 50_000, "$$y$$"), Hostile("", "$$1 = 1$$\n", 30_000, "$$y$$"),
      Hostile("", #"\(x"#, 500_000, ""), Hostile("", "$$ x\n> y $$ `a`` ", 50_000, ""),
      Hostile("", "- a\n\n", 300_000, ""),
      Hostile(#"\newcommand{\a}{"# + String(repeating: " ", count: 1500) + "}\n\n$$", #"\a"#, 20_000, "= 1$$"),
    ])
  func hostile(document: Hostile) {
    let clock = ContinuousClock()
    var messages: [String] = []
    let time = clock.measure { messages = ["a.md", "a.tex"].map { message(document.text, name: $0) } }
    #expect(messages.allSatisfy { $0 != "no error" })
    #expect(time < .seconds(30), "\(messages)")
  }

  /// Thirty macros, each twice the next.
  private static let bomb: String = {
    var text = "$$"
    for number in 0..<30 {
      let next = "\\" + letters(number + 1)
      text += "\\def\\" + letters(number) + "{" + next + next + "}"
    }
    return text + "\\def\\" + letters(30) + "{xx}" + "\\" + letters(0) + " = 1$$"
  }()

  private static func letters(_ number: Int) -> String {
    String(UnicodeScalar(UInt8(0x61 + number / 26))) + String(UnicodeScalar(UInt8(0x61 + number % 26)))
  }
}

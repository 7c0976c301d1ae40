import Testing

@testable import verify

/// What stands on standard error, whole, for files that cannot be read.
@Suite("Messages about files that cannot be read")
struct MessageTests {
  /// Two lines of a heading and one of declarations, so that what follows begins on line 5.
  private static let head = #"""
    # A note

    **Given** $m, n \in \mathbb{N}$, $A \in \mathbb{R}^{m \times n}$, $\Sigma_1, \Sigma_2 \in \mathbb{S}_{++}^n$, $x, \mu \in \mathbb{R}^n$.


    """#

  private func expectMessage(
    _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectMessage(Array((Self.head + text).utf8), expected, sourceLocation: sourceLocation)
  }

  private func expectMessage(
    _ bytes: [UInt8], _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let workplace = try Workplace()
    try workplace.write("note.md", bytes: bytes)
    let ran = workplace.run("note.md")
    #expect(
      ran == Workplace.Outcome(status: .unreadable, output: "", errors: expected + "\n"), sourceLocation: sourceLocation
    )
  }

  @Test func undeclaredSymbol() throws {
    try expectMessage(
      #"$$ \operatorname{tr}(\Sigma_1 \Sigma_3) = \operatorname{tr}(\Sigma_2 \Sigma_1) $$"#,
      #"""
      note.md:5:31: error: \Sigma_3 is not declared
        5 | $$ \operatorname{tr}(\Sigma_1 \Sigma_3) = \operatorname{tr}(\Sigma_2 \Sigma_1) $$
          |                               ^^^^^^^^
      hint: did you mean \Sigma_1?
      """#)
  }

  @Test("Letters that share nothing are not near") func undeclaredLetter() throws {
    try expectMessage(
      #"$$ x^\top \mu = \mu^\top y $$"#,
      #"""
      note.md:5:26: error: y is not declared
        5 | $$ x^\top \mu = \mu^\top y $$
          |                          ^
      """#)
    try expectMessage(
      #"$$ x^\top \mu = \mu^\top X $$"#,
      #"""
      note.md:5:26: error: X is not declared
        5 | $$ x^\top \mu = \mu^\top X $$
          |                          ^
      hint: did you mean x?
      """#)
  }

  @Test func productThatDoesNotFit() throws {
    try expectMessage(
      #"""
      $$
      \begin{aligned}
      x^\top A x &= \operatorname{tr}(A x x^\top)
      \end{aligned}
      $$
      """#,
      #"""
      note.md:7:8: error: a 1 x n row vector cannot be multiplied by an m x n matrix: n columns meet m rows
        7 | x^\top A x &= \operatorname{tr}(A x x^\top)
          |        ^
      hint: did you mean the transpose of the second factor?
      """#)
  }

  @Test func sumThatDoesNotFit() throws {
    try expectMessage(
      #"$$ A + x = x + A $$"#,
      #"""
      note.md:5:8: error: the shapes do not fit: sum of an m x n matrix and an n x 1 vector
        5 | $$ A + x = x + A $$
          |        ^
      """#)
  }

  @Test func linesThatDoNotFit() throws {
    try expectMessage(
      #"$$ x^\top x = x x^\top $$"#,
      #"""
      note.md:5:15: error: this line is an n x n matrix, the line before is a scalar
        5 | $$ x^\top x = x x^\top $$
          |               ^^^^^^^^
      """#)
  }

  @Test func unknownCommand() throws {
    try expectMessage(
      #"$$ x^\top x = \tfrak12 x^\top x + \frac12 x^\top x $$"#,
      #"""
      note.md:5:15: error: unknown command \tfrak
        5 | $$ x^\top x = \tfrak12 x^\top x + \frac12 x^\top x $$
          |               ^^^^^^
      hint: did you mean \tfrac?
      """#)
  }

  @Test func bracketThatIsNeverClosed() throws {
    let right = #"""
      note.md:5:37: error: the bracket '(' is never closed
        5 | $$ \operatorname{tr}(\Sigma_1) = x^\top (x + \mu $$
          |                                     ^
      """#
    try expectMessage(
      #"$$ \operatorname{tr}(\Sigma_1) = x^\top (x + \mu $$"#,
      right.replacing("5:37", with: "5:41").replacing(
        "|                                     ^", with: "|                                         ^"))
    try expectMessage(
      #"$$ \operatorname{tr}(\Sigma_1 (\Sigma_2 + I) = \operatorname{tr}(\Sigma_2) $$"#,
      #"""
      note.md:5:21: error: the bracket '(' is never closed
        5 | $$ \operatorname{tr}(\Sigma_1 (\Sigma_2 + I) = \operatorname{tr}(\Sigma_2) $$
          |                     ^
      """#)
    try expectMessage(
      #"""
      $$
      \begin{aligned}
      x^\top (x + \mu &= x^\top x + x^\top \mu \\
        &= \mu^\top x + x^\top x
      \end{aligned}
      $$
      """#,
      #"""
      note.md:7:8: error: the bracket '(' is never closed
        7 | x^\top (x + \mu &= x^\top x + x^\top \mu \\
          |        ^
      """#)
  }

  @Test func bracketThatClosesNothing() throws {
    try expectMessage(
      #"$$ \operatorname{tr}(\Sigma_1) = \operatorname{tr}(\Sigma_2)) $$"#,
      #"""
      note.md:5:61: error: ')' closes no bracket
        5 | $$ \operatorname{tr}(\Sigma_1) = \operatorname{tr}(\Sigma_2)) $$
          |                                                             ^
      """#)
  }

  @Test func nestedBrackets() throws {
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]"), (#"\left("#, #"\right)"#), ("\\sqrt{", "}")] {
      let workplace = try Workplace()
      let many = String(repeating: open, count: 10_000) + "x" + String(repeating: close, count: 10_000)
      try workplace.write("note.md", Self.head + "$$ \(many) = x $$")
      let ran = workplace.run("note.md")
      #expect(ran.status == .unreadable)
      #expect(ran.output == "")
      let lines = ran.errors.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(
        lines.first?.hasPrefix("note.md:5:") == true
          && lines.first?.hasSuffix("error: the brackets are nested too deeply (more than 200 levels)") == true,
        "\(ran.errors)")
      #expect(lines.allSatisfy { $0.count <= 100 })
    }
  }

  @Test func emptyFile() throws {
    try expectMessage([], "note.md:1:1: error: the file is empty")
  }

  @Test func binaryFile() throws {
    try expectMessage(
      [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x00, 0x00, 0xFF], "note.md:1:1: error: the file is binary, not text")
    try expectMessage(
      Array("# A note\n\nAn odd ".utf8) + [0xFF],
      """
      note.md:3:8: error: the file is not UTF-8 text
        3 | An odd \u{FFFD}
          |        ^
      """)
  }

  @Test func fileWithoutFormulas() throws {
    try expectMessage(
      Array("# A note\n\nOnly words.\n".utf8),
      "note.md:1:1: error: the file has no displayed formula that could be checked")
  }

  @Test func missingFile() throws {
    let workplace = try Workplace()
    for (name, hint) in [
      ("kl-gausian", "there is no such derivation or file\nhint: did you mean kl-gaussian?"),
      ("Derivations/kl-gausian.md", "there is no such file\nhint: did you mean Derivations/kl-gaussian.md?"),
      ("kl-diagnal.md", "there is no such file\nhint: did you mean kl-diagonal?"),
      ("tarce", "there is no such derivation or file\nhint: did you mean trace?"),
    ] {
      let ran = workplace.run(name)
      #expect(ran == Workplace.Outcome(status: .unreadable, output: "", errors: "\(name): error: \(hint)\n"))
    }
  }

  @Test func chainWithoutARelation() throws {
    try expectMessage(
      #"$$ x^\top \mu $$"#,
      #"""
      note.md:5:4: error: a chain needs a relation, such as = or \le, between two expressions
        5 | $$ x^\top \mu $$
          |    ^^^^^^^^^^
      """#)
  }

  @Test func declarationThatContradicts() throws {
    try expectMessage(
      #"""
      **Given** $A \in \mathbb{S}_{++}^n$.

      $$ A = A $$
      """#,
      #"""
      note.md:5:12: error: A is declared as a symmetric positive definite n x n matrix, but before as an m x n matrix (line 3)
        5 | **Given** $A \in \mathbb{S}_{++}^n$.
          |            ^
      """#)
  }

  @Test("Control characters do not reach the terminal") func controlCharacters() throws {
    let workplace = try Workplace()
    try workplace.write("note.md", Self.head + "$$ x = \u{1B}[2Jy $$")
    let ran = workplace.run("note.md")
    #expect(ran.status == .unreadable)
    #expect(ran.errors.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7F) })
  }
}

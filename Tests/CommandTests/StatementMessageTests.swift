import Testing

@testable import verify

/// What stands on standard error, whole, for formulas of the command line that cannot be read.
@Suite("Messages about formulas of the command line")
struct StatementMessageTests {
  static let matrices = "A in R^{m x n}, B in R^{n x m}"

  @Test(
    "Each has its message",
    arguments: [
      (
        ["check", "tr(A B) = tr(B A)", "--given", "A in R^{m x n}"],
        """
        <statement>:1:6: error: B is not declared
          1 | tr(A B) = tr(B A)
            |      ^
        """
      ),
      (
        ["check", "tr(A B) = tr(B A", "--given", matrices],
        """
        <statement>:1:13: error: the bracket '(' is never closed
          1 | tr(A B) = tr(B A
            |             ^
        """
      ),
      (
        ["check", "tarce(A B) = tr(B A)", "--given", matrices],
        """
        <statement>:1:1: error: tarce is not declared
          1 | tarce(A B) = tr(B A)
            | ^^^^^
        hint: did you mean trace?
        """
      ),
      (
        ["check", "tr(A B)", "--given", matrices],
        """
        <statement>:1:1: error: a statement needs a relation such as =
          1 | tr(A B)
            | ^^^^^^^
        """
      ),
      (
        ["check", "tr(A B) = B A", "--given", matrices],
        """
        <statement>:1:11: error: this side is an n x n matrix, the side before a scalar
          1 | tr(A B) = B A
            |           ^^^
        """
      ),
      (
        ["check", "A B = C", "--given", "A, B, C in R^{m x n}"],
        """
        <statement>:1:3: error: an m x n matrix cannot be multiplied by an m x n matrix: n columns meet m rows
          1 | A B = C
            |   ^
        hint: did you mean the transpose of the first factor?
        """
      ),
      (
        ["check", "tr(A B) = ", "--given", matrices],
        """
        <statement>:1:9: error: the right side of the statement is missing
          1 | tr(A B) =\u{20}
            |         ^
        """
      ),
      (
        ["check", " = tr(A B)", "--given", matrices],
        """
        <statement>:1:2: error: the left side of the statement is missing
          1 |  = tr(A B)
            |  ^
        """
      ),
      (["check", ""], "<statement>:1:1: error: the statement is empty"),
      (["check", " "], "<statement>:1:1: error: the statement is empty"),
      (["derive", ""], "<expression>:1:1: error: an expression is missing"),
      (
        ["derive", "E[x", "--given", "x ~ N(m, S)"],
        """
        <expression>:1:2: error: the bracket '[' is never closed
          1 | E[x
            |  ^
        """
      ),
      (
        ["check", "tr(A B) = tr(B A)", "--given", "A in R^{m x n}", "--given", "B in Q^{n x m}"],
        """
        <given>:1:18: error: this declares nothing in a form that is known
          1 | A in R^{m x n} , B in Q^{n x m}
            |                  ^^^^^^^^^^^^^^
        hint: declare as in n in N, s in R_{>0}, x in R^n, A in R^{m x n}, S in S_{++}^n, x ~ N(m, S)
        """
      ),
      (
        ["check", "A = A", "--given", "A in R^n, A in R^{n x n}"],
        """
        <given>:1:11: error: A is declared as an n x n matrix, but before as an n x 1 vector (line 1)
          1 | A in R^n, A in R^{n x n}
            |           ^
        """
      ),
    ])
  func message(arguments: [String], expected: String) throws {
    let ran = try Workplace().run(arguments)
    #expect(ran == Workplace.Outcome(status: .unreadable, output: "", errors: expected + "\n"))
  }

  @Test("Declarations may stand in any order") func order() throws {
    let workplace = try Workplace()
    #expect(workplace.run("check", "E[x] = m", "--given", "x ~ N(m, S), m in R^n, S in S_{++}^n").status == .holds)
    #expect(
      workplace.run("check", "E[x] = m", "--given", "x ~ N(m, S)", "--given", "m in R^n, S in S_{++}^n").status
        == .holds)
  }

  @Test("A mean may have the name that dimensions usually have") func meanCalledN() throws {
    let ran = try Workplace().run("derive", "KL(N(n, S) || N(m, S))")
    #expect(ran.status == .holds, "\(ran.errors)")
  }
}

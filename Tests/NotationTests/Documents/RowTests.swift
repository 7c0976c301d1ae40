import Testing

@testable import Notation

@Suite("Rows and chains")
struct RowTests {
  /// The chains of a display in one line: expressions, relations, reasons in braces.
  private func chains(_ display: String) throws -> [String] {
    let source = Source(name: "display", text: display)
    let tokens = try Lexer.tokens(source, 0..<source.bytes.count, style: .latex)
    return try ChainAssembler.chains(tokens, source: source).map { chain in
      spelling(chain.first)
        + chain.steps.map { step in
          " \(step.relation.map(\.rawValue) ?? "?") " + spelling(step.tokens)
            + step.reasons.map { " {\($0)}" }.joined()
        }.joined()
    }
  }

  /// The tokens without spaces.
  private func spelling(_ tokens: [Token]) -> String {
    tokens.map { SetReader.spelling([$0]) }.joined()
  }

  private func message(_ display: String) -> String? {
    do {
      return "no error: \(try chains(display))"
    } catch let error as NotationError {
      return "\(error.location.line):\(error.location.column): \(error.message)"
    } catch {
      return nil
    }
  }

  @Test(
    "Rows go on with a chain or begin one",
    arguments: [
      ("a = b = c", ["a equal b equal c"]),
      (#"\begin{aligned} a &= b \\ &= c \end{aligned}"#, ["a equal b equal c"]),
      (#"\begin{align} a =& b \\ =& c, \nonumber\\[5pt] \label{x} =& d. \end{align}"#, ["a equal b equal c equal d"]),
      (#"\begin{eqnarray*} a &=& b \\ &=& c \cr &=& d \end{eqnarray*}"#, ["a equal b equal c equal d"]),
      (#"\begin{array}{rcl} a & = & b \\ & = & c \end{array}"#, ["a equal b equal c"]),
      (#"\begin{alignat}{2} a &= b \\ &= c \end{alignat}"#, ["a equal b equal c"]),
      (#"\begin{equation} \begin{split} a \\ &= b \\ &\quad + c \end{split} \end{equation}"#, ["a equal b+c"]),
      (#"a = \\ b = \\ c"#, ["a equal b equal c"]),
      (#"a &= b \\ &- c \\ &= d"#, ["a equal b-c equal d"]),
      (#"a &= b \cdot \\ & c"#, [#"a equal b\cdotc"#]),
      (#"a &= b \\ &\qquad \frac{1}{c} \\ &= d"#, [#"a equal b\frac{1}{c} equal d"#]),
      (#"a &= \left[ b \right. \\ &\left. + c \right] \\ &= d"#, ["a equal [b+c] equal d"]),
      (#"a &= ( b \\ &= c )"#, ["a equal (b=c)"]),
      (#"a &= b \\ c &= d \\ &= e"#, ["a equal b", "c equal d equal e"]),
      (#"a &= b \\ a &= c"#, ["a equal b", "a equal c"]),
      (#"\begin{gather} a = b \\ c = d \end{gather}"#, ["a equal b", "c equal d"]),
      (#"a &= b \\ -c &= d"#, ["a equal b", "-c equal d"]),
      (#"a = b \\ - c = d"#, ["a equal b-c equal d"]),
      (#"& a = b \\ & c = d"#, ["a equal b", "c equal d"]),
      (#"a &= b \\ \implies c &= d"#, ["a equal b", "c equal d"]),
      (#"a = b \Rightarrow c = d \iff e = f"#, ["a equal b", "c equal d", "e equal f"]),
      (#"a = b, \quad c = d, \qquad e = f"#, ["a equal b", "c equal d", "e equal f"]),
      (#"a = b \qquad c = d"#, ["a equal b", "c equal d"]),
      (#"a &= b & c &= d \\ &= e && f = g"#, ["a equal b", "c equal d equal e", "f equal g"]),
      (#"a = b, \quad i = 1, \ldots, n, \quad c"#, ["a equal b", #"i equal 1,\ldots,n,c"#]),
      ("= a = b", [" equal a equal b"]),
      (#"\boxed{a = b}."#, ["a equal b"]),
      (#"a {}={} b"#, ["a equal b"]),
      (#"& \\ \\ a = b \\ & \\"#, ["a equal b"]),
    ])
  func rows(display: String, expected: [String]) throws {
    #expect(try chains(display) == expected)
  }

  @Test(
    "Relations outside all brackets part the expressions",
    arguments: [
      (#"a := b \coloneqq c \equiv d \triangleq e"#, "a definition b definition c definition d definition e"),
      (#"a \le b \leq c < d \lt e"#, "a lessOrEqual b lessOrEqual c less d less e"),
      (#"a \ge b \geq c > d \gt e"#, "a greaterOrEqual b greaterOrEqual c greater d greater e"),
      (#"a \propto b \approx c \simeq d"#, "a proportional b approximately c approximately d"),
      (#"P(z = k) = \sum_{i=1}^n x_{a=b} [c = d] \{e = f\}"#, #"P(z=k) equal \sum_{i=1}^nx_{a=b}[c=d]\{e=f\}"#),
      (#"a \overset{(1)}{=} b"#, "a equal b {(1)}"),
      (#"a \stackrel{(a)}{\le} b \overset{\text{def}}{=} c"#, "a lessOrEqual b {(a)} definition c {def}"),
      (#"a \mathop{=}\limits_{iid} b \overset{\Delta}= c"#, #"a equal b {iid} definition c {\Delta}"#),
      (#"a \underset{x}{f} = b"#, #"a\underset{x}{f} equal b"#),
      (#"f = \begin{bmatrix} a & b \\ c & d \end{bmatrix} = g"#, #"f equal \beginbmatrixa&bc&d\endbmatrix equal g"#),
      (#"a = \underbrace{b}_{=1}"#, #"a equal \underbrace{b}_{=1}"#),
    ])
  func relations(display: String, expected: String) throws {
    #expect(try chains(display) == [expected])
  }

  @Test(
    "Words beside a step are its reason",
    arguments: [
      (#"a &= b && \text{by trace-cyclic} \\ &= c"#, "a equal b {by trace-cyclic} equal c"),
      (#"a &= b & \text{definition} \\ &= c \quad \text{(linearity)}"#, "a equal b {definition} equal c {(linearity)}"),
      (#"a &= b \tag{3} \\ &= c \tag*{by cyclicity}"#, "a equal b {3} equal c {by cyclicity}"),
      (#"a &= b \quad (\text{by } E[X] = \mu)"#, #"a equal b {(by E[X] = \mu)}"#),
      (#"a &= b \qquad (3.1) \\ &= c,"#, "a equal b {(3.1)} equal c"),
      (#"a &= b \because c = d"#, #"a equal b {\because c = d}"#),
      (#"a &= b && (\text{since } A = A^\top)"#, #"a equal b {(since A = A^\top)}"#),
      (#"a &= b, \quad i = 1, \ldots, n"#, #"a equal b {i = 1, \ldots, n}"#),
      (#"\text{so } a = b"#, "a equal b"),
      (#"\text{We compute} \\ a &= b \\ \text{and we are done.}"#, "a equal b"),
      (#"\intertext{Now} a &= b"#, "a equal b"),
      (#"a = \text{tr}(B) + \text{const} = \text{KL}[p]"#, "a equalUpToConstant tr(B) equal KL[p]"),
      (#"\text{ELBO} &= b"#, "ELBO equal b"),
      (#"a &= b && \text{first} \\ &\quad + c && \text{second} \\ &= d"#, "a equal b+c {first} {second} equal d"),
      (#"a = b \text{ by linearity } = c \text{ (sum)}"#, "a equal b {by linearity} equal c {(sum)}"),
      (#"a = b \text{ since } c = d"#, "a equal b {since c = d}"),
      (#"a &= b && \text{as } c = d"#, "a equal b {as c = d}"),
      (#"a &= b \\ && \text{by above}"#, "a equal b {by above}"),
    ])
  func reasons(display: String, expected: String) throws {
    #expect(try chains(display) == [expected])
  }

  @Test(
    "What is no chain gets one error that points",
    arguments: [
      ("a + b", "1:1: a chain needs a relation, such as = or \\le, between two expressions"),
      ("x \\sim p", "1:1: a chain needs a relation, such as = or \\le, between two expressions"),
      ("a =", "1:3: no expression follows this relation"),
      ("a = = b", "1:3: no expression follows this relation"),
      (#"\begin{aligned} a"#, #"1:1: this \begin{aligned} is not closed: \end{aligned} is missing"#),
      (#"a \end{split}"#, #"1:3: this \end{split} has no \begin{split}"#),
      (#"\begin{split} a \end{align}"#, #"1:17: \end{align} ends an environment that began as \begin{split}"#),
      ("a &= b \\\\\n& c = d", "2:3: this row could go on with the row before or begin a chain of its own"),
      (#"a = b \text{ by (1), } c = d"#, "1:26: this relation stands behind words and could be a step or a remark"),
      (
        #"a &= b && \text{by linearity} = c"#, "1:31: this relation stands behind words and could be a step or a remark"
      ),
      (#"a &= b && \text{so } &= c"#, "1:23: this relation stands behind words and could be a step or a remark"),
      (#"a &= b && c"#, "1:11: this column is neither words nor a statement"),
      (#"a = b \text{ if } n = 1"#, "1:7: a condition on a single step cannot be checked"),
    ])
  func errors(display: String, expected: String) {
    #expect(message(display) == expected)
  }

  @Test(
    "A remark in brackets does not end an expression that goes on behind it",
    arguments: [
      (#"a = b \text{ (first) } + c"#, "a equal b+c {(first)}"),
      (#"a = b \text{ (first) } - c \text{ [second]} \cdot d = e"#, #"a equal b-c\cdotd {(first)} {[second]} equal e"#),
      (#"a &= b \\ &\quad \text{(second)} + c"#, "a equal b+c {(second)}"),
      (#"a \text{ (left)} + b = c"#, "a+b equal c"),
    ])
  func remarksWithin(display: String, expected: String) throws {
    #expect(try chains(display) == [expected])
  }

  @Test(
    "Nothing of a formula is lost behind words",
    arguments: [
      #"a = b \text{ and also } + c"#, #"a = b \text{ times } c"#, #"a = b \text{ plus } c"#,
      #"a = b \text{ plus one}"#,
      #"a = b \text{ or } c"#, #"a = b \text{ or } a = c"#, #"a = b \text{ and } c"#, #"a = b \text{ and } + c = d"#,
      #"a = b \text{ with } c"#, #"a = b \text{ where } c"#, #"a = b \text{ also } c"#, #"a = b \text{ (first) } c"#,
      #"a = b \text{ (plus) } + c"#, #"a = b \text{ since } + c"#, #"a = b \text{ by cyclicity} + c"#,
      #"a = b \text{ given } c + c"#, #"a = b \text{ since } c - a"#,
      #"a = b \text{ by cyclicity and also } c"#, #"a = b \text{ by cyclicity, } c"#, #"a = b \text{ by cyclicity } c"#,
      #"a &= b && \text{plus } c"#, #"a &= b && \text{linearity} + c"#, #"a &= b && \text{linearity and } c"#,
      #"a &= b & \text{times } c"#, #"a = b \quad \text{and also} \quad \cdot c"#, #"a = b (\text{plus } c)"#,
      #"a = b (\text{and also} + c)"#, #"a = b \text{ (} + c \text{)}"#, #"a = b \text{ $+ c$}"#,
      #"a = b \text{ and $c$}"#, #"a = b \text{ $c$}"#, #"a &= b && \text{plus $c$}"#, #"a = b \because + c"#,
      #"a = b \forall a + c"#, #"a = b \forall a \cdot c"#, #"a = b \forall a (c)"#, #"a &= b \\ &\text{plus } c"#,
      #"a &= b \\ & \text{and also} + c"#, #"a &= b \\ & \text{times } c = d"#, #"a &= b \\ \text{and } c"#,
      #"a \text{ plus one } = b"#, #"a = b \text{ squared}"#, #"a = b \textbf{ and minus } c"#,
      #"a = b \mbox{ together with } c"#,
      #"a = b \text{ doubled}"#, #"a = b \qquad \text{a multiple of } c"#, #"a = b \text{ in addition to } c"#,
      #"a = b \text{ by symmetry } 5"#, #"a = b \text{+c}"#, #"a = b \quad \text{(+c)}"#, #"a = b \text{ c}"#,
      #"a = b \text{2}"#, #"a = b \text{ up to } c"#, #"a = b \text{ } + c"#, #"a = b \text{, } + c"#,
      #"a = b \tag{$= c$}"#, #"a = b \tag{= c}"#, #"a = b \tag{$+ c$}"#, #"a = b \tag*{$a \le c$}"#,
    ])
  func nothingLost(display: String) {
    #expect(throws: NotationError.self) { try chains(display) }
  }

  @Test(
    "What words tell of a formula belongs to them",
    arguments: [
      #"a &= b && \text{linearity of } \mathbb{E}"#, #"a = b \quad \text{by (2)}"#, #"a = b \quad \text{by } (2)"#,
      #"a = b \text{ since } A \text{ is symmetric}"#, #"a = b \text{ since } A \text{ and } B \text{ commute}"#,
      #"a &= b && \text{Lemma } 3"#, #"a = b \qquad \text{definition of } \mathrm{KL}"#, #"a = b \forall k"#,
      #"a = b \quad \text{(a)}"#, #"a &= b & \text{(by factoring } x + y \text{)}"#,
      #"a = b \quad \text{by Lemma } 3"#, #"a &= b && \text{collecting terms in } x"#,
      #"a = b \quad \forall k \in \{1, \ldots, n\}"#, #"a = b \text{ for } k = 1, \ldots, n"#,
      #"a = b \text{ by $E[X] = c$}"#,
      #"a = b \quad (\text{linearity of } \mathbb{E})"#, #"a = b \tag{$*$}"#, #"a = b \tag{$\star$}"#,
      #"a = b \tag{$1'$}"#,
      #"a &= b && \text{(since $A$ is symmetric)}"#, #"a &= b & (A \text{ is symmetric})"#,
    ])
  func remarksOfFormulas(display: String) throws {
    #expect(try chains(display).count == 1)
  }

  @Test(
    "Prose and empty rows make no chain", arguments: ["", #"\text{nothing}"#, #"\\ \\"#, #"& \text{a} \\ \text{b}"#])
  func nothing(display: String) throws {
    #expect(try chains(display).isEmpty)
  }

  @Test(
    "Rows of every length are read in time that grows with them", .timeLimit(.minutes(5)),
    arguments: [
      Hostile("", "a+", 50_000, "a = b"), Hostile("", "()", 50_000, " = b"), Hostile("", "a && ", 20_000, "a = b"),
      Hostile("a = b", "\\\\ +c", 40_000, ""), Hostile("", "a = ", 40_000, "b"), Hostile("", "{)", 40_000, "a = b"),
      Hostile("", "\\overset", 20_000, " = b"), Hostile("", "a, ", 40_000, " = b"),
      Hostile("", "\\text{a b} ", 10_000, " = b"), Hostile("", "a = b \\qquad ", 20_000, "c = d"),
      Hostile("", "( a = b )", 20_000, "= d"), Hostile("", "a \\\\ ", 40_000, " = b"),
    ])
  func long(display: Hostile) {
    let clock = ContinuousClock()
    let time = clock.measure { _ = try? chains(display.text) }
    #expect(time < .seconds(30))
  }
}

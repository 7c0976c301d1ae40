import Notation
import Testing

@testable import Verification

/// Names that one heading defines and a later one again.
@Suite("Names that are defined a second time")
struct RedefinitionTests {
  /// The steps of a text, with what its lines say.
  private func steps(_ text: String) throws -> [StepReport] {
    let document = try DocumentReader.read(Source(name: "note.md", text: text))
    return try Corpus.checker().check([document]).steps
  }

  private func sections(_ given: String, _ parts: [(heading: String, formula: String)]) -> String {
    "# Note\n\n**Given** \(given).\n\n" + parts.map { "## \($0.heading)\n\n$$ \($0.formula) $$\n\n" }.joined()
  }

  private static let laws = #"$p(x, z)$ a joint density, $q(z)$ a density"#
  private static let bound = #"\mathcal{L} := \mathbb{E}_{q(z)}[\log p(x, z) - \log q(z)]"#

  @Test(
    "Another term under a later heading is not taken as a definition",
    arguments: [
      ("a \\in \\mathbb{R}", "y := a^2", "y = a^3"), ("a \\in \\mathbb{R}", "y = a^2", "y = a^3 = a a^2"),
      ("a \\in \\mathbb{R}", "f(a) = a^2", "f(a) = a^3"),
      (#"A \in \mathbb{R}^{2 \times 2}"#, "y = A A", #"y = \operatorname{tr}(A)"#),
    ])
  func another(given: String, first: String, second: String) throws {
    let found = try steps(sections("$\(given)$", [("First", first), ("Second", second)]))
    let step = try #require(found.first { $0.outcome == .undecided }, "\(found.map(\.words))")
    #expect(step.note?.contains("is defined under \"First\" already; write := to define it anew") ?? false)
    #expect(!found.contains { $0.outcome == .refuted })
  }

  @Test("A wrong decomposition of a bound that is defined before does not pass, and the right one does")
  func decompositions() throws {
    for (sign, isRight) in [("-", true), ("+", false)] {
      let text = sections(
        Self.laws,
        [
          ("Definition", Self.bound),
          ("Decomposition", #"\mathcal{L} = \log p(x) \#(sign) \mathrm{KL}(q(z) \| p(z \mid x))"#),
        ])
      let found = try steps(text)
      #expect(Outcome.worst(found.map(\.outcome)).isPass == isRight, "\(found.map(\.words))")
      #expect(!found.contains { $0.outcome == .refuted || $0.relation == .definition }, "\(found.map(\.words))")
    }
  }

  @Test(
    "The same again holds, and so does a definition that says that it is new",
    arguments: [
      ("y := a^2", "y = a^2"), ("y = a^2", "y = a a"), ("y := a^2", "y := a^3 = a a^2"), ("f(a) = a^2", "f(a) = a a"),
      ("f(a) = a^2", "f(a) := a^3"),
    ])
  func agreeing(first: String, second: String) throws {
    let found = try steps(sections(#"$a \in \mathbb{R}$"#, [("First", first), ("Second", second)]))
    #expect(Outcome.worst(found.map(\.outcome)).isPass, "\(found.map(\.words))")
  }

  @Test("A heading whose own declarations give the name defines it as these say")
  func declared() throws {
    let text =
      sections(#"$a \in \mathbb{R}$"#, [("First", "y = a^2")])
      + "## Second\n\n**Given** $y = a^3$.\n\n$$ y = a a^2 $$\n"
    let found = try steps(text)
    #expect(Outcome.worst(found.map(\.outcome)).isPass, "\(found.map(\.words))")
  }

  @Test(
    "A chain that begins with a name in another spelling is not refuted",
    arguments: [
      (#"\mathbf{y} &= a + 1"#, "y &= a + 2"), ("f(a) &= a + 1", #"\mathbf{f}(a) &= a + 2"#),
      (#"\gamma_i &= r_i^2"#, #"\boldsymbol{\gamma}_i &= r_i^3"#),
    ])
  func otherSpelling(first: String, second: String) throws {
    let text = sections(
      #"$a \in \mathbb{R}$, $r_i \in \mathbb{R}$ for $i = 1, \ldots, n$"#,
      [("First", "\\begin{aligned} \(first) \\\\ \(second) \\end{aligned}")])
    let found = try steps(text)
    #expect(found.map(\.outcome).contains(.undecided), "\(found.map(\.words))")
    #expect(!found.contains { $0.outcome == .refuted }, "\(found.map(\.words))")
  }
}

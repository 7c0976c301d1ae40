import Symbolic
import Testing

@testable import Notation

@Suite("Equations that are asked, and what follows from them")
struct SystemTests {
  private static let given = #"""
    **Given** $y \in \mathbb{R}^n$, $X \in \mathbb{R}^{n \times p}$, $\mathrm{rank}(X) = p$, $\beta \in \mathbb{R}^p$,
    $m_k \in \mathbb{R}^p$ for $k = 1, \ldots, K$, $v_i \in \mathbb{R}^p$ for $i = 1, \ldots, N$,
    $J(\beta) = (y - X \beta)^\top (y - X \beta)$
    """#

  private func chains(_ body: String) throws -> [Chain] {
    try DocumentReader.read(Source(name: "s.md", text: "\(Self.given)\n\n\(body)\n")).claims[0].chains
  }

  @Test("A derivative set to zero at a hatted point is asked, and the rows behind follow from it")
  func hatted() throws {
    let read = try chains(
      #"""
      $$
      \begin{align}
      \frac{\mathrm{d} J(\hat\beta)}{\mathrm{d} \beta} &= 0 \\
      0 &= -2 X^\top y + 2 X^\top X \hat\beta \\
      \hat\beta &= (X^\top X)^{-1} X^\top y
      \end{align}
      $$
      """#)
    #expect(read.map { $0.steps.map(\.isCondition) } == [[true], [false], [false]])
    #expect(read.map { $0.premise?.unknowns.map(\.name) } == [nil, ["hat(beta)"], ["hat(beta)"]])
    #expect(read[1].premise?.equations.count == 1)
    #expect(read[1].premise?.equations.first?.left == read[0].first.term)
  }

  @Test("Only the zero is asked; the steps before it are claimed")
  func claimedBefore() throws {
    let read = try chains(
      #"""
      $$ \frac{\partial}{\partial m_k} \sum_{i=1}^N \|v_i - m_k\|^2 = -2 \sum_{i=1}^N (v_i - m_k) = 0 $$
      $$ \implies m_k = \frac{1}{N} \sum_{i=1}^N v_i $$
      """#)
    #expect(read.map { $0.steps.map(\.isCondition) } == [[false, true], [false]])
    #expect(read[1].premise?.unknowns.map(\.name) == ["m"])
    #expect(read[1].premise?.equations.first?.left == read[0].steps[0].line.term)
  }

  @Test("What is an identity stays one")
  func identities() throws {
    let read = try chains(
      #"""
      $$ X^\top (y - X (X^\top X)^{-1} X^\top y) = X^\top y - X^\top y = 0 $$
      $$ \beta - \beta = 0 $$
      $$ J(\beta) = y^\top y - 2 \beta^\top X^\top y + \beta^\top X^\top X \beta $$
      """#)
    #expect(read.allSatisfy { $0.premise == nil && $0.steps.allSatisfy { !$0.isCondition } })
  }

  @Test("A new name at the front of a chain stands for its first line")
  func introduced() throws {
    let read = try chains(
      #"""
      $$ S = X^\top X = X^\top I_n X $$
      $$ R(\beta, y) = \|y - X \beta\|^2 = J(\beta) $$
      $$ R(2 \beta, y) = J(2 \beta) $$
      """#)
    #expect(read[0].steps.map(\.relation) == [.definition, .equal])
    #expect(read[1].steps.map(\.relation) == [.definition, .equal])
    #expect(read[1].first.term == read[1].steps[0].line.term)
    #expect(read[2].steps.map(\.relation) == [.equal])
  }

  @Test("A proportionality and a constant name their variables")
  func variables() throws {
    let read = try chains(
      #"""
      **Given** $g(u, w)$ a joint density

      $$ g(u \mid w) \propto g(w \mid u) g(u) $$
      $$ \log g(u \mid w) = \log g(u, w) + \text{const} $$
      $$ g(u, w) \propto_u g(u \mid w) $$
      """#)
    #expect(read.map { $0.steps[0].variables.map(\.name) } == [["u"], ["u"], ["u"]])
    #expect(read[1].steps[0].relation == .equalUpToConstant)
    #expect(throws: NotationError.self) { try chains(#"$$ X^\top y \propto X^\top y $$"#) }
  }
}

import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Solutions that do not exist everywhere")
struct UndefinedSolutionTests {
  private func steps(_ given: String, _ display: String) throws -> [StepReport] {
    try Corpus.checker().check([Corpus.document(given: given, "\\begin{aligned}\n\(display)\n\\end{aligned}")]).steps
  }

  private let members = #"""
    $N, K, D \in \mathbb{N}$, $y_i \in \mathbb{R}^D$ for $i = 1, \ldots, N$, $c_k \in \mathbb{R}^D$ for $k = 1, \ldots, K$
    and $s_i \in \{0,1\}^K$ one-hot for $i = 1, \ldots, N$
    """#
  private let sequence = #"""
    $T, d \in \mathbb{N}$, $h_t \in \mathbb{R}^d$ for $t = 1, \ldots, T$, $F \in \mathbb{R}^{d \times d}$ and $g(h_{1:T})$ a
    joint density
    """#

  @Test("a mean of no member is left out, and said to be")
  func emptyMean() throws {
    let found = try steps(
      members,
      #"""
      \sum_{i=1}^N s_{ik} (c_k - y_i) &= 0 \\
      \implies c_k &= \frac{\sum_{i=1}^N s_{ik} y_i}{\sum_{i=1}^N s_{ik}}
      """#)
    #expect(found.map(\.outcome) == [.condition, .proved])
    #expect(
      found.last?.remarks.contains { if case .leftOut(let count, _) = $0 { count > 0 } else { false } } == true)
  }

  @Test(
    "a wrong mean is refuted where it exists",
    arguments: [
      #"\frac{\sum_{i=1}^N s_{ik} y_i}{N}"#, #"-\frac{\sum_{i=1}^N s_{ik} y_i}{\sum_{i=1}^N s_{ik}}"#,
      #"\frac{\sum_{i=1}^N y_i}{\sum_{i=1}^N s_{ik}}"#,
    ])
  func wrongMean(_ value: String) throws {
    let found = try steps(
      members, #"\sum_{i=1}^N s_{ik} (c_k - y_i) &= 0 \\ \implies c_k &= \#(value)"#)
    #expect(found.map(\.outcome) == [.condition, .refuted])
  }

  @Test("a value that exists nowhere solves nothing")
  func nowhere() throws {
    let found = try steps(
      members, #"\sum_{i=1}^N s_{ik} (c_k - y_i) &= 0 \\ \implies c_k &= \frac{\sum_{i=1}^N s_{ik} y_i}{N - N}"#)
    #expect(found.count == 2 && !found[1].outcome.isPass)
  }

  @Test("sums that are empty or singular at some sizes")
  func emptySum() throws {
    func outcomes(_ value: String) throws -> [Outcome] {
      try steps(
        sequence,
        #"\sum_{t=2}^T \mathbb{E}_g[(h_t - F h_{t-1}) h_{t-1}^\top] &= 0 \\ \implies F &= \#(value)"#
      ).map(\.outcome)
    }
    let cross = #"\Big( \sum_{t=2}^T \mathbb{E}_g[h_t h_{t-1}^\top] \Big)"#
    let square = #"\Big( \sum_{t=2}^T \mathbb{E}_g[h_{t-1} h_{t-1}^\top] \Big)^{-1}"#
    #expect(try outcomes(cross + square) == [.condition, .proved])
    #expect(try outcomes(square + cross) == [.condition, .refuted])
    #expect(
      try outcomes(cross + #"\Big( \sum_{t=2}^T \mathbb{E}_g[h_t h_t^\top] \Big)^{-1}"#) == [.condition, .refuted])
    #expect(
      try outcomes(#"\Big( \sum_{t=2}^T \mathbb{E}_g[h_{t-1} h_t^\top] \Big)"# + square) == [.condition, .refuted])
  }
}

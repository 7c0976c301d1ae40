import Notation
import Testing

@testable import Verification

@Suite("What is checked of densities, constraints and estimates of a text")
struct NamedDensityCheckTests {
  private func outcomes(_ given: [String], _ body: String) throws -> [[Outcome]] {
    let list = given.map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n\(body)\n"
    let document = try DocumentReader.read(Source(name: "claim.md", text: text))
    let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions(seed: 1))
    return checker.check([document]).files[0].claims[0].chains.map { $0.steps.map(\.outcome) }
  }

  private static let regression = [
    #"Z \in \mathbb{R}^{m \times k}"#, #"A \in \mathbb{R}^{m \times p}"#, #"W \in \mathbb{R}^{p \times k}"#,
    #"K \in \mathbb{S}_{++}^m"#, #"G \in \mathbb{S}_{++}^k"#, "R = K^{-1}", "H = G^{-1}",
  ]
  private static let likelihood = #"""
    $$ p(Z|W,G) = \mathcal{MN}(Z; A W, K, G)
      = \sqrt{\frac{1}{(2\pi)^{mk} |G|^m |K|^k}} \exp\left[ -\frac12 \mathrm{tr}\left( G^{-1} (Z - A W)^\top R (Z - A W) \right) \right] $$
    """#

  @Test("A matrix Gaussian's density in closed form holds, and so does the same by inverses")
  func matrixGaussian() throws {
    let found = try outcomes(
      Self.regression,
      Self.likelihood + "\n" + #"$$ p(Z|W,H) = \mathcal{MN}(Z; A W, K, H^{-1}) $$"#)
    #expect(found.allSatisfy(areHeld))
  }

  @Test(
    "Slips in the density and in its parameters are refuted",
    arguments: [
      #"$$ p(Z|W,H) = \mathcal{MN}(Z; A W, R, H^{-1}) $$"#, #"$$ p(Z|W,H) = \mathcal{MN}(Z; A W, K, H) $$"#,
      #"$$ p(Z|W,G) = \sqrt{\frac{1}{(2\pi)^{mk} |G|^k |K|^m}} \exp\left[ -\frac12 \mathrm{tr}\left( G^{-1} (Z - A W)^\top R (Z - A W) \right) \right] $$"#,
    ])
  func slips(_ line: String) throws {
    let found = try outcomes(Self.regression, Self.likelihood + "\n" + line)
    #expect(areHeld(found[0]))
    #expect(found[1] == [.refuted])
  }

  private static let line = [
    #"y \in \mathbb{R}^n"#, #"X \in \mathbb{R}^{n \times p}"#, #"\beta \in \mathbb{R}^p"#, #"b \in \mathbb{R}^p"#,
  ]
  private static let model = #"""
    $$ p(y|\beta) = \mathcal{N}(y; X \beta, I_n) $$
    $$ p(\beta) = \mathcal{N}(\beta; b, I_p) $$
    """#

  @Test("A posterior is known up to a factor that does not depend on it")
  func posterior() throws {
    let right = #"""
      $$ p(\beta|y) \propto \exp\left[ -\tfrac12 (y - X\beta)^\top (y - X\beta) - \tfrac12 (\beta - b)^\top (\beta - b) \right] $$
      """#
    let found = try outcomes(Self.line, Self.model + "\n" + right)
    #expect(areHeld(found[2]))
    let wrong = right.replacing("- b)^", with: "+ b)^")
    #expect(try outcomes(Self.line, Self.model + "\n" + wrong)[2] == [.refuted])
  }

  @Test("Nothing is refuted of a density that nothing is known of, and nothing passes")
  func open() throws {
    let found = try outcomes(
      Self.line,
      #"""
      $$ p(y|\beta) = \mathcal{N}(y; X \beta, I_n) $$
      $$ p(y, \beta) = p(y|\beta) p(\beta) = \mathcal{N}(y; X \beta, I_n) \mathcal{N}(\beta; b, I_p) $$
      """#)
    #expect(areHeld([found[1][0]]))
    #expect(found[1][1] == .undecided)
  }

  @Test("A likelihood ratio at two estimates")
  func ratio() throws {
    let given = [
      #"y \in \mathbb{R}^n"#, #"X \in \mathbb{R}^{n \times p}"#, #"\beta \in \mathbb{R}^p"#,
      #"\sigma^2 \in \mathbb{R}_{>0}"#, #"\hat\sigma^2 = \frac{1}{n} (y - X \hat\beta)^\top (y - X \hat\beta)"#,
    ]
    let right = #"""
      $$ p(y|\beta,\sigma^2) = \mathcal{N}(y; X \beta, \sigma^2 I_n) $$
      $$ \log p(y|\hat\beta,\hat\sigma^2) = -\frac{n}{2} \log(2 \pi \hat\sigma^2) - \frac{n}{2} $$
      """#
    #expect(areHeld(try outcomes(given, right)[1]))
    let wrong = right.replacing(#"- \frac{n}{2} $$"#, with: #"- \frac{1}{2} $$"#)
    #expect(try outcomes(given, wrong)[1] == [.refuted])
  }

  private static let unbiased = [
    #"Y \in \mathbb{R}^{n \times v}"#, #"\mathrm{rank}(Y) = v"#, #"V \in \mathbb{S}_{++}^n"#,
    "M = (Y^\\top V^{-1} Y)^{-1} Y^\\top V^{-1} + D",
    "D Y = 0",
  ]

  @Test("What holds because a product is zero holds, and what does not is refuted")
  func constraint() throws {
    let found = try outcomes(
      Self.unbiased,
      #"""
      $$ M Y = I_v $$
      $$ \mathrm{tr}(M V M^\top) = \mathrm{tr}\left( (Y^\top V^{-1} Y)^{-1} \right) + \mathrm{tr}(D V D^\top) $$
      $$ \mathrm{tr}(M V M^\top) = \mathrm{tr}\left( (Y^\top V^{-1} Y)^{-1} \right) $$
      $$ Y D = 0 $$
      """#)
    #expect(areHeld(found[0]))
    #expect(areHeld(found[1]))
    #expect(found[2] == [.refuted])
    #expect(!areHeld(found[3]))
  }

  @Test("The variance of a random matrix is what its first line says, and later lines are held against it")
  func variance() throws {
    let given = [
      #"W, \hat W \in \mathbb{R}^{v \times p}"#, #"G \in \mathbb{S}_{++}^p"#, #"Q \in \mathbb{S}_{++}^v"#,
      #"\hat W - W \sim \mathcal{MN}(0, Q, G)"#,
    ]
    let found = try outcomes(
      given,
      #"""
      $$ \mathrm{Var}[\hat W(Q)] = \langle \mathrm{tr}[(\hat W - W)^\top (\hat W - W)] \rangle = \mathrm{tr}(G) \, \mathrm{tr}(Q) $$
      $$ \mathrm{Var}[\hat W(Q)] = \mathrm{tr}(Q) \, \mathrm{tr}(G) $$
      $$ \mathrm{Var}[\hat W(Q)] = \mathrm{tr}(Q) $$
      """#)
    #expect(areHeld(found[0]))
    #expect(areHeld(found[1]))
    #expect(found[2] == [.refuted])
  }

  private static let spread = [
    #"Y \in \mathbb{R}^{n \times v}"#, #"B \in \mathbb{R}^{n \times v}"#, #"\Sigma \in \mathbb{S}_{++}^v"#,
  ]

  @Test("A covariance that solves an equation holds although it is singular where there are too few rows")
  func singular() throws {
    let body = #"""
      $$
      \begin{aligned}
      0 &= -\frac{n}{2} \hat\Sigma^{-1} + \frac12 \hat\Sigma^{-1} (Y - B)^\top (Y - B) \hat\Sigma^{-1} \\
      \frac{n}{2} I_v &= \frac12 (Y - B)^\top (Y - B) \hat\Sigma^{-1} \\
      \hat\Sigma &= \frac1n (Y - B)^\top (Y - B)
      \end{aligned}
      $$
      """#
    let found = try outcomes(Self.spread, body)
    #expect(areHeld(found[1]))
    #expect(areHeld(found[2]))
    let wrong = try outcomes(Self.spread, body.replacing(#"&= \frac1n"#, with: #"&= \frac{1}{n-1}"#))
    #expect(wrong[2] == [.refuted])
    let slip = try outcomes(Self.spread, body.replacing(#"\frac{n}{2} I_v"#, with: #"n I_v"#))
    #expect(slip[1] == [.refuted])
  }

  @Test("Behind a wrong row that has no solution, what holds at the right one is not called wrong")
  func afterWrongRow() throws {
    let given = [
      #"y \in \mathbb{R}^n"#, #"s \in \mathbb{R}_{>0}"#, #"f(s) = -n \log s - \frac{y^\top y}{2 s^2}"#,
    ]
    let found = try outcomes(
      given,
      #"""
      $$
      \begin{aligned}
      \frac{\mathrm{d} f(\hat s)}{\mathrm{d} s} &= 0 \\
      0 &= \frac{y^\top y}{\hat s^3} \\
      \frac{n}{\hat s} &= \frac{y^\top y}{\hat s^3} \\
      \hat s^2 &= \frac1n y^\top y
      \end{aligned}
      $$
      """#)
    #expect(found[1] == [.refuted])
    #expect(areHeld(found[2]))
    #expect(areHeld(found[3]))
  }
}

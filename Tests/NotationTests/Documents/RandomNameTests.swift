import Symbolic
import Testing

@testable import Notation

@Suite("Random names")
struct RandomNameTests {
  private func declarations(_ items: String..., claim: String = "0 = 0") throws -> Declarations {
    let list = items.map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n$$\n\(claim)\n$$\n"
    return try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].declarations
  }

  private func distribution(_ name: String, _ declarations: Declarations) throws -> Term {
    let symbol = try #require(declarations.symbol(named: name))
    return try #require(declarations.distributions[symbol])
  }

  @Test("what is not stated of a random name is free")
  func free() throws {
    let found = try declarations(#"U \text{ random} \in \mathbb{R}^n"#)
    let mean = try #require(found.symbol(named: "mean(U)"))
    let covariance = try #require(found.symbol(named: "covariance(U)"))
    #expect(covariance.domain == .positiveDefinite)
    #expect(try distribution("U", found) == Term(.distributionWithMoments, [Term(mean), Term(covariance)]))
    let scalar = try declarations(#"u \text{ random} \in \mathbb{R}"#)
    #expect(scalar.symbol(named: "covariance(u)")?.domain == .positive)
  }

  @Test("what is stated is taken, under new names too, wherever the paragraph states it")
  func stated() throws {
    let found = try declarations(
      #"K = \mathrm{E}[U U^\top]"#, #"\mathrm{E}(U) = a"#, #"\mathrm{Cov}(U, U) = S \in \mathbb{S}_{++}^n"#,
      #"U \text{ random} \in \mathbb{R}^n"#)
    let (mean, covariance) = (try #require(found.symbol(named: "a")), try #require(found.symbol(named: "S")))
    #expect(mean.shape == .vector(.named("n")) && covariance.domain == .positiveDefinite)
    #expect(try distribution("U", found) == Term(.distributionWithMoments, [Term(mean), Term(covariance)]))
    let defined = try #require(found.symbol(named: "K"))
    #expect(found.definitions[defined] != nil)
  }

  @Test("with the covariance of two names, the second is what the first foretells and a rest")
  func two() throws {
    let found = try declarations(
      #"U \text{ random} \in \mathbb{R}^n"#, #"V \text{ random} \in \mathbb{R}^m"#, #"\mathrm{E}(V) = b"#,
      #"\mathrm{Cov}(U, V) = K \in \mathbb{R}^{n \times m}"#)
    let second = try #require(found.symbol(named: "V"))
    let foretold = try #require(found.definitions[second])
    for name in ["U", "mean(U)", "covariance(U)", "b", "K", "rest(V)"] {
      #expect(foretold.freeSymbols.contains(try #require(found.symbol(named: name))))
    }
    #expect(found.distributions[second] == nil)
    #expect(try distribution("rest(V)", found).head == .distributionWithMoments)
  }

  @Test(
    "covariances that draws cannot have are refused",
    arguments: [
      [#"U, V \in \mathbb{R}^n"#, #"\mathrm{Cov}(U, V) = K \in \mathbb{R}^{n \times n}"#],
      [
        #"U \text{ random} \in \mathbb{R}^n"#, #"V \text{ random} \in \mathbb{R}^m"#,
        #"\mathrm{Cov}(U, V) = K \in \mathbb{R}^{m \times n}"#,
      ],
      [
        #"U \text{ random} \in \mathbb{R}^n"#, #"V \text{ random} \in \mathbb{R}^n"#,
        #"\mathrm{Cov}(V, V) = S \in \mathbb{S}_{++}^n"#, #"\mathrm{Cov}(U, V) = K \in \mathbb{R}^{n \times n}"#,
      ],
      [#"U \text{ random} \in \mathbb{R}^{n \times n}"#],
    ])
  func refused(_ items: [String]) {
    let list = items.map { "- $\($0)$\n" }.joined()
    #expect(throws: NotationError.self) {
      try DocumentReader.read(Source(name: "given.md", text: "**Given**\n\n\(list)\n## Claim\n\n$$\n0 = 0\n$$\n"))
    }
  }

  @Test("a limit that is the capital of the variable is its space; a declared name is not")
  func space() throws {
    let law = #"p(u, v) \text{ a density}"#
    #expect(throws: Never.self) { try declarations(law, claim: #"\int_U p(u, v) \, du = p(v)"#) }
    #expect(throws: NotationError.self) {
      try declarations(law, #"U \in \mathbb{R}^n"#, claim: #"\int_U p(u, v) \, du = p(v)"#)
    }
  }

  @Test(
    "a line that begins with a Gaussian at a point is a density",
    arguments: [
      #"\mathcal{N}(r; a, S) = \mathcal{N}(a; r, S)"#, #"\mathcal{N}(r \mid a, S) = \mathcal{N}(a \mid r, S)"#,
      #"\mathcal{N}(r; a, S) \, \mathcal{N}(a; r, S) = \mathcal{N}(r; a, S)^2"#,
    ])
  func density(_ claim: String) throws {
    let text = "**Given** $r, a \\in \\mathbb{R}^n$ and $S \\in \\mathbb{S}_{++}^n$.\n\n$$\n\(claim)\n$$\n"
    let chain = try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].chains[0]
    #expect(chain.lines.allSatisfy { $0.term.sort == .scalar })
  }

  @Test("a Gaussian without a point is a distribution")
  func distribution() throws {
    let text =
      "**Given** $a \\in \\mathbb{R}^n$, $S \\in \\mathbb{S}_{++}^n$.\n\n$$\n\\mathcal{N}(a, S) = \\mathcal{N}(a, S + 0)\n$$\n"
    let chain = try DocumentReader.read(Source(name: "given.md", text: text)).claims[0].chains[0]
    #expect(chain.lines.allSatisfy { $0.term.sort.isDistribution })
  }
}

import Symbolic
import Testing

@testable import Notation

@Suite("Densities that are told apart by the names in their brackets")
struct NamedDensityTests {
  private static let given = #"""
    **Given** $z \in \mathbb{R}^m$, $A \in \mathbb{R}^{m \times p}$, $w \in \mathbb{R}^p$, $c \in \mathbb{R}^p$,
    $\lambda \in \mathbb{R}_{>0}$, $K \in \mathbb{S}_{++}^m$, $R = K^{-1}$
    """#

  private func claim(_ body: String, given: String = Self.given) throws -> Claim {
    try DocumentReader.read(Source(name: "s.md", text: "\(given)\n\n\(body)\n")).claims[0]
  }

  private func terms(_ chain: Chain) -> [Term] { chain.lines.map(\.term) }

  @Test("A density beside a dimension of the same letter is stated by its first line")
  func besideDimension() throws {
    let read = try claim(#"$$ p(z|w,\lambda) = \mathcal{N}(z; A w, \lambda^{-1} I_m) = \lambda^p (p + 1) $$"#)
    #expect(read.chains[0].steps.map(\.relation) == [.definition, .equal])
    #expect(terms(read.chains[0])[0] == terms(read.chains[0])[1])
    #expect(read.declarations.densities["p"]?.map(\.names) == [["z", "w", "lambda"]])
    #expect(read.declarations.isDimension("p"))
  }

  @Test("Densities of other names are others, and their product is the joint density")
  func joint() throws {
    let read = try claim(
      #"""
      $$ p(z|w,\lambda) = \mathcal{N}(z; A w, \lambda^{-1} I_m) $$
      $$ p(w) = \mathcal{N}(w; c, I_p) $$
      $$ p(\lambda) = \exp(-\lambda) $$
      $$ p(z, w, \lambda) = p(z|w,\lambda) p(w|\lambda) p(\lambda) $$
      """#)
    let forms = try #require(read.declarations.densities["p"])
    #expect(forms.map(\.names) == [["z", "w", "lambda"], ["w"], ["lambda"], ["w", "lambda"]])
    #expect(forms.map(read.declarations.isOpen) == [false, false, false, true])
  }

  @Test("What is given by an inverse is the same density")
  func inverse() throws {
    let read = try claim(
      #"""
      $$ p(z|w,K) = \mathcal{N}(z; A w, K) $$
      $$ p(z|w,R) = \mathcal{N}(z; A w, R) $$
      """#)
    #expect(read.chains[1].steps.map(\.relation) == [.equal])
    #expect(read.declarations.densities["p"]?.count == 1)
  }

  @Test("A density at an estimate is the density there")
  func estimate() throws {
    let read = try claim(
      #"""
      $$ p(z|w,\sigma^2) = \mathcal{N}(z; A w, \sigma^2 I_m) $$
      $$ \log p(z|\hat w, \sigma^2) = \log \mathcal{N}(z; A \hat w, \sigma^2 I_m) $$
      """#)
    let lines = terms(read.chains[1])
    #expect(lines[0] == lines[1])
    #expect(read.declarations.symbol(named: "sigma^2")?.domain == .positive)
    #expect(read.declarations.symbol(named: "sigma") == nil)
  }

  @Test("A logarithm that a declaration speaks of is stated by the first line without it")
  func logLikelihood() throws {
    let read = try claim(
      #"""
      $$ L(w) = \log p(z|w) = -\lambda (z - A w)^\top (z - A w) = - \lambda z^\top z $$
      $$ \frac{\mathrm{d} L(w)}{\mathrm{d} w} = 2 \lambda A^\top (z - A w) $$
      """#, given: Self.given + #", $L(w) = \log p(z|w)$"#)
    #expect(read.chains[0].steps.map(\.relation) == [.equal, .definition, .equal])
    let open = read.declarations.openFunctions
    #expect(!read.chains.flatMap(terms).contains { !$0.freeSymbols.isDisjoint(with: open) })
  }

  @Test("The density of a variable that is given in another is told by it, not stated anew")
  func bound() throws {
    let stated = #"$$ p(z|w) = \mathcal{N}(z; A w, K) $$"#
    #expect(throws: NotationError.self) { try claim(stated + "\n" + #"$$ p(z) = \mathcal{N}(z; 0, K) $$"#) }
    let read = try claim(
      #"""
      $$ p(z|w) = \mathcal{N}(z; A w, K) $$
      $$ p(w) = \mathcal{N}(w; c, I_p) $$
      $$ p(w|z) \propto p(z|w) p(w) $$
      """#)
    #expect(read.chains[2].steps[0].variables.map(\.name) == ["w"])
    #expect(read.declarations.openFunctions.map(\.name) == ["p(z)"])
  }

  @Test("Names that nothing declares, and names twice, are refused")
  func refused() {
    let stated = #"$$ p(z|w) = \mathcal{N}(z; A w, K) $$"#
    for line in [#"p(z|u) = 1"#, #"\log p(z|w, v) = 1"#, #"\log p(z|z) = 1"#, #"\log p(z + c|w) = 1"#] {
      #expect(throws: NotationError.self) { try claim("\(stated)\n$$ \(line) $$") }
    }
  }

  @Test("The multivariate gamma function is a product of gamma functions")
  func multivariateGamma() throws {
    let read = try claim(
      #"$$ \Gamma_2(\lambda) = \sqrt{\pi} \, \Gamma(\lambda) \, \Gamma(\lambda - \tfrac12) $$ $$ \Gamma_p(\lambda) = \Gamma_p(\lambda) $$"#
    )
    #expect(read.chains.count == 2)
  }
}

import Symbolic
import Testing

@testable import Notation

@Suite("Densities by name, changes of variables, and what goes without saying")
struct DensityNameTests {
  private func chains(_ given: [String], _ display: String) throws -> [Chain] {
    let list = given.map { "- $\($0)$\n" }.joined()
    let text = "**Given**\n\n\(list)\n## Claim\n\n$$\n\(display)\n$$\n"
    return try DocumentReader.read(Source(name: "d.md", text: text)).claims[0].chains
  }

  private func error(_ given: [String], _ display: String) -> String {
    do {
      _ = try chains(given, display)
      return "no error"
    } catch let error as NotationError {
      return error.message + (error.hint.map { " " + $0 } ?? "")
    } catch {
      return "\(error)"
    }
  }

  private func isSame(_ given: [String], _ display: String) throws -> Bool {
    let chain = try #require(try chains(given, display).first)
    let (left, right) = (chain.first.term, chain.steps[0].line.term)
    #expect(left == right, "\(Spelling.plain(left)) is not \(Spelling.plain(right))")
    return left == right
  }

  private static let normal = [
    #"a \in \mathbb{R}"#, #"s \in \mathbb{R}_{>0}"#, #"V \sim \mathcal{N}(a, s)"#, #"g_W(w) = \mathcal{N}(w; a, s)"#,
  ]
  private static let vectors = [
    #"U \text{ random} \in \mathbb{R}^n \text{ with density } f_U"#,
    #"M \in \mathbb{R}^{n \times n} \text{ invertible}"#,
    #"c \in \mathbb{R}^n"#, #"W = M U + c"#,
  ]

  @Test("f_V is the density of V, and the small letter its value")
  func byName() throws {
    #expect(try isSame(Self.normal, #"\int v f_V(v) \, \mathrm{d}v = \int v \mathcal{N}(v; a, s) \, dv"#))
    #expect(try isSame(Self.normal, #"p_V(a) = \mathcal{N}(a; a, s)"#))
    #expect(error(Self.normal, #"f_Z(a) = a"#).contains("not declared") || !error(Self.normal, #"f_Z(a) = a"#).isEmpty)
  }

  @Test("primes may stand before the subscript")
  func primes() throws {
    #expect(try isSame(Self.normal, #"g'_W(w) = g_W'(w)"#))
    #expect(try isSame(Self.normal, #"g''_W(w) = g_W''(w)"#))
  }

  @Test("words inside a formula declare properties, with or without blanks")
  func words() throws {
    for words in [#"\text{ invertible}"#, #"\text{invertible}"#] {
      let given = [#"M \in \mathbb{R}^{n \times n} "# + words]
      let text = "**Given**\n\n- $\(given[0])$\n\n## C\n\n$$ M = M $$\n"
      let found = try DocumentReader.read(Source(name: "d.md", text: text)).claims[0].declarations
      #expect(found.symbol(named: "M")?.domain == .invertible, "\(words)")
    }
  }

  @Test("a random vector with a density, also in words")
  func densities() throws {
    let read = try chains(Self.vectors, #"\mathrm{h}(U) = -\int f_U(u) \log f_U(u) \, \mathrm{d}u"#)
    guard case .entropy = read[0].first.term.head else {
      Issue.record("\(Spelling.plain(read[0].first.term))")
      return
    }
    let text = #"""
      **Given** $U \in \mathbb{R}^n$ a random vector with density $f$.

      $$ \mathrm{h}(U) = -\int f(u) \log f(u) \, du $$
      """#
    #expect(try DocumentReader.read(Source(name: "w.md", text: text)).claims[0].declarations.laws.count == 1)
    #expect(error(Self.vectors + [#"\mathrm{E}(U) = c"#], "c = c").contains("has a density and moments"))
  }

  @Test("an integral over Mu grows by |det M|, which the bars mean there")
  func changes() throws {
    #expect(
      try isSame(
        Self.vectors, #"\int f_U(u)^2 \, \mathrm{d}(M u + c) = \int |M| f_U(u)^2 \, \mathrm{d}u"#))
    let read = try chains(Self.vectors, #"|M| = |\det M|"#)
    #expect(read[0].first.term == read[0].steps[0].line.term)
    #expect(try chains([#"M \in \mathbb{R}^{n \times n}"#], "|M| = |M|")[0].first.term.head == .determinant)
    let plain = [#"M \in \mathbb{R}^{n \times n}"#, #"p(x) \text{ a density}"#, #"x \in \mathbb{R}^n"#]
    #expect(error(plain, #"\int p(x) \, \mathrm{d}(M x) = 1"#).contains("bars mean the determinant here"))
    #expect(error(Self.vectors, #"\int f_U(u) \, \mathrm{d}(u^\top u) = 1"#).contains("times a square matrix"))
  }

  @Test("what holds of the declarations may stand among them, and nothing else")
  func restated() throws {
    let moments = [#"z \text{ random} \in \mathbb{R}"#, #"\mathrm{Var}(z) = \mathrm{E}[ (z - \mathrm{E}(z))^2 ]"#]
    #expect(error(moments, "z = z") == "no error")
    let entropy = [
      #"p(x, y) \text{ density}"#, #"\mathrm{h}(X|Y) = \int p(y) \, \mathrm{h}(X|Y=y) \, \mathrm{d}y"#,
    ]
    #expect(error(entropy, #"p(x, y) = p(y, x)"#) == "no error")
    #expect(error([moments[0], #"\mathrm{Var}(z) = \mathrm{E}[ (z + \mathrm{E}(z))^2 ]"#], "z = z") != "no error")
  }

  @Test("an average without a subscript goes on with the only one before")
  func averages() throws {
    let given = [
      #"a \in \mathbb{R}"#, #"s \in \mathbb{R}_{>0}"#, #"p(x) = \mathcal{N}(x; a, s)"#, #"q(x) = \mathcal{N}(x; 0, s)"#,
    ]
    let read = try chains(
      given,
      #"\left\langle x^2 + a \right\rangle_{p(x)} = \langle x^2 \rangle + \langle a \rangle = \langle x^2 \rangle_{p(x)} + a"#
    )
    guard case .expectation(let x) = read[0].first.term.head else {
      Issue.record("\(Spelling.plain(read[0].first.term))")
      return
    }
    let next = read[0].steps[0].line.term.arguments
    #expect(next.allSatisfy { $0.head == .expectation(x) && $0.arguments[0] == read[0].first.term.arguments[0] })
    #expect(
      error(given, #"\langle x \rangle_{p(x)} - \langle x \rangle_{q(x)} = \langle x \rangle"#).contains("random"))
    #expect(error(given, #"\langle x \rangle = a"#).contains("random"))
  }

  @Test("a factor behind a logarithm is read where it is one, and refused where its place matters")
  func logarithms() throws {
    let given = [#"p(x) \text{ a density}"#, #"q(x) \text{ a density}"#, #"r(y) \text{ a density}"#]
    let read = try chains(given, #"\int p(x) \log \frac{p(x)}{q(x)} \int r(y) \, dy \, dx = \mathrm{KL}(p \| q)"#)
    #expect(Spelling.plain(read[0].first.term) == "int(x, p(x) (log(p(x)/q(x)) int(y, r(y))))")
    let message = "this factor can stand under the logarithm or behind it"
    #expect(error(given, #"\int p(x) \log \frac{p(x)}{q(x)} \int r(y)^2 \, dy \, dx = 0"#).contains(message))
    #expect(error(given, #"\int p(x) \log \frac{p(x)}{q(x)} q(x) \, dx = 0"#).contains(message))
  }

  @Test("a = 0 = b asks for a = 0 and concludes 0 = b")
  func zeros() throws {
    let read = try chains(
      [#"J(b) = b^2 - 4 b"#, #"b \in \mathbb{R}"#],
      #"\begin{aligned} J'(b) &= 0 = 2 b - 4 \\ \implies b &= 2 \end{aligned}"#)
    #expect(read.map { $0.steps.map(\.isCondition) } == [[true], [false], [false]])
    #expect(read.map { $0.premise != nil } == [false, true, true])
  }
}

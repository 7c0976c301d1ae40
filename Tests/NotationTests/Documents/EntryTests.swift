import Symbolic
import Testing

@testable import Notation

@Suite("Entries, rows and columns, and indices that are introduced by use")
struct EntryTests {
  private static let given = #"""
    **Given** $G \in \mathbb{R}^{n \times p}$, $H \in \mathbb{R}^{p \times n}$, $K \in \mathbb{S}_{++}^n$,
    $\Lambda \in \mathbb{S}_{++}^n$, $u \in \mathbb{R}^n$, $s_{ij} \in \mathbb{R}$ for $i = 1, \ldots, n$ and
    $j = 1, \ldots, n$
    """#
  /// The same without anything that declares i and j.
  private static let bare = #"""
    **Given** $G \in \mathbb{R}^{n \times p}$, $H \in \mathbb{R}^{p \times n}$, $K \in \mathbb{S}_{++}^n$,
    $\Lambda \in \mathbb{S}_{++}^n$, $u \in \mathbb{R}^n$
    """#

  private func chains(_ display: String, given: String = bare) throws -> [Chain] {
    let source = Source(name: "e.md", text: "\(given)\n\n$$ \(display) $$\n")
    return try DocumentReader.read(source).claims[0].chains
  }

  private func error(_ display: String, given: String = bare) -> String {
    do {
      _ = try chains(display, given: given)
      return "no error"
    } catch let error as NotationError {
      return error.message + (error.hint.map { " " + $0 } ?? "")
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "spellings of one entry, row or column",
    arguments: [
      #"G_{ij} = g_{ij}"#, #"(G)_{ij} = [G]_{i,j}"#, #"\Lambda_{ij} = \lambda_{ij}"#,
      #"g_{i \bullet} = G_{i \cdot}"#, #"g_{i \bullet} = G_{i,:}"#, #"g_{i \bullet} = G_{i:}"#,
      #"g_{i \bullet} = \mathbf{g}_{i*}"#, #"g_{i\,\cdot} = \left[ G \right]_{i,\star}"#, #"g_{i.} = (G)_{i \bullet}"#,
      #"g_{\bullet j} = G_{\cdot j}"#, #"g_{\bullet j} = G_{:,j}"#, #"g_{\bullet j} = G_{:j}"#,
      #"g_{\bullet j} = G_{*j}"#,
      #"(G H)_{i \bullet} = [G H]_{i,:}"#, #"g_{i \bullet}^\top = {G_{i,:}}^\top"#,
    ])
  func spellings(display: String) throws {
    let chain = try #require(try chains(display).first)
    #expect(chain.first.term == chain.steps[0].line.term, "\(Spelling.plain(chain.steps[0].line.term))")
  }

  @Test("a row is a matrix of one row, a column one of one column, and both are printed and read again")
  func shapes() throws {
    let source = Source(name: "e.md", text: "\(Self.bare)\n\n$$ g_{i \\bullet} = G_{i,:} $$\n")
    let claim = try DocumentReader.read(source).claims[0]
    let declarations = claim.declarations(for: claim.chains[0])
    let row = claim.chains[0].first.term
    #expect(row.shape == Shape(.one, .named("p")))
    #expect(Spelling.plain(row) == "G[i, :]" && Spelling.latex(row) == #"G_{i,\bullet}"#)
    let column = try Term.column(
      Term(Symbol.index("i")), of: Term(.product, [row.asRow!.matrix, Term(.transpose, [row])]))
    #expect(column.asColumn != nil && column.asRow == nil)
    for term in [row, try Term.column(Term(2), of: row.asRow!.matrix), try Term(.transpose, [row])] {
      for isLatex in [false, true] {
        let text = isLatex ? Spelling.latex(term) : Spelling.plain(term)
        #expect(try readBack(text, isLatex: isLatex, declarations: declarations) == term, "\(text)")
      }
    }
  }

  @Test("an index runs through what it picks from, in its chain alone")
  func ranges() throws {
    let read = try chains(#"(G H)_{ij} = g_{i \bullet} h_{\bullet j} \\ (H G)_{ij} = h_{i \bullet} g_{\bullet j}"#)
    let (i, j) = (Symbol.index("i"), Symbol.index("j"))
    #expect(read[0].indices == [i: .named("n"), j: .named("n")])
    #expect(read[1].indices == [i: .named("p"), j: .named("p")])
    #expect(try chains(#"(G H u)_i = \sum_{j=1}^n (G H)_{ij} u_j"#)[0].indices == [i: .named("n")])
    #expect(try chains(#"\mathrm{tr}(K) = \sum_{i=1}^n k_{ii}"#)[0].indices.isEmpty)
    #expect(try chains(#"K_{ij} = k_{ji}"#, given: Self.given)[0].indices.isEmpty)
  }

  @Test(
    "what could mean two things is refused",
    arguments: [
      (#"(G H)_{ij} = (H G)_{ij}"#, "the index i runs to n and to p"),
      (#"u_i = u_i"#, "i is not declared"),
      (#"K_{ab} = K_{ba}"#, "is not declared"),
      (#"g_i = G_{i \bullet} + g_{i \bullet}"#, "i is not declared"),
      (#"G_{\bullet \bullet} = G"#, "neither a row nor a column"),
      (#"K_{ij} u_{i \bullet} = K_{ij}"#, "neither a row nor a column"),
    ])
  func refused(display: String, message: String) {
    #expect(error(display).contains(message), "\(error(display))")
  }

  @Test("all members of a family at once can be their list or their sum")
  func family() {
    #expect(error(#"s_{i \cdot} = s_{i \cdot}"#, given: Self.given).contains("their list or their sum"))
  }

  @Test("an equation for entries needs a declared index")
  func equations() {
    let display = #"\left( G^\top (u - G \hat{w}) \right)_j = 0"#
    let given = Self.bare + #", $w \in \mathbb{R}^p$"#
    #expect(error(display, given: given).contains("its index j is not declared"), "\(error(display, given: given))")
  }
}

import Notation
import Reporting
import Testing
import Verification

@testable import survey

@Suite("Derivations of any length")
struct ChainFamilyTests {
  @Test("they have as many lines as asked, and every step holds", arguments: [2, 3, 10, 31])
  func lines(_ count: Int) throws {
    let document = try DocumentReader.read(Source(name: "chain.md", text: ChainFamily.text(lines: count)))
    #expect(document.claims.flatMap(\.chains).map(\.lines.count) == [count])
    let run = Checker(library: IdentityLibrary(documents: [])).check([document])
    #expect(run.outcome.isPass)
  }
}

@Suite("Bounds")
struct BoundTests {
  @Test("a share is met from its bound on")
  func share() {
    #expect(Bound.share("read", 95, of: 100, atLeast: 0.95).isMet)
    #expect(!Bound.share("read", 94, of: 100, atLeast: 0.95).isMet)
    #expect(Bound.share("read", 949, of: 1000, atLeast: 0.95).value == "949 of 1000 (94.9 %)")
    #expect(!Bound.none("wrong", 1).isMet && Bound.none("wrong", 0).isMet)
  }

  @Test("columns are as wide as their widest cell")
  func table() {
    var table = Table(["name", "n"])
    table.add(["x", "1000"])
    #expect(table.text == "name     n\nx     1000\n")
  }
}

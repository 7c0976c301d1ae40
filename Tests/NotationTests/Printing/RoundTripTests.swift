import Notation
import Symbolic
import Testing

@Suite("Reading what was printed")
struct RoundTripTests {
  @Test("gives the same term", arguments: [false, true])
  func roundTrip(isLatex: Bool) throws {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var terms = try RandomTerms(seed: seed)
      let term = try terms.term(Int(seed % 5))
      let text = isLatex ? Spelling.latex(term) : Spelling.plain(term)
      let found = try readBack(text, isLatex: isLatex, declarations: terms.declarations)
      #expect(found == term, "seed \(seed): \(text) was read as \(Spelling.plain(found))")
    }
  }
}

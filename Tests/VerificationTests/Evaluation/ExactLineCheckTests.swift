import Testing

@testable import Verification

/// The derivations that cost is measured with are right in every line, and what is measured can tell.
@Suite struct ExactLineCheckTests {
  @Test(arguments: [2, 3, 30, 75]) func divergences(lines: Int) throws {
    let check = try ExactLineCheck(text: DivergenceDerivation.text(lines: lines))
    #expect(check.count == lines)
    for size in [1, 2, 5] { #expect(try check.firstDifference(sizes: ["n": size], seed: 7) == nil) }
  }

  @Test func neighboursDiffer() {
    let rows = DivergenceDerivation.text(lines: 75).split(separator: "\n")
      .filter { $0.contains("tfrac12") || $0.contains("KL") || $0.contains("E") }
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test func aWrongLineIsFound() throws {
    for (part, wrong, line) in [
      (#"\operatorname{tr}(I)"#, #"\operatorname{tr}(2 I)"#, 27),
      (#"\log \frac{|R|}{|S|}"#, #"\log \frac{|S|}{|R|}"#, 3),
    ] {
      let text = DivergenceDerivation.text(lines: 30).replacing(part, with: wrong)
      #expect(try ExactLineCheck(text: text).firstDifference(sizes: ["n": 5], seed: 7) == line)
    }
  }
}

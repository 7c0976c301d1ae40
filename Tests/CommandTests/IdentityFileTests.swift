import Foundation
import Testing

@testable import verify

@Suite("Identity files are read when they are needed")
struct IdentityFileTests {
  private static let question = """
    # Question
    **Given** $A, B \\in \\mathbb{R}^{n \\times n}$.
    ## Rotation
    $$\\operatorname{tr}(A B) = \\operatorname{tr}(B A)$$

    """

  private func workplace(_ identities: [String: String]) throws -> Workplace {
    let place = try Workplace(showing: [])
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/Derivations/identities", withIntermediateDirectories: true)
    try place.write("Derivations/question.md", IdentityFileTests.question)
    for (name, text) in identities { try place.write("Derivations/identities/\(name)", text) }
    return place
  }

  private static let rotation = """
    # Trace
    **Given** $P, Q \\in \\mathbb{R}^{k \\times k}$.
    ## Trace cyclic
    $$\\operatorname{tr}(P Q) = \\operatorname{tr}(Q P)$$

    """

  @Test func aBrokenFileThatNothingNeedsIsNoError() throws {
    let broken = "# Other\n## Something else\n$$\\nonsense{x} = y$$\n"
    let place = try workplace(["trace.md": IdentityFileTests.rotation, "zzz.md": broken])
    let outcome = place.run("question")
    #expect(outcome.status == .holds)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("trace-cyclic"))
    let all = place.run("all")
    #expect(all.status == .unreadable)
    #expect(all.errors.contains("zzz.md:3"))
  }

  @Test func aBrokenFileStatesNothing() throws {
    let broken = IdentityFileTests.rotation.replacingOccurrences(of: "(Q P)", with: "(Q \\nonsense)")
    let place = try workplace(["trace.md": broken])
    let outcome = place.run("question")
    // The rule is not to be had, so the step is not proved; arithmetic still decides it.
    #expect(outcome.output.contains("exact"))
    #expect(!outcome.output.contains("proved"))
    #expect(outcome.status == .unreadable)
    #expect(outcome.errors.components(separatedBy: "trace.md:4").count == 2)
  }

  @Test func aHeadingWithoutAFormulaStatesNothing() throws {
    let place = try workplace(["trace.md": "# Trace\n## Trace cyclic\nNothing but words.\n"])
    let outcome = place.run("question")
    #expect(!outcome.output.contains("proved"))
  }
}

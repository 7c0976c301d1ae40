import Notation
import Verification

/// What is found about a published proof.
struct ProofFindings: Sendable {
  let id: String
  /// The steps of its chains in order.
  var steps: [StepFinding] = []
  /// The formulas of its theorem.
  var claims: [StepFinding] = []
  /// The lines known to be wrong.
  var slips: [SlipFinding] = []
  /// The declarations that cannot be read, with reasons.
  var refusedDeclarations: [String] = []
  /// The processor time of reading and checking, in milliseconds.
  var milliseconds = 0.0

  /// Reads and checks the proof.
  init(_ proof: PublishedProof, checker: Checker) {
    id = proof.id
    let start = ProcessorTime.now
    let reading = ProofReading(proof)
    let run = reading.document.map { checker.check([$0]) }
    milliseconds = ProcessorTime.now - start
    var reports: [ProofText.Piece: [StepReport]] = [:]
    for file in run?.files ?? [] {
      for step in file.claims.flatMap({ $0.chains.flatMap(\.steps) }) {
        if let piece = reading.text.piece(at: step.location.line) { reports[piece, default: []].append(step) }
      }
    }
    let judge = ProofJudge(proof: proof, reading: reading, reports: reports)
    for chain in proof.chains.indices {
      steps += proof.chains[chain].indices.dropFirst().map { judge.step(chain: chain, line: $0) }
    }
    claims = proof.claim.indices.map(judge.claim)
    slips = proof.slips.map(judge.slip)
    refusedDeclarations = proof.given.indices.compactMap { number in
      reading.refusals[.given(number)].map { ProofJudge.words($0) }
    }
    if let failure = reading.failure { refusedDeclarations.append(ProofJudge.words(failure)) }
  }
}

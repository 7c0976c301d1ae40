import Notation
import Reporting
import Verification

/// Joins what the reader and the checker say about each formula of a published proof.
struct ProofJudge {
  let proof: PublishedProof
  let reading: ProofReading
  let reports: [ProofText.Piece: [StepReport]]

  /// The step to a line of a chain.
  func step(chain: Int, line: Int) -> StepFinding {
    let piece = ProofText.Piece.line(chain: chain, index: line)
    let before = ProofText.Piece.line(chain: chain, index: line - 1)
    return StepFinding(
      piece: piece, verdict: verdict(piece, before: before),
      mayBeRefuted: slip(at: piece) != nil || slip(at: before) != nil || followsSlip(chain))
  }

  /// A formula of the theorem.
  func claim(_ number: Int) -> StepFinding {
    let piece = ProofText.Piece.claim(number)
    return StepFinding(
      piece: piece, verdict: verdict(piece, before: nil), mayBeRefuted: slip(at: piece) != nil)
  }

  /// A line known to be wrong.
  func slip(_ slip: PublishedProof.Slip) -> SlipFinding {
    let piece = slip.piece
    if let refusal = reading.refusals[piece] {
      return readsCorrected(slip, piece) ? .refused : .missed("is not read: " + ProofJudge.words(refusal))
    }
    let reports = reports[piece] ?? []
    if reports.contains(where: { $0.outcome == .refuted }) { return .refuted }
    guard let report = reports.first else { return .missed("is not checked") }
    let isComputed = if case .agrees = report.floating { true } else { false }
    let isExact = if case .equal = report.exact { true } else { false }
    let isProved = report.outcome == .proved
    // Two ways that share little agree that the line says what the line before says.
    if isProved && (isExact || isComputed) || isExact && isComputed { return .withoutEffect }
    return .missed("\(report.outcome.rawValue)" + (report.note.map { ": " + $0 } ?? ""))
  }

  /// What is known to be wrong there.
  private func slip(at piece: ProofText.Piece) -> PublishedProof.Slip? { proof.slips.first { $0.piece == piece } }

  /// Whether the chain is a row behind a wrong one in the same system.
  private func followsSlip(_ chain: Int) -> Bool {
    proof.slips.contains { slip in
      guard let wrong = slip.chain, wrong < chain else { return false }
      return (wrong...chain).allSatisfy(proof.isRow)
    }
  }

  private func verdict(_ piece: ProofText.Piece, before: ProofText.Piece?) -> StepFinding.Verdict {
    if let refusal = reading.refusals[piece] {
      let isMeant = slip(at: piece).map { readsCorrected($0, piece) } ?? false
      return isMeant ? .refused(ProofJudge.words(refusal)) : .unread(ProofJudge.words(refusal))
    }
    if let before, let refusal = reading.refusals[before] {
      if slip(at: before) != nil { return .cut }
      return .unread("the line before: " + ProofJudge.words(refusal))
    }
    guard reading.document != nil else {
      return .unread(reading.failure.map { ProofJudge.words($0) } ?? "nothing is left of the proof")
    }
    guard let reports = reports[piece], let worst = reports.map(\.outcome).worst else {
      // A row of a system states something of the solution even where its name is new.
      if case .line(let chain, 1) = piece, !proof.isRow(chain) { return .definition }
      return .unread("the reader drops this line")
    }
    return .checked(worst, note: reports.first { $0.outcome == worst }?.note ?? "")
  }

  /// Whether the line is read once it is put right.
  private func readsCorrected(_ slip: PublishedProof.Slip, _ piece: ProofText.Piece) -> Bool {
    var corrected = proof
    switch piece {
    case .line(let chain, let index): corrected.chains[chain][index] = slip.right
    case .claim(let number): corrected.claim[number] = slip.right
    case .given: return false
    }
    return ProofReading(corrected).reads(piece)
  }

  /// An error in one line.
  static func words(_ error: NotationError) -> String {
    "\(error.message) at '\(error.sourceLine.dropFirst(error.location.column - 1).prefix(min(error.length, 60)))'"
  }
}

extension PublishedProof.Slip {
  /// Where it stands.
  var piece: ProofText.Piece { chain.map { .line(chain: $0, index: index) } ?? .claim(index) }
}

extension [Outcome] {
  /// The worst of them; nil where there is none.
  fileprivate var worst: Outcome? { isEmpty ? nil : Outcome.worst(self) }
}

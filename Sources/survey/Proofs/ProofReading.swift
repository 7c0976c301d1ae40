import Notation

/// What is read of a published proof: everything but the formulas that the reader refuses.
struct ProofReading {
  /// The file as read without the refused formulas; nil where nothing is left.
  let document: Document?
  /// The text of that file.
  let text: ProofText
  /// Why formulas are refused.
  let refusals: [ProofText.Piece: NotationError]
  /// Why the rest cannot be read either.
  let failure: NotationError?

  /// Reads the proof again without the formula that an error points at, until there is none.
  init(_ proof: PublishedProof) {
    var refusals: [ProofText.Piece: NotationError] = [:]
    while true {
      let text = ProofText(proof, without: Set(refusals.keys))
      do throws(NotationError) {
        document = try DocumentReader.read(Source(name: proof.id + ".md", text: text.text))
        failure = nil
        self.text = text
        break
      } catch {
        if let piece = text.piece(at: error.location.line), refusals[piece] == nil {
          refusals[piece] = error
          continue
        }
        document = nil
        failure = error
        self.text = text
        break
      }
    }
    self.refusals = refusals
  }

  /// Whether every formula but those refused stands in the file.
  func reads(_ piece: ProofText.Piece) -> Bool { document != nil && refusals[piece] == nil }
}

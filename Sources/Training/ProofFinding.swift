/// Whether a training obeyed a claim of a derivation.
public struct ProofFinding: Sendable {
  /// What is claimed, in a sentence.
  public let claim: String
  /// The derivation that says so, by its file; nil where none does.
  public let derivation: String?
  /// How far the training is from it.
  public let discrepancy: Double
  /// How far rounding may lead it.
  public let tolerance: Double

  /// Whether the claim holds; a discrepancy that is not a number does not.
  public var holds: Bool { discrepancy <= tolerance }

  /// A finding.
  public init(claim: String, derivation: String?, discrepancy: Double, tolerance: Double) {
    (self.claim, self.derivation, self.discrepancy, self.tolerance) = (claim, derivation, discrepancy, tolerance)
  }
}

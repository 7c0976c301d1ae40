/// How a training stands to what is derived of it.
public struct ModelFinding: Sendable, Equatable {
  /// What was compared.
  public let claim: String
  /// The derivation, such as `mixture-em#mean`; nil for what follows from several.
  public let derivation: String?
  /// The greatest difference, as a share of the values compared, beyond what rounding explains in the evaluation.
  public let discrepancy: Double
  /// The greatest discrepancy that rounding in the training may leave.
  public let tolerance: Double
  /// Why nothing could be compared, where that is so.
  public let obstacle: String?

  /// A comparison.
  public init(claim: String, derivation: String?, discrepancy: Double, tolerance: Double) {
    (self.claim, self.derivation, self.discrepancy) = (claim, derivation, discrepancy)
    (self.tolerance, obstacle) = (tolerance, nil)
  }

  /// What could not be compared, which is neither right nor wrong.
  public init(claim: String, derivation: String?, obstacle: String) {
    (self.claim, self.derivation, self.obstacle) = (claim, derivation, obstacle)
    (discrepancy, tolerance) = (.nan, 0)
  }

  /// Whether both are equal but for rounding; nil where nothing was compared.
  public var holds: Bool? { obstacle == nil ? discrepancy <= tolerance : nil }
}

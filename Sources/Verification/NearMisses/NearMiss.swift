import Symbolic

/// A mistake that people make, as one edit of a line.
///
/// Made to a right line it gives a mutant, which a check must refute; made to a wrong line it may give what was meant.
public struct NearMiss: Sendable, Hashable {
  /// The families of mistakes, likely ones first.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// + for − or − for +.
    case sign
    /// A factor that covers too many or too few summands.
    case scope
    /// A factor 2 or 1/2 too many or too few, or another number lost.
    case factor
    /// A transpose too many or too few.
    case transpose
    /// An inverse too many or too few.
    case inverse
    /// σ for σ², or σ² for σ.
    case square
    /// σ for √σ, or √σ for σ.
    case squareRoot = "square-root"
    /// Multiplication for division, or division for multiplication.
    case division
    /// a/b for b/a.
    case quotient
    /// A sum over an index for a product over it, or the other way round.
    case range
    /// Two names, subscripts or arguments exchanged.
    case swap
    /// One name for another of the same kind.
    case symbol
    /// A logarithm too many or too few.
    case logarithm
    /// A determinant for a trace, or a trace for a determinant.
    case determinant
    /// A summand too many, where the edit drops it.
    case extraTerm = "extra-term"
    /// A summand too few, where the edit adds one.
    case missingTerm = "missing-term"
    /// A factor too many, where the edit drops it.
    case extraFactor = "extra-factor"
    /// n - 1 or another dimension for n.
    case dimension
    /// A sum that begins or ends one too early or too late.
    case limit
    /// Matrices multiplied in another order.
    case order
    /// x'x for xx', or xx' for x'x.
    case innerProduct = "inner-product"
    /// A trace that is lost.
    case trace
    /// The expectation of a product for the product of expectations, or the other way round, and their like.
    case moment
  }

  /// The family.
  public let kind: Kind
  /// The child numbers that lead to what is edited; empty for the whole line.
  public let path: [Int]
  /// What stood there.
  public let original: Term
  /// What stands there now.
  public let replacement: Term
  /// The whole line after the edit.
  public let result: Term
  let phrase: Phrase

  init(kind: Kind, path: [Int], original: Term, replacement: Term, result: Term, phrase: Phrase) {
    self.kind = kind
    self.path = path
    self.original = original
    self.replacement = replacement
    self.result = result
    self.phrase = phrase
  }

  /// What to change in words, as said of a wrong line that the edit makes right.
  public func words(spelling: (Term) -> String) -> String {
    phrase.words(original: original, replacement: replacement, spelling: spelling)
  }
}

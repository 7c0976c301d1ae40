/// What a proof assumes because it is not known from the declarations.
public struct Condition: Hashable, Sendable, CustomStringConvertible {
  /// What is assumed of the term.
  public enum Kind: String, Hashable, Sendable {
    /// The matrix has an inverse.
    case invertible
    /// The scalar is not zero.
    case nonzero
    /// The scalar is positive.
    case positive
  }

  /// What is assumed.
  public let kind: Kind
  /// Of what.
  public let term: Term

  /// That assumption of that term.
  public init(kind: Kind, term: Term) {
    self.kind = kind
    self.term = term
  }

  /// The condition in words; the term is written by the reader of the report.
  public var description: String {
    switch kind {
    case .invertible: "is invertible"
    case .nonzero: "is not zero"
    case .positive: "is positive"
    }
  }
}

/// Why a term has no normal form.
public enum NormalFormError: Error, Hashable, Sendable {
  /// The expansion has more summands than are allowed.
  case tooLarge
  /// A coefficient does not fit.
  case overflow
  /// A division by zero or another expression that has no value.
  case undefined(String)
}

import Symbolic

/// Terms as text; reading the text gives the same term again.
public enum Spelling {
  /// The term as LaTeX mathematics, without dollar signs.
  public static func latex(_ term: Term) -> String { Printer(style: .latex).write(term) }

  /// The term in the plain spelling of the command line.
  public static func plain(_ term: Term) -> String { Printer(style: .plain).write(term) }
}

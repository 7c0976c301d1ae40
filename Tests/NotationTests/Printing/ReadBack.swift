import Notation
import Symbolic

/// What printed text is read with.
enum ReadBackError: Error {
  case noReader(String)
}

/// The term that the text spells.
func readBack(_ text: String, isLatex: Bool, declarations: Declarations) throws -> Term {
  throw ReadBackError.noReader(text)
}

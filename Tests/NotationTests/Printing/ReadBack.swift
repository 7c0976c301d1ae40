import Notation
import Symbolic

/// The term that the text spells.
func readBack(_ text: String, isLatex: Bool, declarations: Declarations) throws -> Term {
  isLatex
    ? try ExpressionReader.readLatex(text, declarations: declarations)
    : try ExpressionReader.readPlain(text, declarations: declarations)
}

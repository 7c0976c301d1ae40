import Symbolic
import Verification

extension Report {
  /// A derivation that was found, for a program: the schema `verify-derivation/1`.
  ///
  /// - derivation: `schema`, `given` (array of formulas in LaTeX, with words), `expression` (`plain`, `latex`), `steps`
  ///   (each `plain`, `latex`, `rules`), `restsOn`, `isClosed`, `note` (why it stopped, or null).
  public static func json(_ derivation: DerivedDerivation, spelling: TermSpelling) -> String {
    let given = DeclarationLatex(
      declarations: derivation.declarations, terms: [derivation.expression] + derivation.steps.map(\.term),
      latex: spelling.latex
    ).statements
    let spell = { (term: Term) -> [String: JSON] in
      ["plain": .string(spelling.plain(term)), "latex": .string(spelling.latex(term))]
    }
    return JSON.object([
      "schema": .string("verify-derivation/1"),
      "given": .strings(given),
      "expression": .object(spell(derivation.expression)),
      "steps": .array(
        derivation.steps.map { step in
          .object(spell(step.term).merging(["rules": .strings(step.rules)]) { own, _ in own })
        }),
      "restsOn": .strings(derivation.restsOn),
      "isClosed": .bool(derivation.note == nil),
      "note": .optional(derivation.note),
    ]).text
  }
}

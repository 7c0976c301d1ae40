import Symbolic
import Verification

extension Report {
  /// The derivation as display mathematics in LaTeX.
  public static func latex(_ derivation: DerivedDerivation, spelling: TermSpelling) -> String {
    "\\[\n" + aligned(derivation, spelling) + "\\]\n"
  }

  /// The derivation as a Markdown file that `verify` reads.
  public static func markdown(
    _ derivation: DerivedDerivation, title: String = "Derivation", spelling: TermSpelling
  ) -> String {
    let given = DeclarationLatex(
      declarations: derivation.declarations, terms: [derivation.expression] + derivation.steps.map(\.term),
      latex: spelling.latex
    ).statements
    var text = "# \(title)\n\n"
    if !given.isEmpty { text += "**Given** " + given.joined(separator: ",\n") + ".\n\n" }
    if derivation.steps.isEmpty {
      text += "No step was found.\n"
    } else {
      text += "$$\n" + aligned(derivation, spelling) + "$$\n"
    }
    if let note = derivation.note { text += "\nThis is not a closed form: \(SafeText.escaped(note)).\n" }
    return text
  }

  private static func aligned(_ derivation: DerivedDerivation, _ spelling: TermSpelling) -> String {
    var text = "\\begin{aligned}\n" + spelling.latex(derivation.expression) + "\n"
    for (index, step) in derivation.steps.enumerated() {
      text += "  &= " + spelling.latex(step.term)
      if !step.rules.isEmpty { text += #" && \text{by \#(textMode(step.rules.joined(separator: ", ")))}"# }
      text += index + 1 < derivation.steps.count ? " \\\\\n" : "\n"
    }
    return text + "\\end{aligned}\n"
  }

  /// The words with everything escaped that means something to TeX.
  private static func textMode(_ words: String) -> String {
    var result = ""
    for character in SafeText.escaped(words) {
      switch character {
      case "_", "%", "#", "&", "{", "}", "$": result += "\\\(character)"
      case "\\", "^", "~": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}

/// Displays of a text by others, without their declarations.
struct Snippet: Decodable, Sendable {
  let id: String
  /// The file that it is from, if known.
  let path: String?
  let latex: String

  /// The name by which the reader is told whether it is LaTeX or Markdown.
  var name: String { path?.lowercased().hasSuffix(".tex") == true ? id + ".tex" : id + ".md" }
}

extension Snippet {
  /// The text with display marks, for a text whose displays stand without them: as paragraphs that are environments, or
  /// as lines that are formulas within the text.
  var marked: String {
    var lines: [String] = []
    for paragraph in latex.split(separator: "\n\n") {
      if paragraph.hasPrefix(#"\begin{"#) {
        lines += ["$$", String(paragraph), "$$", ""]
        continue
      }
      for line in paragraph.split(separator: "\n") {
        let isFormula = line.count > 2 && line.hasPrefix("$") && line.hasSuffix("$")
        lines += isFormula ? ["$$", String(line.dropFirst().dropLast()), "$$", ""] : [String(line)]
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}

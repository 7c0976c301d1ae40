/// Displays of a text by others, without their declarations.
struct Snippet: Decodable, Sendable {
  let id: String
  /// The file that it is from, if known.
  let path: String?
  let latex: String

  /// The name by which the reader is told whether it is LaTeX or Markdown.
  var name: String { path?.lowercased().hasSuffix(".tex") == true ? id + ".tex" : id + ".md" }
}

import Grading
import Notation

/// A text that a fuzzer makes, and what it is read as.
///
/// The last two bits of the first byte say what, so that a text that begins with `0`, `1`, `2` or `3` is an answer in
/// Markdown, one in LaTeX, a derivation, or what is typed on a command line.
public enum FuzzText {
  /// Reads a text; an answer is left to the grader.
  public static func read(_ bytes: [UInt8], grade: (_ text: [UInt8], _ name: String) -> Void) {
    guard let kind = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    switch kind & 3 {
    case 0: grade(text, "answer.md")
    case 1: grade(text, "answer.tex")
    case 2:
      for name in ["derivation.md", "derivation.tex"] { _ = try? DocumentReader.read(bytes: text, name: name) }
      _ = try? GradingKey(DocumentReader.read(bytes: text, name: "key.md"))
    default:
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      let given = lines.dropFirst().prefix(4).map(String.init)
      _ = try? StatementReader.statement(String(lines.first ?? ""), given: given)
      _ = try? StatementReader.expression(String(lines.first ?? ""), given: given)
    }
  }
}

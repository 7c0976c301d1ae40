import Foundation
import Testing

@testable import survey

@Suite("The survey of displays without declarations")
struct SnippetTests {
  private func snippet(_ text: String, path: String = "notes.md") throws -> Snippet {
    let fields = ["id": "own", "path": path, "latex": text]
    return try JSONDecoder().decode(Snippet.self, from: JSONSerialization.data(withJSONObject: fields))
  }

  @Test("displays are counted, and what cannot be read is shown with its place")
  func counted() throws {
    let text = "$$\na = b + c\n$$\n\n$$\na = \\frac{b\n$$\n\n$$\n\\sum_i u_i\n$$\n"
    let section = Section.snippets([try snippet(text)])
    #expect(section.bounds.map(\.value).first == "2 of 3 (66.6 %)")
    #expect(section.text.contains("own, line 6"), "\(section.text)")
    #expect(section.bounds.contains { !$0.isMet })
  }

  @Test(
    "formulas are displays where a text marks none",
    arguments: [
      "$a = b$\n$b = c$\n", "\\begin{aligned}\na &= b\n\\end{aligned}\n\n\\begin{aligned}\nb &= c\n\\end{aligned}",
    ])
  func unmarked(_ text: String) throws {
    #expect(Section.snippets([try snippet(text)]).bounds.map(\.value).first == "2 of 2 (100 %)")
  }

  @Test("the file's ending tells LaTeX from Markdown")
  func names() throws {
    #expect(try snippet("", path: "a/B.TEX").name == "own.tex" && snippet("", path: "a.md").name == "own.md")
  }
}

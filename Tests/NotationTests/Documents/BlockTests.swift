import Testing

@testable import Notation

@Suite("Blocks")
struct BlockTests {
  /// The blocks as one line each.
  private func blocks(_ text: String, name: String = "notes.md") throws -> [String] {
    let source = Source(name: name, text: text)
    let list = try BlockScanner.blocks(source)
    return list.blocks.map { block in
      switch block {
      case .heading(let level, let title): "h\(level) \(source.text(title))"
      case .paragraph(let paragraph):
        (paragraph.isList ? "l " : paragraph.continuesDisplay ? "c " : "p ")
          + paragraph.pieces.map(source.text).joined(separator: "|")
      case .display(let display): "d " + Reason.trimmed(list.source.text(display.content))
      case .definitions(let range): "m " + source.text(range)
      }
    }
  }

  @Test(
    "Markdown is cut into its blocks",
    arguments: [
      ("# A title #\ntext\nmore\n\nnext", ["h1 A title", "p text|more", "p next"]),
      ("A\n=\nB\nC\n---\n", ["h1 A", "h2 B\nC"]),
      ("####### no\n#no\n---\n", ["h2 ####### no\n#no"]),
      ("***\n\n---\n", ["p ***", "p ---"]),
      ("a $$x=1$$ b", ["p a", "d x=1", "c b"]),
      ("$$\nx = 1\n$$\n\nb", ["d x = 1", "p b"]),
      (#"\[ x \\[5pt] y \]"#, [#"d x \\[5pt] y"#]),
      ("```math\nx = 1\n```", ["d x = 1"]),
      ("```{math}\n:label: a\nx = 1\n```", ["d x = 1"]),
      ("```swift\n$$ x\n```\n~~~\n$$\n~~~", []),
      ("a `$$` b ``$$ ` `` c", ["p a|b|c"]),
      ("a $x$ and $y$ cost $5", ["p a $x$ and $y$ cost $5"]),
      ("a $x$$y$ b", ["p a $x$$y$ b"]),
      ("<!-- $$ -->a<!-- \n\n# no\n-->b", ["p a|b"]),
      ("- one\n- two\n  more\n\n1. three", ["l one|two|more", "l three"]),
      ("text\n- item", ["p text", "l item"]),
      ("> $$\n> x\n> = 1\n> $$\n> text", ["d x = 1", "c text"]),
      ("$$\n> x\n> = 1\n> $$", ["d x = 1"]),
      ("$$\n> x\n$$", ["d > x"]),
      ("$$\n> x\n> = 1\n> $$", ["d x = 1"]),
      ("$$\n> x\n$$", ["d > x"]),
      ("> # Quoted", ["h1 Quoted"]),
      ("---\ntitle: no\n---\ntext", ["p text"]),
      (#"\begin{align*} a &= b \end{align*} then"#, [#"d \begin{align*} a &= b \end{align*}"#, "c then"]),
      (#"\$$ no"#, [#"p \$$ no"#]),
      (#"so \newcommand{\E}[1]{\mathbb{E}[#1]} is"#, [#"m \newcommand{\E}[1]{\mathbb{E}[#1]}"#, "p so|is"]),
      ("line\r\n\r\nnext\r\n$$\r\nx\r\n$$\r\n", ["p line", "p next", "d x"]),
      ("ends with \\\n# Heading", ["p ends with \\", "h1 Heading"]),
    ])
  func markdown(text: String, expected: [String]) throws {
    #expect(try blocks(text) == expected)
  }

  @Test(
    "LaTeX is cut into its blocks",
    arguments: [
      (
        #"""
        \documentclass{article} % $$
        \newcommand{\E}{\mathbb{E}}
        \title{A \emph{title}}
        \begin{document}
        \maketitle % no
        \section*{One}
        text % $$ no
        \begin{equation} a % \end{equation}
        \end{equation}
        \begin{itemize}
        \item one
        \item two
        \end{itemize}
        \begin{verbatim} $$ \end{verbatim}
        \paragraph{Two} rest
        $$ x $$
        \end{document}
        $$
        """#,
        [
          "m \\documentclass{article} % $$\n\\newcommand{\\E}{\\mathbb{E}}\n\\title{A \\emph{title}}\n",
          #"h1 A \emph{title}"#, #"p \maketitle"#, "h2 One", "p text",
          #"d \begin{equation} a % \end{equation} \end{equation}"#, "l one|two", "h5 Two", "p rest", "d x",
        ]
      ),
      ("text $a$\n\n\\[ x \\]", ["p text $a$", "d x"]),
      ("# not a heading", ["p # not a heading"]),
    ])
  func latex(text: String, expected: [String]) throws {
    #expect(try blocks(text, name: "notes.tex") == expected)
  }

  @Test(
    "Headings get slugs that are unique",
    arguments: [
      ("KL divergence: $p$ and $q$!", "kl-divergence-p-and-q"), ("  ", "section"), ("Σ_1 & E[x]", "σ-1-e-x"),
      ("Bayes' rule", "bayes-rule"), ("---", "section"),
    ])
  func slugs(heading: String, expected: String) {
    #expect(Slug.slug(heading) == expected)
    var taken: Set<String> = []
    var last: [String: Int] = [:]
    #expect(
      (0..<3).map { _ in Slug.unique(heading, taken: &taken, last: &last) }
        == [expected, expected + "-2", expected + "-3"])
  }

  @Test(
    "The nearest name is the one that a slip of the fingers away",
    arguments: [
      ("Sigma_2", ["Sigma_1", "mu_1", "Sigma"], "Sigma_1"), ("sigmma", ["Sigma", "tau"], "Sigma"),
      ("kl-gausian", ["kl-gaussian", "kl-diagonal"], "kl-gaussian"), ("ab", ["ba", "xy"], "ba"),
      ("x", ["X", "y"], "X"), ("entropy", ["trace", "x"], nil), ("", ["a"], nil),
      (String(repeating: "a", count: 10_000), ["a"], nil),
    ])
  func nearest(typed: String, names: [String], expected: String?) {
    #expect(NearestName.nearest(to: typed, among: names) == expected)
  }
}

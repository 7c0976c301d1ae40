/// Derivations of any length, right in every line, for measuring what a line costs.
///
/// The lines go round through three forms of one quadratic form; each carries a summand of its own that cancels, so that
/// no two lines are the same and nothing found for one serves for another.
enum ChainFamily {
  /// The derivation with that many lines.
  static func text(lines: Int) -> String {
    let forms = [
      #"(u - v)^\top S (u - v)"#,
      #"u^\top S u - 2 v^\top S u + v^\top S v"#,
      #"\operatorname{tr}\big(S (u - v)(u - v)^\top\big)"#,
    ]
    let rows = (0..<max(2, lines)).map { number in
      let form = forms[number % forms.count]
      return (number == 0 ? "" : "  &= ") + form + #" + \tfrac{\#(number)}{7} c - \tfrac{\#(number)}{7} c"#
    }
    return """
      # A chain of \(lines) lines

      **Given** $n \\in \\mathbb{N}$, $u, v \\in \\mathbb{R}^n$, $S \\in \\mathbb{S}^n$ and $c \\in \\mathbb{R}$.

      $$
      \\begin{aligned}
      \(rows.joined(separator: " \\\\\n"))
      \\end{aligned}
      $$

      """
  }
}

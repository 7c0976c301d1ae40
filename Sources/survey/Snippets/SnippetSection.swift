import Notation
import Reporting

extension Section {
  /// How many displays are read to a tree, with names taken as known, and why the others are not.
  static func snippets(_ snippets: [Snippet]) -> Section {
    var table = Table(["snippet", "displays", "read"])
    var left = ""
    var (displays, read, empty) = (0, 0, 0)
    for snippet in snippets {
      var outcomes = snippet.outcomes(snippet.latex)
      if outcomes.isEmpty { outcomes = snippet.outcomes(snippet.marked) }
      empty += outcomes.count(where: \.isEmpty)
      outcomes.removeAll(where: \.isEmpty)
      let errors = outcomes.compactMap(\.error)
      left += errors.map { "  \(snippet.id), line \($0.location.line): \(ProofJudge.words($0))\n" }.joined()
      displays += outcomes.count
      read += outcomes.count - errors.count
      table.add([snippet.id, "\(outcomes.count)", "\(outcomes.count - errors.count)"])
    }
    return Section(
      title: "Displays without declarations", text: table.text + (left.isEmpty ? "" : "\nrefused:\n" + left),
      bounds: [
        .share("displays read", read, of: displays, atLeast: 0.85),
        .shown("displays of words alone", "\(empty)"),
      ])
  }
}

extension Snippet {
  /// What becomes of each display of the text.
  fileprivate func outcomes(_ text: String) -> [Result<FormulaScan.Count, NotationError>] {
    do throws(NotationError) {
      return try FormulaScan.displays(Source(name: name, text: text)).map(\.outcome)
    } catch {
      return [.failure(error)]
    }
  }
}

extension Result where Success == FormulaScan.Count, Failure == NotationError {
  /// Whether the display holds words alone.
  fileprivate var isEmpty: Bool {
    if case .success(let count) = self { count.expressions == 0 } else { false }
  }

  /// Why the display is refused.
  fileprivate var error: NotationError? {
    if case .failure(let error) = self { error } else { nil }
  }
}

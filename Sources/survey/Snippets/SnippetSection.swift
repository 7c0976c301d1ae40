import Notation

extension Section {
  /// How many displays are read to a tree, with names taken as known, and why the others are not.
  static func snippets(_ snippets: [Snippet]) -> Section {
    var table = Table(["snippet", "displays", "read"])
    var left = ""
    var (displays, read, empty) = (0, 0, 0)
    for snippet in snippets {
      let source = Source(name: snippet.name, text: snippet.latex)
      var outcomes: [Result<FormulaScan.Count, NotationError>]
      do throws(NotationError) {
        outcomes = try FormulaScan.displays(source).map(\.outcome)
      } catch {
        outcomes = [.failure(error)]
      }
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

/// The names that the formulas of a text spell.
package enum InlineNames {
  /// The names in `$n$, $\mu_1, \mu_2$`, in plain spelling and in order; what is no name is left out.
  package static func names(_ text: String) -> [String] {
    let pieces = text.split(separator: "$", omittingEmptySubsequences: false)
    var names: [String] = []
    for number in stride(from: 1, to: pieces.count, by: 2) {
      let source = Source(name: "", text: String(pieces[number]))
      guard let tokens = try? Lexer.tokens(source, 0..<source.bytes.count, style: .latex) else { continue }
      for part in TokenGroups.split(tokens.filter { $0.kind != .end }[...], at: ",") {
        if let name = NameReader.name(part), !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}

import Notation
import NumericCore
import Symbolic

/// Other names for the vectors and matrices that a question gives, with the words that introduce them.
struct Renaming {
  private let names: [Symbol: Term]
  /// What the writer says of the names; nil where there is nothing to say.
  let words: String?

  /// Names that a writer might choose: those of the key, or others.
  init(_ claim: Claim, _ source: inout RandomSource) {
    let given = claim.given
    var taken = Set(given.names)
    for term in claim.chains.flatMap(\.lines).map(\.term) {
      term.forEachSubterm { part, _ in if let bound = part.head.bound { taken.insert(bound.name) } }
    }
    var names: [Symbol: Term] = [:]
    var words: [String] = []
    // Whether names are changed at all.
    guard source.integer(in: 0...2) > 0 else {
      self.names = [:]
      self.words = nil
      return
    }
    for symbol in given.symbols {
      guard case .matrix = symbol.sort, !given.functions.contains(symbol), given.distributions[symbol] == nil,
        given.definitions[symbol] == nil, given.indexBounds[symbol] == nil, symbol.domain != .natural
      else { continue }
      guard let other = Renaming.other(symbol.name, taken) else { continue }
      taken.insert(other)
      names[symbol] = Term(symbol.renamed(other))
    }
    let renamed = names
    for symbol in given.symbols {
      if let law = given.distributions[symbol] ?? given.definitions[symbol], let image = try? law.substituting(renamed),
        image != law
      {
        let sign = given.distributions[symbol] == nil ? "=" : "\\sim"
        words.append("$\(Spelling.latex(Term(symbol))) \(sign) \(Spelling.latex(image))$")
      }
    }
    self.names = names
    self.words = words.isEmpty ? nil : "Let \(words.joined(separator: ", ")).\n"
  }

  /// The term in these names.
  func applied(to term: Term) -> Term { (try? term.substituting(names)) ?? term }

  /// Another index, or another letter.
  private static func other(_ name: String, _ taken: Set<String>) -> String? {
    let indices = ["1": "a", "2": "b", "0": "o"]
    if let mark = name.firstIndex(of: "_") {
      let index = String(name[name.index(after: mark)...])
      guard let letter = indices[index] else { return nil }
      let other = "\(name[..<mark])_\(letter)"
      return taken.contains(other) ? nil : other
    }
    let letters = ["mu": "m", "Sigma": "S", "A": "M", "B": "C", "y": "u", "X": "Z", "w": "b", "W": "V"]
    guard let other = letters[name], !taken.contains(other) else { return nil }
    return other
  }
}

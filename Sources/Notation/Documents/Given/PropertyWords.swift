/// Finds properties in the words around the formulas of a declaring paragraph.
enum PropertyWords {
  /// A stretch of words between two marks of punctuation.
  struct Clause {
    /// The properties that it states.
    var properties: Set<Property> = []
    /// Whether it speaks of several names: "are symmetric".
    var isPlural = false
    /// Whether it holds any word at all.
    var isEmpty = true
    /// A word for a property that cannot be declared.
    var unknown: String?
  }

  private static let simple: [String: Property] = [
    "symmetric": .symmetric, "spd": .positiveDefinite, "psd": .positiveSemidefinite, "invertible": .invertible,
    "onehot": .oneHot, "ofk": .oneHot, "nonsingular": .invertible, "regular": .invertible, "nonnegative": .nonnegative,
  ]

  /// Words that would change what is true and cannot be expressed.
  private static let unknown: Set<String> = [
    "orthogonal", "orthonormal", "unitary", "diagonal", "triangular", "idempotent", "skewsymmetric", "antisymmetric",
    "singular", "correlated", "uncorrelated", "dependent", "jointly", "negative", "hermitian", "circulant",
  ]

  private static let denials: Set<String> = ["not", "no", "without", "never", "necessarily", "neither", "nor"]

  private static let separators: Set<String> = [",", ";", ".", ":", "and", "with", "where", "let", "given", "assume"]

  /// The clauses of the words between two formulas.
  static func clauses(_ text: String) -> [Clause] {
    var clauses = [Clause()]
    var words: [String] = []
    for word in self.words(text) {
      if separators.contains(word) {
        fill(&clauses[clauses.count - 1], words)
        words = []
        clauses.append(Clause())
      } else {
        words.append(word)
      }
    }
    fill(&clauses[clauses.count - 1], words)
    return clauses
  }

  private static func fill(_ clause: inout Clause, _ words: [String]) {
    clause.isEmpty = words.isEmpty
    clause.isPlural = !Set(words).isDisjoint(with: ["are", "both", "all", "each", "matrices"])
    clause.unknown = words.first { unknown.contains($0) }
    guard Set(words).isDisjoint(with: denials) else { return }
    for (place, word) in words.enumerated() {
      if let property = simple[word] { clause.properties.insert(property) }
      guard word == "positive" || word == "strictly" else { continue }
      let next = place + 1 < words.count ? words[place + 1] : ""
      switch next {
      case "definite": clause.properties.insert(.positiveDefinite)
      case "semidefinite": clause.properties.insert(.positiveSemidefinite)
      case "semi": clause.properties.insert(.positiveSemidefinite)
      default: if word == "positive" { clause.properties.insert(.positive) }
      }
    }
  }

  /// The words in lower case without hyphens inside, and the marks of punctuation.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter {
        word.append(character)
      } else if character == "-" || character == "‑" {
        if word == "positive" || word == "strictly" {
          words.append(word)
          word = ""
        }
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        if ",;.:".contains(character) { words.append(String(character)) }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

import Symbolic

/// Gathers the near misses of one line.
struct NearMissCollector {
  private struct Candidate {
    let rank: Int
    let kind: NearMiss.Kind
    let path: [Int]
    let original: Term
    let replacement: Term
    let phrase: Phrase
  }

  /// How many children of one node are edited.
  static let widthLimit = 64
  private static let candidateLimit = 6000
  private static let nodeLimit = 800_000
  private static let ranks = Dictionary(
    uniqueKeysWithValues: zip(NearMiss.Kind.allCases, stride(from: 0, to: .max, by: 1)))

  let line: Term
  let declarations: Declarations
  /// The symbols that may well be meant: those of the line, and of another line for the same value.
  let likelySymbols: Set<Symbol>
  private var candidates: [Candidate] = []

  init(line: Term, declarations: Declarations, reference: Term? = nil) {
    self.line = line
    self.declarations = declarations
    likelySymbols = line.freeSymbols.union(reference?.freeSymbols ?? [])
    visit(Place(line: line))
  }

  private mutating func visit(_ place: Place) {
    guard candidates.count < Self.candidateLimit else { return }
    signs(place)
    scopes(place)
    factors(place)
    matrices(place)
    powers(place)
    quotients(place)
    swaps(place)
    symbols(place)
    indices(place)
    logarithms(place)
    traces(place)
    moments(place)
    parts(place)
    optima(place)
    for index in place.term.arguments.indices {
      // Independent draws are those of all members: their limits are told by the family.
      if case .independent = place.term.head, index < place.term.arguments.count - 1 { continue }
      visit(place.child(index))
    }
  }

  /// Adds an edit, unless it cannot be made.
  ///
  /// - Parameter unlikely: how much less likely this is than other mistakes, in families.
  mutating func add(
    _ kind: NearMiss.Kind, at place: Place, unlikely: Int = 0, _ phrase: Phrase, _ replacement: () throws -> Term
  ) {
    guard candidates.count < Self.candidateLimit, let replacement = try? replacement(), replacement != place.term else {
      return
    }
    let rank = (Self.ranks[kind] ?? 0) + unlikely
    candidates.append(
      Candidate(
        rank: rank, kind: kind, path: place.path, original: place.term, replacement: replacement, phrase: phrase))
  }

  /// The edits that leave a line of the same sort, likely ones first, each result once.
  func nearMisses(limit: Int) -> [NearMiss] {
    var seen: Set<Term> = [line]
    var found: [NearMiss] = []
    // Of a line beyond any that people write by hand, only the likeliest edits are made.
    let limit = min(limit, max(8, Self.nodeLimit / line.size))
    let order = candidates.indices.sorted { (candidates[$0].rank, $0) < (candidates[$1].rank, $1) }
    for index in order {
      if found.count >= limit { break }
      let candidate = candidates[index]
      guard let result = try? line.replacing(at: candidate.path, with: candidate.replacement),
        result.sort == line.sort, seen.insert(result).inserted
      else { continue }
      found.append(
        NearMiss(
          kind: candidate.kind, path: candidate.path, original: candidate.original,
          replacement: candidate.replacement, result: result, phrase: candidate.phrase))
    }
    return found
  }
}

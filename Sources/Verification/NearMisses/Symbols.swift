import Symbolic

extension NearMissCollector {
  private static let alternativeLimit = 6

  /// One name for another of the same sort, at one place.
  mutating func symbols(_ place: Place) {
    if place.isWhole { renamings(place) }
    guard let symbol = place.term.symbol else { return }
    for (other, unlikely) in alternatives(to: symbol, scope: place.scope).prefix(Self.alternativeLimit) {
      add(.symbol, at: place, unlikely: unlikely, "\(.replacement) instead of \(.original)") { Term(other) }
    }
  }

  /// A name that stands for another one everywhere.
  private mutating func renamings(_ place: Place) {
    let line = line
    for symbol in declarations.symbols.prefix(Self.widthLimit) where line.freeSymbols.contains(symbol) {
      var count = 0
      line.forEachSubterm { term, _ in if term.symbol == symbol { count += 1 } }
      guard count > 1 else { continue }
      for (other, unlikely) in alternatives(to: symbol, scope: []) where other.stem == symbol.stem {
        add(
          .symbol, at: place, unlikely: unlikely + 1, "\(Term(other)) instead of \(Term(symbol)) throughout"
        ) { try line.substituting([symbol: Term(other)]) }
      }
    }
  }

  /// The symbols that could stand in the place of one, those of the same stem first.
  private func alternatives(to symbol: Symbol, scope: [Symbol]) -> [(Symbol, unlikely: Int)] {
    let free = likelySymbols
    let declared = declarations.symbols.filter { declarations.distributions[$0] == nil || free.contains($0) }
    var candidates: [Symbol] = []
    for candidate in scope + declared where candidate.sort == symbol.sort && candidate != symbol {
      guard !candidates.contains(candidate), !declarations.functions.contains(candidate) else { continue }
      if (candidate.domain == .natural) == (symbol.domain == .natural) { candidates.append(candidate) }
    }
    let ranked = candidates.enumerated().map { offset, candidate in
      let isNear = candidate.stem == symbol.stem || candidate.sort.isDistribution || candidate.domain == .natural
      return (symbol: candidate, unlikely: isNear ? 0 : free.contains(candidate) ? 4 : 7, offset: offset)
    }
    return ranked.sorted { ($0.unlikely, $0.offset) < ($1.unlikely, $1.offset) }.map { ($0.symbol, $0.unlikely) }
  }
}

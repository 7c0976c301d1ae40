import Symbolic

/// Another reading of one summand: what the line's value changes by, and the edits that lead there.
struct SummandVariant {
  /// The summand, or past the last one a term that is missing.
  let group: Int
  let edits: [NearMiss]
  /// What stands in place of the summand; nil where it is dropped.
  let term: Term?
  let change: [Double]
  /// The position among near misses of the least likely edit.
  let rank: Int

  /// What the variant weighs among others: its edits, and more for a term of another line, since dropping a term and
  /// adding the right one always helps and never explains.
  var cost: Int { edits.first?.kind == .missingTerm ? 3 : edits.count }
}

/// Makes the variants of the summands of a wrong line.
struct VariantMaker {
  let summands: Summands
  let nearMisses: [NearMiss]
  let lineValue: [Double]
  let tolerance: [Double]
  var reader: FingerprintReader

  /// The variants of one summand that change the value, fewest edits first; of those with one value, the first.
  mutating func variants(of group: Int, pairBudget: Int) -> [SummandVariant] {
    let summand = summands.all[group]
    guard let own = contribution(of: group) else { return [] }
    var found: [SummandVariant] = []
    func add(_ edits: [NearMiss], _ term: Term?, _ change: [Double], _ rank: Int) {
      guard zip(change, tolerance).contains(where: { abs($0) > $1 }) else { return }
      found.append(SummandVariant(group: group, edits: edits, term: term, change: change, rank: rank))
    }
    var singles: [(nearMiss: NearMiss, term: Term, change: [Double], rank: Int)] = []
    for (rank, nearMiss) in nearMisses.enumerated() where nearMiss.path.starts(with: summand.path) {
      guard let term = nearMiss.result.subterm(at: summand.path), let change = change(group, to: term, own) else {
        continue
      }
      singles.append((nearMiss, term, change, rank))
      add([nearMiss], term, change, rank)
    }
    let sign = nearMisses.first { $0.kind == .sign && $0.path == summand.path }
    func addFlipped(_ edits: [NearMiss], _ term: Term, _ change: [Double], _ rank: Int) {
      guard let sign, let flipped = try? term.negated() else { return }
      add(edits + [sign], flipped, zip(own, change).map { -2 * $0 - $1 }, rank)
    }
    if let dropped = drop(group) { add([dropped], nil, own.map { -$0 }, nearMisses.count) }
    for single in singles where single.nearMiss != sign {
      addFlipped([single.nearMiss], single.term, single.change, single.rank)
    }
    var pairs = pairBudget
    for (index, first) in singles.enumerated() {
      for second in singles.dropFirst(index + 1) where second.nearMiss.kind == first.nearMiss.kind && pairs > 0 {
        let (a, b) = (first.nearMiss.path, second.nearMiss.path)
        if a.starts(with: b) || b.starts(with: a) { continue }
        pairs -= 1
        guard
          let term = try? first.term.replacing(
            at: b.dropFirst(summand.path.count), with: second.nearMiss.replacement),
          let change = change(group, to: term, own)
        else { continue }
        add([first.nearMiss, second.nearMiss], term, change, second.rank)
        addFlipped([first.nearMiss, second.nearMiss], term, change, second.rank)
      }
    }
    return distinct(found)
  }

  /// A term of another line that this one lacks.
  mutating func missing(_ term: Term, group: Int) -> SummandVariant? {
    guard let result = try? Self.appending(term, to: summands.line), let value = reader(result) else { return nil }
    let edit = NearMiss(
      kind: .missingTerm, path: [], original: summands.line, replacement: result, result: result,
      phrase: Phrase.missing(term))
    return SummandVariant(
      group: group, edits: [edit], term: term, change: Fingerprint.difference(value, lineValue),
      rank: nearMisses.count)
  }

  static func appending(_ term: Term, to line: Term) throws -> Term { try Term(.sum, line.summands + [term]) }

  /// What the summand adds to the value of the line.
  mutating func contribution(of group: Int) -> [Double]? {
    let summand = summands.all[group]
    if summands.line.isScalar {
      guard let scale = scale(of: group), let value = reader(summand.term) else { return nil }
      return Fingerprint.combine(scale, value, *)
    }
    guard let negated = try? summands.rebuilding([group: summand.term.negated()]), let value = reader(negated) else {
      return nil
    }
    return Fingerprint.combine(lineValue, value) { ($0 - $1) / 2 }
  }

  private mutating func change(_ group: Int, to term: Term, _ own: [Double]) -> [Double]? {
    if summands.line.isScalar, let scale = scale(of: group) {
      return reader(term).map { Fingerprint.difference(Fingerprint.combine(scale, $0, *), own) }
    }
    guard let line = try? summands.rebuilding([group: term]) else { return nil }
    return reader(line).map { Fingerprint.difference($0, lineValue) }
  }

  private var scales: [Int: [Double]] = [:]

  private mutating func scale(of group: Int) -> [Double]? {
    if let known = scales[group] { return known }
    let summand = summands.all[group]
    var scale = lineValue.map { _ in summand.isNegated ? -1.0 : 1.0 }
    for factor in summand.factors {
      guard let value = reader(factor) else { return nil }
      scale = Fingerprint.combine(scale, value, *)
    }
    for divisor in summand.divisors {
      guard let value = reader(divisor) else { return nil }
      scale = Fingerprint.combine(scale, value, /)
    }
    scales[group] = scale
    return scale
  }

  private func drop(_ group: Int) -> NearMiss? {
    let summand = summands.all[group]
    guard let result = try? summands.rebuilding([group: nil]) else { return nil }
    return NearMiss(
      kind: .extraTerm, path: summand.path, original: summand.term, replacement: result, result: result,
      phrase: Phrase.extra(summand.term))
  }

  private func distinct(_ variants: [SummandVariant]) -> [SummandVariant] {
    let order = variants.indices.sorted {
      (variants[$0].edits.count, variants[$0].rank, $0) < (variants[$1].edits.count, variants[$1].rank, $1)
    }
    var kept: [SummandVariant] = []
    for index in order {
      let variant = variants[index]
      if kept.contains(where: { Fingerprint.isNear($0.change, variant.change, tolerance: tolerance) }) { continue }
      kept.append(variant)
    }
    return kept
  }

  init(
    summands: Summands, nearMisses: [NearMiss], lineValue: [Double], tolerance: [Double], reader: FingerprintReader
  ) {
    self.summands = summands
    self.nearMisses = nearMisses
    self.lineValue = lineValue
    self.tolerance = tolerance
    self.reader = reader
  }
}

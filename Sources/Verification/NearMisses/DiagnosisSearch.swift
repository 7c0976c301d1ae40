import Symbolic

/// Looks for the slips that turned a right line into a wrong one.
public enum DiagnosisSearch {
  /// How much work a search may do.
  public struct Limits: Sendable, Hashable {
    /// How many fingerprints are taken; that of a large term counts as several.
    public var evaluations: Int
    /// How many lines are submitted to the full check.
    public var verifications: Int

    /// The limits, by default for an answer well within a second.
    public init(evaluations: Int = 2000, verifications: Int = 40) {
      self.evaluations = evaluations
      self.verifications = verifications
    }
  }

  /// The fewest edits that make the wrong line right; nil where none is found within the limits.
  ///
  /// One edit is looked for anywhere in the line. Several are looked for in different summands of the line, where
  /// their effects add: in each summand one edit, two of one kind, or either with the sign; in up to four summands.
  /// Terms of `reference` that the line lacks count as one edit each.
  ///
  /// - Parameter isRight: the full check; no line is returned that it has not accepted.
  /// - Parameter value: the numbers that a term stands for at a few fixed instances, as many for every scalar; nil where
  ///   it has no value.
  /// - Parameter target: the fingerprint that a right line has; empty where there is none, so that every edit must be
  ///   checked in full.
  /// - Parameter reference: a right line for the same value, such as the line before.
  public static func diagnose(
    wrong: Term, declarations: Declarations, isRight: (Term) -> Bool, value: (Term) -> [Double]?, target: [Double],
    reference: Term? = nil, limits: Limits = Limits()
  ) -> Correction? {
    withoutActuallyEscaping(value) { value in
      let search = Search(
        wrong: wrong, declarations: declarations, target: target, value: value, reference: reference, limits: limits)
      var left = limits.verifications
      for stage in 0... {
        guard let candidates = search.candidates(stage: stage) else { return nil }
        for candidate in candidates {
          guard left > 0 else { return nil }
          guard let correction = search.correction(candidate) else { continue }
          left -= 1
          if isRight(correction.corrected) { return correction }
        }
      }
      return nil
    }
  }
}

/// One search, stage by stage: each stage gives the candidates of more edits than the one before.
private struct Search {
  /// A near miss of the whole line, or variants of several summands.
  enum Candidate {
    case single(NearMiss)
    case combination([SummandVariant])
  }

  private static let nearMissLimit = 800
  private static let sizes = (threes: 600, fours: 240)

  private let summands: Summands
  private let nearMisses: [NearMiss]
  private let target: [Double]
  private var maker: VariantMaker?
  private var variants: [SummandVariant] = []
  private var wholes: [(nearMiss: NearMiss, rank: Int)] = []

  init(
    wrong: Term, declarations: Declarations, target: [Double], value: @escaping (Term) -> [Double]?, reference: Term?,
    limits: DiagnosisSearch.Limits
  ) {
    summands = Summands(wrong)
    nearMisses = NearMissCollector(line: wrong, declarations: declarations, reference: reference)
      .nearMisses(limit: Self.nearMissLimit)
    self.target = target
    var reader = FingerprintReader(budget: limits.evaluations, count: target.count, read: value)
    guard !target.isEmpty, target.allSatisfy(\.isFinite), let lineValue = reader(wrong) else { return }
    var scale = Fingerprint.combine(target, lineValue) { max(abs($0), abs($1), 1e-6) }
    if wrong.isScalar {
      for summand in summands.all {
        if let value = reader(summand.term) { scale = Fingerprint.combine(scale, value) { max($0, abs($1)) } }
      }
    }
    maker = VariantMaker(
      summands: summands, nearMisses: nearMisses, lineValue: lineValue, tolerance: scale.map { $0 * 1e-8 },
      reader: reader)
    evaluate(reference)
  }

  private mutating func evaluate(_ reference: Term?) {
    guard var maker else { return }
    let paths = summands.all.map(\.path)
    for (rank, nearMiss) in nearMisses.enumerated() where !paths.contains(where: nearMiss.path.starts(with:)) {
      guard let value = maker.reader(nearMiss.result) else { continue }
      if Fingerprint.isNear(value, target, tolerance: maker.tolerance) { wholes.append((nearMiss, rank)) }
    }
    for group in summands.all.indices {
      let share = maker.reader.budget / (summands.all.count - group)
      variants += maker.variants(of: group, pairBudget: share / 2)
    }
    if let reference { addMissing(from: reference, &maker) }
    self.maker = maker
  }

  private mutating func addMissing(from reference: Term, _ maker: inout VariantMaker) {
    let present = summands.all.indices.compactMap { maker.contribution(of: $0) }
    for (offset, summand) in Summands(reference).all.enumerated() {
      guard let term = try? Summands.expanded(summand),
        let variant = maker.missing(term, group: summands.all.count + offset),
        !present.contains(where: { Fingerprint.isNear($0, variant.change, tolerance: maker.tolerance) })
      else { continue }
      variants.append(variant)
    }
  }

  /// The candidates of a stage, the cheapest first and likely ones first; nil past the last stage.
  func candidates(stage: Int) -> [Candidate]? {
    guard let maker else { return stage == 0 ? nearMisses.map(Candidate.single) : nil }
    let missing = Fingerprint.difference(target, maker.lineValue)
    func combinations(_ variants: [SummandVariant], _ count: Int) -> [[SummandVariant]] {
      SumSearch(
        changes: variants.map(\.change), groups: variants.map(\.group), target: missing, tolerance: maker.tolerance
      ).matches(count: count).map { set in set.map { variants[$0] } }
    }
    func ordered(_ sets: [[SummandVariant]]) -> [Candidate] {
      let costs = sets.map { set in (set.reduce(0) { $0 + $1.cost }, set.reduce(0) { $0 + $1.rank }) }
      return sets.indices.sorted { (costs[$0].0, costs[$0].1, $0) < (costs[$1].0, costs[$1].1, $1) }
        .map { .combination(sets[$0]) }
    }
    switch stage {
    case 0:
      let inside = combinations(variants.filter { $0.edits.count == 1 }, 1).map {
        (rank: $0[0].rank, Candidate.combination($0))
      }
      let all = inside + wholes.map { (rank: $0.rank, Candidate.single($0.nearMiss)) }
      return all.indices.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) }.map { all[$0].1 }
    case 1: return ordered(combinations(variants.filter { $0.edits.count > 1 }, 1) + combinations(variants, 2))
    case 2: return ordered(combinations(cheapest(Self.sizes.threes, edits: 2), 3))
    case 3: return ordered(combinations(cheapest(Self.sizes.fours, edits: 1), 4))
    default: return nil
    }
  }

  /// The variants of few edits, each summand with the same share.
  private func cheapest(_ count: Int, edits: Int) -> [SummandVariant] {
    let allowed = variants.filter { $0.edits.count <= edits }
    let groups = Set(allowed.map(\.group)).count
    var taken: [Int: Int] = [:]
    return allowed.filter { variant in
      taken[variant.group, default: 0] += 1
      return taken[variant.group, default: 0] <= count / max(groups, 1)
    }
  }

  /// The line that the candidate's edits lead to.
  func correction(_ candidate: Candidate) -> Correction? {
    switch candidate {
    case .single(let nearMiss): return Correction(edits: [nearMiss], corrected: nearMiss.result)
    case .combination(let set):
      var replacements: [Int: Term?] = [:]
      for variant in set where variant.group < summands.all.count { replacements[variant.group] = .some(variant.term) }
      guard var line = try? summands.rebuilding(replacements) else { return nil }
      for variant in set where variant.group >= summands.all.count {
        guard let term = variant.term, let longer = try? VariantMaker.appending(term, to: line) else { return nil }
        line = longer
      }
      return Correction(edits: set.flatMap(\.edits), corrected: line)
    }
  }
}

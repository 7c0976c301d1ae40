import Notation
import Symbolic

/// What happened to the near misses of right derivations: each that is not equivalent has to be refuted.
public struct MutationReport: Sendable {
  /// The seed from which every draw derives.
  public let seed: UInt64
  /// The files in order.
  public let files: [FileMutations]

  /// The report of those files.
  public init(seed: UInt64, files: [FileMutations]) {
    self.seed = seed
    self.files = files
  }

  /// Every mutant in order.
  public var mutants: [MutantReport] { files.flatMap { $0.claims.flatMap(\.mutants) } }
}

/// The near misses of one file.
public struct FileMutations: Sendable {
  /// The file as read.
  public let document: Document
  /// Its claims in order.
  public let claims: [ClaimMutations]

  /// The near misses of that file.
  public init(document: Document, claims: [ClaimMutations]) {
    self.document = document
    self.claims = claims
  }
}

/// The near misses of one claim.
public struct ClaimMutations: Sendable {
  /// The claim as read.
  public let claim: Claim
  /// What the check of the claim itself found; a claim that does not hold has no mutants.
  public let outcome: Outcome
  /// Its mutants in order.
  public let mutants: [MutantReport]

  /// The near misses of that claim.
  public init(claim: Claim, outcome: Outcome, mutants: [MutantReport]) {
    self.claim = claim
    self.outcome = outcome
    self.mutants = mutants
  }
}

/// One near miss and what became of it.
public struct MutantReport: Sendable, Hashable {
  /// What became of a near miss.
  public enum Fate: Sendable, Hashable {
    /// The check refuted it.
    case refuted
    /// Exact arithmetic shows that it says the same as the line.
    case equivalent
    /// It is no slip: what it says is another truth, such as a weaker bound, for that reason.
    case alsoTrue(reason: String)
    /// The check let it pass though it does not say the same: a failure of the check.
    case survived
    /// It was neither refuted nor shown to be equivalent.
    case undecided(reason: String)
  }

  /// A stable name: line, kind and place of the edit.
  public let name: String
  /// The edit in words.
  public let words: String
  /// Where the line begins.
  public let location: SourceLocation
  /// The line as written.
  public let original: Term
  /// The line after the edit.
  public let mutated: Term
  /// What became of it.
  public let fate: Fate

  /// A near miss of these parts.
  public init(
    name: String, words: String, location: SourceLocation, original: Term, mutated: Term, fate: Fate
  ) {
    self.name = name
    self.words = words
    self.location = location
    self.original = original
    self.mutated = mutated
    self.fate = fate
  }
}

/// How many near misses met which fate.
public struct MutationCounts: Sendable, Hashable {
  /// Near misses made.
  public let made: Int
  /// Those that were refuted.
  public let refuted: Int
  /// Those shown to be equal exactly.
  public let equivalent: Int
  /// Those that say another truth.
  public let alsoTrue: Int
  /// Those that passed.
  public let survived: Int
  /// Those of which nothing is known.
  public let undecided: Int

  /// The counts over these mutants.
  public init(_ mutants: [MutantReport]) {
    var refuted = 0
    var equivalent = 0
    var alsoTrue = 0
    var survived = 0
    var undecided = 0
    for mutant in mutants {
      switch mutant.fate {
      case .refuted: refuted += 1
      case .equivalent: equivalent += 1
      case .alsoTrue: alsoTrue += 1
      case .survived: survived += 1
      case .undecided: undecided += 1
      }
    }
    made = mutants.count
    self.refuted = refuted
    self.equivalent = equivalent
    self.alsoTrue = alsoTrue
    self.survived = survived
    self.undecided = undecided
  }

  /// The share of the near misses that are neither equivalent nor true as well and were refuted; nil where there are
  /// none.
  public var score: Double? {
    let wrong = made - equivalent - alsoTrue
    return wrong > 0 ? Double(refuted) / Double(wrong) : nil
  }
}

extension ClaimMutations {
  /// How many of its near misses met which fate.
  public var counts: MutationCounts { MutationCounts(mutants) }
}

extension MutationReport {
  /// How many near misses met which fate.
  public var counts: MutationCounts { MutationCounts(mutants) }

  /// The worst of the claims' own outcomes and of the mutants': a survivor counts as refuted.
  public var outcome: Outcome {
    var outcomes = files.flatMap { $0.claims.map(\.outcome) }
    let counts = counts
    if counts.survived > 0 { outcomes.append(.refuted) }
    if counts.undecided > 0 { outcomes.append(.undecided) }
    return Outcome.worst(outcomes)
  }
}

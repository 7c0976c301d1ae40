import Notation

/// How often right derivations were rejected and wrong ones accepted over many seeds.
public struct SoakReport: Sendable {
  /// The first seed; the others follow it.
  public let firstSeed: UInt64
  /// The files in order.
  public let files: [FileSoak]

  /// The report of those files.
  public init(firstSeed: UInt64, files: [FileSoak]) {
    self.firstSeed = firstSeed
    self.files = files
  }

  /// Refuted where something was rejected or accepted falsely, undecided where a step was undecided at some seed.
  public var outcome: Outcome {
    if files.contains(where: { $0.failures.contains { $0.kind == .fault } }) { return .fault }
    if files.contains(where: { $0.failures.contains { $0.kind != .undecided } }) { return .refuted }
    if files.isEmpty || files.contains(where: { !$0.failures.isEmpty }) { return .undecided }
    return .agrees
  }
}

/// The soak of one file.
public struct FileSoak: Sendable {
  /// The file as read.
  public let document: Document
  /// The number of seeds that it was checked with.
  public let seeds: Int
  /// The steps in the file.
  public let steps: Int
  /// The number of seeds that its mutants were checked with.
  public let mutantSeeds: Int
  /// The mutants that are not equivalent.
  public let mutants: Int
  /// Everything that should not have happened, in the order of seeds.
  public let failures: [SoakFailure]

  /// The soak of that file.
  public init(
    document: Document, seeds: Int, steps: Int, mutantSeeds: Int, mutants: Int, failures: [SoakFailure]
  ) {
    self.document = document
    self.seeds = seeds
    self.steps = steps
    self.mutantSeeds = mutantSeeds
    self.mutants = mutants
    self.failures = failures
  }

  /// How many failures there are of a kind.
  public func count(_ kind: SoakFailure.Kind) -> Int { failures.count { $0.kind == kind } }
}

/// Something that should not have happened at some seed.
public struct SoakFailure: Sendable, Hashable {
  /// What should not have happened.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A right step was refuted.
    case falseRejection
    /// A mutant that is not equivalent passed.
    case falseAcceptance
    /// A right step was undecided, or a mutant was neither refuted nor accepted.
    case undecided
    /// Two ways contradicted each other.
    case fault
  }

  /// What happened.
  public let kind: Kind
  /// The seed at which it did.
  public let seed: UInt64
  /// Where the step stands.
  public let location: SourceLocation
  /// The mutant in words, or the note of the step.
  public let words: String

  /// A failure of these parts.
  public init(kind: Kind, seed: UInt64, location: SourceLocation, words: String) {
    self.kind = kind
    self.seed = seed
    self.location = location
    self.words = words
  }
}

import Notation
import Symbolic

/// Everything found about one step.
public struct StepReport: Sendable {
  /// The number of the step in its chain, from 1.
  public let number: Int
  /// Where the line of the step begins.
  public let location: SourceLocation
  /// How the line stands to the one before.
  public let relation: Relation
  /// The line before.
  public let previous: Term
  /// The line.
  public let line: Term
  /// The reason as written in the file.
  public let reason: String?
  /// The verdict on this line against the line before.
  public let outcome: Outcome
  /// Why it is undecided or at fault.
  public let note: String?
  /// The three ways.
  public let proof: ProofFinding
  /// Exact arithmetic.
  public let exact: ExactFinding
  /// Floating point with bounds.
  public let floating: FloatingFinding
  /// Sampled estimates.
  public let sampling: SamplingFinding
  /// Where the step is refuted.
  public let counterexample: Counterexample?
  /// What was probably meant.
  public let diagnosis: Diagnosis?
  /// The verdict on this line against the first line of the chain; nil for the first step, where both are one.
  public let againstFirst: Outcome?
  /// What else a reader should know.
  public let remarks: [Remark]

  /// A report of these parts.
  public init(
    number: Int, location: SourceLocation, relation: Relation, previous: Term, line: Term, reason: String?,
    outcome: Outcome, note: String?, proof: ProofFinding, exact: ExactFinding, floating: FloatingFinding,
    sampling: SamplingFinding, counterexample: Counterexample?, diagnosis: Diagnosis?, againstFirst: Outcome?,
    remarks: [Remark] = []
  ) {
    self.number = number
    self.location = location
    self.relation = relation
    self.previous = previous
    self.line = line
    self.reason = reason
    self.outcome = outcome
    self.note = note
    self.proof = proof
    self.exact = exact
    self.floating = floating
    self.sampling = sampling
    self.counterexample = counterexample
    self.diagnosis = diagnosis
    self.againstFirst = againstFirst
    self.remarks = remarks
  }
}

/// Everything found about one chain.
public struct ChainReport: Sendable {
  /// The first expression.
  public let first: Line
  /// The steps in order.
  public let steps: [StepReport]

  /// The report of that chain.
  public init(first: Line, steps: [StepReport]) {
    self.first = first
    self.steps = steps
  }

  /// The worst outcome of the chain.
  public var outcome: Outcome { Outcome.worst(steps.map(\.outcome)) }
}

/// Everything found about one claim.
public struct ClaimReport: Sendable {
  /// The claim that was checked.
  public let claim: Claim
  /// Its chains in order.
  public let chains: [ChainReport]

  /// The report of that claim.
  public init(claim: Claim, chains: [ChainReport]) {
    self.claim = claim
    self.chains = chains
  }

  /// The worst outcome of the claim.
  public var outcome: Outcome { Outcome.worst(chains.map(\.outcome)) }
}

/// Everything found about one file.
public struct FileReport: Sendable {
  /// The file as read.
  public let document: Document
  /// Its claims in order.
  public let claims: [ClaimReport]
  /// The identities that its proofs rest on, each with the outcome of its own check in this run.
  public let identities: [IdentityReport]

  /// The report of that file.
  public init(document: Document, claims: [ClaimReport], identities: [IdentityReport]) {
    self.document = document
    self.claims = claims
    self.identities = identities
  }

  /// The worst outcome of the file.
  public var outcome: Outcome { Outcome.worst(claims.map(\.outcome)) }
}

/// An identity that a proof rests on.
public struct IdentityReport: Sendable, Hashable {
  /// Its name, the slug of its claim.
  public let name: String
  /// The file that states it.
  public let file: String
  /// The outcome of its own check.
  public let outcome: Outcome

  /// The report of that identity.
  public init(name: String, file: String, outcome: Outcome) {
    self.name = name
    self.file = file
    self.outcome = outcome
  }
}

/// One run: files, options, and what was found.
public struct RunReport: Sendable {
  /// The seed from which every draw of the run derives.
  public let seed: UInt64
  /// The files in order.
  public let files: [FileReport]

  /// The report of that run.
  public init(seed: UInt64, files: [FileReport]) {
    self.seed = seed
    self.files = files
  }

  /// The worst outcome of the run.
  public var outcome: Outcome { Outcome.worst(files.map(\.outcome)) }
}

extension Outcome {
  /// The outcome that a summary shows: a fault before a refutation before doubt, else the weakest pass.
  public static func worst(_ outcomes: [Outcome]) -> Outcome {
    let order: [Outcome] = [.fault, .refuted, .undecided, .agrees, .exact, .proved, .condition]
    return order.first { outcomes.contains($0) } ?? .undecided
  }
}

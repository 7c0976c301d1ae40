import Notation
import Symbolic

/// The identities that proofs may rest on: the claims of the files under `Derivations/identities/`.
///
/// A claim whose name is that of a rule of the normal form states that rule, and the rule is used only where the claim
/// is there and holds. Every other claim is a rewriting step: each of its equations, from its first line.
public struct IdentityLibrary: Sendable {
  /// One identity.
  public struct Entry: Sendable {
    /// The slug of the claim.
    public let name: String
    /// The file that states it.
    public let source: Source
    /// What it states.
    public let claim: Claim
    /// The rewriting steps; none for a rule of the normal form.
    public let identities: [Identity]
  }

  /// The identities in order of files and claims; a name that stands twice counts where it stands first.
  public let entries: [Entry]
  private let positions: [String: Int]

  /// The identities of these files.
  public init(documents: [Document]) {
    var entries: [Entry] = []
    var positions: [String: Int] = [:]
    for document in documents {
      for claim in document.claims where positions[claim.slug] == nil {
        positions[claim.slug] = entries.count
        entries.append(
          Entry(
            name: claim.slug, source: document.source, claim: claim,
            identities: Rule(rawValue: claim.slug) == nil ? IdentityLibrary.identities(claim) : []))
      }
    }
    self.entries = entries
    self.positions = positions
  }

  /// The identity of that name.
  public func entry(named name: String) -> Entry? { positions[name].map { entries[$0] } }

  /// The rules of the normal form that are stated, and that of definitions, without those excluded.
  func rules(without excluded: Set<String>) -> RuleSet {
    RuleSet(
      Rule.allCases.filter { rule in
        rule == .definition || positions[rule.name] != nil && !excluded.contains(rule.name)
      })
  }

  /// The rewriting steps, without those excluded.
  func identities(without excluded: Set<String>) -> [Identity] {
    entries.filter { !excluded.contains($0.name) }.flatMap(\.identities)
  }

  private static func identities(_ claim: Claim) -> [Identity] {
    claim.chains.flatMap { chain in
      chain.steps.prefix { $0.relation == .equal || $0.relation == .definition }.compactMap { step in
        try? Identity(
          name: claim.slug, left: chain.first.term, right: step.line.term, declarations: claim.declarations)
      }
    }
  }
}

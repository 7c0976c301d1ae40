import Notation
import Symbolic

/// The identities that proofs may rest on: the claims of the files under `Derivations/identities/`.
///
/// A claim whose name is that of a rule of the normal form states that rule, and the rule is used only where the claim
/// is there and holds. Every other claim is a rewriting step: each of its equations, from its first line. A file is read
/// only when a claim of it is needed: most proofs need rules alone, and of those the few that they use.
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

    init(_ source: Source, _ claim: Claim) {
      name = claim.slug
      self.source = source
      self.claim = claim
      identities = Rule(named: claim.slug) == nil ? IdentityLibrary.identities(claim) : []
    }
  }

  /// A name with the file that states it.
  struct Title: Sendable {
    let name: String
    let file: IdentityFile
  }

  /// The names in order of files and claims; a name that stands twice counts where it stands first.
  let titles: [Title]
  private let positions: [String: Int]

  /// The identities of these files.
  public init(files: [IdentityFile]) {
    var titles: [Title] = []
    var positions: [String: Int] = [:]
    for file in files {
      for slug in file.slugs where positions[slug] == nil {
        positions[slug] = titles.count
        titles.append(Title(name: slug, file: file))
      }
    }
    self.titles = titles
    self.positions = positions
  }

  /// The identities of these documents.
  public init(documents: [Document]) {
    self.init(files: documents.map(IdentityFile.init))
  }

  /// Every name, in order.
  public var names: [String] { titles.map(\.name) }

  /// The identity of that name; nil where none can be read.
  public func entry(named name: String) -> Entry? {
    positions[name].flatMap { titles[$0].file.entry(named: name) }
  }

  /// Whether the claim of that name in that file is the one that the library holds under the name.
  func holds(_ name: String, of file: String) -> Bool {
    positions[name].map { titles[$0].file.name == file } ?? false
  }

  /// The rules of the normal form that are stated, and that of definitions, without those excluded.
  func rules(without excluded: Set<String>) -> RuleSet {
    RuleSet(
      Rule.allCases.filter { rule in
        rule == .definition || positions[rule.name] != nil && !excluded.contains(rule.name)
      })
  }

  /// The rewriting steps, without those excluded; every file is read for them that states any.
  func identities(without excluded: Set<String>) -> [Identity] {
    names.filter { Rule(named: $0) == nil && !excluded.contains($0) }
      .flatMap { entry(named: $0)?.identities ?? [] }
  }

  private static func identities(_ claim: Claim) -> [Identity] {
    claim.chains.filter { $0.premise == nil }.flatMap { chain in
      chain.steps.prefix { ($0.relation == .equal || $0.relation == .definition) && !$0.isCondition }.compactMap {
        step in
        try? Identity(
          name: claim.slug, left: chain.first.term, right: step.line.term,
          declarations: claim.declarations(for: chain))
      }
    }
  }
}

/// A published proof of the corpus: its declarations and the chains of its displays, as their author wrote them.
struct PublishedProof: Decodable, Sendable {
  /// What a chain is: claimed for itself, or a row of a system whose rows follow one another.
  enum Kind: String, Decodable, Sendable {
    case chain, system
  }

  /// A line that is known to be wrong where it was published.
  struct Slip: Decodable, Sendable {
    /// The chain that holds it; nil for a formula of the theorem.
    let chain: Int?
    /// The line of the chain, or the number of the theorem's formula.
    let index: Int
    /// What would have been right; prose where it is no formula.
    let right: String

    /// A slip of these parts.
    init(chain: Int?, index: Int, right: String) {
      self.chain = chain
      self.index = index
      self.right = right
    }

    private enum CodingKeys: CodingKey {
      case chain, index, right
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      chain = try? fields.decode(Int.self, forKey: .chain)
      index = try fields.decode(Int.self, forKey: .index)
      right = try fields.decode(String.self, forKey: .right)
    }
  }

  let id: String
  let given: [String]
  /// The formulas of the theorem.
  var claim: [String]
  var chains: [[String]]
  let kinds: [Kind]
  /// The relations of the steps by chain; = where there is none.
  let relations: [[String]]
  let slips: [Slip]

  private enum CodingKeys: String, CodingKey {
    case id, given, claim, chains, kinds, relations
    case slips = "live_errors"
  }

  /// The relation before a line.
  func relation(chain: Int, line: Int) -> String {
    guard relations.indices.contains(chain), relations[chain].indices.contains(line - 1) else { return "=" }
    return relations[chain][line - 1]
  }

  /// Whether a chain is a row of a system.
  func isRow(_ chain: Int) -> Bool { kinds.indices.contains(chain) && kinds[chain] == .system }
}

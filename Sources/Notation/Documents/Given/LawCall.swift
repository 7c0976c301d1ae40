import Symbolic

/// A density as a declaration writes it: `p(x, z \mid \theta)`.
struct LawCall {
  /// The name of the law.
  let name: String
  /// The tokens of the name.
  let nameTokens: ArraySlice<Token>
  /// What is distributed.
  let of: [ArraySlice<Token>]
  /// What is given.
  let given: [ArraySlice<Token>]

  /// Whether something is given or several variables are distributed, as no density of a distribution has it.
  var isJointOrConditional: Bool { of.count > 1 || !given.isEmpty }

  /// All arguments.
  var arguments: [ArraySlice<Token>] { of + given }

  /// The call that all of the tokens spell, nil where they spell none.
  init?(_ tokens: ArraySlice<Token>) {
    guard let call = NamedCall(tokens) else { return nil }
    name = call.name
    nameTokens = call.nameTokens
    let sides = LawCall.sides(call.content)
    of = LawCall.members(sides[0])
    given = sides.dropFirst().flatMap(LawCall.members)
    guard !of.isEmpty, arguments.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// `x \mid z` as a call of the law p.
  init?(of left: ArraySlice<Token>, law: String) {
    let sides = LawCall.sides(left)
    guard sides.count > 1 else { return nil }
    name = law
    nameTokens = left
    of = LawCall.members(sides[0])
    given = sides.dropFirst().flatMap(LawCall.members)
    guard !of.isEmpty, arguments.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// The parts between bars and semicolons.
  private static func sides(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    TokenGroups.split(tokens, at: ";").flatMap { part in TokenGroups.split(part, at: "|") }
  }

  /// The arguments between commas; a list with dots is one, such as z_1, …, z_T.
  private static func members(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    var result: [ArraySlice<Token>] = []
    var parts = TokenGroups.split(tokens, at: ",")[...]
    while let part = parts.popFirst() {
      if let next = parts.first, ["\\ldots", "\\dots", "\\cdots", "\\dotsc", "..."].contains(SetReader.spelling(next)),
        parts.count > 1
      {
        parts.removeFirst()
        parts.removeFirst()
      }
      result.append(part)
    }
    return result
  }
}

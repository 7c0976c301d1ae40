import Symbolic

/// A density as a declaration writes it: `p(x, z \mid \theta)`.
struct LawCall {
  /// The name of the law.
  let name: String
  /// The tokens of the name.
  let nameTokens: ArraySlice<Token>
  /// All of its tokens.
  let tokens: ArraySlice<Token>
  /// What is distributed.
  let of: [ArraySlice<Token>]
  /// What is given.
  let given: [ArraySlice<Token>]
  /// The values that are named beside variables, as k in `p(z = k)`.
  let values: [Value]
  /// Whether something stands behind a bar.
  let isConditional: Bool

  /// A variable with its value.
  struct Value {
    /// The variable, or the entry of a 1-of-K variable that the value is of.
    let variable: ArraySlice<Token>
    /// What is said of it.
    let value: ArraySlice<Token>
  }

  /// Whether something is given or several variables are distributed, as no density of a distribution has it.
  var isJointOrConditional: Bool { of.count > 1 || !given.isEmpty }

  /// All arguments.
  var arguments: [ArraySlice<Token>] { of + given }

  /// The call that all of the tokens spell, nil where they spell none.
  init?(_ tokens: ArraySlice<Token>) {
    guard let call = NamedCall(tokens) else { return nil }
    name = call.name
    nameTokens = call.nameTokens
    self.tokens = tokens
    let sides = LawCall.sides(call.content)
    let written = (LawCall.members(sides[0]), sides.dropFirst().flatMap(LawCall.members))
    of = written.0.map(LawCall.variable)
    given = written.1.map(LawCall.variable)
    values = (written.0 + written.1).compactMap(LawCall.value)
    isConditional = TokenGroups.split(call.content, at: "|").count > 1
    guard !of.isEmpty, arguments.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// `x \mid z` as a call of the law p.
  init?(of left: ArraySlice<Token>, law: String) {
    let sides = LawCall.sides(left)
    guard sides.count > 1 else { return nil }
    name = law
    nameTokens = left
    tokens = left
    of = LawCall.members(sides[0])
    given = sides.dropFirst().flatMap(LawCall.members)
    values = []
    isConditional = true
    guard !of.isEmpty, arguments.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// What stands before the sign of `z = k`; all of an argument without one.
  private static func variable(_ tokens: ArraySlice<Token>) -> ArraySlice<Token> { value(tokens)?.variable ?? tokens }

  private static func value(_ tokens: ArraySlice<Token>) -> Value? {
    let sides = TokenGroups.split(tokens, at: "=")
    return sides.count == 2 ? Value(variable: sides[0], value: sides[1]) : nil
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

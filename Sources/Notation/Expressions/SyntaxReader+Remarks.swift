import Symbolic

/// Remarks under and over parts of an expression.
extension SyntaxReader {
  /// A remark that states something is checked as a row of its own, which has no meaning where a name is bound around it.
  func checkRemark(_ remark: [Token], on base: ArraySlice<Token>) throws(NotationError) {
    guard !isLenient, !bound.isEmpty, RelationReader.relation(remark[...], at: 0) != nil
    else { return }
    let names = Set(bound.map(SubscriptNames.base))
    for token in base + remark {
      guard let name = SyntaxReader.plainName(token), names.contains(name) else { continue }
      throw error(
        TokenGroups.range(remark[...]) ?? token.range,
        "this remark names \(name), which is bound around it, and is not read",
        hint: "write it in a row of its own")
    }
  }
}

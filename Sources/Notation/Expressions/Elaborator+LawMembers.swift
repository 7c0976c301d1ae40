import Symbolic

/// Single members of a family under an arbitrary law of all members together.
extension Elaborator {
  /// r(c_i = j, c_k = l) of a family whose values are counted: the expectation of the indicators; nil for others.
  @inline(never)
  func probabilityOfMembers(
    _ view: LawView, _ of: [LawSlot], _ given: [LawSlot], _ range: Range<Int>
  ) throws(NotationError) -> Term? {
    guard view.components.isEmpty, let family = of.first?.variable, declarations.indexBounds[family] != nil,
      of.allSatisfy({ $0.variable == family && $0.indices != nil }), given.allSatisfy({ $0.indices == nil })
    else { return nil }
    var factors: [Term] = []
    for slot in of {
      let member = try make(.application(family), slot.indices ?? [], range)
      guard !slot.value.freeSymbols.contains(family) else {
        throw error(range, "the value of this member is missing", hint: "name it, as in \(view.law.name)(c_i = j)")
      }
      factors.append(try make(.indicator, [member, slot.value], range))
    }
    let value = factors.count == 1 ? factors[0] : try make(.product, factors, range)
    let whole = LawSlot(variable: family, indices: nil, value: Term(family))
    return try expectation(LawReference(view: view, of: [whole], given: given, isExplicit: true), value, range)
  }

  /// The expectation over one member as that over all, where the value mentions no other member; nil where it does.
  func membersAsWhole(_ reference: LawReference, _ value: Term) -> LawReference? {
    guard reference.view.components.isEmpty, reference.of.count == 1, let slot = reference.of.first,
      let indices = slot.indices, reference.given.allSatisfy({ $0.indices == nil }),
      slot.isOwnMember,
      let unfolded = try? value.unfolding(declarations.definitions), mentions(slot.variable, only: indices, unfolded)
    else { return nil }
    let whole = LawSlot(variable: slot.variable, indices: nil, value: Term(slot.variable))
    return LawReference(view: reference.view, of: [whole], given: reference.given, isExplicit: true)
  }

  /// Whether a family stands in the term only as the member at these indices, which nothing around it binds.
  private func mentions(_ family: Symbol, only indices: [Term], _ term: Term) -> Bool {
    guard term.freeSymbols.contains(family) else { return true }
    if case .application(family) = term.head { return term.arguments == indices }
    if term.symbol == family { return false }
    if let bound = term.head.bound, indices.contains(where: { $0.freeSymbols.contains(bound) }) { return false }
    if case .law(let part) = term.head, (part.of + part.given).contains(family) { return false }
    return term.arguments.allSatisfy { mentions(family, only: indices, $0) }
  }
}

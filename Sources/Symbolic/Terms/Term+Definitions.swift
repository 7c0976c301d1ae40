extension Term {
  /// The term with every defined symbol replaced by what it stands for.
  ///
  /// A definition is an abbreviation: where y = x - μ, the x in it is bound by an expectation over x around y. So nothing
  /// is renamed here, unlike in a substitution.
  ///
  /// - Throws: `TermError.tooDeep` where the result is too large.
  public func unfolding(_ definitions: [Symbol: Term]) throws(TermError) -> Term {
    if definitions.isEmpty { return self }
    var known: [Term: Term] = [:]
    return try unfolding(definitions, &known, room: 4 * Term.depthLimit)
  }

  /// The greatest number of nodes of an unfolded term.
  private static let sizeLimit = 200_000

  private func unfolding(
    _ definitions: [Symbol: Term], _ known: inout [Term: Term], room: Int
  ) throws(TermError) -> Term {
    if let image = known[self] { return image }
    guard room > 0 else { throw .tooDeep }
    var image = self
    if let symbol {
      if let definition = definitions[symbol] { image = try definition.unfolding(definitions, &known, room: room - 1) }
    } else if let bound = head.bound, definitions[bound] != nil, let body = arguments.last {
      // A bound name stands for its variable, whatever is defined under that name outside.
      var inner = definitions
      inner[bound] = nil
      var children: [Term] = []
      for argument in arguments.dropLast() {
        children.append(try argument.unfolding(definitions, &known, room: room - 1))
      }
      var apart: [Term: Term] = [:]
      children.append(try body.unfolding(inner, &apart, room: room - 1))
      image = try Term(head, children)
    } else if !arguments.isEmpty {
      var children: [Term] = []
      for argument in arguments { children.append(try argument.unfolding(definitions, &known, room: room - 1)) }
      if children != arguments { image = try Term(head, children) }
    }
    guard image.size <= Term.sizeLimit else { throw .tooDeep }
    known[self] = image
    return image
  }
}

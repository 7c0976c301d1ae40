import Symbolic

/// What an unknown is taken to be: a value, or for a family the value of each member by its indices.
struct UnknownValue: Sendable, Hashable {
  /// The unknown.
  let symbol: Symbol
  /// The indices of a family's member, which occur in the body; none for a plain symbol.
  let parameters: [Symbol]
  /// The value.
  let body: Term

  /// What has a value where all values of the unknown have one, inside of its domain: the value, or its inverse where
  /// the domain asks for one; of a family, the sum over its members.
  func existence(_ declarations: Declarations) -> Term? {
    let member = inverted ?? body
    guard !parameters.isEmpty else { return member }
    guard let ranges = declarations.families[symbol], ranges.count == parameters.count else { return nil }
    var sum = member
    for (parameter, range) in zip(parameters, ranges).reversed() {
      guard let next = try? Term(.summation(parameter), [Term(range.lower), Term(range.upper), sum]) else { return nil }
      sum = next
    }
    return sum
  }

  /// The inverse of a value that has to have one.
  private var inverted: Term? {
    switch symbol.domain {
    case .positive where body.shape.isScalar: try? Term(.quotient, [Term(1), body])
    case .positiveDefinite, .invertible: try? Term(.inverse, [body])
    default: nil
    }
  }

  /// The value of the member at these indices.
  func value(at indices: [Term]) throws(TermError) -> Term {
    guard indices.count == parameters.count else {
      throw .wrongCount(operation: symbol.name, expected: "\(parameters.count) indices", found: indices.count)
    }
    return try body.substituting(Dictionary(zip(parameters, indices), uniquingKeysWith: { first, _ in first }))
  }
}

extension Term {
  /// The term with unknowns replaced by what they are taken to be, members of families one by one.
  ///
  /// Where a derivative is by a member μ_k, the family is μ* but for that member: μ_j = μ*_j + [j = k] (x − μ*_k), and the
  /// derivative is by x at μ*_k.
  func taking(_ values: [UnknownValue]) throws(TermError) -> Term {
    var result = self
    for value in values { result = try result.taking(value, room: Term.depthLimit) }
    return result
  }

  private func taking(_ value: UnknownValue, room: Int) throws(TermError) -> Term {
    guard freeSymbols.contains(value.symbol) else { return self }
    if value.parameters.isEmpty { return try substituting([value.symbol: value.body]) }
    guard room > 0 else { throw .tooDeep }
    switch head {
    case .application(value.symbol):
      var indices: [Term] = []
      for argument in arguments { indices.append(try argument.taking(value, room: room - 1)) }
      return try value.value(at: indices)
    case .memberGradient(value.symbol):
      guard let body = arguments.last else { return self }
      var indices: [Term] = []
      for argument in arguments.dropLast() { indices.append(try argument.taking(value, room: room - 1)) }
      let point = try value.value(at: indices)
      let taken = body.freeSymbols.union(point.freeSymbols).union(value.body.freeSymbols)
      let member = Symbol(value.symbol.name, value.symbol.sort, value.symbol.domain).fresh(avoiding: taken)
      let change = try Term(.sum, [Term(member), Term(.negation, [point])])
      // The parameters are renamed, so that "[j = k]" is not "[k = k]".
      var renamed: [Symbol: Term] = [:]
      var parameters: [Symbol] = []
      var avoided = taken.union(indices.reduce(into: Set<Symbol>()) { $0.formUnion($1.freeSymbols) })
      for parameter in value.parameters {
        let other = parameter.fresh(avoiding: avoided)
        avoided.insert(other)
        renamed[parameter] = Term(other)
        parameters.append(other)
      }
      var factors: [Term] = []
      for (parameter, index) in zip(parameters, indices) {
        factors.append(try Term(.indicator, [Term(parameter), index]))
      }
      let moved = UnknownValue(
        symbol: value.symbol, parameters: parameters,
        body: try Term(.sum, [value.body.substituting(renamed), Term(.product, factors + [change])]))
      return try Term(.gradient(member), [point, body.taking(moved, room: room - 1)])
    default: break
    }
    var children: [Term] = []
    if let bound = head.bound, value.body.freeSymbols.subtracting(value.parameters).contains(bound),
      let body = arguments.last, body.freeSymbols.contains(value.symbol)
    {
      // The bound name would catch a name of the value.
      let other = bound.fresh(avoiding: body.freeSymbols.union(value.body.freeSymbols))
      for argument in arguments.dropLast() { children.append(try argument.taking(value, room: room - 1)) }
      children.append(try body.substituting([bound: Term(other)]).taking(value, room: room - 1))
      return try Term(head.binding(other), children)
    }
    for argument in arguments { children.append(try argument.taking(value, room: room - 1)) }
    return try Term(head, children)
  }
}

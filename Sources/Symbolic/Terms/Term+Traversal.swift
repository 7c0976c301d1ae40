extension Term {
  /// The term with each child replaced by what the closure makes of it; the same node where nothing changes.
  public func mapArguments(_ transform: (Term) throws -> Term) throws -> Term {
    var changed = false
    var mapped: [Term] = []
    mapped.reserveCapacity(arguments.count)
    for argument in arguments {
      let image = try transform(argument)
      changed = changed || image.node !== argument.node
      mapped.append(image)
    }
    return changed ? try Term(head, mapped) : self
  }

  /// The subterm at a path of child numbers.
  public func subterm(at path: some Collection<Int>) -> Term? {
    guard let first = path.first else { return self }
    guard arguments.indices.contains(first) else { return nil }
    return arguments[first].subterm(at: path.dropFirst())
  }

  /// The term with the subterm at the path replaced.
  public func replacing(at path: some Collection<Int>, with replacement: Term) throws(TermError) -> Term {
    guard let first = path.first, arguments.indices.contains(first) else { return replacement }
    var children = arguments
    children[first] = try children[first].replacing(at: path.dropFirst(), with: replacement)
    return try Term(head, children)
  }

  /// Calls the closure with every subterm and its path, parents before children.
  public func forEachSubterm(_ visit: (Term, [Int]) -> Void) {
    func walk(_ term: Term, _ path: [Int]) {
      visit(term, path)
      for (index, argument) in term.arguments.enumerated() { walk(argument, path + [index]) }
    }
    walk(self, [])
  }

  /// Whether any subterm, this one included, satisfies the condition.
  public func contains(where condition: (Term) -> Bool) -> Bool {
    condition(self) || arguments.contains { $0.contains(where: condition) }
  }

  /// The term with free symbols replaced; bound symbols that a replacement would capture are renamed.
  ///
  /// - Throws: `TermError` where a replacement has another shape.
  public func substituting(_ replacements: [Symbol: Term]) throws(TermError) -> Term {
    if replacements.isEmpty || freeSymbols.isDisjoint(with: replacements.keys) { return self }
    if let symbol, let replacement = replacements[symbol] { return replacement }
    var head = head
    var children = arguments
    var inner = replacements
    if let bound = head.bound, let last = children.indices.last {
      inner[bound] = nil
      let incoming = inner.filter { children[last].freeSymbols.contains($0.key) }.values
      if incoming.contains(where: { $0.freeSymbols.contains(bound) }) {
        let taken = incoming.reduce(children[last].freeSymbols) { $0.union($1.freeSymbols) }
        let fresh = bound.fresh(avoiding: taken)
        head = head.binding(fresh)
        inner[bound] = Term(fresh)
      }
      for index in children.indices.dropLast() { children[index] = try children[index].substituting(replacements) }
      children[last] = try children[last].substituting(inner)
    } else {
      for index in children.indices { children[index] = try children[index].substituting(replacements) }
    }
    if case .application(let function) = head, let replacement = replacements[function]?.symbol {
      head = .application(replacement)
    }
    if case .memberGradient(let family) = head, let replacement = replacements[family]?.symbol {
      head = .memberGradient(replacement)
    }
    if case .law(let part) = head, let replacement = replacements[part.law]?.symbol {
      head = .law(LawPart(law: replacement, of: part.of, given: part.given))
    }
    return try Term(head, children)
  }
}

extension Symbol {
  /// A symbol of the same kind whose name is none of those given.
  public func fresh(avoiding taken: some Collection<Symbol>) -> Symbol {
    let names = Set(taken.map(\.name))
    var number = 1
    while names.contains("\(name)'\(number)") { number += 1 }
    return renamed("\(name)'\(number)")
  }
}

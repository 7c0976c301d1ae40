extension Term {
  /// The term with the bound names of the normal form replaced by names that people use: i, j, … and x, y, ….
  func withReadableNames() throws -> Term {
    guard usesReservedNames else { return self }
    return try renamingBound(taken: Set(allNames))
  }

  private var allNames: [String] {
    var names: [String] = []
    forEachSubterm { term, _ in names += term.head.names.map(\.name) }
    return names
  }

  private func renamingBound(taken: Set<String>) throws -> Term {
    guard usesReservedNames else { return self }
    guard let bound = head.bound, bound.name.hasPrefix("#"), let body = arguments.last else {
      return try Term(head, arguments.map { try $0.renamingBound(taken: taken) })
    }
    let candidates = bound.name.hasPrefix("#x") ? ["x", "y", "z", "w", "u", "v"] : ["i", "j", "k", "l", "r", "s"]
    let name =
      candidates.first { !taken.contains($0) }
      ?? bound.renamed(candidates[0]).fresh(
        avoiding: taken.map { bound.renamed($0) }
      ).name
    let renamed = bound.renamed(name)
    let inner = taken.union([name])
    let others = try arguments.dropLast().map { try $0.renamingBound(taken: taken) }
    let renamedBody = try body.substituting([bound: Term(renamed)]).renamingBound(taken: inner)
    return try Term(head.binding(renamed), others + [renamedBody])
  }
}

import Symbolic

/// The spellings of the command line for what has a sign of its own in LaTeX.
extension SyntaxReader {
  /// grad(x, f), argmax(x, f), lim(x -> a, f), kron(A, B), vec(A) and delta(i, j).
  @inline(never)
  mutating func plainCall(_ word: String, from start: Int) throws(NotationError) -> Syntax? {
    guard style == .plain, !isDeclared(word) else { return nil }
    if word == "infinity" {
      position += 1
      return Syntax(.constant(.infinity), tokens[position - 1].range)
    }
    guard SyntaxReader.plainWords.contains(word), token(1) == .symbol("(") else { return nil }
    let saved = position
    position += 1
    let (inside, end) = try bracketed()
    let parts = SyntaxReader.split(inside, at: [","])
    let range = start..<end
    if word == "vec" {
      guard parts.count == 1 else {
        position = saved
        return nil
      }
      return Syntax(.function(.vectorization, try sub(inside)), range)
    }
    guard parts.count >= 2, let first = parts.first, let last = parts.last else {
      throw error(range, "\(word) takes two arguments")
    }
    switch word {
    case "kron": return Syntax(.kroneckerProduct(try sub(parts[0]), try sub(parts[1])), range)
    case "delta": return Syntax(.indicator(.equal, try sub(parts[0]), try sub(parts[1])), range)
    case "grad":
      // Only the first comma outside brackets separates: grad(x, f).
      if let equals = first.firstIndex(where: { $0.isSymbol("=") }) {
        let variable = try sub(Array(first[..<equals]))
        let body = Syntax(.derivative(by: [variable], order: 1, try sub(last)), range)
        return Syntax(.evaluated(body, [(variable, try sub(Array(first[(equals + 1)...])))]), range)
      }
      return Syntax(.derivative(by: [try sub(first)], order: 1, try sub(last)), range)
    case "lim":
      guard let dash = first.firstIndex(where: { $0.isSymbol("-") }), dash + 1 < first.count,
        first[dash + 1].isSymbol(">"), let name = nameText(Array(first[..<dash]))
      else { throw error(range, "a limit is written lim(x -> a, f)") }
      let variable = try sub(Array(first[..<dash]), binding: [name])
      let point = try sub(Array(first[(dash + 2)...]))
      return Syntax(.limit(variable, to: point, try sub(last, binding: [name])), range)
    default:
      guard let found = SyntaxReader.extremum(word), let name = nameText(first) else {
        throw error(range, "\(word) is written \(word)(x, f)")
      }
      let variable = try sub(first, binding: [name])
      return Syntax(
        .optimum(
          found.extremum, isArgument: found.isArgument, over: [variable], try sub(last, binding: [name]), subjectTo: []),
        range)
    }
  }

  private static let plainWords: Set<String> = [
    "grad", "argmax", "argmin", "max", "min", "lim", "kron", "vec", "delta",
  ]

  /// [A, B; C, D], nil where the brackets hold one expression.
  @inline(never)
  mutating func plainMatrix(from start: Int) throws(NotationError) -> Syntax? {
    guard style == .plain, let group = TokenGroups.group(tokens[...], at: position) else { return nil }
    let inside = Array(tokens[group.content])
    let rows = SyntaxReader.split(inside, at: [";"]).map { SyntaxReader.split($0, at: [","]) }
    guard rows.count > 1 || rows[0].count > 1 else { return nil }
    position = group.end
    var read: [[Syntax]] = []
    for row in rows {
      var entries: [Syntax] = []
      for entry in row { entries.append(try sub(entry)) }
      read.append(entries)
    }
    return Syntax(.matrix(read), start..<max(start, end))
  }
}

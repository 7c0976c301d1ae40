import Symbolic

/// Derivatives, optima, limits and products of matrices in the plain spelling: each a word with its arguments.
extension SyntaxReader {
  /// grad(x, f), argmax(x, f), lim(x -> a, f), delta(i, j), kron(A, B), vec(A) and infinity.
  mutating func plainOperation(_ word: String, from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    if word == "infinity" {
      position += advance
      return Syntax(.constant(.infinity), start..<end)
    }
    guard token(advance) == .symbol("("), let form = PlainOperation(word) else { return nil }
    let before = position
    position += advance
    let (inside, end) = try bracketed()
    let parts = SyntaxReader.split(inside, at: [","])
    if form == .vectorization, parts.count != 1 {
      // vec(i=1..n, f), the vector of the values f.
      position = before
      return nil
    }
    guard parts.count == form.count else { throw error(start..<end, "it is written \(form.example)") }
    let range = start..<end
    switch form {
    case .gradient: return try plainGradient(parts, range)
    case .argmax, .argmin, .max, .min:
      let extremum = form == .argmax || form == .max ? Extremum.maximum : .minimum
      let isArgument = form == .argmax || form == .argmin
      if let equals = parts[0].firstIndex(where: { $0.isSymbol("=") }) {
        // An index with its range.
        let limits = try plainLimits(parts[0])
        let variable = try variable(Array(parts[0][..<equals]))
        let ends = Syntax(.dots(try sub(limits.lower), try sub(limits.upper)), variable.range)
        let condition = Syntax(.comparison(.member, variable, ends), variable.range)
        let body = try sub(parts[1], binding: [limits.index])
        return Syntax(.optimum(extremum, isArgument: isArgument, over: [variable], body, subjectTo: [condition]), range)
      }
      let variable = try variable(parts[0])
      let body = try sub(parts[1], binding: SyntaxReader.name(of: variable).filter { law(named: $0) != $0 })
      return Syntax(.optimum(extremum, isArgument: isArgument, over: [variable], body, subjectTo: []), range)
    case .limit:
      guard let arrow = parts[0].indices.first(where: { SyntaxReader.isArrow(parts[0], at: $0) }) else {
        throw error(range, "it is written \(form.example)")
      }
      let variable = try variable(Array(parts[0][..<arrow]))
      let point = try sub(Array(parts[0][arrow...].drop { $0.isSymbol("-") || $0.isSymbol(">") || $0.isCommand("to") }))
      return Syntax(.limit(variable, to: point, try sub(parts[1], binding: SyntaxReader.name(of: variable))), range)
    case .delta: return Syntax(.indicator(.equal, try sub(parts[0]), try sub(parts[1])), range)
    case .kronecker: return Syntax(.kroneckerProduct(try sub(parts[0]), try sub(parts[1])), range)
    case .vectorization: return Syntax(.function(.vectorization, try sub(parts[0])), range)
    }
  }

  /// [A, B; C, D]
  func plainMatrix(_ inside: [Token], _ range: Range<Int>) throws(NotationError) -> Syntax {
    var rows: [[Syntax]] = []
    for row in SyntaxReader.split(inside, at: [";"]) {
      var entries: [Syntax] = []
      for entry in SyntaxReader.split(row, at: [","]) { entries.append(try sub(entry)) }
      rows.append(entries)
    }
    return Syntax(.matrix(rows), range)
  }

  private func plainGradient(_ parts: [[Token]], _ range: Range<Int>) throws(NotationError) -> Syntax {
    let sides = SyntaxReader.split(parts[0], at: ["="])
    let variable = try variable(sides[0])
    let derivative = Syntax(.derivative(by: [variable], order: 1, try sub(parts[1])), range)
    guard sides.count == 2 else { return derivative }
    return Syntax(.evaluated(derivative, [(variable, try sub(sides[1]))]), range)
  }

  /// A name that need not be declared, such as an index, or a member of a family.
  private func variable(_ tokens: [Token]) throws(NotationError) -> Syntax {
    if tokens.count == 1, let name = SyntaxReader.plainName(tokens[0]) {
      return Syntax(.name(name), tokens[0].range)
    }
    return try sub(tokens)
  }

  private static func name(of variable: Syntax) -> [String] {
    if case .name(let name) = variable.kind { [name] } else { [] }
  }

  private static func isArrow(_ tokens: [Token], at place: Int) -> Bool {
    if tokens[place].isCommand("to") { return true }
    return tokens[place].isSymbol("-") && place + 1 < tokens.count && tokens[place + 1].isSymbol(">")
  }
}

/// The words of the plain spelling that take a variable or two expressions.
private enum PlainOperation: String {
  case gradient = "grad"
  case argmax, argmin, max, min
  case limit = "lim"
  case delta
  case kronecker = "kron"
  case vectorization = "vec"

  init?(_ word: String) { self.init(rawValue: word) }

  var count: Int { self == .vectorization ? 1 : 2 }

  var example: String {
    switch self {
    case .gradient: "grad(x, f) or grad(x = a, f)"
    case .argmax, .argmin, .max, .min: "\(rawValue)(x, f)"
    case .limit: "lim(x -> a, f)"
    case .delta: "delta(i, j)"
    case .kronecker: "kron(A, B)"
    case .vectorization: "vec(A) or vec(i=1..n, f)"
    }
  }
}

import Symbolic

/// Laws, derivatives, optima, matrices and indicators as text.
extension Printer {
  /// p(x, z | y) of a law at points, or as a distribution where there are none.
  func law(_ part: LawPart, given: [Term], at points: [Term]) -> String {
    let list = { (variables: [Symbol], values: [Term]) in
      variables.enumerated().map { place, variable in
        let own = name(variable.name)
        guard place < values.count, values[place].symbol != variable else { return own }
        return "\(own) = \(write(values[place]))"
      }.joined(separator: ", ")
    }
    let bar = isLatex ? #" \mid "# : " | "
    let inside = list(part.of, points) + (part.given.isEmpty ? "" : bar + list(part.given, given))
    return name(part.law.name) + bracketed(inside)
  }

  /// A member of a family, or a function of its arguments.
  func application(_ function: Symbol, _ arguments: [Term]) -> String {
    guard arguments.allSatisfy(Printer.isIndex) else {
      return call(name(function.name), function.name, arguments)
    }
    let list = arguments.map { write($0) }
    guard isLatex else { return "\(function.name)[\(list.joined(separator: ", "))]" }
    let isScripted = function.name.contains { $0 == "_" || $0 == "^" || $0 == "'" }
    let base = isScripted ? bracketed(name(function.name)) : name(function.name)
    return base + "_{\(list.joined(separator: ","))}"
  }

  /// Whether the term is made as indices are: of whole numbers, dimensions and indices.
  static func isIndex(_ term: Term) -> Bool {
    switch term.head {
    case .number(let number): number.isInteger
    case .dimension: true
    case .symbol(let symbol): symbol.domain == .natural
    case .sum, .negation: term.arguments.allSatisfy(isIndex)
    default: false
    }
  }

  /// A derivative by a symbol, at a point where that is another.
  func gradient(_ variable: Symbol, _ point: Term, _ body: Term) -> String {
    let isOwn = point.symbol == variable
    guard isLatex else {
      return "grad(\(variable.name)\(isOwn ? "" : " = " + write(point)), \(write(body)))"
    }
    let text = derivative(by: name(variable.name), body)
    return isOwn ? text : #"\left. \#(text) \right|_{\#(name(variable.name)) = \#(write(point))}"#
  }

  /// A derivative by the member of a family.
  func memberGradient(_ family: Symbol, _ arguments: [Term]) -> String {
    let member = application(family, arguments.dropLast())
    let body = arguments[arguments.count - 1]
    return isLatex ? derivative(by: member, body) : "grad(\(member), \(write(body)))"
  }

  private func derivative(by variable: String, _ body: Term) -> String {
    #"\frac{\partial}{\partial \#(variable)} \#(enclosed("[", write(body), "]"))"#
  }

  /// arg max_x f and max_x f.
  func optimum(_ variable: Symbol, _ extremum: Extremum, isArgument: Bool, _ body: Term, _ followed: Bool) -> String {
    let word = extremum == .maximum ? "max" : "min"
    guard isLatex else { return "\(isArgument ? "arg" : "")\(word)(\(variable.name), \(write(body)))" }
    let sign = (isArgument ? #"\arg"# : "") + #"\\#(word)_{\#(name(variable.name))}"#
    let text = isArgument ? "\(sign) \(bracketed(write(body)))" : "\(sign) \(operand(body, .product))"
    return followed ? bracketed(text) : text
  }

  /// lim_{x → a} f.
  func limit(_ variable: Symbol, _ point: Term, _ body: Term, _ followed: Bool) -> String {
    guard isLatex else { return "lim(\(variable.name) -> \(write(point)), \(write(body)))" }
    let text = #"\lim_{\#(name(variable.name)) \to \#(write(point))} \#(operand(body, .product))"#
    return followed ? bracketed(text) : text
  }

  /// A ⊗ B.
  func kroneckerProduct(_ arguments: [Term]) -> String {
    guard isLatex else { return call("", "kron", arguments) }
    return arguments.map { operand($0, .script) }.joined(separator: #" \otimes "#)
  }

  /// [i = j].
  func indicator(_ arguments: [Term]) -> String {
    guard isLatex else { return call("", "delta", arguments) }
    return #"\mathbb{1}[\#(write(arguments[0])) = \#(write(arguments[1]))]"#
  }

  /// A matrix by its blocks.
  func blocks(_ arguments: [Term], columns: Int) -> String {
    let rows = stride(from: 0, to: arguments.count, by: columns).map { start in
      arguments[start..<min(start + columns, arguments.count)].map { write($0) }
    }
    guard isLatex else { return "[" + rows.map { $0.joined(separator: ", ") }.joined(separator: "; ") + "]" }
    let body = rows.map { $0.joined(separator: " & ") }.joined(separator: #" \\ "#)
    return #"\begin{pmatrix} \#(body) \end{pmatrix}"#
  }
}

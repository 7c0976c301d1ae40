import Symbolic

extension Printer {
  /// A derivative, an optimum or a limit: a term that acts on a body as a whole.
  func operation(_ term: Term) -> String {
    let arguments = term.arguments
    let body = arguments[arguments.count - 1]
    switch term.head {
    case .gradient(let variable): return gradient(variable, at: arguments[0], body)
    case .memberGradient(let family):
      let place = member(family, Array(arguments.dropLast()))
      return isLatex ? derivative(place, body) : "grad(\(place), \(write(body)))"
    case .optimizer(let variable, let extremum):
      let side = extremum == .maximum ? "max" : "min"
      return optimum(#"\operatorname*{arg\,\#(side)}"#, "arg\(side)", variable, body)
    case .extremum(let variable, let extremum):
      let side = extremum == .maximum ? "max" : "min"
      return optimum(#"\\#(side)"#, side, variable, body)
    case .limit(let variable):
      let point = write(arguments[0])
      guard isLatex else { return "lim(\(variable.name) -> \(point), \(write(body)))" }
      return #"\lim_{\#(name(variable.name)) \to \#(point)} "# + enclosed("[", write(body), "]")
    default: return call("", "", arguments)
    }
  }

  private func gradient(_ variable: Symbol, at point: Term, _ body: Term) -> String {
    let isHere = point.symbol == variable
    guard isLatex else {
      return "grad(\(variable.name)\(isHere ? "" : " = " + write(point)), \(write(body)))"
    }
    let text = derivative(name(variable.name), body)
    return isHere ? text : #"\left. \#(text) \right|_{\#(name(variable.name)) = \#(write(point))}"#
  }

  private func derivative(_ variable: String, _ body: Term) -> String {
    #"\frac{\partial}{\partial \#(variable)} "# + enclosed("[", write(body), "]")
  }

  private func optimum(_ latex: String, _ plain: String, _ variable: Symbol, _ body: Term) -> String {
    guard isLatex else { return "\(plain)(\(variable.name), \(write(body)))" }
    return "\(latex)_{\(name(variable.name))} " + enclosed("[", write(body), "]")
  }

  /// The member of a family at its indices.
  func member(_ family: Symbol, _ indices: [Term]) -> String {
    let list = indices.map { write($0) }
    guard isLatex else { return family.name + "[\(list.joined(separator: ", "))]" }
    return memberBase(family) + "_{\(list.joined(separator: ","))}"
  }

  /// The name of a family before the indices of a member, in braces where it has scripts of its own.
  func memberBase(_ family: Symbol) -> String {
    let isBare = !family.name.contains { $0 == "_" || $0 == "^" || $0 == "'" }
    return isBare ? name(family.name) : "{\(name(family.name))}"
  }

  /// p(z | x) with the variables named where the values do not show which they are.
  func law(_ part: LawPart, _ given: [Term], at points: [Term]) -> String {
    func list(_ variables: [Symbol], _ values: [Term]) -> String {
      zip(variables, values).map { variable, value in
        let shown: Symbol? = if case .application(let function) = value.head { function } else { value.symbol }
        if shown?.name == variable.name { return write(value) }
        return "\(name(variable.name)) = \(write(value))"
      }.joined(separator: ", ")
    }
    let left = list(part.of, points)
    guard !given.isEmpty else { return name(part.law.name) + bracketed(left) }
    return name(part.law.name) + bracketed(left + (isLatex ? #" \mid "# : " | ") + list(part.given, given))
  }

  /// A matrix of blocks.
  func blocks(_ blocks: [Term], columns: Int) -> String {
    let rows = stride(from: 0, to: blocks.count, by: columns).map { start in
      blocks[start..<min(start + columns, blocks.count)].map { write($0) }
    }
    guard isLatex else { return "[\(rows.map { $0.joined(separator: ", ") }.joined(separator: "; "))]" }
    return #"\begin{bmatrix} "# + rows.map { $0.joined(separator: " & ") }.joined(separator: #" \\ "#)
      + #" \end{bmatrix}"#
  }
}

import Symbolic

extension Printer {
  /// A term that binds a name.
  func binder(_ term: Term, _ followed: Bool) -> String {
    let arguments = term.arguments
    let body = arguments[arguments.count - 1]
    switch term.head {
    case .vector(let index, let count):
      let top = Printer.isPolynomial(count) && !isLatex ? bracketed(dimension(count)) : dimension(count)
      let list = write(body)
      if isLatex {
        return #"\operatorname{vec}_{\#(name(index.name))=1}^{\#(top)}"# + bracketed(list)
      }
      return "vec(\(range(index, "1", top)), \(list))"
    case .summation(let index): return repeated(#"\sum"#, "sum", index, arguments, followed)
    case .productOver(let index), .independent(let index):
      return repeated(#"\prod"#, "prod", index, arguments, followed)
    case .integral(let variable):
      guard isLatex else { return "int(\(variable.name), \(write(body)))" }
      let inside = body.head.isIntegral ? bracketed(write(body)) : operand(body, .product, true)
      return #"\int \#(inside) \, d\#(name(variable.name))"#
    case .expectation(let variable):
      if case .independent = arguments[0].head { return expectationOverDraws(variable, arguments) }
      let distribution = write(arguments[0])
      if isLatex {
        let text = #"\mathbb{E}_{\#(name(variable.name)) \sim \#(distribution)}"#
        return text + enclosed("[", write(body), "]")
      }
      return "E(\(variable.name) ~ \(distribution), \(write(body)))"
    default: return call("", "", arguments)
    }
  }

  /// E over z_{1:L} ~ Π_j q_j.
  private func expectationOverDraws(_ family: Symbol, _ arguments: [Term]) -> String {
    let distribution = write(arguments[0])
    if isLatex {
      let (lower, upper) = (write(arguments[0].arguments[0]), write(arguments[0].arguments[1]))
      let variable = memberBase(family) + "_{\(lower):\(upper)}"
      return #"\mathbb{E}_{\#(variable) \sim \#(distribution)}"# + enclosed("[", write(body(arguments)), "]")
    }
    return "E(\(family.name) ~ \(distribution), \(write(body(arguments))))"
  }

  private func body(_ arguments: [Term]) -> Term { arguments[arguments.count - 1] }

  private func repeated(
    _ latex: String, _ plain: String, _ index: Symbol, _ arguments: [Term], _ followed: Bool
  ) -> String {
    let (lower, upper, body) = (arguments[0], arguments[1], arguments[2])
    guard isLatex else {
      let range = range(index, operand(lower, .factor), operand(upper, .factor))
      return "\(plain)(\(range), \(write(body)))"
    }
    let limits = "_{\(name(index.name))=\(write(lower))}^{\(write(upper))}"
    let text = "\(latex)\(limits) \(operand(body, .product))"
    // The scope of the sum has no end of its own.
    return followed ? bracketed(text) : text
  }

  private func range(_ index: Symbol, _ lower: String, _ upper: String) -> String {
    // Without the blank, a point and a digit would make a decimal.
    "\(index.name)=\(lower)..\(upper.first?.isNumber ?? false ? " " : "")\(upper)"
  }
}

extension Head {
  fileprivate var isIntegral: Bool {
    if case .integral = self { true } else { false }
  }
}

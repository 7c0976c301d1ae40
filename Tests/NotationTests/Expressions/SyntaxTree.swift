import Symbolic

@testable import Notation

/// A formula's syntax as text, one word for each kind, so that a test can say what was read.
enum SyntaxTree {
  /// The tree of a formula in LaTeX.
  static func read(_ text: String, _ declarations: Declarations = Declarations(), isLenient: Bool = false) throws
    -> String
  {
    let source = Source(name: "<formula>", text: text)
    let tokens = try Lexer.tokens(source, 0..<source.bytes.count, style: .latex)
    var reader = SyntaxReader(
      source: source, declarations: declarations, style: .latex, bound: [],
      tokens: tokens.filter { $0.kind != .end }, isLenient: isLenient)
    return tree(try reader.readAll())
  }

  private static func call(_ word: String, _ parts: [Syntax]) -> String {
    "\(word)(\(parts.map(tree).joined(separator: ", ")))"
  }

  private static func arguments(_ list: [Syntax.LawArgument]) -> String {
    list.map { argument in
      (argument.variable.map { tree($0) + " = " } ?? "") + tree(argument.value)
    }.joined(separator: ", ")
  }

  private static func given(_ list: [Syntax.LawArgument]) -> String { list.isEmpty ? "" : " | " + arguments(list) }

  private static func over(_ subscript_: Syntax.Subscript) -> String {
    switch subscript_ {
    case .none: ""
    case .variables(let names, let distribution): "_{\(names.joined(separator: ", ")) ~ \(tree(distribution))}"
    case .draws(let name, let distribution): "_{\(name)[:] ~ \(tree(distribution))}"
    case .distribution(let distribution): "_{\(tree(distribution))}"
    case .conditional(let of, let given): "_{\(arguments(of))\(self.given(given))}"
    case .several(let parts): "_{" + parts.map(over).joined() + "}"
    }
  }

  /// The text of a tree.
  static func tree(_ syntax: Syntax) -> String {
    switch syntax.kind {
    case .number(let number): return "\(number)"
    case .constant(let constant): return constant.rawValue
    case .name(let name): return name
    case .identity(let dimension): return "I" + (dimension.map { "[\($0)]" } ?? "")
    case .filled(let value, let sizes): return "\(value)\(sizes)"
    case .sum(let parts): return call("sum", parts)
    case .negation(let a): return call("minus", [a])
    case .product(let parts): return call("times", parts)
    case .quotient(let a, let b): return call("over", [a, b])
    case .power(let a, let b): return call("power", [a, b])
    case .transpose(let a): return call("transpose", [a])
    case .superscriptT(let a): return call("superscriptT", [a])
    case .pseudoinverse(let a): return call("pseudoinverse", [a])
    case .function(let function, let a): return call("\(function)", [a])
    case .bars(let a): return call("bars", [a])
    case .hadamardProduct(let a, let b): return call("hadamard", [a, b])
    case .innerProduct(let a, let b): return call("inner", [a, b])
    case .kroneckerProduct(let a, let b): return call("kronecker", [a, b])
    case .entry(let base, let indices): return call("entry", [base] + indices)
    case .dots(let a, let b): return call("dots", [a, b])
    case .tuple(let parts): return call("tuple", parts)
    case .matrix(let rows): return "[" + rows.map { $0.map(tree).joined(separator: ", ") }.joined(separator: "; ") + "]"
    case .ellipsis: return "…"
    case .everyIndex: return "•"
    case .scopedLogarithm(let a, let behind): return call("scoped logarithm", [a] + behind)
    case .cases(let rows):
      return call("cases", rows.map { row in Syntax(.tuple([row.value] + row.conditions), row.value.range) })
    case .comparison(let comparison, let a, let b): return call("\(comparison)", [a, b])
    case .indicator(let comparison, let a, let b): return call("indicator \(comparison)", [a, b])
    case .vector(let index, let lower, let upper, let a): return call("vector \(index)", [lower, upper, a])
    case .range(let limits, let body): return range(limits, body)
    case .integral(let variable, let a): return call("integral \(variable)", [a])
    case .integralOver(let variable, let a): return call("integral", [variable, a])
    case .integralThrough(let value, let variable, let a): return call("integral \(variable) through", [value, a])
    case .expectation(let subscript_, let a): return "E\(over(subscript_))[\(tree(a))]"
    case .conditionalExpectation(let subscript_, let a, let given):
      return "E\(over(subscript_))[\(tree(a))\(self.given(given))]"
    case .covariance(let subscript_, let a, let b, let given):
      return "Cov\(over(subscript_))[" + [a, b].compactMap { $0.map(tree) }.joined(separator: ", ")
        + self.given(given) + "]"
    case .gaussian(let a, let b): return call("N", [a, b])
    case .matrixGaussian(let a, let b, let c): return call("MN", [a, b, c])
    case .moments(let a, let b): return call("D", [a, b])
    case .density(let distribution, let point): return call("density", [distribution, point])
    case .lawDensity(let density):
      let parameters = density.parameters.isEmpty ? "" : "; " + arguments(density.parameters)
      return "\(density.law)<\(arguments(density.of))\(given(density.given))\(parameters)>"
    case .divergence(let a, let b): return call("KL", [a, b])
    case .entropy(let a): return call("H", [a])
    case .conditionalEntropy(let of, let given): return "H(\(arguments(of))\(self.given(given)))"
    case .mutualInformation(let a, let b): return call("information", [a, b])
    case .application(let name, let parts): return call("\(name)@", parts)
    case .derivedApplication(let name, let order, let parts): return call("\(name)'\(order)@", parts)
    case .derivative(let variables, let order, let a):
      return "d\(order)/\(variables.map(tree).joined(separator: " "))(\(tree(a)))"
    case .evaluated(let a, let places):
      return "\(tree(a))|" + places.map { "\(tree($0.0)) = \(tree($0.1))" }.joined(separator: ", ")
    case .optimum(let extremum, let isArgument, let variables, let a, let conditions):
      return call("\(isArgument ? "arg " : "")\(extremum)", variables + [a] + conditions)
    case .limit(let variable, let point, let a): return call("limit", [variable, point, a])
    }
  }

  private static func range(_ limits: Syntax.Limits, _ body: Syntax) -> String {
    var text = limits.isSum ? "Sum" : "Product"
    text += " " + (limits.variable.map(tree) ?? limits.index)
    if let lower = limits.lower { text += " from \(tree(lower))" }
    if let upper = limits.upper { text += " to \(tree(upper))" }
    if let set = limits.set { text += " in \(tree(set))" }
    for value in limits.excluded { text += " but \(tree(value))" }
    return "\(text) (\(tree(body)))"
  }
}

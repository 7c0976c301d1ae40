/// A density that is told from others of its letter by the names in its brackets, such as p(y | β, τ) beside p(β, τ).
///
/// Its values are those of a function symbol of its variables, of those that are distributed before those that are given.
/// Where the function stands for a formula, the density is known.
public struct DensityForm: Hashable, Sendable {
  /// The names of what is distributed.
  public let of: [String]
  /// The names of what is given.
  public let given: [String]
  /// The function of all of them, in order.
  public let function: Symbol

  /// The density of these variables given those.
  ///
  /// - Parameter letter: what is written before the brackets.
  public init(letter: String, of: [String], given: [String]) {
    self.of = of
    self.given = given
    let bar = given.isEmpty ? "" : " | " + given.joined(separator: ", ")
    function = Symbol("\(letter)(\(of.joined(separator: ", "))\(bar))", Shape.scalar, .positive)
  }

  /// All names, in the order of the function's arguments.
  public var names: [String] { of + given }
}

extension Declarations {
  /// The densities of that letter that nothing is known of but their names.
  public func isOpen(_ form: DensityForm) -> Bool { formulas[form.function] == nil }
}

extension Term {
  /// The term with a function replaced by the formula that it stands for.
  ///
  /// - Throws: `TermError` where a name of the formula would be bound at its place, or the result is too deep.
  public func applying(_ formula: Formula, for function: Symbol) throws(TermError) -> Term {
    guard freeSymbols.contains(function) else { return self }
    var children: [Term] = []
    for argument in arguments { children.append(try argument.applying(formula, for: function)) }
    if case .application(function) = head {
      guard children.count == formula.parameters.count else {
        throw .wrongCount(
          operation: function.name, expected: "\(formula.parameters.count) arguments", found: children.count)
      }
      return try formula.body.substituting(
        Dictionary(zip(formula.parameters, children), uniquingKeysWith: { first, _ in first }))
    }
    if let bound = head.bound, let body = arguments.last, body.freeSymbols.contains(function),
      formula.body.freeSymbols.subtracting(formula.parameters).contains(bound)
    {
      let other = bound.fresh(avoiding: body.freeSymbols.union(formula.body.freeSymbols))
      children[children.count - 1] = try body.substituting([bound: Term(other)]).applying(formula, for: function)
      return try Term(head.binding(other), children)
    }
    return try Term(head, children)
  }
}

/// An identity from a file, usable as a rewriting step: an equation that holds for all values of its symbols.
public struct Identity: Sendable {
  /// The slug of its claim.
  public let name: String
  /// The left side.
  public let left: Term
  /// The right side.
  public let right: Term
  /// The symbols that may be replaced: those that occur on either side, in a fixed order.
  public let variables: [Symbol]

  /// The identity of that name; definitions among its declarations are written out.
  public init(name: String, left: Term, right: Term, declarations: Declarations) throws(TermError) {
    let (left, right) = (try left.unfolding(declarations.definitions), try right.unfolding(declarations.definitions))
    self.init(
      name: name, left: left, right: right,
      variables: left.freeSymbols.union(right.freeSymbols).sorted { $0.name < $1.name })
  }

  private init(name: String, left: Term, right: Term, variables: [Symbol]) {
    self.name = name
    self.left = left
    self.right = right
    self.variables = variables
  }

  /// The identity read from right to left.
  public var reversed: Identity { Identity(name: name, left: right, right: left, variables: variables) }
}

/// What the symbols and dimensions of an identity stand for.
public struct Substitution: Sendable, Hashable {
  /// Terms for symbols.
  public var terms: [Symbol: Term] = [:]
  /// Dimensions for named dimensions.
  public var dimensions: [String: Dimension] = [:]

  /// Nothing replaced.
  public init() {}
}

extension Dimension {
  /// The dimension with names replaced.
  public func substituting(_ replacements: [String: Dimension]) -> Dimension {
    if names.isDisjoint(with: replacements.keys) { return self }
    return parts.reduce(.literal(0)) { total, part in
      part.names.reduce(.literal(part.coefficient)) { $0 * (replacements[$1] ?? .named($1)) } + total
    }
  }
}

extension Shape {
  func substituting(_ replacements: [String: Dimension]) -> Shape {
    Shape(rows.substituting(replacements), columns.substituting(replacements))
  }
}

extension Sort {
  func substituting(_ replacements: [String: Dimension]) -> Sort {
    switch self {
    case .matrix(let shape): .matrix(shape.substituting(replacements))
    case .distribution(let shape): .distribution(shape.substituting(replacements))
    }
  }
}

extension Term {
  /// The term with symbols and dimensions replaced; bound symbols are renamed where they would capture.
  func instantiating(_ substitution: Substitution) throws(TermError) -> Term {
    let sizes = substitution.dimensions
    if let symbol, let replacement = substitution.terms[symbol] { return replacement }
    var head = head
    var inner = substitution
    var bodyArgument: Int?
    switch head {
    case .symbol(let symbol): return Term(Symbol(symbol.name, symbol.sort.substituting(sizes), symbol.domain))
    case .identity(let dimension): head = .identity(dimension.substituting(sizes))
    case .zero(let shape): head = .zero(shape.substituting(sizes))
    case .ones(let shape): head = .ones(shape.substituting(sizes))
    case .dimension(let dimension): return Term(dimension.substituting(sizes))
    case .application(let function):
      head = .application(
        Symbol(function.name, function.sort.substituting(sizes), function.domain, isFamily: function.isFamily))
      if let replacement = substitution.terms[function]?.symbol { head = .application(replacement) }
    default:
      guard let bound = head.bound else { break }
      bodyArgument = arguments.count - 1
      let renamed = Symbol(bound.name, bound.sort.substituting(sizes), bound.domain, isFamily: bound.isFamily)
      let taken = substitution.terms.values.reduce(into: freeSymbols) { $0.formUnion($1.freeSymbols) }
      let fresh = taken.contains { $0.name == bound.name } ? renamed.fresh(avoiding: taken) : renamed
      inner.terms[bound] = Term(fresh)
      if case .vector(_, let dimension) = head {
        head = .vector(fresh, dimension.substituting(sizes))
      } else {
        head = head.binding(fresh)
      }
    }
    var children: [Term] = []
    for (index, argument) in arguments.enumerated() {
      children.append(try argument.instantiating(index == bodyArgument ? inner : substitution))
    }
    return try Term(head, children)
  }
}

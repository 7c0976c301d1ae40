import Symbolic

/// The joint density of a law as the product of what is known of it.
struct LawFactors {
  let view: LawView
  let declarations: Declarations

  /// A variable with the factor of the joint density that distributes it, and what that factor depends on.
  private struct Node {
    let variable: Symbol
    let factor: Term
    let parents: Set<Symbol>
  }

  private let nodes: [Node]

  /// Why the joint is not a product of what is known.
  enum Fault: Error {
    case notCovered(Symbol)
    case circular
    case term(TermError)

    /// The value, with an error of its terms as a fault.
    static func wrapping<Value>(_ body: () throws(TermError) -> Value) throws(Fault) -> Value {
      do {
        return try body()
      } catch {
        throw .term(error)
      }
    }
  }

  init(_ view: LawView, _ declarations: Declarations) throws(Fault) {
    self.view = view
    self.declarations = declarations
    let known = view.distributed.filter { variable in view.components.contains { $0.variable == variable } }
    let unknown = view.distributed.filter { !known.contains($0) }
    var nodes: [Node] = []
    do throws(TermError) {
      // Of the variables that nothing is said of the law itself is the density, each given those before it.
      for (place, variable) in unknown.enumerated() {
        let before = Array(unknown.prefix(place))
        let part = LawPart(law: view.law, of: [variable], given: before + view.parameters)
        let distribution = try Term(.law(part), part.given.map { Term($0) })
        nodes.append(
          Node(
            variable: variable, factor: try Term(.density, [distribution, Term(variable)]), parents: Set(before)))
      }
    } catch {
      throw .term(error)
    }
    for variable in known {
      nodes.append(try LawFactors.node(variable, view, declarations))
    }
    // Every variable behind those that it depends on.
    var ordered: [Node] = []
    var done: Set<Symbol> = []
    while ordered.count < nodes.count {
      guard let next = nodes.first(where: { !done.contains($0.variable) && $0.parents.isSubset(of: done) }) else {
        throw .circular
      }
      ordered.append(next)
      done.insert(next.variable)
    }
    self.nodes = ordered
  }

  private static func node(
    _ variable: Symbol, _ view: LawView, _ declarations: Declarations
  ) throws(Fault) -> Node {
    let components = view.components.filter { $0.variable == variable }
    let parents = Set(components.flatMap { $0.given.compactMap(\.variable) })
      .intersection(view.distributed).subtracting([variable])
    guard let ranges = declarations.families[variable] else {
      guard components.count == 1, let only = components.first, !only.given.contains(Term(variable)) else {
        throw .notCovered(variable)
      }
      let factor = try Fault.wrapping { () throws(TermError) in try only.density() }
      return Node(variable: variable, factor: factor, parents: parents)
    }
    let factor = try FamilyFactor(variable, ranges, components, declarations).term()
    return Node(variable: variable, factor: factor, parents: parents)
  }

  /// The variables that a density of these depends on, them included.
  private func needed(_ wanted: Set<Symbol>) -> Set<Symbol> {
    var result = wanted
    for node in nodes.reversed() where result.contains(node.variable) { result.formUnion(node.parents) }
    return result
  }

  /// The factors of the joint density of the variables, and the variables among them to integrate out.
  private func marginal(_ wanted: Set<Symbol>) -> (factors: [Term], over: [Symbol]) {
    let needed = needed(wanted)
    let used = nodes.filter { needed.contains($0.variable) }
    return (used.map(\.factor), used.map(\.variable).filter { !wanted.contains($0) })
  }

  /// The density of variables given others, at the variables themselves.
  func density(of: Set<Symbol>, given: Set<Symbol>) throws(TermError) -> Term {
    var above = marginal(of.union(given))
    var below = given.isEmpty ? (factors: [Term](), over: [Symbol]()) : marginal(given)
    if above.over.isEmpty, below.over.isEmpty {
      let shared = below.factors
      above.factors.removeAll { shared.contains($0) }
      below.factors = []
    }
    let numerator = try integrated(above.factors, above.over)
    if below.factors.isEmpty { return numerator }
    return try Term(.quotient, [numerator, integrated(below.factors, below.over)])
  }

  private func integrated(_ factors: [Term], _ over: [Symbol]) throws(TermError) -> Term {
    var value = factors.isEmpty ? Term(1) : factors.count == 1 ? factors[0] : try Term(.product, factors)
    for variable in over.reversed() { value = try value.integrated(over: variable, declarations) }
    return value
  }

  /// The variables with their conditional distributions, in an order in which each depends on those before it; nil
  /// where one of them is a family or the law itself tells more than a distribution.
  func distributions(of wanted: Set<Symbol>) -> [(variable: Symbol, distribution: Term)]? {
    let needed = needed(wanted)
    var result: [(variable: Symbol, distribution: Term)] = []
    for node in nodes where needed.contains(node.variable) {
      guard node.factor.head == .density, declarations.families[node.variable] == nil else { return nil }
      result.append((node.variable, node.factor.arguments[0]))
    }
    return result
  }
}

extension Term {
  /// The variable that a place of a component names.
  var variable: Symbol? {
    if case .application(let family) = head { return family }
    return symbol
  }

  /// The integral over a variable; over a categorical one the sum.
  ///
  /// Over a 1-of-K variable that no arbitrary law distributes, it is the sum over the place of the one.
  func integrated(over variable: Symbol, _ declarations: Declarations) throws(TermError) -> Term {
    if let bound = declarations.indexBounds[variable], declarations.families[variable] == nil {
      return try Term(.summation(variable), [Term(1), Term(bound), self])
    }
    if variable.domain == .oneHot, declarations.families[variable] == nil,
      !declarations.isOfArbitraryLaw(variable)
    {
      let place = Term.unusedIndex(in: [self])
      let value = try substituting([variable: .unitVector(variable.shape.rows, at: Term(place))]).withEntriesOfUnits()
      return try Term(.summation(place), [Term(1), Term(variable.shape.rows), value])
    }
    return try Term(.integral(variable), [self])
  }
}

extension LawComponent {
  /// The variable that it distributes.
  var variable: Symbol? { of.count == 1 ? of[0].variable : nil }

  /// The density of what it distributes.
  func density() throws(TermError) -> Term { isFormula ? statement : try Term(.density, [statement] + of) }
}

extension Declarations {
  /// Whether a law of which nothing else is known is of the variable.
  func isOfArbitraryLaw(_ variable: Symbol) -> Bool {
    laws.contains { law, variables in
      variables.contains(variable) && !components.contains { $0.law == law }
    }
  }
}

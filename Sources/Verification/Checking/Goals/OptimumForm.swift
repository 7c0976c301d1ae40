import Symbolic

/// "argmax_x f = v" as comparisons: f is stationary at v along the tangent of x's domain, and nowhere better, near v or
/// far from it.
struct OptimumForm {
  let declarations: Declarations

  /// One over how far from the value towards other points is looked.
  private static let shares = [8, 128]

  /// An optimizer with its parts.
  struct Optimizer: Sendable, Hashable {
    let variable: Symbol
    let extremum: Extremum
    let body: Term
  }

  /// The optimizer that a line is, be it by definition.
  func optimizer(_ line: Term) -> Optimizer? {
    var line = line
    for _ in 0..<8 {
      guard let symbol = line.symbol, let definition = declarations.definitions[symbol] else { break }
      line = definition
    }
    // The optimizer over an index is a number that is computed.
    guard case .optimizer(let variable, let extremum) = line.head, line.arguments.count == 1,
      let body = line.arguments.first
    else { return nil }
    return Optimizer(variable: variable, extremum: extremum, body: body)
  }

  /// What an equation between two lines comes down to where one of them at least is an optimizer; nil where none is.
  func form(_ left: Term, _ right: Term) -> StepForm? {
    switch (scaled(left), scaled(right)) {
    case (nil, nil): return nil
    case (let first?, let second?):
      guard first.factor == second.factor else {
        return .open(reason: "multiples of two optima are not compared")
      }
      return sameOptimum(first.optimizer, second.optimizer)
    case (let found?, nil): return isOptimum(right, found)
    case (nil, let found?): return isOptimum(left, found)
    }
  }

  /// The optimizer of which a line is a multiple by numbers and dimensions; no factor stands for one.
  private func scaled(_ line: Term) -> (optimizer: Optimizer, factor: Term?)? {
    if let optimizer = optimizer(line) { return (optimizer, nil) }
    guard let multiple = Multiple(line), let optimizer = optimizer(multiple.body) else { return nil }
    return (optimizer, multiple.factor)
  }

  private func isOptimum(_ value: Term, _ found: (optimizer: Optimizer, factor: Term?)) -> StepForm {
    guard let factor = found.factor else { return isOptimum(value, of: found.optimizer) }
    guard let whole = try? Term(.quotient, [value, factor]) else {
      return .open(reason: "a multiple of an optimum is not decided")
    }
    return isOptimum(whole, of: found.optimizer)
  }

  private func isOptimum(_ value: Term, of optimizer: Optimizer) -> StepForm {
    guard !value.contains(where: { if case .optimizer = $0.head { $0.arguments.count == 1 } else { false } }) else {
      return .open(reason: "an optimum inside an expression is not decided")
    }
    let relation: Relation = optimizer.extremum == .maximum ? .greaterOrEqual : .lessOrEqual
    do {
      if declarations.laws[optimizer.variable] != nil { return try isOptimalDensity(value, of: optimizer, relation) }
      guard declarations.definitions[optimizer.variable] == nil else {
        return .open(reason: "\(optimizer.variable.name) stands for something, and is no variable")
      }
      guard declarations.families[optimizer.variable] == nil, value.sort == optimizer.variable.sort else {
        return .open(reason: "an optimum over a family is decided member by member only")
      }
      var plane = OptimumPlane(optimizer, value, declarations)
      guard plane.body.freeSymbols.contains(plane.variable) else {
        return .open(reason: "what is optimized does not depend on \(plane.variable.name)")
      }
      guard let stationarity = try plane.stationarity() else {
        return .open(reason: "the optimum may lie on the boundary of the domain")
      }
      let best = try plane.body.substituting([plane.variable: value])
      var goals = [stationarity, Goal(best, relation, try plane.elsewhere(), plane.declarations)]
      goals += try plane.membership()
      for share in OptimumForm.shares {
        goals.append(Goal(best, relation, try plane.near(share), plane.declarations))
      }
      // Every comparison sees the same declarations.
      return .optimum(
        OptimumCheck(
          goals: goals.map { Goal($0.left, $0.relation, $0.right, plane.declarations) },
          sole: SoleOptimum(optimizer: plane.optimizer, value: value, declarations: declarations)))
    } catch {
      return .open(reason: "the optimum cannot be written out")
    }
  }

  /// An arbitrary density does not do better than the value, and the value alone does as well as it does.
  private func isOptimalDensity(_ value: Term, of optimizer: Optimizer, _ relation: Relation) throws -> StepForm {
    guard value.sort == optimizer.variable.sort else {
      return .open(reason: "only a distribution of the same variables can be the optimal density")
    }
    var (declarations, taken) = (declarations, Set(declarations.names))
    let other = try TwoPoints.declare(copyOf: optimizer.variable, &declarations, &taken)
    let best = try optimizer.body.replacing(law: optimizer.variable, by: value)
    let elsewhere = try optimizer.body.substituting([optimizer.variable: Term(other)])
    return .optimum(
      OptimumCheck(
        goals: [Goal(best, relation, elsewhere, declarations)],
        sole: SoleOptimum(optimizer: optimizer, value: value, declarations: self.declarations)))
  }

  /// Two functions have the same optimizers where they differ by a constant; else their order is compared.
  private func sameOptimum(_ first: Optimizer, _ second: Optimizer) -> StepForm {
    guard first.variable.sort == second.variable.sort, declarations.families[first.variable] == nil,
      declarations.laws[first.variable] == declarations.laws[second.variable],
      let renamed = try? second.body.substituting([second.variable: Term(first.variable)]),
      let other = first.extremum == second.extremum ? renamed : try? Term(.negation, [renamed])
    else { return .open(reason: "the two optima are not over the same variable") }
    var declarations = declarations
    if declarations.symbol(named: first.variable.name) == nil { try? declarations.declare(first.variable) }
    let constant = TwoPoints(declarations: declarations).form(
      first.body, .equalUpToConstant, other, in: [first.variable])
    guard case .goals(let goals, _) = constant, let goal = goals.first else { return constant }
    return .order(OrderCheck(first: first.body, second: other, difference: goal, variable: first.variable))
  }
}

/// The surroundings of a value that is claimed to be an optimum.
private struct OptimumPlane {
  let variable: Symbol
  let value: Term
  let body: Term
  private(set) var declarations: Declarations
  private var taken: Set<String>
  private let extremum: Extremum

  /// The optimizer with the definitions followed that depend on its variable.
  var optimizer: OptimumForm.Optimizer { .init(variable: variable, extremum: extremum, body: body) }

  init(_ optimizer: OptimumForm.Optimizer, _ value: Term, _ declarations: Declarations) {
    extremum = optimizer.extremum
    variable = optimizer.variable
    self.value = value
    self.declarations = declarations
    let definitions = declarations.definitions(dependingOn: [optimizer.variable])
    body = (try? optimizer.body.unfolding(definitions)) ?? optimizer.body
    taken = Set(declarations.names).union(body.freeSymbols.union(value.freeSymbols).map(\.name))
  }

  private mutating func fresh(_ domain: Domain, shape: Shape? = nil) throws -> Symbol {
    var name = variable.name + "'"
    while !taken.insert(name).inserted { name += "'" }
    let symbol = Symbol(name, shape.map { .matrix($0) } ?? variable.sort, domain)
    try declarations.declare(symbol)
    return symbol
  }

  /// The derivative along the tangent of the domain is zero; nil where the domain has a boundary of its own.
  func stationarity() throws -> Goal? {
    let gradient = try Term(.gradient(variable), [value, body])
    let shape = variable.shape
    let zero = shape.isScalar ? Term(0) : try Term(.zero(shape))
    switch variable.domain {
    case .real, .positive, .invertible, .fullColumnRank: return Goal(gradient, .equal, zero, declarations)
    case .symmetric, .positiveDefinite:
      return Goal(try Term(.sum, [gradient, Term(.transpose, [gradient])]), .equal, zero, declarations)
    case .simplex:
      let ones = try Term(.ones(shape))
      let mean = try Term(.quotient, [Term(.product, [Term(.transpose, [ones]), gradient]), Term(shape.rows)])
      return Goal(gradient, .equal, try Term(.product, [mean, ones]), declarations)
    case .nonnegative, .positiveSemidefinite, .natural, .binary, .oneHot: return nil
    }
  }

  /// The value lies in the domain, or on its boundary where what it is made of vanishes.
  mutating func membership() throws -> [Goal] {
    let shape = variable.shape
    let zero = shape.isScalar ? Term(0) : try Term(.zero(shape))
    switch variable.domain {
    case .real, .invertible, .fullColumnRank: return []
    case .positive: return [Goal(value, .greaterOrEqual, zero, declarations)]
    case .symmetric: return [Goal(value, .equal, try Term(.transpose, [value]), declarations)]
    case .positiveDefinite:
      let direction = Term(try fresh(.real, shape: .vector(shape.rows)))
      let form = try Term(.product, [Term(.transpose, [direction]), value, direction])
      return [
        Goal(value, .equal, try Term(.transpose, [value]), declarations),
        Goal(form, .greaterOrEqual, Term(0), declarations),
      ]
    case .simplex:
      let sum = try Term(.product, [Term(.transpose, [Term(.ones(shape))]), value])
      return [Goal(sum, .equal, Term(1), declarations), Goal(value, .greaterOrEqual, zero, declarations)]
    case .nonnegative, .positiveSemidefinite, .natural, .binary, .oneHot: return []
    }
  }

  /// The function at any other value.
  mutating func elsewhere() throws -> Term {
    try body.substituting([variable: Term(fresh(variable.domain))])
  }

  /// The function a share of the way to another point of the domain, which is convex or open: so the point lies in it.
  mutating func near(_ share: Int) throws -> Term {
    let change = try Term(.sum, [Term(fresh(variable.domain)), Term(.negation, [value])])
    let point = try Term(.sum, [value, Term(.quotient, [change, Term(share)])])
    return try body.substituting([variable: point])
  }
}

extension Term {
  /// The term with the distribution of a law itself, no condition given, replaced.
  ///
  /// - Throws: `TermError.tooDeep` where another part of the law occurs, which this does not determine.
  func replacing(law: Symbol, by distribution: Term) throws(TermError) -> Term {
    guard freeSymbols.contains(law) else { return self }
    if case .law(let part) = head, part.law == law {
      guard part.shape == distribution.shape, arguments.isEmpty, distribution.sort.isDistribution else {
        throw .tooDeep
      }
      return distribution
    }
    if symbol == law { return distribution }
    var children: [Term] = []
    for argument in arguments { children.append(try argument.replacing(law: law, by: distribution)) }
    return try Term(head, children)
  }
}

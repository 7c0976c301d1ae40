/// Brings terms into normal form: sums of products with rational coefficients over interned atoms.
///
/// One normalizer serves one set of declarations; two terms are equal under a set of rules when their normal forms are
/// equal. The order of atoms is the order in which they were first met, so normal forms of different normalizers do not
/// compare. What is known of a term is used again under every set of rules that agrees on the rules that were asked for.
///
/// Complexity: linear in the number of summands of the expanded term, which is bounded; beyond the bound
/// `NormalFormError.tooLarge` is thrown.
final class Normalizer {
  let declarations: Declarations
  private var rules = RuleSet.all
  private(set) var atoms: [AtomFacts] = []
  private var ids: [Atom: Int] = [:]
  private var memo: [Term: [Known]] = [:]
  private var heights: [Term: Int] = [:]
  /// The rules that were asked for so far, allowed or not.
  private var consulted = RuleSet.none
  /// What the term at hand has used so far.
  var used = RuleSet.none
  var conditions: Set<Condition> = []
  private var depth = 0
  private var mentioned: [Symbol: Set<Symbol>] = [:]
  private var temporaries = 0
  private var temporariesLimit = 0
  var substitutionDepth = 0
  /// The greatest values of indices that begin at one, by the names that tell their ranges.
  private(set) var ranges: [Symbol: Polynomial] = [:]
  private var rangeNumbers: [Polynomial: Int] = [:]

  struct Result {
    let polynomial: Polynomial
    let used: RuleSet
    let conditions: Set<Condition>
  }

  /// A result with the rules that were asked for, and those of them that were allowed.
  private struct Known {
    let result: Result
    let consulted: RuleSet
    let allowed: RuleSet
  }

  /// The greatest number of summands of any sum.
  static let sizeLimit = 4000

  /// The greatest number of names that one term may need while it is brought into form.
  private static let temporariesOfOneTerm = 100_000

  /// The number of a name that occurs nowhere.
  func freshNumber() throws -> Int {
    temporaries += 1
    guard temporaries <= temporariesLimit else { throw NormalFormError.tooLarge }
    return temporaries
  }

  /// The greatest depth of a term once definitions are followed.
  static let depthLimit = Term.depthLimit + 50

  init(declarations: Declarations) {
    self.declarations = declarations
    // In the order of declaration, so that no chain of definitions makes the recursion deep.
    for symbol in declarations.symbols {
      if let definition = declarations.definitions[symbol] { _ = height(definition) }
    }
  }

  /// The normal form under a set of rules.
  func result(_ term: Term, rules: RuleSet) throws -> Result {
    self.rules = rules
    temporariesLimit = temporaries + Normalizer.temporariesOfOneTerm
    return try result(term)
  }

  /// The normal form with the rules and conditions that it needed.
  private func result(_ term: Term) throws -> Result {
    if let known = memo[term]?.first(where: { rules.intersection($0.consulted) == $0.allowed }) {
      consulted = consulted.union(known.consulted)
      return known.result
    }
    let outer = (used, conditions, consulted)
    used = .none
    conditions = []
    consulted = .none
    defer {
      used = outer.0
      conditions = outer.1
      consulted = consulted.union(outer.2)
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Normalizer.depthLimit else { throw NormalFormError.tooLarge }
    let polynomial: Polynomial
    do {
      polynomial = try compute(term)
    } catch is ArithmeticFault {
      throw NormalFormError.overflow
    } catch is TermError {
      throw NormalFormError.undefined("a term without a shape")
    }
    let result = Result(polynomial: polynomial, used: used, conditions: conditions)
    memo[term, default: []].append(
      Known(result: result, consulted: consulted, allowed: rules.intersection(consulted)))
    return result
  }

  /// The normal form; its rules and conditions are added to those of the term at hand.
  func normalize(_ term: Term) throws -> Polynomial {
    let result = try result(term)
    used = used.union(result.used)
    if !result.conditions.isEmpty { conditions.formUnion(result.conditions) }
    return result.polynomial
  }

  /// Notes that a rule was used; false where the rule is left out.
  func use(_ rule: Rule) -> Bool {
    guard allows(rule) else { return false }
    used.insert(rule)
    return true
  }

  /// Whether the rule may be used.
  func allows(_ rule: Rule) -> Bool {
    consulted.insert(rule)
    return rules.contains(rule)
  }

  /// The number of the atom, which is stored when it is new.
  func intern(_ atom: Atom) -> Int {
    if let id = ids[atom] { return id }
    let facts = facts(atom)
    ids[atom] = atoms.count
    atoms.append(facts)
    return atoms.count - 1
  }

  /// The scalar atom as a polynomial.
  func scalar(_ atom: Atom) -> Polynomial {
    Polynomial(
      shape: .scalar,
      sorted: [
        Summand(monomial: Monomial(factors: [Factor(atom: intern(atom), exponent: .one)]), coefficient: .one)
      ])
  }

  /// The matrix atom as a polynomial.
  func matrix(_ atom: Atom) -> Polynomial {
    let id = intern(atom)
    return Polynomial(
      shape: atoms[id].shape, sorted: [Summand(monomial: Monomial(word: [Letter(id)]), coefficient: .one)])
  }

  /// The atom as a polynomial of its shape.
  func value(_ atom: Atom, _ shape: Shape) -> Polynomial { shape.isScalar ? scalar(atom) : matrix(atom) }

  /// The dimension as a polynomial.
  func polynomial(_ dimension: Dimension) throws -> Polynomial {
    var total = Polynomial.zero(.scalar)
    for part in dimension.parts {
      var product = Polynomial.constant(Rational(part.coefficient))
      for name in part.names { product = try multiply(product, scalar(.dimension(name))) }
      total = try total.adding(product)
    }
    return total
  }

  /// The number of the next bound name around this term: one more than any inside.
  func height(_ term: Term) -> Int {
    if let known = heights[term] { return known }
    var height = term.arguments.lazy.map(self.height).max() ?? 0
    switch term.head {
    case .expectation, .integral, .gradient, .memberGradient: height += 1
    case .divergence, .entropy: height += boundCount(term.arguments[0])
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol] { height = self.height(definition) }
    default: break
    }
    heights[term] = height
    return height
  }

  /// The term with definitions written out that mention what it binds, since a binder binds in them too.
  private func opened(_ term: Term) throws -> Term {
    guard let bound = term.head.bound ?? term.head.differentiatedFamily, let body = term.arguments.last,
      !declarations.definitions.isEmpty
    else {
      return term
    }
    if declarations.definitions[bound] != nil { throw NormalFormError.undefined("a bound name that is defined") }
    let relevant = declarations.definitions.filter { mentions($0.key).contains(bound) }
    guard !relevant.isEmpty, body.contains(where: { $0.symbol.map { relevant[$0] != nil } ?? false }) else {
      return term
    }
    guard use(.definition) else { throw NormalFormError.undefined("a definition that depends on a bound name") }
    return try Term(term.head, term.arguments.dropLast() + [body.unfolding(relevant)])
  }

  /// The symbols that occur in what a symbol stands for, once every definition is followed.
  private func mentions(_ symbol: Symbol) -> Set<Symbol> {
    if let known = mentioned[symbol] { return known }
    var found: Set<Symbol> = []
    var pending = [symbol]
    while let next = pending.popLast() {
      for inner in declarations.definitions[next]?.freeSymbols ?? [] where found.insert(inner).inserted {
        pending.append(inner)
      }
    }
    mentioned[symbol] = found
    return found
  }

  private func compute(_ closed: Term) throws -> Polynomial {
    let term = try opened(closed)
    let arguments = term.arguments
    switch term.head {
    case .number(let number): return .constant(number)
    case .constant(.pi): return scalar(.constant(.pi))
    case .constant(.e): return try exponential(.one)
    case .constant(.infinity): throw NormalFormError.undefined("infinity")
    case .dimension(let dimension): return try polynomial(dimension)
    case .symbol(let symbol): return try self.symbol(symbol)
    case .identity(let dimension): return dimension == .one ? .one : .identity(dimension)
    case .zero(let shape): return .zero(shape)
    case .ones(let shape): return try ones(shape)
    case .sum:
      var total = try normalize(arguments[0])
      for argument in arguments.dropFirst() { total = try total.adding(normalize(argument)) }
      guard total.summands.count <= Normalizer.sizeLimit else { throw NormalFormError.tooLarge }
      return total
    case .negation: return try normalize(arguments[0]).scaled(by: .minusOne)
    case .product:
      var product = try normalize(arguments[0])
      for argument in arguments.dropFirst() { product = try multiply(product, normalize(argument)) }
      return product
    case .quotient: return try multiply(normalize(arguments[0]), reciprocal(normalize(arguments[1])))
    case .power: return try power(arguments[0], arguments[1])
    case .squareRoot:
      return try elementwise(term, normalize(arguments[0])) { try self.power($0, exponent: .half) }
    case .logarithm: return try elementwise(term, normalize(arguments[0])) { try self.logarithm($0) }
    case .exponential: return try elementwise(term, normalize(arguments[0])) { try self.exponential($0) }
    case .absoluteValue:
      let value = try normalize(arguments[0])
      return isNonnegative(value) ? value : try opaque(term)
    case .hadamardProduct: return try hadamardProduct(term)
    case .transpose: return try transpose(normalize(arguments[0]))
    case .inverse: return try inverse(normalize(arguments[0]))
    case .trace: return try trace(normalize(arguments[0]))
    case .determinant: return try determinant(normalize(arguments[0]))
    case .norm:
      let value = try normalize(arguments[0])
      return try power(trace(multiply(transpose(value), value)), exponent: .half)
    case .diagonalMatrix: return try diagonalMatrix(normalize(arguments[0]))
    case .vector(let index, let dimension):
      let (bound, body) = try open(index, from: .one, to: polynomial(dimension), arguments[0])
      return try vector(bound, dimension, body)
    case .entry: return try entry(term)
    case .summation(let index):
      let (lower, upper) = (try normalize(arguments[0]), try normalize(arguments[1]))
      let (bound, body) = try open(index, from: lower, to: upper, arguments[2])
      return try summation(bound, from: lower, to: upper, body)
    case .productOver(let index):
      let (lower, upper) = (try normalize(arguments[0]), try normalize(arguments[1]))
      let (bound, body) = try open(index, from: lower, to: upper, arguments[2])
      return try productOver(bound, from: lower, to: upper, body)
    case .integral(let variable): return try integral(variable, arguments[0])
    case .expectation(let variable):
      if let draws = try draws(of: variable, arguments[0]) { return try expectation(draws, normalize(arguments[1])) }
      return try expectation(variable, arguments[0], arguments[1])
    case .density: return try density(arguments[0], at: Array(arguments.dropFirst()))
    case .divergence: return try divergence(arguments[0], arguments[1])
    case .entropy: return try entropy(arguments[0])
    case .application:
      return value(.opaque(term.head, try arguments.map(normalize)), term.shape)
    case .indicator: return try indicator(normalize(arguments[0]), normalize(arguments[1]))
    case .kroneckerProduct: return try kronecker(normalize(arguments[0]), normalize(arguments[1]))
    case .vectorization: return try vectorization(normalize(arguments[0]))
    case .blocks, .gammaFunction: return try opaque(term)
    case .gradient(let variable):
      return try gradient(variable, at: arguments[0], of: arguments[1], number: height(term))
    case .memberGradient(let family):
      return try memberGradient(family, arguments.dropLast(), of: arguments[arguments.count - 1], number: height(term))
    case .optimizer, .extremum, .limit:
      throw NormalFormError.undefined("an optimum or a limit")
    case .gaussian, .distributionWithMoments, .matrixGaussian, .law, .independent:
      throw NormalFormError.undefined("a distribution where a value must be")
    }
  }

  /// The body of a sum or product with its index renamed where the index may be less than one or is a defined name.
  ///
  /// Under an index that meets indicators its range is known, so that they can select what it picks.
  private func open(
    _ index: Symbol, from lower: Polynomial, to upper: Polynomial, _ body: Term
  ) throws -> (Symbol, Polynomial) {
    var bound = try ranging(index, from: lower)
    if declarations.definitions[bound] != nil {
      bound = try freshIndex(like: bound)
    } else if declarations.indexBounds[bound] != nil {
      // Of a free index of that name more is known than of this one.
      bound = bound.renamed("#b" + bound.name)
    }
    if lower == .one, body.contains(where: { $0.head == .indicator }) { bound = ranged(bound, to: upper) }
    return (bound, try normalize(bound == index ? body : body.substituting([index: Term(bound)])))
  }

  /// The index under a name of its own for each range, which is noted.
  private func ranged(_ index: Symbol, to upper: Polynomial) -> Symbol {
    let number = rangeNumbers[upper] ?? rangeNumbers.count
    rangeNumbers[upper] = number
    let name = index.renamed("#r\(number)" + index.name)
    ranges[name] = upper
    return name
  }

  private func symbol(_ symbol: Symbol) throws -> Polynomial {
    if let definition = declarations.definitions[symbol], use(.definition) { return try normalize(definition) }
    return value(.symbol(symbol), symbol.shape)
  }

  /// The head over the normal forms of its arguments, of which nothing more is known.
  func opaque(_ term: Term) throws -> Polynomial {
    value(.opaque(term.head, try term.arguments.map(normalize)), term.shape)
  }
}

extension Head {
  /// The family by a member of which this differentiates: under it, as under a binder, definitions are written out.
  fileprivate var differentiatedFamily: Symbol? {
    if case .memberGradient(let family) = self { family } else { nil }
  }
}

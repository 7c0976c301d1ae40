import Symbolic

/// A term without expectations whose mean over independent draws is the value of the term it was made from.
///
/// That is so where the term is linear in each expectation and expectations that are multiplied have draws of their own.
/// Expectations that are added share their draws, so that what two sides have in common cancels draw by draw.
struct SampledForm {
  /// A random variable that is drawn.
  struct Draw: Hashable {
    let symbol: Symbol
    let distribution: Term
  }

  /// Why a term has no such form.
  struct Obstacle: Error {
    let reason: String
  }

  private struct Key: Hashable {
    let distribution: Term
    let copy: Int
  }

  private let declarations: Declarations
  private var known: [Key: Symbol] = [:]
  private(set) var draws: [Draw] = []

  private static let sizeLimit = 20_000

  init(declarations: Declarations) { self.declarations = declarations }

  /// The term in terms of draws.
  mutating func removingExpectations(_ term: Term) throws -> Term {
    let unfolded = try term.unfolding(declarations.definitions)
    guard unfolded.size <= SampledForm.sizeLimit else { throw Obstacle(reason: "the expression is too large") }
    if unfolded.contains(where: { if case .law = $0.head { true } else { false } }) {
      throw Obstacle(reason: "an arbitrary density, from which nothing can be drawn")
    }
    return try remove(unfolded, copy: 0, room: 64)
  }

  /// Whether the term has anything to sample once definitions are followed.
  static func isNeeded(_ term: Term, _ declarations: Declarations) -> Bool {
    guard let unfolded = try? term.unfolding(declarations.definitions) else { return false }
    return hasExpectation(unfolded)
  }

  private static func hasExpectation(_ term: Term) -> Bool {
    term.contains { inner in
      switch inner.head {
      case .expectation, .integral, .divergence, .entropy: true
      default: false
      }
    }
  }

  private static func expectationCount(_ term: Term) -> Int {
    (hasExpectation(term) ? 1 : 0) + term.arguments.reduce(0) { $0 + expectationCount($1) }
  }

  private mutating func remove(_ term: Term, copy: Int, room: Int) throws -> Term {
    guard SampledForm.hasExpectation(term) else { return term }
    guard room > 0 else { throw Obstacle(reason: "expectations are nested too deeply") }
    var arguments = term.arguments
    switch term.head {
    case .expectation(let variable):
      if case .independent = arguments[0].head {
        throw Obstacle(reason: "independent draws of a family, of which each has a distribution of its own")
      }
      guard !SampledForm.hasExpectation(arguments[0]) else {
        throw Obstacle(reason: "an expectation stands in a parameter of a distribution")
      }
      let draw = draw(from: arguments[0], variable, copy)
      // An expectation inside has draws of its own.
      return try remove(arguments[1].substituting([variable: Term(draw)]), copy: copy + 1000, room: room - 1)
    case .divergence:
      let variable = Symbol("draw", arguments[0].shape)
      let difference = try Term(
        .sum,
        [
          Term(.logarithm, [Term(.density, [arguments[0], Term(variable)])]),
          Term(.negation, [Term(.logarithm, [Term(.density, [arguments[1], Term(variable)])])]),
        ])
      return try remove(Term(.expectation(variable), [arguments[0], difference]), copy: copy, room: room - 1)
    case .entropy:
      let variable = Symbol("draw", arguments[0].shape)
      let logarithm = try Term(.logarithm, [Term(.density, [arguments[0], Term(variable)])])
      return try Term(
        .negation,
        [remove(Term(.expectation(variable), [arguments[0], logarithm]), copy: copy, room: room - 1)])
    case .integral(let variable):
      var form = IntegralForm(declarations: declarations)
      guard let parts = form.parts(of: arguments[0], over: variable), !parts.isEmpty else {
        throw Obstacle(reason: "an integrand without the density of its variable")
      }
      let terms = try parts.map { part in
        try remove(Term(.expectation(variable), [part.distribution, part.body]), copy: copy, room: room - 1)
      }
      return terms.count == 1 ? terms[0] : try Term(.sum, terms)
    case .sum, .negation, .transpose, .trace, .diagonalMatrix, .vector, .vectorization, .blocks:
      for index in arguments.indices { arguments[index] = try remove(arguments[index], copy: copy, room: room) }
    case .product, .hadamardProduct, .kroneckerProduct:
      var copy = copy
      for index in arguments.indices where SampledForm.hasExpectation(arguments[index]) {
        let expectations = SampledForm.expectationCount(arguments[index])
        arguments[index] = try remove(arguments[index], copy: copy, room: room)
        copy += expectations
      }
    case .quotient, .entry:
      guard !arguments.dropFirst().contains(where: SampledForm.hasExpectation) else {
        throw Obstacle(reason: "an expectation in a denominator")
      }
      arguments[0] = try remove(arguments[0], copy: copy, room: room)
    case .summation:
      guard !arguments.dropLast().contains(where: SampledForm.hasExpectation) else {
        throw Obstacle(reason: "an expectation in the limit of a sum")
      }
      arguments[2] = try remove(arguments[2], copy: copy, room: room)
    default: throw Obstacle(reason: "the expression is not linear in an expectation")
    }
    return try Term(term.head, arguments)
  }

  private mutating func draw(from distribution: Term, _ variable: Symbol, _ copy: Int) -> Symbol {
    let key = Key(distribution: distribution, copy: copy)
    if let symbol = known[key] { return symbol }
    let symbol = Symbol("draw \(draws.count + 1)", variable.sort)
    known[key] = symbol
    draws.append(Draw(symbol: symbol, distribution: distribution))
    return symbol
  }

  /// The total degree in the draws of terms that are polynomials in them.
  ///
  /// Nothing else is judged by its sample: the mean of p(x)/q(x) or 1/x may not exist, or its sample may say nothing of it
  /// because rare draws carry all the weight.
  func degree(of terms: [Term], sizes: [String: Int]) throws -> Int {
    var graph = TermGraph(declarations: declarations)
    let nodes = try terms.map { try graph.insert($0) }
    var weights: [Int: Int] = [:]
    for draw in draws {
      let mean = try graph.insert(draw.distribution.arguments.first ?? Term(0))
      let symbol = try graph.insert(Term(draw.symbol))
      guard case .symbol(let number) = graph.nodes[symbol].operation,
        let degree = graph.degree(of: mean, weights: weights, sizes: sizes)
      else { throw Obstacle(reason: "a mean that is no polynomial in another draw") }
      weights[number] = max(1, degree)
    }
    var total = 0
    for node in nodes {
      guard let degree = graph.degree(of: node, weights: weights, sizes: sizes) else {
        throw Obstacle(
          reason: "an integrand that is not certified to be a polynomial: its sample may not tell its mean")
      }
      total = max(total, degree)
    }
    return total
  }
}

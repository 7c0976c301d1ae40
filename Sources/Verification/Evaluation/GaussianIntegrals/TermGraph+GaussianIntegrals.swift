import Symbolic

extension TermGraph {
  /// A summand exp(q(x)) g(x) of an integrand, with q certified to be a polynomial of degree two and g any polynomial.
  struct GaussianPart {
    /// The factors whose logarithms are quadratic.
    var weights: [Term]
    /// The other factors in order; nil for none.
    var polynomial: Term?

    func times(_ other: GaussianPart) throws(TermError) -> GaussianPart {
      var product = polynomial
      if let first = polynomial, let second = other.polynomial {
        product = try Term(.product, [first, second])
      } else if let second = other.polynomial {
        product = second
      }
      return GaussianPart(weights: weights + other.weights, polynomial: product)
    }

    /// The part with its polynomial, one where there is none, put into something linear.
    func mapped(_ transform: (Term) throws -> Term) rethrows -> GaussianPart {
      GaussianPart(weights: weights, polynomial: try transform(polynomial ?? Term(1)))
    }
  }

  /// The most summands into which an integrand is spread.
  private static let gaussianPartLimit = 32

  /// The node of ∫ f dx over all of space; nil where f is no sum of exponentials of quadratics times polynomials.
  mutating func gaussianIntegral(
    of integrand: Term, over variable: Symbol, room: Int
  ) throws(EvaluationError) -> Int? {
    guard variable.domain == .real, variable.shape.columns == .one, declarations.families[variable] == nil else {
      return nil
    }
    let bound = try number(of: variable)
    let parts: [GaussianPart]?
    do { parts = try gaussianParts(integrand, bound, room: room - 1) } catch let error as EvaluationError {
      throw error
    } catch { return nil }
    guard let parts else { return nil }
    var arguments: [Int] = []
    var found: [Int?] = []
    for part in parts {
      guard let first = part.weights.first else { return nil }
      guard let weight = part.weights.count == 1 ? first : try? Term(.product, part.weights) else { return nil }
      let polynomial = try insert(part.polynomial ?? Term(1), room: room - 1)
      arguments += [try insert(weight, room: room - 1), polynomial]
      found.append(degree(of: polynomial, in: bound))
    }
    return appendGaussianIntegral(over: bound, arguments, degrees: found, integrand.shape)
  }

  private mutating func gaussianParts(_ term: Term, _ variable: Int, room: Int) throws -> [GaussianPart]? {
    guard room > 0 else { throw EvaluationError.tooLarge }
    let node = try insert(term, room: room)
    if degree(of: node, in: variable) != nil { return [GaussianPart(weights: [], polynomial: term)] }
    if term.shape.isScalar, let degree = logarithmDegree(of: node, in: variable), degree <= 2 {
      return [GaussianPart(weights: [term], polynomial: nil)]
    }
    switch term.head {
    case .symbol(let symbol):
      return try declarations.definitions[symbol].flatMap { try gaussianParts($0, variable, room: room - 1) }
    case .sum:
      var all: [GaussianPart] = []
      for argument in term.arguments {
        guard let parts = try gaussianParts(argument, variable, room: room - 1) else { return nil }
        all += parts
        if all.count > TermGraph.gaussianPartLimit { return nil }
      }
      return all
    case .negation, .transpose, .trace:
      return try gaussianParts(term.arguments[0], variable, room: room - 1)?
        .map { try $0.mapped { try Term(term.head, [$0]) } }
    case .product:
      var all = [GaussianPart(weights: [], polynomial: nil)]
      for argument in term.arguments {
        guard let parts = try gaussianParts(argument, variable, room: room - 1) else { return nil }
        guard all.count * parts.count <= TermGraph.gaussianPartLimit else { return nil }
        all = try all.flatMap { first in try parts.map { try first.times($0) } }
      }
      return all
    case .quotient:
      let denominator = term.arguments[1]
      let divisor = try insert(denominator, room: room - 1)
      guard let parts = try gaussianParts(term.arguments[0], variable, room: room - 1) else { return nil }
      if degree(of: divisor, in: variable) == 0 {
        return try parts.map { try $0.mapped { try Term(.quotient, [$0, denominator]) } }
      }
      guard let degree = logarithmDegree(of: divisor, in: variable), degree <= 2 else { return nil }
      let inverse = try Term(.quotient, [Term(1), denominator])
      return parts.map { GaussianPart(weights: $0.weights + [inverse], polynomial: $0.polynomial) }
    default: return nil
    }
  }
}

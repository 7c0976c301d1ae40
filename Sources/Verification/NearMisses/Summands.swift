import Symbolic

/// What a line adds up, seen through brackets, signs and outer factors: ½(a − b) + c has the summands a, −b and c.
struct Summands {
  /// One summand.
  struct Summand {
    let term: Term
    let path: [Int]
    /// The outer factors and divisors that multiply the summand, and whether an odd number of signs does.
    let factors: [Term]
    let divisors: [Term]
    let isNegated: Bool
  }

  let line: Term
  private(set) var all: [Summand] = []
  private static let limit = 24

  init(_ line: Term) {
    self.line = line
    descend(line, path: [], factors: [], divisors: [], isNegated: false)
    if all.count > Self.limit { all = [] }
  }

  private mutating func descend(_ term: Term, path: [Int], factors: [Term], divisors: [Term], isNegated: Bool) {
    switch term.head {
    case .sum:
      for (index, child) in term.arguments.enumerated() where all.count <= Self.limit {
        descend(child, path: path + [index], factors: factors, divisors: divisors, isNegated: isNegated)
      }
    case .negation where Self.reachesSum(term.arguments[0]):
      descend(term.arguments[0], path: path + [0], factors: factors, divisors: divisors, isNegated: !isNegated)
    case .quotient where Self.reachesSum(term.arguments[0]):
      descend(
        term.arguments[0], path: path + [0], factors: factors, divisors: divisors + [term.arguments[1]],
        isNegated: isNegated)
    case .product where Self.reachesSum(term):
      guard let index = Self.onlySum(term.arguments) else { return }
      descend(
        term.arguments[index], path: path + [index], factors: factors + term.arguments.removing(at: index),
        divisors: divisors, isNegated: isNegated)
    default:
      all.append(
        Summand(term: term, path: path, factors: factors, divisors: divisors, isNegated: isNegated))
    }
  }

  private static func reachesSum(_ term: Term) -> Bool {
    switch term.head {
    case .sum: true
    case .negation, .quotient: reachesSum(term.arguments[0])
    case .product: onlySum(term.arguments) != nil
    default: false
    }
  }

  /// The one sum in a product whose other factors are scalars.
  private static func onlySum(_ factors: [Term]) -> Int? {
    let sums = factors.indices.filter { reachesSum(factors[$0]) }
    guard let index = sums.first, sums.count == 1 else { return nil }
    return factors.indices.allSatisfy({ $0 == index || factors[$0].isScalar }) ? index : nil
  }

  /// The line with summands replaced, or dropped where the replacement is nil; nil where nothing is left.
  func rebuilding(_ replacements: [Int: Term?]) throws -> Term? {
    var byPath: [[Int]: Term?] = [:]
    for (index, replacement) in replacements { byPath[all[index].path] = .some(replacement) }
    return try rebuild(line, [], byPath)
  }

  private func rebuild(_ term: Term, _ path: [Int], _ replacements: [[Int]: Term?]) throws -> Term? {
    if let replacement = replacements[path] { return replacement }
    guard replacements.keys.contains(where: { $0.starts(with: path) }) else { return term }
    var children: [Term] = []
    for (index, argument) in term.arguments.enumerated() {
      if let child = try rebuild(argument, path + [index], replacements) {
        children.append(child)
      } else if term.head != .sum {
        return nil
      }
    }
    if term.head == .sum, children.count < 2 { return children.first }
    return try Term(term.head, children)
  }

  /// The summand with its outer factors, as it would stand in the expanded line.
  static func expanded(_ summand: Summand) throws -> Term {
    var term = summand.term
    if !summand.factors.isEmpty { term = try Term.product(of: summand.factors + term.unsigned().factors) }
    if !summand.factors.isEmpty, summand.term.isNegative { term = try term.negated() }
    for divisor in summand.divisors { term = try Term(.quotient, [term, divisor]) }
    return summand.isNegated ? try term.negated() : term
  }
}

import Symbolic

/// A value as an affine function of one variable: Ax + b of x.
struct AffineMap {
  /// x.
  let variable: Symbol
  /// Ax + b.
  let value: Term
  /// A, by which a volume grows |det A|-fold.
  let matrix: Term

  /// The value as a function of the variable; nil where it is not certain that it is affine in it.
  init?(_ value: Term, of variable: Symbol) {
    guard !value.sort.isDistribution, variable.shape.columns == .one, value.shape.columns == .one,
      let matrix = (try? AffineMap.matrix(value, variable)) ?? nil
    else { return nil }
    self.variable = variable
    self.value = value
    self.matrix = matrix
  }

  /// Whether as many numbers come out as go in.
  var isSquare: Bool { value.shape == variable.shape }

  /// Whether the variable stands for itself, with something added at most.
  var isShift: Bool {
    if case .identity = matrix.head { return true }
    return matrix == Term(1)
  }

  /// |det A|, the growth of a volume.
  func growth() throws(TermError) -> Term {
    if isShift { return Term(1) }
    return try Term(.absoluteValue, [matrix.shape.isScalar ? matrix : Term(.determinant, [matrix])])
  }

  /// Ax + b at x = 0; nil where there is no b.
  func origin() throws(TermError) -> Term? {
    guard value.contains(where: { $0.head == .sum }) else { return nil }
    let zero = variable.shape.isScalar ? Term(0) : try Term(.zero(variable.shape))
    var summands: [Term] = []
    for argument in value.head == .sum ? value.arguments : [value] {
      let isPart = argument.symbol != variable && (argument.head != .product || argument.contains { $0.head == .sum })
      if isPart { summands.append(try argument.substituting([variable: zero])) }
    }
    return summands.count > 1 ? try Term(.sum, summands) : summands.first
  }

  /// What multiplies the variable; nil where the term is not affine in it.
  ///
  /// - Throws: `TermError` where what is made has no shape.
  private static func matrix(_ term: Term, _ variable: Symbol) throws(TermError) -> Term? {
    if term.symbol == variable {
      return variable.shape.isScalar ? Term(1) : try Term(.identity(variable.shape.rows))
    }
    switch term.head {
    case .sum:
      var summands: [Term] = []
      for argument in term.arguments where argument.freeSymbols.contains(variable) {
        guard let part = try matrix(argument, variable) else { return nil }
        summands.append(part)
      }
      if summands.isEmpty { return nil }
      return summands.count == 1 ? summands[0] : try Term(.sum, summands)
    case .negation:
      guard let part = try matrix(term.arguments[0], variable) else { return nil }
      return try Term(.negation, [part])
    case .quotient:
      guard !term.arguments[1].freeSymbols.contains(variable), let part = try matrix(term.arguments[0], variable) else {
        return nil
      }
      return try Term(.quotient, [part, term.arguments[1]])
    case .product:
      let places = term.arguments.indices.filter { term.arguments[$0].freeSymbols.contains(variable) }
      // A matrix behind the variable would not stand before what multiplies it.
      guard let place = places.first, places.count == 1,
        term.arguments[(place + 1)...].allSatisfy(\.shape.isScalar),
        let part = try matrix(term.arguments[place], variable)
      else { return nil }
      var factors = term.arguments
      factors.remove(at: place)
      if part == Term(1) { return factors.count == 1 ? factors[0] : try Term(.product, factors) }
      if case .identity = part.head, factors.contains(where: { !$0.shape.isScalar }) {
        return factors.count == 1 ? factors[0] : try Term(.product, factors)
      }
      factors.insert(part, at: place)
      return try Term(.product, factors)
    default: return nil
    }
  }
}

import Symbolic

/// What can be seen of a value without any number. Each answer yes is certain; no means not known.
extension Term {
  /// A scalar, or a vector in every entry, above zero.
  var isKnownPositive: Bool {
    switch head {
    case .number(let number): number.signum > 0
    case .constant, .dimension, .exponential, .density: true
    case .symbol(let symbol): symbol.hasPositiveEntries
    case .entry: arguments[0].isKnownPositive
    case .sum, .product, .hadamardProduct:
      (isScalar || head != .product) && arguments.allSatisfy(\.isKnownPositive)
    case .quotient: arguments.allSatisfy(\.isKnownPositive)
    case .power, .squareRoot, .vector: arguments.first?.isKnownPositive ?? false
    case .trace, .determinant: arguments[0].isKnownPositiveDefinite
    case .summation, .productOver, .expectation: arguments.last?.isKnownPositive ?? false
    default: false
    }
  }

  /// A symmetric matrix with positive eigenvalues.
  var isKnownPositiveDefinite: Bool {
    if isScalar { return isKnownPositive }
    switch head {
    case .symbol(let symbol): return symbol.domain == .positiveDefinite
    case .identity: return true
    case .inverse, .transpose: return arguments[0].isKnownPositiveDefinite
    case .diagonalMatrix: return arguments[0].isKnownPositive
    case .sum: return arguments.allSatisfy(\.isKnownPositiveDefinite)
    case .product:
      let matrices = arguments.filter { !$0.isScalar }
      return matrices.count == 1 && arguments.allSatisfy { $0.isKnownPositiveDefinite }
    case .quotient: return arguments.allSatisfy(\.isKnownPositiveDefinite)
    default: return false
    }
  }

  /// A matrix that is its own transpose.
  var isKnownSymmetric: Bool {
    if isScalar { return true }
    switch head {
    case .symbol(let symbol):
      return [.symmetric, .positiveSemidefinite, .positiveDefinite].contains(symbol.domain)
    case .identity, .diagonalMatrix: return true
    case .inverse, .transpose, .negation, .quotient: return arguments[0].isKnownSymmetric
    case .sum: return arguments.allSatisfy(\.isKnownSymmetric)
    default: return false
    }
  }

  /// A square matrix that has an inverse.
  var isKnownInvertible: Bool {
    if isKnownPositiveDefinite { return true }
    switch head {
    case .symbol(let symbol): return symbol.domain == .invertible
    case .inverse, .transpose, .negation: return arguments[0].isKnownInvertible
    case .product: return arguments.allSatisfy { $0.isScalar ? $0.isKnownPositive : $0.isKnownInvertible }
    default: return false
    }
  }
}

extension Symbol {
  fileprivate var hasPositiveEntries: Bool {
    switch domain {
    case .positive, .simplex, .natural: true
    case .positiveDefinite: shape.isScalar
    default: false
    }
  }
}

extension Term {
  /// A member of a family, or a value of a function.
  var isMember: Bool {
    if case .application = head { true } else { false }
  }
}

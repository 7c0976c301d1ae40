/// What the normal form does not take apart: the indeterminates of its polynomials and the letters of its words.
enum Atom: Hashable {
  case symbol(Symbol)
  case dimension(String)
  case constant(Constant)
  /// A prime number under a fractional exponent.
  case prime(Int)
  /// A word of one row and one column, such as xᵀAy.
  case path([Letter])
  /// A trace of a word.
  case loop([Letter])
  /// The determinant of a letter that is not inverted.
  case determinant(Int)
  /// The determinant of a sum or of factors that are not square.
  case determinantOf(Polynomial)
  case logarithm(Polynomial)
  case exponential(Polynomial)
  /// A sum as the base of a power that is no whole number of at least zero.
  case base(Polynomial)
  /// Σ over the bound indices of what is summed.
  case summation([SumIndex], Polynomial)
  case productOver(Symbol, Polynomial, Polynomial, Polynomial)
  /// The expectation over the bound variable.
  case expectation(Symbol, Distribution, Polynomial)
  /// The integral over all the bound variables.
  case integral([Symbol], Polynomial)
  case density(Distribution, Polynomial)
  /// The marginal density of some variables of a law, in order, at points.
  case marginal(Symbol, [Symbol], [Polynomial])
  /// A conditional density of a law: points, then what is given.
  case conditional(LawPart, [Polynomial], [Polynomial])
  case divergence(Distribution, Distribution)
  case entropy(Distribution)

  /// The diagonal matrix of the values of the body over the bound index.
  case diagonal(Symbol, Dimension, Polynomial)
  /// The column vector of the values of the body over the bound index.
  case vector(Symbol, Dimension, Polynomial)
  /// The column of the identity matrix with that number.
  case unit(Dimension, Polynomial)
  /// The inverse of a sum.
  case inverse(Polynomial)
  /// Anything else: its head and the normal forms of its arguments.
  case opaque(Head, [Polynomial])
}

/// A distribution in normal form.
enum Distribution: Hashable {
  case gaussian(mean: Polynomial, covariance: Polynomial)
  case moments(mean: Polynomial, covariance: Polynomial)
  case named(Symbol)
  case applied(Symbol, [Polynomial])

  var polynomials: [Polynomial] {
    switch self {
    case .gaussian(let mean, let covariance), .moments(let mean, let covariance): [mean, covariance]
    case .named: []
    case .applied(_, let arguments): arguments
    }
  }

  var head: Symbol? {
    switch self {
    case .named(let symbol), .applied(let symbol, _): symbol
    default: nil
    }
  }
}

/// What is known of an atom; a class, so that asking one question of it does not copy the rest.
final class AtomFacts {
  let atom: Atom
  let shape: Shape
  /// A symmetric matrix; true of every scalar.
  let isSymmetric: Bool
  /// A positive scalar or a positive definite matrix.
  let isPositive: Bool
  /// A nonnegative scalar or a positive semidefinite matrix.
  let isNonnegative: Bool
  /// An invertible matrix or a scalar other than zero.
  let isInvertible: Bool
  let hasOneRow: Bool
  let hasOneColumn: Bool
  let freeSymbols: Set<Symbol>
  /// The greatest number of a bound index or variable inside.
  let height: Int

  init(
    atom: Atom, shape: Shape, isSymmetric: Bool, isPositive: Bool, isNonnegative: Bool, isInvertible: Bool,
    freeSymbols: Set<Symbol>, height: Int
  ) {
    self.atom = atom
    self.shape = shape
    self.isSymmetric = isSymmetric
    self.isPositive = isPositive
    self.isNonnegative = isNonnegative
    self.isInvertible = isInvertible
    hasOneRow = shape.rows == .one
    hasOneColumn = shape.columns == .one
    self.freeSymbols = freeSymbols
    self.height = height
  }
}

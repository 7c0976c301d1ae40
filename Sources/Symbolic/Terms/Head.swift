/// What a term is made by; the arguments are the term's children, in the order that each case states.
public enum Head: Hashable, Sendable {
  /// An exact number. No arguments.
  case number(Rational)
  /// The circle constant or Euler's number. No arguments.
  case constant(Constant)
  /// A declared name. No arguments.
  case symbol(Symbol)
  /// A dimension used as a number, such as the n in (n/2) log 2π. No arguments.
  case dimension(Dimension)
  /// The identity matrix. No arguments.
  case identity(Dimension)
  /// The zero of a shape that is no scalar. No arguments.
  case zero(Shape)
  /// The vector or matrix of ones. No arguments.
  case ones(Shape)

  /// a + b + …, at least two summands of one shape.
  case sum
  /// -a.
  case negation
  /// a b …, at least two factors; scalars multiply anything, other neighbours must fit.
  case product
  /// a / b, with b a scalar.
  case quotient
  /// a^b, with b a scalar; a is a scalar, a square matrix under a whole number, or a vector taken elementwise.
  case power
  /// √a of a scalar or, elementwise, of a vector.
  case squareRoot
  /// log a of a scalar or, elementwise, of a vector.
  case logarithm
  /// exp a of a scalar or, elementwise, of a vector.
  case exponential
  /// |a| of a scalar.
  case absoluteValue
  /// a ⊙ b, entry by entry.
  case hadamardProduct

  /// Aᵀ.
  case transpose
  /// A⁻¹ of a square matrix.
  case inverse
  /// tr A.
  case trace
  /// |A|, the determinant.
  case determinant
  /// ‖v‖, the Euclidean norm of a vector or the Frobenius norm of a matrix.
  case norm
  /// diag(v), the matrix with the vector v on its diagonal.
  case diagonalMatrix
  /// The vector whose i-th entry is the argument, i running from 1 to the dimension: (σ_1², …, σ_n²).
  case vector(Symbol, Dimension)
  /// v_i or A_ij: arguments the matrix, then one or two indices (scalars).
  case entry

  /// Σ_{i=a}^{b} f: arguments a, b, f.
  case summation(Symbol)
  /// Π_{i=a}^{b} f: arguments a, b, f.
  case productOver(Symbol)
  /// ∫ f dx over all values of the symbol's shape: argument f.
  case integral(Symbol)
  /// E_{x ~ p}[f]: arguments p, f.
  case expectation(Symbol)

  /// The Gaussian distribution N(μ, Σ): arguments mean (a vector) and covariance.
  case gaussian
  /// Any distribution with the given mean and covariance, of which nothing else is known: arguments mean, covariance.
  case distributionWithMoments
  /// p(x), a density at a point: arguments distribution, point.
  case density
  /// KL(p ‖ q): arguments p, q.
  case divergence
  /// H(p), the differential entropy: argument p.
  case entropy
  /// f(a, …), an opaque function whose symbol carries the sort of the result.
  case application(Symbol)

  /// The symbol that this head binds in its last argument.
  public var bound: Symbol? {
    switch self {
    case .vector(let symbol, _), .summation(let symbol), .productOver(let symbol), .integral(let symbol),
      .expectation(let symbol):
      symbol
    default: nil
    }
  }

  /// Every symbol that the head itself names.
  var names: [Symbol] {
    switch self {
    case .symbol(let symbol), .application(let symbol): [symbol]
    default: bound.map { [$0] } ?? []
    }
  }

  /// The same head with another bound symbol.
  func binding(_ symbol: Symbol) -> Head {
    switch self {
    case .vector(_, let dimension): .vector(symbol, dimension)
    case .summation: .summation(symbol)
    case .productOver: .productOver(symbol)
    case .integral: .integral(symbol)
    case .expectation: .expectation(symbol)
    default: self
    }
  }
}

/// A number that has a name in every formula.
public enum Constant: String, Hashable, Sendable {
  /// π.
  case pi
  /// e.
  case e
}

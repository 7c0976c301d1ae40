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
  /// 1 where two whole numbers are equal, otherwise 0: the Kronecker delta and the indicator [i = j].
  case indicator

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
  /// A ⊗ B.
  case kroneckerProduct
  /// vec A, the columns of A below each other.
  case vectorization
  /// A matrix of so many rows and columns of blocks: arguments the blocks, row by row.
  case blocks(rows: Int, columns: Int)

  /// Σ_{i=a}^{b} f: arguments a, b, f.
  case summation(Symbol)
  /// Π_{i=a}^{b} f: arguments a, b, f.
  case productOver(Symbol)
  /// ∫ f dx over all values of the symbol's shape: argument f.
  case integral(Symbol)
  /// E_{x ~ p}[f]: arguments p, f.
  case expectation(Symbol)

  /// ∂f/∂x at a point: arguments the point, f. Of a scalar f the gradient, of the shape of x, with the entries of x
  /// taken as independent whatever the domain of x; of a column f by a column x the Jacobian, a row for each entry of f;
  /// of any f by a scalar x the derivative of each entry.
  case gradient(Symbol)
  /// ∂f/∂x_k, by one member of a family: arguments the indices, f. The family stays free.
  case memberGradient(Symbol)
  /// A value of x at which f is largest or smallest: argument f. Where x is a law, a distribution.
  case optimizer(Symbol, Extremum)
  /// The largest or smallest value of f over x: argument f.
  case extremum(Symbol, Extremum)
  /// The limit of f as the scalar x goes to a point from above: arguments the point, f.
  case limit(Symbol)

  /// The Gaussian distribution N(μ, Σ): arguments mean (a vector) and covariance.
  case gaussian
  /// Any distribution with the given mean and covariance, of which nothing else is known: arguments mean, covariance.
  case distributionWithMoments
  /// The matrix Gaussian MN(M, U, V), vec X ~ N(vec M, V ⊗ U): arguments M, U, V.
  case matrixGaussian
  /// The joint distribution of independent members z_a, …, z_b of a family, of which an expectation is taken over the
  /// family: arguments a, b and the distribution of the member of that index.
  case independent(Symbol)
  /// A conditional or marginal of a law: arguments the values that are given, in the order of `LawPart.given`.
  case law(LawPart)
  /// p(x), a density at a point: arguments distribution and point; of a law of several variables, a point for each.
  case density
  /// KL(p ‖ q): arguments p, q.
  case divergence
  /// H(p), the differential entropy: argument p.
  case entropy
  /// f(a, …), an opaque function whose symbol carries the sort of the result, or the member x_t of a family at its
  /// indices.
  case application(Symbol)
  /// Γ(a), the gamma function.
  case gammaFunction

  /// The symbol that this head binds in its last argument.
  public var bound: Symbol? {
    switch self {
    case .vector(let symbol, _), .summation(let symbol), .productOver(let symbol), .integral(let symbol),
      .independent(let symbol), .expectation(let symbol), .gradient(let symbol), .optimizer(let symbol, _),
      .extremum(let symbol, _), .limit(let symbol):
      symbol
    default: nil
    }
  }

  /// Every symbol that the head itself names.
  var names: [Symbol] {
    switch self {
    case .symbol(let symbol), .application(let symbol), .memberGradient(let symbol): [symbol]
    case .law(let part): [part.law] + part.of + part.given
    default: bound.map { [$0] } ?? []
    }
  }

  /// The same head with another bound symbol.
  package func binding(_ symbol: Symbol) -> Head {
    switch self {
    case .vector(_, let dimension): .vector(symbol, dimension)
    case .summation: .summation(symbol)
    case .productOver: .productOver(symbol)
    case .integral: .integral(symbol)
    case .expectation: .expectation(symbol)
    case .independent: .independent(symbol)
    case .gradient: .gradient(symbol)
    case .optimizer(_, let extremum): .optimizer(symbol, extremum)
    case .extremum(_, let extremum): .extremum(symbol, extremum)
    case .limit: .limit(symbol)
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
  /// ∞, the value of a limit that grows beyond all bounds.
  case infinity
}

/// Which end of the values.
public enum Extremum: String, Hashable, Sendable {
  /// The largest value.
  case maximum
  /// The smallest value.
  case minimum
}

/// A conditional or marginal distribution of a law, a joint distribution of named variables: p(z | x) of the law p.
public struct LawPart: Hashable, Sendable {
  /// The joint distribution.
  public let law: Symbol
  /// The variables that this distributes.
  public let of: [Symbol]
  /// The variables whose values are given.
  public let given: [Symbol]

  /// The distribution of these variables given those.
  public init(law: Symbol, of variables: [Symbol], given: [Symbol]) {
    self.law = law
    self.of = variables
    self.given = given
  }

  /// The shape of a value: that of the one variable, or the entries of several below each other.
  public var shape: Shape {
    guard of.count != 1 else { return of[0].shape }
    return .vector(of.reduce(.literal(0)) { $0 + $1.shape.rows * $1.shape.columns })
  }
}

import Symbolic

/// A formula as it is written, before shapes are known.
struct Syntax {
  indirect enum Kind {
    case number(Rational)
    case constant(Constant)
    /// A declared or bound name; of a family, all its members together.
    case name(String)
    /// An identity matrix; its dimension, where it is written.
    case identity(Dimension?)
    /// A zero or a vector or matrix of ones with its dimensions, where they are written.
    case filled(Int, [Dimension])
    case sum([Syntax])
    case negation(Syntax)
    case product([Syntax])
    case quotient(Syntax, Syntax)
    case power(Syntax, Syntax)
    case transpose(Syntax)
    /// A superscript T, which is a transpose or an exponent.
    case superscriptT(Syntax)
    /// A⁺
    case pseudoinverse(Syntax)
    case function(Function, Syntax)
    /// Between single bars.
    case bars(Syntax)
    case hadamardProduct(Syntax, Syntax)
    /// ⟨x, y⟩
    case innerProduct(Syntax, Syntax)
    /// A ⊗ B
    case kroneckerProduct(Syntax, Syntax)
    case entry(Syntax, [Syntax])
    /// A list with dots: its first and its last member. `z_{1:T}` is the list from z_1 to z_T.
    case dots(Syntax, Syntax)
    /// Several expressions between brackets, (a, b) or {a, b}.
    case tuple([Syntax])
    /// The entries of a matrix or its blocks, row by row.
    case matrix([[Syntax]])
    /// Dots in place of entries of a matrix.
    case ellipsis
    /// The mark • in place of an index, for all of its values: A_{i•} is row i, A_{•j} column j.
    case everyIndex
    /// log a with factors behind it that could stand under it as well.
    case scopedLogarithm(Syntax, behind: [Syntax])
    /// Values under conditions; the last may have none.
    case cases([Case])
    /// a = b, i < j and their like inside brackets.
    case comparison(Comparison, Syntax, Syntax)
    /// [a = b], 𝟙[a ≠ b] and the Kronecker delta δ_ij.
    case indicator(Comparison, Syntax, Syntax)
    case vector(index: String, lower: Syntax, upper: Syntax, Syntax)
    case range(Limits, Syntax)
    case integral(variable: String, Syntax)
    /// ∫ f dz_t and ∫ f dz_{1:T}: an integral over members of a family.
    case integralOver(Syntax, Syntax)
    /// ∫ f d(Ax): an integral over the values of an expression, with the variable x in it.
    case integralThrough(Syntax, variable: String, Syntax)
    case expectation(Subscript, Syntax)
    /// E[f | y] with what is given.
    case conditionalExpectation(Subscript, Syntax, given: [LawArgument])
    /// Cov(x, y); with one argument Var(x) and Cov(x).
    case covariance(Subscript, Syntax, Syntax?, given: [LawArgument])
    case gaussian(Syntax, Syntax)
    /// MN(M, U, V)
    case matrixGaussian(Syntax, Syntax, Syntax)
    case moments(Syntax, Syntax)
    case density(Syntax, Syntax)
    /// p(x, z | y; θ) of a law p; without values, the distribution.
    case lawDensity(LawDensity)
    case divergence(Syntax, Syntax)
    case entropy(Syntax)
    /// H(X, Y | Z)
    case conditionalEntropy([LawArgument], given: [LawArgument])
    /// I(X, Y) and I(X; Y)
    case mutualInformation(Syntax, Syntax)
    /// f(a, …), or the member x_t of a family at its indices.
    case application(String, [Syntax])
    /// f′(a) and f″(a), a derivative of so high an order.
    case derivedApplication(String, order: Int, [Syntax])
    /// A derivative by each of the expressions in turn, the first last: ∂²f/∂x∂y is by [x, y], and ∇²_x f by [x, x].
    /// A ∇ with nothing below it has no expressions, and an order.
    case derivative(by: [Syntax], order: Int, Syntax)
    /// A formula at a point, each name with its value: f|_{x = a}.
    case evaluated(Syntax, [(Syntax, Syntax)])
    /// The largest or smallest value, or where it is taken; the conditions behind "s.t." are comparisons.
    case optimum(Extremum, isArgument: Bool, over: [Syntax], Syntax, subjectTo: [Syntax])
    /// lim_{x → a} f
    case limit(Syntax, to: Syntax, Syntax)
  }

  enum Function {
    case trace, determinant, logarithm, exponential, squareRoot, norm, frobeniusNorm, absoluteValue, diagonal, inverse,
      vectorization
    case gamma
  }

  /// How two expressions are compared inside a formula.
  enum Comparison {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, member
  }

  /// One row of a formula by cases.
  struct Case {
    let value: Syntax
    /// Comparisons that all hold; none where the row is for all else.
    let conditions: [Syntax]
  }

  /// The index of a sum or product and what it runs through.
  struct Limits {
    let isSum: Bool
    let index: String
    var lower: Syntax?
    var upper: Syntax?
    /// The index where it is a declared variable or a member of a family, as in Σ_{z_n}.
    var variable: Syntax?
    /// The values that are left out, as in i ≠ j.
    var excluded: [Syntax] = []
    /// The set, as in x ∈ D.
    var set: Syntax?

    /// The expressions that stand outside the scope of the index.
    var parts: [Syntax] { [lower, upper, set].compactMap(\.self) + excluded }
  }

  /// What stands at one place between the brackets of a density: `x`, `x_{1:T}`, or `z = k`.
  struct LawArgument {
    /// The variable where it is named beside its value, as z in z = k.
    let variable: Syntax?
    let value: Syntax
  }

  /// p(x, z | y; θ), p_θ(x | y) and their like.
  struct LawDensity {
    let law: String
    let of: [LawArgument]
    let given: [LawArgument]
    /// What stands behind a semicolon or below the law's name: always given.
    let parameters: [LawArgument]

    var arguments: [LawArgument] { of + given + parameters }
  }

  /// What an expectation is taken over.
  indirect enum Subscript {
    case none
    /// Variables and their distribution.
    case variables([String], Syntax)
    /// All members of a family as independent draws, z_{1:L} ∼ Π_j q_j.
    case draws(String, Syntax)
    /// A distribution alone, or a variable alone.
    case distribution(Syntax)
    /// z | x; θ, variables given others, of a law that is not named.
    case conditional([LawArgument], given: [LawArgument])
    /// One under the other: E_{q(x) q(z)}, E_{q(x), q(z)}, E_{x ∼ p, y ∼ q}.
    case several([Subscript])
  }

  let kind: Kind
  let range: Range<Int>
  /// Whether it ends in a sum over an index whose scope may go on over further summands.
  let isOpen: Bool
  /// Whether brackets of its own stand around it.
  let isBracketed: Bool

  init(_ kind: Kind, _ range: Range<Int>, isOpen: Bool = false, isBracketed: Bool = false) {
    self.kind = kind
    self.range = range
    self.isOpen = isOpen
    self.isBracketed = isBracketed
  }
}

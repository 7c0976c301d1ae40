import NumericCore
import Symbolic

/// How large the values of one term may become; beyond that it is too large to be evaluated.
struct EvaluationLimits: Sendable {
  /// The most elements that may be computed.
  var elements: Int
  /// The most rows or columns of a matrix.
  var dimension: Int

  /// What a check may cost.
  static let standard = EvaluationLimits(elements: 200_000, dimension: 64)
}

/// Sizes of the dimensions and a rule for the values of symbols and functions: a point at which terms are evaluated.
///
/// Values are drawn when they are asked for, each from a stream named after its symbol, so that an instance is the same
/// whatever lines are evaluated at it and in whatever order.
package struct Instance<Scalar: EvaluationScalar>: Sendable {
  /// Draws the value of a symbol with so many rows and columns.
  package typealias Draw = @Sendable (Symbol, _ rows: Int, _ columns: Int) throws(EvaluationError) -> Matrix<Scalar>
  /// Computes a function of its arguments with so many rows and columns.
  package typealias Apply =
    @Sendable (Symbol, _ arguments: [Matrix<Scalar>], _ rows: Int, _ columns: Int) throws(EvaluationError)
    -> Matrix<Scalar>

  /// The size of each dimension.
  package let sizes: [String: Int]
  /// The values that are given; all others are drawn.
  package private(set) var values: [Symbol: Matrix<Scalar>]
  /// The value of π.
  package let circleConstant: Scalar
  /// How many values a variable of an arbitrary law takes at most, where they cannot be counted.
  package var supportSize = 6
  /// Whether the logarithm of a sum is taken part by part where the sum leaves the range of the numbers. What is lost
  /// under the greatest part cannot be told apart, so that no two lines are compared in this way.
  var hasWideRange = false
  /// How large a term's values may become.
  var limits = EvaluationLimits.standard
  /// The values of variables of arbitrary laws that are given, with what each weighs; the density of a law over such
  /// variables alone is one.
  var supports: [Symbol: TableSupport<Scalar>] = [:]
  /// The functions that are polynomials.
  let polynomials: PolynomialRule<Scalar>?
  private var draw: Draw
  private let apply: Apply

  /// An instance with these sizes and values and the given rules for what is not given.
  package init(
    sizes: [String: Int], values: [Symbol: Matrix<Scalar>] = [:], circleConstant: Scalar,
    polynomials: PolynomialRule<Scalar>? = nil, draw: @escaping Draw, apply: @escaping Apply
  ) {
    self.sizes = sizes
    self.values = values
    self.circleConstant = circleConstant
    self.polynomials = polynomials
    self.draw = draw
    self.apply = apply
  }

  /// An instance in which nothing is drawn.
  package init(sizes: [String: Int], values: [Symbol: Matrix<Scalar>], circleConstant: Scalar) {
    self.init(
      sizes: sizes, values: values, circleConstant: circleConstant,
      draw: { (symbol, _, _) throws(EvaluationError) in
        throw .outside(reason: "\(symbol.name) has no value")
      },
      apply: { (symbol, _, _, _) throws(EvaluationError) in
        throw .outside(reason: "\(symbol.name) has no value")
      })
  }

  /// The same instance with some values given.
  package func with(_ given: [Symbol: Matrix<Scalar>]) -> Instance {
    var instance = self
    instance.values.merge(given) { _, new in new }
    return instance
  }

  /// The same instance that tells of every value that it draws.
  func observed(_ tell: @escaping @Sendable (Symbol, Matrix<Scalar>) -> Void) -> Instance {
    let draw = draw
    var instance = self
    instance.draw = { (symbol, rows, columns) throws(EvaluationError) in
      let value = try draw(symbol, rows, columns)
      tell(symbol, value)
      return value
    }
    return instance
  }

  /// The value of a symbol.
  package func value(of symbol: Symbol, rows: Int, columns: Int) throws(EvaluationError) -> Matrix<Scalar> {
    if let value = values[symbol] { return value }
    return try draw(symbol, rows, columns)
  }

  /// The value of a function.
  package func application(
    of function: Symbol, to arguments: [Matrix<Scalar>], rows: Int, columns: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let value: Matrix<Scalar>
    if let given = values[function] {
      value = given
    } else if let known = try polynomials?.value(
      of: function, at: arguments, rows: rows, columns: columns, sizes: sizes)
    {
      value = known
    } else {
      value = try apply(function, arguments, rows, columns)
    }
    guard value.rows == rows, value.columns == columns else {
      throw .outside(reason: "a value of another shape for \(function.name)")
    }
    return value
  }
}

/// Dimensions with their sizes as text, such as `n = 2, m = 3`.
package func words(ofSizes sizes: [String: Int]) -> String {
  sizes.isEmpty
    ? "no dimension"
    : sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      .joined(separator: ", ")
}

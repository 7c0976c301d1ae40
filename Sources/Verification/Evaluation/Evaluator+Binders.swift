import NumericCore
import Symbolic

extension Evaluator {
  /// The vector whose entries are the body for the index from 1 on.
  mutating func vector(_ index: Int, _ body: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let rows = try size(of: node).rows
    var elements: [Scalar] = []
    for number in 1...rows { elements.append(try under(index, number, body)[0, 0]) }
    return Matrix(rows: rows, columns: 1, elements: elements)
  }

  /// The sum of the body over the index; zero where the upper limit is below the lower.
  mutating func summation(
    _ index: Int, _ children: ArraySlice<Int>, _ node: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let limits = try limits(children)
    let size = try size(of: node)
    var sum = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    for number in stride(from: limits.lower, through: limits.upper, by: 1) {
      sum = sum + (try under(index, number, limits.body))
    }
    return sum
  }

  /// The product of the body over the index; one where the upper limit is below the lower.
  mutating func productOver(_ index: Int, _ children: ArraySlice<Int>) throws(EvaluationError) -> Matrix<Scalar> {
    let limits = try limits(children)
    var product = Scalar.one
    for number in stride(from: limits.lower, through: limits.upper, by: 1) {
      product = product * (try under(index, number, limits.body))[0, 0]
    }
    return Matrix(rows: 1, columns: 1, elements: [product])
  }

  /// The value of a node with the index bound to a number.
  mutating func under(_ index: Int, _ number: Int, _ body: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let value = Matrix(rows: 1, columns: 1, elements: [Scalar(integer: number)])
    return try binding(index, to: value) { (inner: inout Evaluator) throws(EvaluationError) in
      try inner.evaluate(body)
    }
  }

  func limits(
    _ children: ArraySlice<Int>, _ lower: Int, _ upper: Int
  ) throws(EvaluationError) -> (lower: Int, upper: Int, body: Int) {
    guard upper - lower < 100_000 else { throw .tooLarge }
    return (lower, upper, children[children.startIndex + 2])
  }

  mutating func limits(_ children: ArraySlice<Int>) throws(EvaluationError) -> (lower: Int, upper: Int, body: Int) {
    let lower = try integer(children[children.startIndex], "a limit of a sum")
    let upper = try integer(children[children.startIndex + 1], "a limit of a sum")
    return try limits(children, lower, upper)
  }
}

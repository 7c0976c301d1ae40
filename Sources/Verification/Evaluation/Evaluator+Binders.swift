import NumericCore
import Symbolic

extension Evaluator {
  /// The vector whose entries are the body for the index from 1 on.
  @inline(never)
  mutating func vector(_ index: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let rows = try size(of: node).rows
    var elements: [Scalar] = []
    for number in 1...rows { elements.append(try under(index, number, child(node, 0))[0, 0]) }
    return Matrix(rows: rows, columns: 1, elements: elements)
  }

  /// The sum of the body over the index; zero where the upper limit is below the lower.
  @inline(never)
  mutating func summation(_ index: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    var sum = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    for number in try limits(node) { sum = sum + (try under(index, number, child(node, 2))) }
    return sum
  }

  /// The product of the body over the index; one where the upper limit is below the lower.
  @inline(never)
  mutating func productOver(_ index: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var product = Scalar.one
    for number in try limits(node) { product = product * (try under(index, number, child(node, 2)))[0, 0] }
    return single(product)
  }

  /// The largest or smallest value of the body over the index, or the number at which it is.
  ///
  /// Where the least is taken twice, the number is none; so is a value that is not told from another.
  @inline(never)
  mutating func indexOptimum(
    _ index: Int, _ extremum: Extremum, isArgument: Bool, _ node: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    guard (-Scalar.one).isCertainlyNegative else { throw .outside(reason: "numbers without an order") }
    var best: (number: Int, value: Scalar)?
    var isTie = false
    for number in try limits(node) {
      let value = (try under(index, number, child(node, 2)))[0, 0]
      if let fault = value.fault { throw fault }
      guard let known = best else {
        best = (number, value)
        continue
      }
      let gain = extremum == .maximum ? value - known.value : known.value - value
      if (-gain).isCertainlyNegative {
        (best, isTie) = ((number, value), false)
      } else if gain == .zero || value == known.value {
        isTie = true
      } else if !gain.isCertainlyNegative {
        throw .undefined(reason: "values that are not told from each other")
      }
    }
    guard let best else { throw .undefined(reason: "an optimum over no number") }
    guard isArgument else { return single(best.value) }
    if isTie { throw .undefined(reason: "an optimum that is taken twice") }
    return single(Scalar(integer: best.number))
  }

  /// The value of a node with the index bound to a number.
  private mutating func under(_ index: Int, _ number: Int, _ body: Int) throws(EvaluationError) -> Matrix<Scalar> {
    try evaluate(body, where: index, is: single(Scalar(integer: number)))
  }

  /// The value of a node with a symbol bound to a value.
  mutating func evaluate(
    _ body: Int, where symbol: Int, is value: Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    // One value in the place of a family would leave its members what they are.
    guard !graph.declarations.functions.contains(graph.symbols[symbol]) else {
      throw .outside(reason: "\(graph.symbols[symbol].name) is bound as a whole, of which only values are known")
    }
    let outer = bind(symbol, to: value)
    defer { unbind(symbol, outer) }
    return try evaluate(body)
  }

  /// The numbers from the first child to the second; none where the second is less.
  mutating func limits(_ node: Int) throws(EvaluationError) -> Range<Int> {
    let lower = try integer(child(node, 0), "a limit of a sum")
    let upper = try integer(child(node, 1), "a limit of a sum")
    guard upper - lower < 100_000 else { throw .tooLarge }
    return lower..<max(lower, upper + 1)
  }
}

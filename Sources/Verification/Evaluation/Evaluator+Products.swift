import NumericCore
import Symbolic

extension Evaluator {
  @inline(never)
  mutating func product(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var result = try evaluate(child(node, 0))
    var sides = declaredSides(child(node, 0))
    for position in 1..<graph.nodes[node].children.count {
      let next = try evaluate(child(node, position))
      multiply(&result, &sides, next, declaredSides(child(node, position)))
    }
    return result
  }

  /// Multiplies from the right by the next factor; scalars, by their declared shape, multiply anything.
  @inline(never)
  private mutating func multiply(
    _ result: inout Matrix<Scalar>, _ sides: inout UnitSides, _ next: Matrix<Scalar>, _ nextSides: UnitSides
  ) {
    if nextSides.isScalar {
      result = result.scaled(by: next[0, 0])
    } else if sides.isScalar {
      result = next.scaled(by: result[0, 0])
      sides = nextSides
    } else {
      charge(result.rows * result.columns * next.columns)
      result = result * next
      // A row times a column is a scalar, by which the next factor is multiplied whatever its shape.
      sides = UnitSides(row: sides.row, column: nextSides.column)
    }
  }

  private func declaredSides(_ node: Int) -> UnitSides { graph.units[graph.nodes[node].shape] }

  @inline(never)
  mutating func quotient(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let numerator = try evaluate(child(node, 0))
    return numerator.scaled(by: try scalar(child(node, 1)).inverted())
  }

  @inline(never)
  mutating func power(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let base = child(node, 0)
    let exponent = try scalar(child(node, 1))
    // ‖v‖² without the root, so that it is exact and defined where v is zero.
    if case .norm = graph.nodes[base].operation, let whole = exponent.integerValue, whole > 0,
      whole.isMultiple(of: 2), whole <= 1000
    {
      let square = try evaluate(child(base, 0)).elements.reduce(Scalar.zero) { $0 + $1 * $1 }
      return single(try square.power(whole: whole / 2))
    }
    return try power(of: try evaluate(base), declaredSides(base), exponent)
  }

  @inline(never)
  private mutating func power(
    of value: Matrix<Scalar>, _ sides: UnitSides, _ exponent: Scalar
  ) throws(EvaluationError) -> Matrix<Scalar> {
    if value.isSquare, value.rows > 1 || !sides.column {
      guard let whole = exponent.integerValue, abs(whole) <= 1000 else {
        throw .outside(reason: "a matrix power that is no small whole number")
      }
      charge(value.rows * value.rows * value.rows * 20)
      return matrixPower(whole < 0 ? try value.checkedInverse() : value, abs(whole))
    }
    var elements: [Scalar] = []
    for element in value.elements { elements.append(try element.power(exponent)) }
    return Matrix(rows: value.rows, columns: value.columns, elements: elements)
  }

  private func matrixPower(_ base: Matrix<Scalar>, _ exponent: Int) -> Matrix<Scalar> {
    var result = Matrix<Scalar>.identity(base.rows)
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  @inline(never)
  mutating func entry(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let row = try integer(child(node, 1), "an index") - 1
    let column = graph.nodes[node].children.count > 2 ? try integer(child(node, 2), "an index") - 1 : 0
    let matrix = try evaluate(child(node, 0))
    guard (0..<matrix.rows).contains(row), (0..<matrix.columns).contains(column) else {
      throw .undefined(reason: "an index beyond the dimension")
    }
    return single(matrix[row, column])
  }
}

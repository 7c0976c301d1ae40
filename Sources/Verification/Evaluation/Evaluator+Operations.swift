import NumericCore
import Symbolic

extension Evaluator {
  /// The value of a node from those of its children.
  mutating func compute(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let children = graph.arguments(node)
    switch graph.nodes[node].operation {
    case .number(let index): return single(try Scalar(rational: graph.numbers[index]))
    case .constant(.pi): return single(instance.circleConstant)
    case .constant(.e): return single(.eulerNumber)
    case .symbol(let number): return try symbolValue(number, node: node)
    case .dimension(let index):
      guard let value = graph.dimensions[index].value(instance.sizes) else {
        throw .outside(reason: "the dimension \(graph.dimensions[index]) has no size")
      }
      return single(Scalar(integer: value))
    case .identity: return .identity(try size(of: node).rows)
    case .zero, .ones: return try constantMatrix(node)
    case .definition: return try evaluate(children[children.startIndex])
    case .sum, .negation, .hadamardProduct, .transpose, .trace, .diagonalMatrix, .norm, .inverse, .determinant,
      .squareRoot, .exponential, .absoluteValue, .logarithm:
      return try unaryOrSum(node, children)
    case .product: return try product(children)
    case .quotient:
      let numerator = try evaluate(children[children.startIndex])
      return numerator.scaled(by: try scalar(children[children.startIndex + 1]).inverted())
    case .power: return try power(children[children.startIndex], children[children.startIndex + 1])
    case .entry: return try entry(children)
    case .vector(let index): return try vector(index, children[children.startIndex], node)
    case .summation(let index): return try summation(index, children, node)
    case .productOver(let index): return try productOver(index, children)
    case .expectations(let variable, let degrees):
      return try expectations(variable, graph.degrees[degrees], children, node)
    case .density: return single(try logDensity(children).exponential())
    case .application(let number):
      var arguments: [Matrix<Scalar>] = []
      for child in children { arguments.append(try evaluate(child)) }
      let size = try size(of: node)
      return try instance.application(of: graph.symbols[number], to: arguments, rows: size.rows, columns: size.columns)
    case .gaussian, .distributionWithMoments: throw .outside(reason: "a distribution where a value is expected")
    case .obstacle(let index): throw .outside(reason: graph.obstacles[index])
    }
  }

  private func single(_ value: Scalar) -> Matrix<Scalar> { Matrix(rows: 1, columns: 1, elements: [value]) }

  private func constantMatrix(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    if case .ones = graph.nodes[node].operation {
      return Matrix(rows: size.rows, columns: size.columns) { _, _ in .one }
    }
    return .zero(rows: size.rows, columns: size.columns)
  }

  private mutating func unaryOrSum(
    _ node: Int, _ children: ArraySlice<Int>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let first = children[children.startIndex]
    if case .logarithm = graph.nodes[node].operation {
      if graph.nodes[first].isLogarithmic { return try logarithm(of: first) }
      return try elementwise(try evaluate(first)) { (x) throws(EvaluationError) in try x.logarithm() }
    }
    let value = try evaluate(first)
    switch graph.nodes[node].operation {
    case .sum:
      var sum = value
      for child in children.dropFirst() { sum = sum + (try evaluate(child)) }
      return sum
    case .negation: return -value
    case .hadamardProduct:
      let other = try evaluate(children[children.startIndex + 1])
      return Matrix(rows: value.rows, columns: value.columns, elements: zip(value.elements, other.elements).map { $0 * $1 })
    case .transpose: return value.transposed()
    case .trace: return single(value.trace)
    case .diagonalMatrix: return .diagonal(value.elements)
    case .norm:
      return single(try value.elements.reduce(Scalar.zero) { $0 + $1 * $1 }.squareRoot())
    case .inverse: return try value.checkedInverse()
    case .determinant: return single(try value.checkedDeterminant())
    case .squareRoot: return try elementwise(value) { (x) throws(EvaluationError) in try x.squareRoot() }
    case .exponential: return try elementwise(value) { (x) throws(EvaluationError) in try x.exponential() }
    default: return try elementwise(value) { (x) throws(EvaluationError) in try x.absoluteValue() }
    }
  }

  func elementwise(
    _ matrix: Matrix<Scalar>, _ function: (Scalar) throws(EvaluationError) -> Scalar
  ) throws(EvaluationError) -> Matrix<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(matrix.elements.count)
    for element in matrix.elements { elements.append(try function(element)) }
    return Matrix(rows: matrix.rows, columns: matrix.columns, elements: elements)
  }

  private mutating func product(_ children: ArraySlice<Int>) throws(EvaluationError) -> Matrix<Scalar> {
    var result = try evaluate(children[children.startIndex])
    var shape = declaredShape(children[children.startIndex])
    for child in children.dropFirst() {
      let next = try evaluate(child)
      let nextShape = declaredShape(child)
      if nextShape.isScalar {
        result = result.scaled(by: next[0, 0])
      } else if shape.isScalar {
        result = next.scaled(by: result[0, 0])
        shape = nextShape
      } else {
        remaining -= result.rows * result.columns * next.columns
        result = result * next
        // A row times a column is a scalar, by which the next factor is multiplied whatever its shape.
        shape = Shape(shape.rows, nextShape.columns)
      }
    }
    return result
  }

  private func declaredShape(_ node: Int) -> Shape { graph.shapes[graph.nodes[node].shape] }

  private mutating func power(_ base: Int, _ exponent: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let power = try scalar(exponent)
    // ‖v‖² without the root, so that it is exact and defined where v is zero.
    if case .norm = graph.nodes[base].operation, let whole = power.integerValue, whole > 0, whole.isMultiple(of: 2),
      whole <= 1000, let argument = graph.arguments(base).first
    {
      let square = try evaluate(argument).elements.reduce(Scalar.zero) { $0 + $1 * $1 }
      return single(try square.power(whole: whole / 2))
    }
    let value = try evaluate(base)
    if value.isSquare, value.rows > 1 || declaredShape(base).columns != .one {
      guard let whole = power.integerValue, abs(whole) <= 1000 else {
        throw .outside(reason: "a matrix power that is no small whole number")
      }
      return try matrixPower(whole < 0 ? try value.checkedInverse() : value, abs(whole))
    }
    return try elementwise(value) { (x) throws(EvaluationError) in try x.power(power) }
  }

  private mutating func matrixPower(_ base: Matrix<Scalar>, _ exponent: Int) throws(EvaluationError) -> Matrix<Scalar> {
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

  private mutating func entry(_ children: ArraySlice<Int>) throws(EvaluationError) -> Matrix<Scalar> {
    let start = children.startIndex
    let row = try integer(children[start + 1], "an index") - 1
    let column = children.count > 2 ? try integer(children[start + 2], "an index") - 1 : 0
    let matrix = try evaluate(children[start])
    guard (0..<matrix.rows).contains(row), (0..<matrix.columns).contains(column) else {
      throw .undefined(reason: "an index beyond the dimension")
    }
    return single(matrix[row, column])
  }
}

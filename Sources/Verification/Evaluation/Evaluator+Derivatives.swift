import NumericCore
import Symbolic

extension Evaluator {
  /// ∂f/∂x at a point, the first child, entry by entry of x; the body is the second.
  @inline(never)
  mutating func gradient(_ variable: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let point = try evaluate(child(node, 0))
    return try derivative(of: child(node, 1), at: point, node, by: graph.symbols[variable].shape) {
      (evaluator, perturbed, body) throws(EvaluationError) in
      try evaluator.evaluate(body, where: variable, is: perturbed)
    }
  }

  /// ∂f/∂x_k by a member of a family, whose indices are the children but the last; the others keep their values.
  @inline(never)
  mutating func memberGradient(_ family: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var places: [Int] = []
    for position in 0..<(graph.nodes[node].children.count - 1) {
      places.append(try integer(child(node, position), "an index"))
    }
    try checkRange(of: family, places)
    let indices = places
    let shape = graph.symbols[family].shape
    guard let rows = shape.rows.value(instance.sizes), let columns = shape.columns.value(instance.sizes),
      (1...instance.limits.dimension).contains(rows), (1...instance.limits.dimension).contains(columns)
    else { throw .undefined(reason: "a matrix of \(shape) with the sizes given") }
    let point = try memberValue(family, at: indices, rows: rows, columns: columns)
    let body = child(node, graph.nodes[node].children.count - 1)
    return try derivative(of: body, at: point, node, by: shape) {
      (evaluator, perturbed, body) throws(EvaluationError) in
      let outer = evaluator.bind(family: family, members: [indices: perturbed])
      defer { evaluator.unbind(family, outer) }
      return try evaluator.evaluate(body)
    }
  }

  /// The derivatives by the entries of the point, put together as the shapes ask for.
  private mutating func derivative(
    of body: Int, at point: Matrix<Scalar>, _ node: Int, by shape: Shape,
    _ evaluate: (inout Evaluator, Matrix<Scalar>, Int) throws(EvaluationError) -> Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let level = derivatives
    guard level < Scalar.perturbationLimit, nesting < Self.nestingLimit else {
      throw .outside(reason: "derivatives nested more than \(Scalar.perturbationLimit) deep")
    }
    derivatives += 1
    defer { derivatives -= 1 }
    do throws(EvaluationError) {
      return try derivative(of: body, at: point, node, by: shape, level: level, evaluate)
    } catch .tooLarge {
      // Smaller sizes may do; those that are left out are not counted as checked.
      throw .skipped(reason: "a derivative by so many numbers")
    }
  }

  private mutating func derivative(
    of body: Int, at point: Matrix<Scalar>, _ node: Int, by shape: Shape, level: Int,
    _ evaluate: (inout Evaluator, Matrix<Scalar>, Int) throws(EvaluationError) -> Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    var result = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    let bodyShape = graph.shapes[graph.nodes[body].shape]
    for row in 0..<point.rows {
      for column in 0..<point.columns {
        var perturbed = point
        perturbed[row, column] = try point[row, column].perturbed(at: level)
        let value = try evaluate(&self, perturbed, body)
        if bodyShape.isScalar {
          result[row, column] = try value[0, 0].derivative(at: level)
        } else if shape.isScalar {
          for i in 0..<value.rows {
            for j in 0..<value.columns { result[i, j] = try value[i, j].derivative(at: level) }
          }
        } else {
          for i in 0..<value.rows { result[i, row] = try value[i, 0].derivative(at: level) }
        }
      }
    }
    return result
  }
}

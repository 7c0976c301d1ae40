import NumericCore
import Symbolic

extension Evaluator {
  /// ∂f/∂x at a point, the first child, entry by entry of x; the body is the second.
  @inline(never)
  mutating func gradient(_ variable: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let point = try evaluate(child(node, 0))
    return try derivative(of: child(node, 1), at: point, node, by: variable) {
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
    return try derivative(of: body, at: point, node, by: family) {
      (evaluator, perturbed, body) throws(EvaluationError) in
      let outer = evaluator.bind(family: family, members: [indices: perturbed])
      defer { evaluator.unbind(family, outer) }
      return try evaluator.evaluate(body)
    }
  }

  /// The derivatives by the entries of the point, put together as the shapes ask for.
  private mutating func derivative(
    of body: Int, at point: Matrix<Scalar>, _ node: Int, by symbol: Int,
    _ evaluate: (inout Evaluator, Matrix<Scalar>, Int) throws(EvaluationError) -> Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let level = derivatives
    guard level < Scalar.perturbationLimit, nesting < Self.nestingLimit else {
      throw .outside(reason: "derivatives nested more than \(Scalar.perturbationLimit) deep")
    }
    derivatives += 1
    defer { derivatives -= 1 }
    do throws(EvaluationError) {
      return try derivative(of: body, at: point, node, by: symbol, level: level, evaluate)
    } catch .tooLarge {
      // Smaller sizes may do; those that are left out are not counted as checked.
      throw .skipped(reason: "a derivative by so many numbers")
    }
  }

  private mutating func derivative(
    of body: Int, at point: Matrix<Scalar>, _ node: Int, by symbol: Int, level: Int,
    _ evaluate: (inout Evaluator, Matrix<Scalar>, Int) throws(EvaluationError) -> Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    let count = point.elements.count
    var result = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    // Side by side where no derivative is taken inside another.
    let isAlone = level == 0 && !graph.nodes[body].usesDerivatives
    let step = isAlone ? max(1, Scalar.directionLimit) : 1
    let (outer, outerCost) = (perturbation, elementCost)
    defer { (perturbation, elementCost) = (outer, outerCost) }
    for first in stride(from: 0, to: count, by: step) {
      let entries = first..<min(first + step, count)
      let perturbed = try point.perturbed(entries, at: level)
      if isAlone { (perturbation, elementCost) = ((lastBinding + 1, entries.count), outerCost * entries.count) }
      let value = try evaluate(&self, perturbed, body)
      for entry in entries {
        let slope = try value.slope(entries.count > 1 ? entry - first : nil, at: level)
        if graph.shapes[graph.nodes[body].shape].isScalar {
          result[entry / point.columns, entry % point.columns] = slope[0, 0]
        } else if graph.symbols[symbol].shape.isScalar {
          result = slope
        } else {
          for i in 0..<slope.rows { result[i, entry / point.columns] = slope[i, 0] }
        }
      }
    }
    return result
  }
}

extension Matrix where Scalar: EvaluationScalar {
  /// The matrix with an infinitesimal at each of these entries, counted row by row: a direction for each of several, the
  /// nilpotent of the level for a single one.
  fileprivate func perturbed(_ entries: Range<Int>, at level: Int) throws(EvaluationError) -> Matrix {
    var elements = elements
    for entry in entries {
      elements[entry] =
        try entries.count == 1
        ? elements[entry].perturbed(at: level)
        : elements[entry].perturbed(along: entry - entries.lowerBound, of: entries.count)
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// The coefficients of a direction, or of the nilpotent of the level.
  fileprivate func slope(_ direction: Int?, at level: Int) throws(EvaluationError) -> Matrix {
    var slopes: [Scalar] = []
    for element in elements {
      if let direction {
        slopes.append(try element.derivative(along: direction))
      } else {
        slopes.append(try element.derivative(at: level))
      }
    }
    return Matrix(rows: rows, columns: columns, elements: slopes)
  }
}

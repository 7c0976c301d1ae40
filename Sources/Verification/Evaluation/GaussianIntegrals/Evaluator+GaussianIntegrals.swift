import NumericCore
import Symbolic

extension Evaluator {
  /// Σ ∫ exp(qᵢ(x)) gᵢ(x) dx = Σ ∫ exp qᵢ · E[gᵢ] under the Gaussian that is proportional to exp qᵢ.
  @inline(never)
  mutating func gaussianIntegral(
    _ variable: Int, _ degrees: Int, _ node: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    var sum = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    for (position, degree) in graph.degrees[degrees].enumerated() {
      let exponent = try quadraticExponent(variable, node, position)
      let factor = try exponent.logIntegral.exponential()
      let mean = try gaussianExpectation(
        variable, degree, exponent.distribution, body: child(node, 2 * position + 1))
      sum = sum + mean.scaled(by: factor)
    }
    return sum
  }

  /// log ∫ exp q(x) g dx for a number g.
  @inline(never)
  mutating func logarithmOfGaussianIntegral(_ variable: Int, _ node: Int) throws(EvaluationError) -> Scalar {
    let exponent = try quadraticExponent(variable, node, 0)
    let factor = try scalar(child(node, 1))
    return factor == .one ? exponent.logIntegral : exponent.logIntegral + (try factor.logarithm())
  }

  private mutating func quadraticExponent(
    _ variable: Int, _ node: Int, _ position: Int
  ) throws(EvaluationError) -> QuadraticExponent<Scalar> {
    let stamp = stamp(of: graph.nodes[node].dependence)
    if let known = quadratics[[node, position]], known.stamp == stamp { return known.value }
    let weight = child(node, 2 * position)
    guard nesting < Self.nestingLimit else { throw .tooLarge }
    let shape = graph.symbols[variable].shape
    guard let dimension = shape.rows.value(instance.sizes), (1...instance.limits.dimension).contains(dimension) else {
      throw .undefined(reason: "an integral over \(shape) with the sizes given")
    }
    charge(2 * dimension * dimension * dimension)
    guard remaining > 0 else { throw .tooLarge }
    let value = try QuadraticExponent(dimension: dimension, circleConstant: instance.circleConstant) {
      (point) throws(EvaluationError) in
      let outer = bind(variable, to: point)
      defer { unbind(variable, outer) }
      return try logarithm(of: weight)[0, 0]
    }
    quadratics[[node, position]] = (stamp, value)
    return value
  }
}

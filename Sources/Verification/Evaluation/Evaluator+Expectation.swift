import NumericCore
import Symbolic

extension Evaluator {
  /// The sum of the expectations whose distributions and bodies are the children in turn.
  @inline(never)
  mutating func expectations(_ variable: Int, _ degrees: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let size = try size(of: node)
    var sum = Matrix<Scalar>.zero(rows: size.rows, columns: size.columns)
    for (position, degree) in graph.degrees[degrees].enumerated() {
      let (distribution, body) = (child(node, 2 * position), child(node, 2 * position + 1))
      sum = sum + (try expectation(variable, degree, distribution: distribution, body: body))
    }
    return sum
  }

  /// E f = f(m) + Σ Dᵢ/2 (f(m + L eᵢ) + f(m − L eᵢ) − 2 f(m)) with the covariance L D Lᵀ.
  ///
  /// It holds for every distribution with these moments where f is a polynomial of degree 2, and of degree 3 where the
  /// third central moments vanish, as they do for a Gaussian.
  private mutating func expectation(
    _ variable: Int, _ degree: Int?, distribution: Int, body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    if let (part, node) = lawPart(distribution) { return try lawExpectation(variable, part, node, body: body) }
    guard let degree else {
      throw .outside(reason: "an expectation of what is not certified to be a polynomial")
    }
    guard nesting < Self.nestingLimit else { throw .tooLarge }
    var value = try self.distribution(distribution)
    guard degree <= (value.isGaussian ? 3 : 2) else {
      throw .outside(reason: "an expectation of a polynomial of degree \(degree)")
    }
    let centre = try evaluate(body, where: variable, is: value.mean)
    if degree <= 1 { return centre }
    let factors = try value.factors()
    keep(value, at: distribution)
    var sum = centre
    for index in 0..<value.mean.rows {
      let step = Matrix(rows: value.mean.rows, columns: 1) { row, _ in factors.lower[row, index] }
      let after = try evaluate(body, where: variable, is: value.mean + step)
      let before = try evaluate(body, where: variable, is: value.mean - step)
      let weight = factors.diagonal[index] * (try Scalar(rational: .half))
      sum = sum + ((after - centre) + (before - centre)).scaled(by: weight)
    }
    return sum
  }
}

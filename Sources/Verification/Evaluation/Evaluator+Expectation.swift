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

  /// The expectation of a polynomial of known degree.
  private mutating func expectation(
    _ variable: Int, _ degree: Int?, distribution: Int, body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    if let (law, node) = lawPart(distribution) { return try lawExpectation(variable, law, node, body: body) }
    if case .independent(let index) = graph.nodes[distribution].operation {
      var joint = try draws(variable, index, distribution)
      if degree ?? 0 > 1 { _ = try joint.factors() }
      keep(joint, at: distribution)
      do throws(EvaluationError) {
        return try gaussianExpectation(variable, degree, joint, body: body)
      } catch .tooLarge {
        // Fewer draws may do; sizes that are left out are not counted as checked.
        throw .skipped(reason: "an expectation over so many independent draws")
      }
    }
    var value = try self.distribution(distribution)
    if degree ?? 0 > 1 {
      _ = try value.factors()
      keep(value, at: distribution)
    }
    return try gaussianExpectation(variable, degree, value, body: body)
  }

  /// The expectation of a polynomial of known degree under moments that are known.
  mutating func gaussianExpectation(
    _ variable: Int, _ degree: Int?, _ value: DistributionValue<Scalar>, body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    guard let degree else {
      throw .outside(reason: "an expectation of what is not certified to be a polynomial")
    }
    guard nesting < Self.nestingLimit else { throw .tooLarge }
    guard degree <= (value.isGaussian ? 2 * GaussianRule<Scalar>.radiusLimit + 1 : 2) else {
      throw .outside(reason: "an expectation of a polynomial of degree \(degree)")
    }
    if degree <= 1 { return try evaluate(body, where: variable, at: value.mean, of: value) }
    var value = value
    let factors = try value.factors()
    if degree <= 3 { return try secondOrder(variable, value, factors, body) }
    do throws(EvaluationError) {
      return try higherOrder(variable, degree, value, factors, body)
    } catch .tooLarge {
      // Smaller sizes may do; those that are left out are not counted as checked.
      throw .skipped(reason: "an expectation of a polynomial of degree \(degree) in so many numbers")
    }
  }

  /// E f = f(m) + Σ Dᵢ/2 (f(m + L eᵢ) + f(m − L eᵢ) − 2 f(m)) with the covariance L D Lᵀ.
  ///
  /// It holds for every distribution with these moments where f is a polynomial of degree 2, and of degree 3 where the
  /// third central moments vanish, as they do for a Gaussian.
  @inline(never)
  private mutating func secondOrder(
    _ variable: Int, _ value: DistributionValue<Scalar>, _ factors: LDLFactorization<Scalar>, _ body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let centre = try evaluate(body, where: variable, at: value.mean, of: value)
    var sum = centre
    for index in 0..<value.mean.rows {
      let step = Matrix(rows: value.mean.rows, columns: 1) { row, _ in factors.lower[row, index] }
      let after = try evaluate(body, where: variable, at: value.mean + step, of: value)
      let before = try evaluate(body, where: variable, at: value.mean - step, of: value)
      let weight = factors.diagonal[index] * (try Scalar(rational: .half))
      sum = sum + ((after - centre) + (before - centre)).scaled(by: weight)
    }
    return sum
  }

  /// E f = Σ w_j f(m + L j) over points j with whole entries, for a Gaussian with the covariance L D Lᵀ.
  @inline(never)
  private mutating func higherOrder(
    _ variable: Int, _ degree: Int, _ value: DistributionValue<Scalar>, _ factors: LDLFactorization<Scalar>, _ body: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    let radius = degree / 2
    guard let count = GaussianRule<Scalar>.count(coordinates: value.mean.rows, radius: radius), count < remaining else {
      throw .tooLarge
    }
    charge(count)
    var sum: Matrix<Scalar>?
    for point in try GaussianRule(variances: factors.diagonal, radius: radius).points() {
      let steps = Matrix(rows: value.mean.rows, columns: 1) { row, _ in Scalar(integer: point.coordinates[row]) }
      let place = value.mean + factors.lower * steps
      let term = try evaluate(body, where: variable, at: place, of: value).scaled(by: point.weight)
      sum = sum.map { $0 + term } ?? term
    }
    guard let sum else { throw .outside(reason: "an expectation without a point") }
    return sum
  }
}

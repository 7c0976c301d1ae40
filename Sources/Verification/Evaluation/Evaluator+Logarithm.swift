import NumericCore
import Symbolic

extension Evaluator {
  /// The logarithm of the density p(x), whose children are p and x.
  @inline(never)
  mutating func logDensity(_ node: Int) throws(EvaluationError) -> Scalar {
    if graph.part(at: child(node, 0)) != nil { return try lawDensity(node).logarithm() }
    guard graph.nodes[node].children.count == 2 else {
      throw .outside(reason: "a density of several values under a distribution over one")
    }
    if let value = try matrixLogDensity(child(node, 0), at: child(node, 1)) { return value }
    var distribution = try distribution(child(node, 0))
    let point = try evaluate(child(node, 1))
    let value = try distribution.logDensity(at: point, circleConstant: instance.circleConstant)
    keep(distribution, at: child(node, 0))
    return value
  }

  /// The logarithm of the density of MN(M, U, V) by its two covariances, which are small where V ⊗ U is not:
  /// −½ (n p log 2π + n log|V| + p log|U| + tr(V⁻¹ (X − M)ᵀ U⁻¹ (X − M))); nil for any other distribution.
  private mutating func matrixLogDensity(_ distribution: Int, at point: Int) throws(EvaluationError) -> Scalar? {
    var node = distribution
    while case .definition = graph.nodes[node].operation { node = child(node, 0) }
    guard case .matrixGaussian = graph.nodes[node].operation else { return nil }
    let (rows, columns) = (try evaluate(child(node, 1)), try evaluate(child(node, 2)))
    let deviation = try evaluate(point) - evaluate(child(node, 0))
    let (n, p) = (rows.rows, columns.rows)
    charge(4 * (n * n * n + p * p * p + n * n * p + n * p * p))
    for part in [rows, columns] {
      _ = try DistributionValue(mean: .zero(rows: part.rows, columns: 1), covariance: part, isGaussian: true)
    }
    let weighted = try rows.checkedInverse() * deviation
    let form = try columns.checkedInverse() * (deviation.transposed() * weighted)
    var sum = try Scalar(integer: n * p) * (Scalar(integer: 2) * instance.circleConstant).logarithm()
    sum = try sum + Scalar(integer: n) * columns.checkedDeterminant().logarithm()
    sum = try sum + Scalar(integer: p) * rows.checkedDeterminant().logarithm()
    for place in 0..<p { sum = sum + form[place, place] }
    return -(sum * (try Scalar(rational: .half)))
  }

  /// The logarithm of a node that is made of densities and exponentials, taken factor by factor.
  ///
  /// Densities and exponentials are positive, so their logarithms add; the other factors are multiplied before their
  /// logarithm is taken, since two of them may be negative.
  mutating func logarithm(of node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    guard graph.nodes[node].isLogarithmic else { return single(try plainLogarithm(node)) }
    charge(1)
    guard remaining > 0 else { throw .tooLarge }
    switch graph.nodes[node].operation {
    case .density: return single(try logDensity(node))
    case .exponential: return try evaluate(child(node, 0))
    case .definition: return try logarithm(of: child(node, 0))
    case .squareRoot: return try logarithm(of: child(node, 0)).scaled(by: try Scalar(rational: .half))
    case .power:
      let exponent = try scalar(child(node, 1))
      return try logarithm(of: child(node, 0)).scaled(by: exponent)
    case .gaussianIntegral(let variable, _): return single(try logarithmOfGaussianIntegral(variable, node))
    case .product: return single(try logarithmOfProduct(node))
    case .quotient: return try logarithm(of: child(node, 0)) - logarithm(of: child(node, 1))
    case .productOver(let index): return single(try logarithmOfProduct(over: index, node))
    default: return single(try scalar(node).logarithm())
    }
  }

  /// The logarithm of a value; where the value is too great or too small for the numbers, that of a sum from the
  /// logarithms of its summands.
  @inline(never)
  private mutating func plainLogarithm(_ node: Int) throws(EvaluationError) -> Scalar {
    do throws(EvaluationError) {
      let value = try scalar(node).logarithm()
      if value.fault == nil { return value }
    } catch {
      guard instance.hasWideRange, case .undefined = error, let value = try logarithmByParts(node) else { throw error }
      return value
    }
    if instance.hasWideRange, let value = try logarithmByParts(node) { return value }
    return try scalar(node).logarithm()
  }

  /// The logarithm of a sum or product from those of its parts, each of which must be positive; nil for anything else.
  private mutating func logarithmByParts(_ node: Int) throws(EvaluationError) -> Scalar? {
    var parts: [Scalar] = []
    switch graph.nodes[node].operation {
    case .definition: return try logarithm(of: child(node, 0))[0, 0]
    case .sum:
      for summand in graph.arguments(node) { parts.append(try logarithm(of: summand)[0, 0]) }
    case .summation(let index):
      for number in try limits(node) {
        let outer = bind(index, to: single(Scalar(integer: number)))
        defer { unbind(index, outer) }
        parts.append(try logarithm(of: child(node, 2))[0, 0])
      }
    case .product:
      var sum = Scalar.zero
      for factor in graph.arguments(node) { sum = sum + (try logarithm(of: factor)[0, 0]) }
      return sum
    default: return nil
    }
    guard !parts.isEmpty else { return nil }
    return try Scalar.logarithmOfSum(ofExponentials: parts)
  }

  @inline(never)
  private mutating func logarithmOfProduct(_ node: Int) throws(EvaluationError) -> Scalar {
    var sum = Scalar.zero
    var others: Scalar?
    for factor in graph.arguments(node) {
      if graph.nodes[factor].isLogarithmic {
        sum = sum + (try logarithm(of: factor)[0, 0])
      } else {
        let value = try scalar(factor)
        others = others.map { $0 * value } ?? value
      }
    }
    return sum + (try others?.logarithm() ?? .zero)
  }

  @inline(never)
  private mutating func logarithmOfProduct(over index: Int, _ node: Int) throws(EvaluationError) -> Scalar {
    var sum = Scalar.zero
    for number in try limits(node) {
      let outer = bind(index, to: single(Scalar(integer: number)))
      defer { unbind(index, outer) }
      sum = sum + (try logarithm(of: child(node, 2))[0, 0])
    }
    return sum
  }
}

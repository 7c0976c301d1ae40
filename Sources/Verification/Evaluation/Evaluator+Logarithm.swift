import NumericCore
import Symbolic

extension Evaluator {
  /// The logarithm of the density p(x), whose children are p and x.
  mutating func logDensity(_ children: ArraySlice<Int>) throws(EvaluationError) -> Scalar {
    let node = children[children.startIndex]
    var distribution = try distribution(node)
    let point = try evaluate(children[children.startIndex + 1])
    let value = try distribution.logDensity(at: point, circleConstant: instance.circleConstant)
    keep(distribution, at: node)
    return value
  }

  /// The logarithm of a node that is made of densities and exponentials, taken factor by factor.
  ///
  /// Densities and exponentials are positive, so their logarithms add; the other factors are multiplied before their
  /// logarithm is taken, since two of them may be negative.
  mutating func logarithm(of node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let children = graph.arguments(node)
    guard graph.nodes[node].isLogarithmic, let first = children.first else {
      return single(try scalar(node).logarithm())
    }
    switch graph.nodes[node].operation {
    case .density: return single(try logDensity(children))
    case .exponential: return try evaluate(first)
    case .definition: return try logarithm(of: first)
    case .squareRoot: return single(try logarithm(of: first)[0, 0] * (try Scalar(rational: .half)))
    case .power:
      let exponent = try scalar(children[children.startIndex + 1])
      return single(try logarithm(of: first)[0, 0] * exponent)
    case .product:
      var sum = Scalar.zero
      var others: Scalar?
      for child in children {
        if graph.nodes[child].isLogarithmic {
          sum = sum + (try logarithm(of: child)[0, 0])
        } else {
          let value = try scalar(child)
          others = others.map { $0 * value } ?? value
        }
      }
      return single(sum + (try others?.logarithm() ?? .zero))
    case .quotient:
      let numerator = try logarithm(of: first)[0, 0]
      return single(numerator - (try logarithm(of: children[children.startIndex + 1])[0, 0]))
    case .productOver(let index):
      let limits = try limits(children)
      var sum = Scalar.zero
      for number in stride(from: limits.lower, through: limits.upper, by: 1) {
        let value = Matrix(rows: 1, columns: 1, elements: [Scalar(integer: number)])
        let term = try binding(index, to: value) { (inner: inout Evaluator) throws(EvaluationError) in
          try inner.logarithm(of: limits.body)
        }
        sum = sum + term[0, 0]
      }
      return single(sum)
    default: return single(try scalar(node).logarithm())
    }
  }

  private func single(_ value: Scalar) -> Matrix<Scalar> { Matrix(rows: 1, columns: 1, elements: [value]) }
}

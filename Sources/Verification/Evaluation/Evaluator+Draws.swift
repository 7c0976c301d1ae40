import NumericCore
import Symbolic

extension Evaluator {
  /// The joint distribution of independent members of a family: that of their entries below each other, with a
  /// covariance in blocks.
  @inline(never)
  mutating func draws(_ family: Int, _ index: Int, _ node: Int) throws(EvaluationError) -> DistributionValue<Scalar> {
    if let known = keptDistribution(node) { return known }
    let outerCost = setCost(at: stamp(of: graph.nodes[node].dependence))
    defer { elementCost = outerCost }
    let numbers = try limits(node)
    let symbol = graph.symbols[family]
    guard let ranges = graph.declarations.families[symbol], ranges.count == 1, ranges[0].lower == numbers.lowerBound,
      ranges[0].upper.value(instance.sizes) == numbers.upperBound - 1
    else { throw .outside(reason: "independent draws of some members of a family") }
    guard symbol.shape.columns == .one else { throw .outside(reason: "independent draws of matrices") }
    guard !numbers.isEmpty else { throw .skipped(reason: "a family without members") }
    var members: [DistributionValue<Scalar>] = []
    for number in numbers {
      let outer = bind(index, to: Matrix(rows: 1, columns: 1, elements: [Scalar(integer: number)]))
      defer { unbind(index, outer) }
      guard lawPart(child(node, 2)) == nil else {
        throw .outside(reason: "independent draws from an arbitrary density")
      }
      members.append(try distribution(child(node, 2)))
    }
    let rows = members.reduce(0) { $0 + $1.mean.rows }
    guard rows <= instance.limits.dimension else { throw .skipped(reason: "too many independent draws") }
    var mean = Matrix<Scalar>.zero(rows: rows, columns: 1)
    var covariance = Matrix<Scalar>.zero(rows: rows, columns: rows)
    var start = 0
    for member in members {
      for i in 0..<member.mean.rows {
        mean[start + i, 0] = member.mean[i, 0]
        for j in 0..<member.mean.rows { covariance[start + i, start + j] = member.covariance[i, j] }
      }
      start += member.mean.rows
    }
    charge(2 * rows * rows * rows)
    guard remaining > 0 else { throw .skipped(reason: "too many independent draws") }
    var value = try DistributionValue(
      mean: mean, covariance: covariance, isGaussian: members.allSatisfy(\.isGaussian))
    value.places = Array(numbers)
    return value
  }

  /// The value of a node at a point of a distribution: with the variable bound, or with the members of a family.
  mutating func evaluate(
    _ body: Int, where variable: Int, at column: Matrix<Scalar>, of value: DistributionValue<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    guard !value.places.isEmpty else { return try evaluate(body, where: variable, is: value.point(column)) }
    let rows = column.rows / value.places.count
    var members: [[Int]: Matrix<Scalar>] = [:]
    for (number, place) in value.places.enumerated() {
      members[[place]] = Matrix(rows: rows, columns: 1) { row, _ in column[number * rows + row, 0] }
    }
    let outer = bind(family: variable, members: members)
    defer { unbind(variable, outer) }
    return try evaluate(body)
  }
}

import NumericCore
import Symbolic

extension Evaluator {
  /// The value of a node from those of its children.
  ///
  /// Each kind of node has a function of its own that is not inlined: evaluation recurses here, and one frame for all
  /// kinds would be several kilobytes.
  mutating func compute(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    switch graph.nodes[node].operation {
    case .number, .constant, .symbol, .dimension, .identity, .zero, .ones: return try leaf(node)
    case .definition: return try evaluate(child(node, 0))
    case .sum: return try sum(node)
    case .hadamardProduct: return try entrywiseProduct(node)
    case .negation, .transpose, .trace, .diagonalMatrix, .norm, .inverse, .determinant: return try matrixFunction(node)
    case .squareRoot, .exponential, .absoluteValue, .logarithm: return try entrywiseFunction(node)
    case .product: return try product(node)
    case .quotient: return try quotient(node)
    case .power: return try power(node)
    case .entry: return try entry(node)
    case .vector(let index): return try vector(index, node)
    case .summation(let index): return try summation(index, node)
    case .indexOptimum(let index, let extremum, let isArgument):
      return try indexOptimum(index, extremum, isArgument: isArgument, node)
    case .productOver(let index): return try productOver(index, node)
    case .expectations(let variable, let degrees): return try expectations(variable, degrees, node)
    case .density where graph.part(at: child(node, 0)) != nil: return single(try lawDensity(node))
    case .density: return single(try logDensity(node).exponential())
    case .gaussianIntegral(let variable, let degrees): return try gaussianIntegral(variable, degrees, node)
    case .supportIntegral(let variable): return try supportIntegral(variable, node)
    case .gradient(let variable): return try gradient(variable, node)
    case .memberGradient(let family): return try memberGradient(family, node)
    case .indicator: return try indicator(node)
    case .kroneckerProduct: return try kroneckerProduct(node)
    case .vectorization: return try evaluate(child(node, 0)).vectorized()
    case .blocks(_, let columns): return try blocks(node, columns: columns)
    case .gammaFunction: return single(try scalar(child(node, 0)).gamma())
    case .application(let function): return try application(function, node)
    case .member(let family): return try member(family, node)
    case .gaussian, .distributionWithMoments, .matrixGaussian, .independent, .law:
      throw .outside(reason: "a distribution where a value is expected")
    case .obstacle(let index): throw .outside(reason: graph.obstacles[index])
    }
  }

  /// The child of a node at a position.
  func child(_ node: Int, _ position: Int) -> Int {
    graph.children[graph.nodes[node].children.lowerBound + position]
  }

  @inline(never)
  private mutating func leaf(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    switch graph.nodes[node].operation {
    case .number(let index): return single(try Scalar(rational: graph.numbers[index]))
    case .constant(.pi): return single(instance.circleConstant)
    case .constant(.e): return single(.eulerNumber)
    case .constant(.infinity): throw .outside(reason: "infinity is no number")
    case .symbol(let number): return try symbolValue(number, node: node)
    case .dimension(let index):
      guard let value = graph.dimensions[index].value(instance.sizes) else {
        throw .outside(reason: "the dimension \(graph.dimensions[index]) has no size")
      }
      return single(Scalar(integer: value))
    case .identity: return .identity(try size(of: node).rows)
    case .ones:
      let size = try size(of: node)
      return Matrix(rows: size.rows, columns: size.columns) { _, _ in .one }
    default:
      let size = try size(of: node)
      return .zero(rows: size.rows, columns: size.columns)
    }
  }

  @inline(never)
  private mutating func sum(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var sum = try evaluate(child(node, 0))
    for position in 1..<graph.nodes[node].children.count { sum = sum + (try evaluate(child(node, position))) }
    return sum
  }

  @inline(never)
  private mutating func entrywiseProduct(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let first = try evaluate(child(node, 0))
    let second = try evaluate(child(node, 1))
    return Matrix(
      rows: first.rows, columns: first.columns, elements: zip(first.elements, second.elements).map { $0 * $1 })
  }

  @inline(never)
  private mutating func matrixFunction(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let value = try evaluate(child(node, 0))
    switch graph.nodes[node].operation {
    case .inverse, .determinant: charge(value.rows * value.rows * value.rows)
    default: break
    }
    return try Evaluator.matrixFunction(graph.nodes[node].operation, value)
  }

  @inline(never)
  private static func matrixFunction(
    _ operation: TermGraph.Operation, _ value: Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    switch operation {
    case .negation: return -value
    case .transpose: return value.transposed()
    case .diagonalMatrix: return .diagonal(value.elements)
    case .inverse: return try value.checkedInverse()
    case .trace: return Matrix(rows: 1, columns: 1, elements: [value.trace])
    case .determinant: return Matrix(rows: 1, columns: 1, elements: [try value.checkedDeterminant()])
    default:
      let square = value.elements.reduce(Scalar.zero) { $0 + $1 * $1 }
      return Matrix(rows: 1, columns: 1, elements: [try square.squareRoot()])
    }
  }

  @inline(never)
  private mutating func entrywiseFunction(_ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    let argument = child(node, 0)
    if case .logarithm = graph.nodes[node].operation,
      graph.nodes[argument].isLogarithmic
        || instance.hasWideRange && graph.shapes[graph.nodes[argument].shape].isScalar
    {
      return try logarithm(of: argument)
    }
    let value = try evaluate(argument)
    return try Evaluator.entrywiseFunction(graph.nodes[node].operation, value)
  }

  @inline(never)
  private static func entrywiseFunction(
    _ operation: TermGraph.Operation, _ value: Matrix<Scalar>
  ) throws(EvaluationError) -> Matrix<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(value.elements.count)
    for element in value.elements {
      switch operation {
      case .squareRoot: elements.append(try element.squareRoot())
      case .exponential: elements.append(try element.exponential())
      case .logarithm: elements.append(try element.logarithm())
      default: elements.append(try element.absoluteValue())
      }
    }
    return Matrix(rows: value.rows, columns: value.columns, elements: elements)
  }

  @inline(never)
  private mutating func application(_ function: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var arguments: [Matrix<Scalar>] = []
    for argument in graph.arguments(node) { arguments.append(try evaluate(argument)) }
    let size = try size(of: node)
    return try instance.application(of: graph.symbols[function], to: arguments, rows: size.rows, columns: size.columns)
  }

  func single(_ value: Scalar) -> Matrix<Scalar> { Matrix(rows: 1, columns: 1, elements: [value]) }
}

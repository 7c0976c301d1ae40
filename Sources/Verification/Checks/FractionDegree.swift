import Symbolic

/// Bounds the degrees of the rational functions that a node computes from the numbers drawn at an instance.
///
/// A matrix has one common denominator; degrees are Doubles, so that they grow beyond any use without overflow.
struct FractionDegree {
  /// The degrees of numerator and common denominator.
  struct Bound {
    var numerator: Double
    var denominator: Double

    static let constant = Bound(numerator: 0, denominator: 0)

    static func + (left: Bound, right: Bound) -> Bound {
      Bound(
        numerator: max(left.numerator + right.denominator, right.numerator + left.denominator),
        denominator: left.denominator + right.denominator)
    }

    static func * (left: Bound, right: Bound) -> Bound {
      Bound(numerator: left.numerator + right.numerator, denominator: left.denominator + right.denominator)
    }

    func power(_ exponent: Double) -> Bound {
      Bound(numerator: numerator * exponent, denominator: denominator * exponent)
    }

    func sum(of count: Double) -> Bound {
      Bound(numerator: numerator + denominator * max(count - 1, 0), denominator: denominator * count)
    }
  }

  /// The total degree of the power products that decide about logarithms and roots.
  private(set) var logarithms = 0.0
  private let graph: TermGraph
  private let sizes: [String: Int]
  private var known: [Int: Bound] = [:]
  private var bound: [Int: Bound] = [:]
  /// How often the present node is evaluated for one value of the whole.
  private var repetitions = 1.0
  private var budget = 20_000

  /// Coefficients of logarithms are fractions with terms up to 1000, brought to a common denominator up to 1000.
  private static let logarithmFactor = 1e6
  /// The entries of L D Lᵀ are polynomials of degree 3.
  private static let drawn = Bound(numerator: 3, denominator: 0)

  /// A quotient of sums over cells of a table, each the product of a weight and the measures of some variables.
  private func tabled(_ part: LawPart) -> Bound {
    let degree = Double(graph.declarations.laws[part.law]?.count ?? 1) * 2 + 1
    return Bound(numerator: degree, denominator: degree)
  }

  /// How many values a variable of a law has at most.
  private func supportCount(_ variable: Symbol?) -> Double {
    switch variable?.domain {
    case .natural, .binary, .oneHot: 64
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible, .simplex,
      .fullColumnRank, nil:
      6
    }
  }

  init(graph: TermGraph, sizes: [String: Int]) {
    self.graph = graph
    self.sizes = sizes
  }

  mutating func degree(_ node: Int) -> Bound {
    if let found = known[node] { return found }
    budget -= 1
    guard budget > 0 else { return Bound(numerator: .infinity, denominator: .infinity) }
    let result = compute(node)
    known[node] = result
    return result
  }

  private mutating func compute(_ node: Int) -> Bound {
    let children = Array(graph.arguments(node))
    let rows = Double(graph.shapes[graph.nodes[node].shape].rows.value(sizes) ?? 1)
    switch graph.nodes[node].operation {
    case .number, .constant(.e), .constant(.infinity), .dimension, .identity, .zero, .ones, .obstacle,
      .indicator, .gammaFunction:
      return .constant
    // No rational function.
    case .indexOptimum: return Bound(numerator: .infinity, denominator: .infinity)
    case .constant(.pi), .member: return FractionDegree.drawn
    case .symbol(let symbol): return bound[symbol] ?? FractionDegree.drawn
    case .sum, .blocks: return children.dropFirst().reduce(degree(children[0])) { $0 + degree($1) }
    case .negation, .transpose, .diagonalMatrix, .definition, .trace, .entry, .vectorization: return degree(children[0])
    case .product, .hadamardProduct, .kroneckerProduct:
      return children.dropFirst().reduce(degree(children[0])) { $0 * degree($1) }
    case .quotient:
      let divisor = degree(children[1])
      return degree(children[0]) * Bound(numerator: divisor.denominator, denominator: divisor.numerator)
    case .inverse: return inverse(degree(children[0]), rows)
    case .determinant:
      return degree(children[0]).power(Double(graph.shapes[graph.nodes[children[0]].shape].rows.value(sizes) ?? 1))
    case .power:
      guard case .number(let index) = graph.nodes[children[1]].operation, graph.numbers[index].isInteger else {
        note(degree(children[0]))
        return degree(children[1])
      }
      let base = degree(children[0])
      let exponent = Double(graph.numbers[index].numerator)
      if exponent >= 0 { return base.power(exponent) }
      return inverse(base, rows).power(-exponent)
    case .norm:
      note(degree(children[0]).power(2))
      return .constant
    case .squareRoot, .logarithm, .absoluteValue:
      note(degree(children[0]))
      return graph.nodes[children[0]].isLogarithmic ? degree(children[0]) : .constant
    case .exponential: return degree(children[0])
    case .gaussian, .distributionWithMoments, .matrixGaussian: return degree(children[0])
    case .independent: return degree(children[2])
    case .density where graph.part(at: children[0]) != nil:
      return graph.part(at: children[0]).map(tabled) ?? .constant
    case .law: return .constant
    case .gaussianIntegral(let variable, _):
      var total = Bound.constant
      for position in stride(from: 0, to: children.count - 1, by: 2) {
        let size = dimension(ofSymbol: variable)
        let weight = under(variable, .constant, children[position], times: size * size + size + 1)
        let precision = weight.sum(of: 4)
        let covariance = inverse(precision, size)
        let mean = (covariance * precision).sum(of: size)
        note(precision.power(size))
        let point = mean + covariance.power(size * (size + 1) / 2)
        let body = under(variable, point, children[position + 1], times: 2 * size + 1)
        total = total + (body * covariance.power(size)).sum(of: 2 * size + 1) * (mean * precision).sum(of: size)
      }
      return total
    case .supportIntegral(let variable):
      let count = supportCount(graph.roles[variable])
      let body = under(variable, FractionDegree.drawn, children[0], times: count)
      return (body * FractionDegree.drawn).sum(of: count)
    case .density:
      let (mean, covariance) = moments(children[0])
      let difference = degree(children[1]) + mean
      note(covariance.power(dimension(children[0])))
      return difference.power(2) * inverse(covariance, dimension(children[0]))
    case .vector(let index): return under(index, .constant, children[0], times: rows).sum(of: rows)
    case .summation(let index), .productOver(let index):
      return under(index, .constant, children[2], times: 16).sum(of: 16)
    case .application(let function):
      guard graph.smooth.contains(graph.symbols[function]) else { return FractionDegree.drawn }
      let argument = children.reduce(Bound.constant) { $0 + degree($1) }
      return argument.power(Double(PolynomialRule<ExactScalar>.smoothDegree)) * FractionDegree.drawn
    case .gradient(let variable): return derivative(of: under(variable, degree(children[0]), children[1], times: rows))
    case .memberGradient: return derivative(of: degree(children[children.count - 1]))
    case .expectations(let variable, let degrees):
      var total = Bound.constant
      for position in stride(from: 0, to: children.count - 1, by: 2) {
        if let part = graph.part(at: children[position]) {
          let count = supportCount(part.of.first)
          let body = under(variable, FractionDegree.drawn, children[position + 1], times: count)
          total = total + (body * tabled(part)).sum(of: count)
          continue
        }
        let (mean, covariance) = moments(children[position])
        let size = dimension(children[position]) * memberCount(children[position])
        // The entries of L have products of leading minors for denominators.
        let point = mean + covariance.power(size * (size + 1) / 2)
        let radius = max(1, Double((graph.degrees[degrees][position / 2] ?? 0) / 2))
        let points = radius > 1 ? Double(GaussianRule<ExactScalar>.pointLimit) : 2 * size + 1
        let body = under(variable, point, children[position + 1], times: points)
        total = total + (body * covariance.power(size * radius)).sum(of: points)
      }
      return total
    }
  }

  /// The quotient rule.
  private func derivative(of bound: Bound) -> Bound {
    Bound(numerator: bound.numerator + bound.denominator, denominator: 2 * bound.denominator)
  }

  private func dimension(ofSymbol symbol: Int) -> Double {
    Double(graph.symbols[symbol].shape.rows.value(sizes) ?? 1)
  }

  private func dimension(_ node: Int) -> Double {
    let shape = graph.shapes[graph.nodes[node].shape]
    return Double((shape.rows * shape.columns).value(sizes) ?? 1)
  }

  /// How many members of a family a distribution draws.
  private func memberCount(_ node: Int) -> Double {
    guard case .independent = graph.nodes[node].operation else { return 1 }
    // No more entries than this are drawn at once.
    return Double(EvaluationLimits.standard.dimension)
  }

  private func inverse(_ matrix: Bound, _ rows: Double) -> Bound {
    Bound(numerator: matrix.denominator + (rows - 1) * matrix.numerator, denominator: rows * matrix.numerator)
  }

  /// The degrees of mean and covariance.
  private mutating func moments(_ distribution: Int) -> (mean: Bound, covariance: Bound) {
    let children = Array(graph.arguments(distribution))
    switch graph.nodes[distribution].operation {
    case .gaussian, .distributionWithMoments: return (degree(children[0]), degree(children[1]))
    case .matrixGaussian: return (degree(children[0]), degree(children[1]) * degree(children[2]))
    case .definition: return moments(children[0])
    case .independent: return moments(children[2])
    default: return (.constant, .constant)
    }
  }

  /// Takes note of what stands under a logarithm or a root.
  private mutating func note(_ base: Bound) {
    logarithms += (base.numerator + base.denominator) * FractionDegree.logarithmFactor * repetitions
  }

  private mutating func under(_ symbol: Int, _ degree: Bound, _ body: Int, times: Double) -> Bound {
    var inner = FractionDegree(graph: graph, sizes: sizes)
    inner.bound = bound
    inner.bound[symbol] = degree
    inner.budget = budget
    inner.repetitions = repetitions * times
    let result = inner.degree(body)
    budget = inner.budget
    logarithms += inner.logarithms
    return result
  }
}

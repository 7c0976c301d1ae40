import Symbolic

/// Certifies that a term is a polynomial in one of its symbols and bounds the degree.
///
/// Works on the graph alone and knows nothing of how a term could be rewritten; what it does not know is no polynomial.
extension TermGraph {
  /// The bound on the degree in the symbol; nil where the term is not certified to be a polynomial.
  func degree(of node: Int, in symbol: Int) -> Int? {
    degree(of: node, weights: [symbol: 1])
  }

  /// The bound on the degree of the logarithm in the symbol; nil where that is not certified to be a polynomial.
  func logarithmDegree(of node: Int, in symbol: Int) -> Int? {
    var reader = DegreeReader(graph: self, weights: [symbol: 1], sizes: [:])
    return reader.logarithm(node)
  }

  /// The bound on the total degree, where each symbol counts with its weight; that of a determinant depends on the sizes.
  func degree(of node: Int, weights: [Int: Int], sizes: [String: Int] = [:]) -> Int? {
    var reader = DegreeReader(graph: self, weights: weights, sizes: sizes)
    return reader.degree(node)
  }
}

private struct DegreeReader {
  let graph: TermGraph
  /// The degree of each symbol; a symbol bound inside has the degree of the mean of its distribution.
  var weights: [Int: Int]
  private let sizes: [String: Int]
  private var known: [Int: Int?] = [:]
  private let mask: UInt128
  /// How many more nodes may be read; definitions can make the paths through a graph far more than its nodes.
  private var budget = 20_000

  private static let limit = 64

  init(graph: TermGraph, weights: [Int: Int], sizes: [String: Int]) {
    self.graph = graph
    self.sizes = sizes
    self.weights = weights
    mask = weights.keys.reduce(0) { $0 | UInt128(1) << UInt128($1) }
  }

  mutating func degree(_ node: Int) -> Int? {
    if graph.nodes[node].dependence & mask == 0 { return 0 }
    if let found = known[node] { return found }
    budget -= 1
    guard budget > 0 else { return nil }
    let result = compute(node).flatMap { $0 <= DegreeReader.limit ? $0 : nil }
    known[node] = .some(result)
    return result
  }

  private mutating func largest(_ nodes: ArraySlice<Int>) -> Int? {
    var result = 0
    for node in nodes {
      guard let degree = degree(node) else { return nil }
      result = max(result, degree)
    }
    return result
  }

  private mutating func total(_ nodes: ArraySlice<Int>) -> Int? {
    var result = 0
    for node in nodes {
      guard let degree = degree(node) else { return nil }
      result += degree
    }
    return result
  }

  /// The degree of a child that must not depend on the symbol for the rest to be a polynomial.
  private mutating func isConstant(_ nodes: some Sequence<Int>) -> Bool {
    for node in nodes where degree(node) != 0 { return false }
    return true
  }

  private mutating func compute(_ node: Int) -> Int? {
    let children = graph.arguments(node)
    guard let first = children.first, let last = children.last else {
      if case .symbol(let symbol) = graph.nodes[node].operation { return weights[symbol] }
      return nil
    }
    switch graph.nodes[node].operation {
    case .sum, .negation, .transpose, .trace, .diagonalMatrix, .definition, .vectorization, .blocks:
      return largest(children)
    case .product, .hadamardProduct, .kroneckerProduct: return total(children)
    case .member(let family): return isConstant(children) ? weights[family] ?? 0 : nil
    case .quotient: return isConstant([last]) ? degree(first) : nil
    case .entry: return isConstant(children.dropFirst()) ? degree(first) : nil
    case .power: return power(first, last)
    case .determinant:
      guard let size = graph.shapes[graph.nodes[first].shape].rows.value(sizes) else { return nil }
      return degree(first).map { $0 * size }
    case .logarithm: return isConstant([first]) ? 0 : logarithm(first)
    case .vector(let index): return under(index, weight: 0) { $0.degree(last) }
    case .summation(let index):
      guard isConstant(children.dropLast()) else { return nil }
      return under(index, weight: 0) { $0.degree(last) }
    case .gradient(let variable):
      guard let point = degree(first) else { return nil }
      return under(variable, weight: point) { $0.degree(last) }
    case .memberGradient: return isConstant(children.dropLast()) ? degree(last) : nil
    case .application(let function):
      guard graph.smooth.contains(graph.symbols[function]) else { return isConstant(children) ? 0 : nil }
      return largest(children).map { $0 * PolynomialRule<ExactScalar>.smoothDegree }
    case .expectations(let variable, _): return expectations(children, variable)
    case .gaussian, .distributionWithMoments, .matrixGaussian:
      return isConstant(children.dropFirst()) ? degree(first) : nil
    case .independent(let index):
      guard isConstant(children.dropLast()) else { return nil }
      return under(index, weight: 0) { $0.degree(last) }
    default: return isConstant(children) ? 0 : nil
    }
  }

  private mutating func power(_ base: Int, _ exponent: Int) -> Int? {
    guard case .number(let index) = graph.nodes[exponent].operation, graph.numbers[index].isInteger else {
      return isConstant([base, exponent]) ? 0 : nil
    }
    let number = graph.numbers[index].numerator
    guard number >= 0, number <= DegreeReader.limit else { return isConstant([base]) ? 0 : nil }
    // ‖v‖² is a polynomial though ‖v‖ is none.
    switch graph.nodes[base].operation {
    case .norm, .absoluteValue:
      if number.isMultiple(of: 2), let inner = graph.arguments(base).first { return degree(inner).map { $0 * number } }
    default: break
    }
    return degree(base).map { $0 * number }
  }

  /// The degree of the logarithm of a node.
  mutating func logarithm(_ node: Int) -> Int? {
    guard degree(node) != 0 else { return 0 }
    let children = graph.arguments(node)
    guard graph.nodes[node].isLogarithmic, let first = children.first, let last = children.last else { return nil }
    switch graph.nodes[node].operation {
    case .density:
      guard isGaussian(first), let mean = degree(first), let point = degree(last) else { return nil }
      return 2 * max(mean, point)
    case .exponential: return degree(first)
    case .definition, .squareRoot: return logarithm(first)
    case .power: return isConstant([last]) ? logarithm(first) : nil
    case .product, .quotient:
      var result = 0
      for child in children {
        guard let degree = logarithm(child) else { return nil }
        result = max(result, degree)
      }
      return result
    case .productOver(let index):
      guard isConstant(children.dropLast()) else { return nil }
      return under(index, weight: 0) { $0.logarithm(last) }
    case .gaussianIntegral(let variable, _):
      // Quadratic in both together, so that only the centre moves.
      guard isConstant([last]), let total = under(variable, weight: 1, { $0.logarithm(first) }), total <= 2 else {
        return nil
      }
      return 2
    default: return nil
    }
  }

  private func isGaussian(_ node: Int) -> Bool {
    switch graph.nodes[node].operation {
    case .gaussian, .matrixGaussian: true
    case .definition: graph.arguments(node).first.map(isGaussian) ?? false
    default: false
    }
  }

  private mutating func expectations(_ children: ArraySlice<Int>, _ variable: Int) -> Int? {
    var result = 0
    let pairs = Array(children)
    for position in stride(from: 0, to: pairs.count - 1, by: 2) {
      guard let mean = degree(pairs[position]) else { return nil }
      let body = pairs[position + 1]
      guard let inner = under(variable, weight: mean, { $0.degree(body) }) else { return nil }
      result = max(result, inner)
    }
    return result
  }

  /// Reads with a symbol bound to something of the given degree.
  private mutating func under(_ symbol: Int, weight: Int, _ read: (inout DegreeReader) -> Int?) -> Int? {
    var inner = weights
    inner[symbol] = weight > 0 ? weight : nil
    if inner == weights { return read(&self) }
    var reader = DegreeReader(graph: graph, weights: inner, sizes: sizes)
    reader.budget = budget
    let result = read(&reader)
    budget = reader.budget
    return result
  }
}

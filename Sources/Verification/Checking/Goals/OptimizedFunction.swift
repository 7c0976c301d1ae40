import NumericCore
import Symbolic

/// What is optimized as a function of the numbers that its variable consists of, at one instance.
///
/// Of an arbitrary density these are the entries of its table but the last, to which the others are in proportion.
struct OptimizedFunction {
  /// The numbers that the stated optimizer consists of.
  let optimum: [Double]
  /// 1 where the function is to be large, −1 where it is to be small.
  let sign: Double
  private let variable: Symbol
  private let coordinates: DomainCoordinates
  private let lastWeight: Double?
  private let instance: Instance<Ball>
  private let graph: TermGraph
  private let node: Int
  private let seed: UInt64
  private let number: Int
  /// How many more elements may be computed.
  private var work = 1_000_000

  /// The most numbers that a variable may consist of.
  private static let numberLimit = 16

  /// Nil where the optimizer has no value inside of the domain at this instance, or is too large.
  init?(
    _ optimizer: OptimumForm.Optimizer, at value: Term, _ declarations: Declarations, sizes: [String: Int],
    seed: UInt64, number: Int
  ) {
    var graph = TermGraph(
      declarations: declarations, smooth: SmoothFunctions.find(in: [optimizer.body, value], declarations: declarations))
    guard let node = try? graph.insert(optimizer.body) else { return nil }
    let instance = FloatingInstance.random(sizes: sizes, seed: seed, number: 500 + number, smooth: graph.smooth)
    if declarations.laws[optimizer.variable] != nil {
      guard let weights = DensityTable(declarations, instance).weights(of: value, in: optimizer.variable),
        let last = weights.last
      else { return nil }
      variable = DensityTable.symbol(of: optimizer.variable, cells: weights.count)
      coordinates = DomainCoordinates(domain: .positive, rows: weights.count - 1, columns: 1)
      lastWeight = last
      optimum = Array(weights.dropLast())
    } else {
      let shape = optimizer.variable.shape
      guard let rows = shape.rows.value(sizes), let columns = shape.columns.value(sizes), rows > 0, columns > 0,
        rows * columns <= 2 * OptimizedFunction.numberLimit
      else { return nil }
      var values = TermValues(declarations: declarations, instance: instance)
      guard let matrix = try? values.value(value), matrix.rows == rows, matrix.columns == columns else { return nil }
      variable = optimizer.variable
      coordinates = DomainCoordinates(domain: optimizer.variable.domain, rows: rows, columns: columns)
      lastWeight = nil
      optimum = coordinates.numbers(of: matrix.map(\.midpoint))
    }
    guard coordinates.count <= OptimizedFunction.numberLimit else { return nil }
    sign = optimizer.extremum == .maximum ? 1 : -1
    self.instance = instance
    self.graph = graph
    self.node = node
    self.seed = seed
    self.number = number
    guard self.value(optimum) != nil else { return nil }
  }

  /// The function, its sign turned so that it is to be large; nil where it has no value, or the work is spent.
  mutating func value(_ numbers: [Double]) -> Ball? {
    guard work > 0, let matrix = matrix(numbers) else { return nil }
    var evaluator = LineEvaluator(graph: graph, instance: instance.with([variable: matrix.map { Ball($0) }]))
    let value = try? evaluator.value(ofNode: node, in: graph)
    work -= graph.nodes.count + evaluator.work
    guard let result = value?[0, 0], result.isDefined, result.midpoint.isFinite else { return nil }
    return sign > 0 ? result : -result
  }

  private func matrix(_ numbers: [Double]) -> Matrix<Double>? {
    guard let lastWeight else { return coordinates.value(of: numbers) }
    guard numbers.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    return Matrix(rows: numbers.count + 1, columns: 1, elements: numbers + [lastWeight])
  }

  /// Numbers from which a climb begins: the optimizer, what mirrors it, others that have nothing to do with it, and
  /// some far away, from where a climb ends at the outermost top on its way.
  func start(_ round: Int) -> [Double]? {
    switch round {
    case 0: return optimum
    case 1: return optimum.map { -$0 }
    case 2: return optimum.reversed()
    default: break
    }
    var source = RandomSource(
      seed: seed, stream: RandomSource.streamNumber("elsewhere \(number) \(round) \(variable.name)"))
    let (rows, columns) = (coordinates.rows, coordinates.columns)
    guard coordinates.count > 0,
      let drawn = try? FloatingInstance.draw(coordinates.domain, rows, columns, instance.sizes, &source)
    else { return nil }
    guard round < OptimizedFunction.nearStarts else {
      return far(coordinates.numbers(of: drawn), (round - OptimizedFunction.nearStarts))
    }
    // Farther away every other time, where the domain allows.
    let scale = round.isMultiple(of: 2) || coordinates.domain == .simplex ? 1.0 : 4
    return coordinates.numbers(of: drawn.map { $0 * scale })
  }

  /// The starts near by and far away.
  static let nearStarts = 9
  static let farStarts = 6

  /// A hundred, ten thousand and a million times the drawn numbers, on both sides of the optimizer; of what is positive,
  /// as often a fraction as a multiple.
  private func far(_ drawn: [Double], _ round: Int) -> [Double]? {
    // The entries of a density are proportions, which have no scale.
    guard lastWeight == nil else { return nil }
    let scale = [1e2, 1e4, 1e6][round / 2 % 3]
    let isOpposite = !round.isMultiple(of: 2)
    switch coordinates.domain {
    case .simplex, .natural, .binary, .oneHot: return nil
    case .positive, .nonnegative, .positiveSemidefinite, .positiveDefinite:
      return drawn.map { isOpposite ? $0 / scale : $0 * scale }
    case .real, .symmetric, .invertible, .fullColumnRank:
      return zip(optimum, drawn).map { $0 + (isOpposite ? -scale : scale) * $1 }
    }
  }
}

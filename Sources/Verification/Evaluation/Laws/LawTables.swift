import NumericCore
import Symbolic

/// The laws of a derivation as finite tables at one instance, drawn as they are asked for.
///
/// Every variable has a finite support with a random base measure, unless its values can be counted; a law is a table of
/// positive densities p with Σ p(x, z) μ(x) μ(z) = 1, and sums over the support stand for integrals. Any probability
/// density is a limit of such tables. What holds only for counted values, such as p(x) ≤ 1 or H(x) ≥ 0, fails here since
/// the base measure is random: a density may be greater than one.
struct LawTables<Scalar: EvaluationScalar>: Sendable {
  let declarations: Declarations
  private(set) var supports: [Symbol: TableSupport<Scalar>] = [:]
  private(set) var tables: [Symbol: Table] = [:]
  private var marginals: [Key: Table] = [:]
  private var parts: [Int: Part] = [:]

  /// A part of a law: the densities of so many variables with others given, which come behind them.
  struct Part: Sendable {
    let count: Int
    let variables: [Variable]
    let densities: Table
  }

  /// A variable of a law with its support.
  struct Variable: Sendable {
    let symbol: Symbol
    let isFamily: Bool
    let support: TableSupport<Scalar>
  }

  private struct Key: Hashable {
    let law: Symbol
    let variables: [Symbol]
  }

  /// Densities over the supports of some variables, the last running fastest.
  struct Table: Sendable {
    let counts: [Int]
    let densities: [Scalar]

    subscript(places: [Int]) -> Scalar {
      densities[zip(counts, places).reduce(0) { $0 * $1.0 + $1.1 }]
    }
  }

  /// The most densities in a table.
  private static var cellLimit: Int { 4096 }

  init(declarations: Declarations) { self.declarations = declarations }

  /// The part of a law that has this number.
  mutating func part(
    _ part: LawPart, number: Int, _ instance: Instance<Scalar>
  ) throws(EvaluationError) -> Part {
    if let known = parts[number] { return known }
    let variables = part.of + part.given
    var table = try marginal(part.law, variables, instance)
    if !part.given.isEmpty {
      let given = try marginal(part.law, part.given, instance)
      // The values given run fastest, as they are the last variables.
      var inverses: [Scalar] = []
      for density in given.densities { inverses.append(try density.inverted()) }
      table = Table(
        counts: table.counts,
        densities: table.densities.enumerated().map { $0.element * inverses[$0.offset % inverses.count] })
    }
    var known: [Variable] = []
    for symbol in variables {
      let support = try support(of: symbol, instance)
      known.append(Variable(symbol: symbol, isFamily: declarations.families[symbol] != nil, support: support))
    }
    let found = Part(count: part.of.count, variables: known, densities: table)
    parts[number] = found
    return found
  }

  /// The support of a variable.
  mutating func support(
    of variable: Symbol, _ instance: Instance<Scalar>
  ) throws(EvaluationError) -> TableSupport<Scalar> {
    if let known = supports[variable] ?? instance.supports[variable] { return known }
    let arity = declarations.laws.values.filter { $0.contains(variable) }.map(\.count).max() ?? 1
    let drawing = SupportDrawing(declarations: declarations, instance: instance, arity: arity)
    let support = try drawing.support(of: variable)
    supports[variable] = support
    return support
  }

  /// The densities of some variables, the others being summed over.
  private mutating func marginal(
    _ law: Symbol, _ variables: [Symbol], _ instance: Instance<Scalar>
  ) throws(EvaluationError) -> Table {
    let key = Key(law: law, variables: variables)
    if let known = marginals[key] { return known }
    let all = declarations.laws[law] ?? []
    let order = variables.compactMap { all.firstIndex(of: $0) }
    guard Set(order).count == variables.count else {
      throw .outside(reason: "\(law.name) of variables that it does not have")
    }
    let joint = try table(of: law, instance)
    var measures: [[Scalar]] = []
    for variable in all { measures.append(try support(of: variable, instance).measure) }
    let counts = order.map { joint.counts[$0] }
    var sums = Array(repeating: Scalar.zero, count: counts.reduce(1, *))
    for (cell, density) in joint.densities.enumerated() {
      let places = LawTables.places(of: cell, joint.counts)
      var share = density
      for (position, place) in places.enumerated() where !order.contains(position) {
        share = share * measures[position][place]
      }
      let target = order.reduce(0) { $0 * joint.counts[$1] + places[$1] }
      sums[target] = sums[target] + share
    }
    let table = Table(counts: counts, densities: sums)
    marginals[key] = table
    return table
  }

  private mutating func table(
    of law: Symbol, _ instance: Instance<Scalar>
  ) throws(EvaluationError) -> Table {
    if let known = tables[law] { return known }
    guard let variables = declarations.laws[law], !variables.isEmpty else {
      throw .outside(reason: "\(law.name) is an arbitrary distribution")
    }
    var counts: [Int] = []
    var measures: [[Scalar]] = []
    for variable in variables {
      let support = try support(of: variable, instance)
      counts.append(support.points.count)
      measures.append(support.measure)
    }
    let cells = counts.reduce(1) { $0 > LawTables.cellLimit ? $0 : $0 * $1 }
    guard cells <= LawTables.cellLimit else { throw .skipped(reason: "a law with too many values") }
    let weights: [Scalar]
    if variables.allSatisfy({ instance.supports[$0] != nil }) {
      weights = Array(repeating: .one, count: cells)
    } else {
      weights = try instance.value(
        of: Symbol("#law \(law.name)", .vector(.literal(cells)), .positive), rows: cells, columns: 1
      ).elements
    }
    var total = Scalar.zero
    for (cell, weight) in weights.enumerated() {
      let places = LawTables.places(of: cell, counts)
      total = total + zip(measures, places).reduce(weight) { $0 * $1.0[$1.1] }
    }
    let scale = try total.inverted()
    let table = Table(counts: counts, densities: weights.map { $0 * scale })
    tables[law] = table
    return table
  }

  private static func places(of cell: Int, _ counts: [Int]) -> [Int] {
    var rest = cell
    var places = Array(repeating: 0, count: counts.count)
    for position in counts.indices.reversed() {
      places[position] = rest % counts[position]
      rest /= counts[position]
    }
    return places
  }
}

import NumericCore
import Symbolic

/// The residuals of a system as a function of the numbers that its unknowns consist of, at one instance.
///
/// A family is a table of its members; an equation with free indices stands for one equation for each of their values.
struct ResidualFunction {
  /// One plain unknown: a symbol or a member of a family.
  struct Slot {
    let symbol: Symbol
    let rows: Int
    let columns: Int

    var isSymmetric: Bool {
      [.symmetric, .positiveDefinite, .positiveSemidefinite].contains(symbol.domain) && rows == columns
    }
    /// The entries that determine the value.
    var places: [(row: Int, column: Int)] {
      (0..<columns).flatMap { column in
        (0..<rows).compactMap { isSymmetric && $0 < column ? nil : ($0, column) }
      }
    }
  }

  let slots: [Slot]
  /// What the unknowns are in terms of the slots.
  let values: [UnknownValue]
  private(set) var instance: Instance<Ball>
  /// What is declared, the plain unknowns among it.
  let declarations: Declarations
  /// How many more evaluations are allowed.
  private(set) var budget = 4000
  private var graph: TermGraph
  private let nodes: [Int]
  private let sums: [Int]

  /// The most numbers to solve for.
  static let unknownLimit = 24
  private static let memberLimit = 8

  /// Nil where the system is too large at these sizes, or of a kind that is not solved for.
  init?(_ system: EquationSystem, sizes: [String: Int], seed: UInt64, number: Int) {
    var slots: [Slot] = []
    var values: [UnknownValue] = []
    var sums: [Int] = []
    var declarations = system.declarations
    for unknown in system.unknowns {
      guard !unknown.sort.isDistribution, let rows = unknown.shape.rows.value(sizes),
        let columns = unknown.shape.columns.value(sizes), (1...8).contains(rows), (1...8).contains(columns)
      else { return nil }
      switch unknown.domain {
      case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible,
        .fullColumnRank:
        break
      case .simplex: sums.append(slots.count)
      case .natural, .binary, .oneHot: return nil
      }
      guard let ranges = declarations.families[unknown] else {
        slots.append(Slot(symbol: unknown, rows: rows, columns: columns))
        continue
      }
      guard let table = ResidualFunction.table(of: unknown, ranges, sizes, &declarations) else { return nil }
      values.append(table.value)
      slots += table.members.map { Slot(symbol: $0, rows: rows, columns: columns) }
      if unknown.domain == .simplex { sums += Array((slots.count - table.members.count + 1)..<slots.count) }
    }
    guard slots.reduce(0, { $0 + $1.places.count }) <= ResidualFunction.unknownLimit else { return nil }
    var graph = TermGraph(declarations: declarations)
    var nodes: [Int] = []
    for residual in system.residuals {
      guard let rows = ResidualFunction.rows(of: residual, declarations, sizes) else { return nil }
      for row in rows {
        guard let term = try? row.taking(values), let node = try? graph.insert(term) else { return nil }
        nodes.append(node)
      }
    }
    self.slots = slots
    self.values = values
    self.graph = graph
    self.nodes = nodes
    self.sums = sums
    self.declarations = declarations
    instance = FloatingInstance.random(sizes: sizes, seed: seed, number: number)
  }

  /// A family as a table: Σ_m [t = m] x_m with a plain symbol for each member.
  private static func table(
    of family: Symbol, _ ranges: [IndexRange], _ sizes: [String: Int], _ declarations: inout Declarations
  ) -> (value: UnknownValue, members: [Symbol])? {
    var tuples: [[Int]] = [[]]
    for range in ranges {
      guard let upper = range.upper.value(sizes), upper >= range.lower, upper - range.lower < memberLimit else {
        return nil
      }
      tuples = tuples.flatMap { tuple in (range.lower...upper).map { tuple + [$0] } }
      guard tuples.count <= memberLimit else { return nil }
    }
    let parameters = ranges.indices.map { Symbol.index("\(family.name)''\($0)") }
    var members: [Symbol] = []
    var summands: [Term] = []
    for tuple in tuples {
      let name = family.name + "_" + tuple.map(String.init).joined(separator: ",")
      var member = family.renamed(name)
      if (try? declarations.declare(member)) == nil {
        member = family.renamed(name + "''")
        if (try? declarations.declare(member)) == nil { return nil }
      }
      members.append(member)
      let indicators = zip(parameters, tuple).compactMap { try? Term(.indicator, [Term($0), Term($1)]) }
      guard let summand = try? Term(.product, indicators + [Term(member)]) else { return nil }
      summands.append(summand)
    }
    guard let body = summands.count == 1 ? summands.first : try? Term(.sum, summands) else { return nil }
    return (UnknownValue(symbol: family, parameters: parameters, body: body), members)
  }

  /// The equation for every value of its free indices.
  private static func rows(of residual: Term, _ declarations: Declarations, _ sizes: [String: Int]) -> [Term]? {
    var rows = [residual]
    for index in declarations.symbols where residual.freeSymbols.contains(index) {
      guard let bound = declarations.indexBounds[index], declarations.families[index] == nil else { continue }
      guard let upper = bound.value(sizes), (1...memberLimit).contains(upper) else { return nil }
      var next: [Term] = []
      for row in rows {
        for value in 1...upper {
          guard let term = try? row.substituting([index: Term(value)]) else { return nil }
          next.append(term)
        }
      }
      rows = next
      guard rows.count <= 64 else { return nil }
    }
    return rows
  }

  /// The same residuals with some values given.
  func with(_ values: [Symbol: Matrix<Ball>]) -> ResidualFunction {
    var function = self
    function.instance = instance.with(values)
    return function
  }

  /// How many numbers there are to solve for.
  var count: Int { slots.reduce(0) { $0 + $1.places.count } }

  /// The values of the unknowns that these numbers stand for.
  func matrices(_ numbers: [Double]) -> [Symbol: Matrix<Double>] {
    var result: [Symbol: Matrix<Double>] = [:]
    var next = 0
    for slot in slots {
      var matrix = Matrix<Double>(rows: slot.rows, columns: slot.columns) { _, _ in 0 }
      for place in slot.places {
        matrix[place.row, place.column] = numbers[next]
        if slot.isSymmetric { matrix[place.column, place.row] = numbers[next] }
        next += 1
      }
      result[slot.symbol] = matrix
    }
    return result
  }

  /// The numbers that stand for values of the slots, in order.
  func numbers(_ matrices: [Matrix<Double>]) -> [Double] {
    zip(slots, matrices).flatMap { slot, matrix in slot.places.map { matrix[$0.row, $0.column] } }
  }

  /// Whether the residuals change evenly along a straight line from these numbers, as affine functions do.
  mutating func isAffine(at numbers: [Double]) -> Bool {
    // In no special direction.
    let steps = numbers.indices.map { index in
      Double(index + 1) * 0.6180339887498949.truncatingRemainder(dividingBy: 1) + 0.3
    }
    let places = [-9.0, -2, 0, 1, 5]
    let values = places.compactMap { place in residuals(zip(numbers, steps).map { $0 + place * $1 }) }
    guard values.count == places.count else { return false }
    let scale = values.joined().reduce(1e-300) { max($0, abs($1)) }
    return values[0].indices.allSatisfy { index in
      let slope = values[3][index] - values[2][index]
      return zip(places, values).allSatisfy { abs($1[index] - values[2][index] - slope * $0) <= 1e-9 * scale }
    }
  }

  /// Whether the unknowns have these numbers in their domains, well inside where they have a boundary.
  func isInDomain(_ numbers: [Double]) -> Bool {
    let matrices = matrices(numbers)
    return slots.allSatisfy { slot in
      guard let value = matrices[slot.symbol] else { return false }
      switch slot.symbol.domain {
      case .positive: return value.elements.allSatisfy { $0 > 1e-6 }
      case .nonnegative, .simplex: return value.elements.allSatisfy { $0 > -1e-9 }
      case .positiveDefinite, .positiveSemidefinite:
        guard value.rows > 1 else { return value[0, 0] > 1e-6 }
        guard let factor = try? CholeskyFactorization(value).lower else { return false }
        return (0..<value.rows).allSatisfy { factor[$0, $0] > 1e-3 }
      case .real, .symmetric, .invertible, .fullColumnRank: return true
      case .natural, .binary, .oneHot: return false
      }
    }
  }

  /// The residuals; nil where they have no value.
  mutating func residuals(_ numbers: [Double]) -> [Double]? {
    budget -= 1
    guard budget > 0, numbers.allSatisfy(\.isFinite) else { return nil }
    let matrices = matrices(numbers)
    var evaluator = LineEvaluator(graph: graph, instance: instance.with(matrices.mapValues { $0.map { Ball($0) } }))
    var result: [Double] = []
    for node in nodes {
      guard let value = try? evaluator.value(ofNode: node, in: graph) else { return nil }
      result += value.elements.map(\.midpoint)
    }
    for index in sums { result.append((matrices[slots[index].symbol]?.elements.reduce(0, +) ?? 0) - 1) }
    return result.allSatisfy(\.isFinite) ? result : nil
  }

  /// The derivatives of the residuals by central differences, a row for each number.
  mutating func slopes(_ numbers: [Double], step share: Double = 1e-5) -> [[Double]]? {
    var rows: [[Double]] = []
    for index in numbers.indices {
      let step = share * max(1, abs(numbers[index]))
      var (above, below) = (numbers, numbers)
      above[index] += step
      below[index] -= step
      guard let after = residuals(above), let before = residuals(below) else { return nil }
      rows.append(zip(after, before).map { ($0 - $1) / (2 * step) })
    }
    return rows
  }
}

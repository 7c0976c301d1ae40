import NumericCore
import Symbolic

/// Evaluates the lines of a chain, exactly and in floating point, and compares any two of them.
///
/// A line is evaluated once at each instance, however many others it is compared with; lines may be added, such as near
/// misses of those of the chain.
package struct ChainEvaluation: Sendable {
  var graph: TermGraph
  /// Values with formal logarithms for the symbols under exponentials, and without.
  var exact: [[LineValues<ExactScalar>]]
  var floating: [LineValues<Ball>] = []
  /// Values at rational points, made when they are asked for.
  var rational: [LineValues<RationalScalar>] = []
  private(set) var lines: [Line] = []
  /// The nodes that must have a value at a point for it to count.
  private(set) var conditions: [Int] = []
  /// Why what is compared exists nowhere, or at the least sizes alone, where the last comparison found it so.
  var nonexistence: String?
  /// The instances that the last comparison left out for want of that.
  var leftOut = LeftOut()
  let plan: SizePlan
  let indices: FreeIndices
  let seed: UInt64

  /// Instances at which what lines rest on has no value.
  struct LeftOut: Sendable {
    var instances = 0
    /// The sizes, as text, at which it has one at no instance.
    var sizes: [String] = []
  }

  struct Line: Sendable {
    let term: Term
    /// The node of the graph, or why there is none.
    let node: Result<Int, EvaluationError>
  }

  /// The assignments of sizes at which exact values are taken more than once.
  private static let repeatedSizes = 4
  /// The points for each of them.
  static let pointsPerSize = 2

  /// The evaluation of these lines, each of which is addressed by its number.
  ///
  /// - Parameter conditions: what must have a value where lines are compared; the sizes are chosen so that it may.
  package init(lines: [Term], where conditions: [Term] = [], declarations: Declarations, seed: UInt64) {
    graph = TermGraph(
      declarations: declarations, smooth: SmoothFunctions.find(in: lines, declarations: declarations))
    plan = SizePlan(terms: lines + conditions, declarations: declarations, isWide: !conditions.isEmpty)
    indices = FreeIndices(terms: lines, declarations: declarations)
    self.seed = seed
    exact = []
    for line in lines { add(line) }
    for condition in conditions {
      if let node = try? graph.insert(condition), !self.conditions.contains(node) { self.conditions.append(node) }
    }
    let symbols = LogarithmicSymbols.find(in: lines, declarations: declarations).subtracting(graph.smooth)
    exact = symbols.isEmpty ? [exactPoints([])] : [exactPoints(symbols), exactPoints([])]
  }

  private func exactPoints(_ logarithmic: Set<Symbol>) -> [LineValues<ExactScalar>] {
    let points = plan.assignments.count == 1 ? 2 * ChainEvaluation.pointsPerSize : ChainEvaluation.pointsPerSize
    let repeated = plan.assignments.prefix(ChainEvaluation.repeatedSizes)
    let single = plan.assignments.dropFirst(ChainEvaluation.repeatedSizes) + plan.largeAssignments
    let all =
      repeated.flatMap { sizes in (0..<max(points, min(indices.count(sizes), 9))).map { (sizes, $0) } }
      + single.flatMap { sizes in (0..<min(indices.count(sizes), 3)).map { (sizes, $0) } }
    return all.map { (sizes, number) in
      LineValues(
        graph: graph,
        instance: ExactInstance.random(
          sizes: sizes, seed: seed, number: number, logarithmic: logarithmic,
          values: indices.matrices(sizes, number: number), smooth: graph.smooth))
    }
  }

  /// Adds a line and returns its number.
  @discardableResult
  package mutating func add(_ line: Term) -> Int {
    do throws(EvaluationError) {
      lines.append(Line(term: line, node: .success(try graph.insert(line))))
    } catch {
      lines.append(Line(term: line, node: .failure(error)))
    }
    return lines.count - 1
  }

  /// What exact and floating-point arithmetic find about "left relation right".
  ///
  /// Formal logarithms and roots forget signs, so "equal" in exact arithmetic is reported only where floating point
  /// agrees; an equality of rational functions that floating point contradicts stays, since that is a fault, unless the
  /// numbers in it are so large that they may be multiples of the prime.
  package mutating func findings(
    _ left: Int, _ relation: Relation, _ right: Int
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    let floating = floatingFinding(left, relation, right)
    guard relation == .equal || relation == .definition else {
      return (.outside(reason: "exact arithmetic knows equality only"), floating)
    }
    let (exact, forgetsRoots) = exactFinding(left, right)
    guard case .equal = exact else { return (exact, floating) }
    switch floating {
    case .agrees: return (exact, floating)
    case .differs where forgetsRoots:
      return (.outside(reason: "equal only up to a sign or a root of unity"), floating)
    case .differs where NumberHeight.mayVanish(lines[left].term, lines[right].term, in: graph.declarations):
      return (.outside(reason: "numbers too large for the field of 2^61 - 1"), floating)
    case .differs: return (exact, floating)
    case .outside(let reason):
      return (.outside(reason: "equal in the field, but not confirmed over the reals: \(reason)"), floating)
    }
  }

  /// The nodes of two lines that can be compared.
  func nodes(_ left: Int, _ right: Int) -> Result<(Int, Int), EvaluationError> {
    guard lines.indices.contains(left), lines.indices.contains(right) else {
      return .failure(.outside(reason: "there is no such line"))
    }
    guard lines[left].term.sort == lines[right].term.sort else {
      return .failure(.outside(reason: "the two sides have different shapes"))
    }
    guard !lines[left].term.sort.isDistribution else {
      return .failure(.outside(reason: "distributions are not compared by value"))
    }
    return lines[left].node.flatMap { first in lines[right].node.map { (first, $0) } }
  }

  /// The floating-point instances at which a line has a value.
  package mutating func instancesWithValue(_ line: Int) -> [Int] {
    guard lines.indices.contains(line), case .success(let node) = lines[line].node else { return [] }
    var found: [Int] = []
    for index in 0..<baseInstances {
      if case .success = floatingValue(index, node) { found.append(index) }
    }
    return found
  }

  /// The values of a line at floating-point instances one after the other, by default all; nil where it has none at one
  /// of them.
  package mutating func fingerprint(_ line: Int, at instances: [Int]? = nil) -> [Double]? {
    guard lines.indices.contains(line), case .success(let node) = lines[line].node else { return nil }
    var values: [Double] = []
    for index in instances ?? Array(0..<baseInstances) {
      guard case .success(let matrix) = floatingValue(index, node) else { return nil }
      values += matrix.elements.map(\.midpoint)
    }
    return values
  }
}

/// Compares two terms exactly and in floating point; see `ChainEvaluation.findings`.
package func exactAndFloatingCheck(
  left: Term, _ relation: Relation = .equal, right: Term, declarations: Declarations, seed: UInt64
) -> (exact: ExactFinding, floating: FloatingFinding) {
  var chain = ChainEvaluation(lines: [left, right], declarations: declarations, seed: seed)
  return chain.findings(0, relation, 1)
}

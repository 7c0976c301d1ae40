import NumericCore
import Symbolic

/// Compares the optimizers of two functions of a variable of an arbitrary law, which takes finitely many values at an
/// instance: they are found by looking at each.
struct PlacesCheck {
  private let first: Int
  private let second: Int
  private let graph: TermGraph
  private let plan: SizePlan
  private let variable: Symbol

  private static let instances = 24

  /// Nil where nothing says that the variable has the values of a table: densities at it are constant on boxes, so that
  /// their optimum is at one of them, but what is calculated with it may have its optimum anywhere.
  init?(first: Term, second: Term, variable: Symbol, _ declarations: Declarations) {
    var graph = TermGraph(declarations: declarations)
    guard declarations.families[variable] == nil,
      declarations.laws.contains(where: { $0.value.contains(variable) && graph.isArbitrary($0.key) }),
      let a = try? graph.insert(first), let b = try? graph.insert(second), !LawUse.isMixed([a, b], in: graph),
      !LawUse.calculates(with: variable, [a, b], in: graph)
    else { return nil }
    self.first = a
    self.second = b
    self.graph = graph
    self.variable = variable
    plan = SizePlan(terms: [first, second], declarations: declarations)
  }

  /// Whether the largest values are at the same place; nil where too few instances tell.
  func finding(seed: UInt64) -> FloatingFinding? {
    guard !plan.assignments.isEmpty else { return nil }
    var usable: [[String: Int]] = []
    for number in 0..<PlacesCheck.instances {
      let sizes = plan.assignments[number % plan.assignments.count]
      let instance = FloatingInstance.random(sizes: sizes, seed: seed, number: number, smooth: graph.smooth)
      guard let values = values(instance), let here = top(values.map(\.0)), let there = top(values.map(\.1)) else {
        continue
      }
      if here != there {
        return .differs(left: Double(here + 1), right: Double(there + 1), bound: 0)
      }
      usable.append(sizes)
    }
    guard usable.count >= 8, plan.isCovered(by: usable) else { return nil }
    return .agrees(instances: usable.count, bound: 1e-9)
  }

  /// What both functions are at each value of the variable; nil where it has one alone.
  private func values(_ instance: Instance<Ball>) -> [(Ball, Ball)]? {
    var tables = LawTables<Ball>(declarations: graph.declarations)
    guard let count = try? tables.support(of: variable, instance).points.count, count > 1 else { return nil }
    var found: [(Ball, Ball)] = []
    for place in 0..<count {
      let choice = Symbol("#place \(variable.name)", .vector(.literal(count)), .oneHot)
      let flags = Matrix<Ball>(rows: count, columns: 1) { row, _ in row == place ? .one : .zero }
      var evaluator = LineEvaluator(graph: graph, instance: instance.with([choice: flags]))
      guard let a = try? evaluator.value(ofNode: first, in: graph),
        let b = try? evaluator.value(ofNode: second, in: graph)
      else { return nil }
      found.append((a[0, 0], b[0, 0]))
    }
    return found
  }

  /// The place of the value that is certainly the largest.
  private func top(_ values: [Ball]) -> Int? {
    guard let best = values.indices.max(by: { values[$0].midpoint < values[$1].midpoint }) else { return nil }
    let isAlone = values.indices.allSatisfy { $0 == best || (values[$0] - values[best]).isCertainlyNegative }
    return isAlone ? best : nil
  }
}

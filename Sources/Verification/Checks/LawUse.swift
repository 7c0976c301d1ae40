import Symbolic

/// How lines use the variables of arbitrary laws, which says what a table may refute.
///
/// Where a variable without countable values occurs in densities alone, a table is a density that is constant on boxes:
/// a real counterexample. Where its values are calculated with, a density over them is more than numbers at points:
/// h(X) ≤ ½ log 2πe Var X holds for densities over the reals, but not for points with weights. There, tables refute
/// nothing.
struct LawUse {
  private let graph: TermGraph
  private var seen: Set<Int> = []
  /// The variables whose densities or integrals have values.
  private var measured: Set<Symbol> = []
  /// The variables without countable values that are calculated with, and all that are.
  private var calculated: Set<Symbol> = []
  private var all: Set<Symbol> = []

  /// Whether a difference at tables may be due to the tables alone.
  static func isMixed(_ nodes: [Int], in graph: TermGraph) -> Bool {
    if graph.roles.isEmpty { return false }
    var use = LawUse(graph: graph)
    for node in nodes { use.read(node) }
    return !use.measured.isDisjoint(with: use.calculated)
  }

  /// Whether values of the variable are calculated with, beside being those at which densities are taken.
  static func calculates(with variable: Symbol, _ nodes: [Int], in graph: TermGraph) -> Bool {
    var use = LawUse(graph: graph)
    for node in nodes { use.read(node) }
    return use.all.contains(variable)
  }

  private init(graph: TermGraph) { self.graph = graph }

  /// Reads a node; the depth of a graph is bounded.
  private mutating func read(_ node: Int) {
    guard seen.insert(node).inserted else { return }
    let children = graph.arguments(node)
    switch graph.nodes[node].operation {
    case .symbol(let number), .member(let number):
      if let role = graph.roles[number] {
        all.insert(role)
        if !LawUse.isCountable(role) { calculated.insert(role) }
      }
      readAll(children)
    case .density where children.first.map({ graph.part(at: $0) != nil }) == true:
      for variable in children.first.flatMap({ graph.part(at: $0) })?.of ?? [] where !LawUse.isCountable(variable) {
        measured.insert(variable)
      }
      // A point where the density has a value is the variable itself, however it is written, such as A⁻¹Ax.
      readAll(children.prefix(1))
    case .law, .application: readValues(children)
    case .supportIntegral(let number):
      if let role = graph.roles[number], !LawUse.isCountable(role) { measured.insert(role) }
      readAll(children)
    default: readAll(children)
    }
  }

  private mutating func readAll(_ nodes: ArraySlice<Int>) {
    for node in nodes { read(node) }
  }

  /// Reads what is passed on as it is.
  private mutating func readValues(_ nodes: ArraySlice<Int>) {
    for node in nodes {
      if case .symbol = graph.nodes[node].operation { continue }
      read(node)
    }
  }

  private static func isCountable(_ variable: Symbol) -> Bool {
    switch variable.domain {
    case .natural, .binary, .oneHot: true
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible, .simplex,
      .fullColumnRank:
      false
    }
  }
}

import Notation
import Symbolic

/// The values that rows of the form `unknown = expression` state for unknowns.
struct SolutionCandidates {
  /// The values for each unknown, in the order of the rows.
  private(set) var bodies: [Symbol: [UnknownValue]] = [:]
  private let unknowns: [Symbol]

  /// The most values that are looked at for one unknown, and for all together.
  private static let limits = (each: 6, all: 24)

  init(chains: [Chain], system: EquationSystem) {
    unknowns = system.unknowns
    let definitions = system.declarations.definitions(dependingOn: Set(unknowns))
    for chain in chains {
      let lines = chain.lines.map(\.term)
      for (index, line) in lines.enumerated() {
        guard let (unknown, parameters) = unknown(line) else { continue }
        // The lines that equalities connect with this one.
        var first = index
        while first > 0, chain.steps[first - 1].relation.isEquality, !chain.steps[first - 1].isCondition { first -= 1 }
        var last = index
        while last < chain.steps.count, chain.steps[last].relation.isEquality, !chain.steps[last].isCondition {
          last += 1
        }
        for other in first...last where other != index {
          guard let body = try? lines[other].unfolding(definitions), !body.freeSymbols.contains(unknown) else {
            continue
          }
          add(unknown, parameters, body, isEntry: line.arguments.count == 2 && isEntry(line))
        }
      }
    }
  }

  private func isEntry(_ line: Term) -> Bool {
    if case .entry = line.head { true } else { false }
  }

  /// The unknown that a line is: β, the member μ_k or, by its entries, π_k.
  private func unknown(_ line: Term) -> (Symbol, [Symbol])? {
    func indices(_ arguments: some Collection<Term>) -> [Symbol]? {
      let symbols = arguments.compactMap(\.symbol)
      return symbols.count == arguments.count && Set(symbols).count == symbols.count ? symbols : nil
    }
    switch line.head {
    case .symbol(let symbol) where unknowns.contains(symbol): return (symbol, [])
    case .application(let family) where unknowns.contains(family): return indices(line.arguments).map { (family, $0) }
    case .entry:
      guard let vector = line.arguments.first?.symbol, unknowns.contains(vector), vector.shape.columns == .one,
        line.arguments.count == 2
      else { return nil }
      return indices(line.arguments.dropFirst()).map { (vector, $0) }
    default: return nil
    }
  }

  private mutating func add(_ unknown: Symbol, _ parameters: [Symbol], _ body: Term, isEntry: Bool) {
    let value: UnknownValue
    if isEntry {
      guard let index = parameters.first, let vector = try? Term(.vector(index, unknown.shape.rows), [body]) else {
        return
      }
      value = UnknownValue(symbol: unknown, parameters: [], body: vector)
    } else {
      guard body.sort == unknown.sort else { return }
      value = UnknownValue(symbol: unknown, parameters: parameters, body: body)
    }
    if bodies[unknown]?.contains(value) == true { return }
    if (bodies[unknown]?.count ?? 0) < SolutionCandidates.limits.each { bodies[unknown, default: []].append(value) }
  }

  /// Values for all unknowns, each free of unknowns; none where one has no value.
  var combinations: [[UnknownValue]] {
    var all: [[UnknownValue]] = [[]]
    for unknown in unknowns {
      all = all.flatMap { chosen in (bodies[unknown] ?? []).map { chosen + [$0] } }
      if all.count > SolutionCandidates.limits.all { all = Array(all.prefix(SolutionCandidates.limits.all)) }
    }
    return all.compactMap(SolutionCandidates.eliminated)
  }

  /// The values with the unknowns in them replaced, where that comes to an end.
  static func eliminated(_ values: [UnknownValue]) -> [UnknownValue]? {
    let unknowns = Set(values.map(\.symbol))
    var values = values
    for _ in values.indices {
      if values.allSatisfy({ $0.body.freeSymbols.isDisjoint(with: unknowns) }) { return values }
      values = values.compactMap { value in
        guard let body = try? value.body.taking(values.filter { $0.symbol != value.symbol }) else { return nil }
        return UnknownValue(symbol: value.symbol, parameters: value.parameters, body: body)
      }
      if values.count < unknowns.count { return nil }
    }
    return values.allSatisfy { $0.body.freeSymbols.isDisjoint(with: unknowns) } ? values : nil
  }
}

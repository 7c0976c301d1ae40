import NumericCore
import Symbolic

extension CounterexampleSearch {
  /// Small numbers for the tables that stand for arbitrary laws; every second trial has a base measure that is not one.
  static func tableDraw(_ sizes: [String: Int], seed: UInt64, trial: Int) -> Instance<Ball>.Draw {
    { (symbol, rows, columns) throws(EvaluationError) in
      guard symbol.name.hasPrefix("#") else { throw .outside(reason: "\(symbol.name) has no value") }
      let one = Matrix<Ball>(rows: rows, columns: columns) { _, _ in .one }
      if symbol.name.hasPrefix("#measure") { return one }
      if symbol.name.hasPrefix("#scale") {
        return trial.isMultiple(of: 2) ? one : one.map { _ in Ball(0.5) }
      }
      let name = "table \(words(ofSizes: sizes)) \(trial) \(symbol.name)"
      var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name))
      return SmallValue.draw(symbol.domain, rows, columns, level: 2 + min(trial / 16, 1), sizes: sizes, &source)
        .map { Ball($0) }
    }
  }
}

extension LawTables {
  /// The tables with the values that their variables take, for people to read.
  func assignments(_ number: (Scalar) -> Double) -> [Assignment<[[Double]]>] {
    let laws = tables.sorted { $0.key.name < $1.key.name }
    var shown: Set<Symbol> = []
    var result: [Assignment<[[Double]]>] = []
    for (law, table) in laws {
      let variables = declarations.laws[law] ?? []
      for variable in variables where shown.insert(variable).inserted {
        guard let support = supports[variable] else { continue }
        let values = support.points.map { point in
          point.members.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { $0.value.elements.map(number) }
        }
        result.append(Assignment("values of \(variable.name)", values))
        let measure = support.measure.map(number)
        if measure.contains(where: { $0 != 1 }) {
          result.append(Assignment("weights of the values of \(variable.name)", measure.map { [$0] }))
        }
      }
      let columns = table.counts.dropFirst().reduce(1, *)
      let densities = table.densities.map(number)
      let rows = (0..<(table.counts.first ?? 0)).map { Array(densities[($0 * columns)..<(($0 + 1) * columns)]) }
      result.append(Assignment("\(law.name)(\(variables.map(\.name).joined(separator: ", ")))", rows))
    }
    return result
  }
}

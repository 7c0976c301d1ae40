import NumericCore
import Symbolic

/// A distribution as a table in the place of an arbitrary density, at one instance.
struct DensityTable {
  private let declarations: Declarations
  private let instance: Instance<Ball>

  private static let cellLimit = 16

  init(_ declarations: Declarations, _ instance: Instance<Ball>) {
    self.declarations = declarations
    self.instance = instance
  }

  /// The symbol whose value is the table of a law.
  static func symbol(of law: Symbol, cells: Int) -> Symbol {
    Symbol("#law \(law.name)", .vector(.literal(cells)), .positive)
  }

  /// The densities of the distribution at all values of the law's variables, the last running fastest; nil where the
  /// distribution is none of the same variables.
  func weights(of distribution: Term, in law: Symbol) -> [Double]? {
    guard case .law(let part) = distribution.head, let variables = declarations.laws[law],
      Set(part.of) == Set(variables), part.of.count == variables.count,
      let density = try? Term(.density, [distribution] + part.of.map { Term($0) })
    else { return nil }
    var tables = LawTables<Ball>(declarations: declarations)
    var counts: [Int] = []
    for variable in variables {
      guard let support = try? tables.support(of: variable, instance) else { return nil }
      counts.append(support.points.count)
    }
    let cells = counts.reduce(1) { min($0 * $1, DensityTable.cellLimit + 1) }
    guard (2...DensityTable.cellLimit).contains(cells) else { return nil }
    var weights: [Double] = []
    for cell in 0..<cells {
      var rest = cell
      var places: [Symbol: Matrix<Ball>] = [:]
      for (variable, count) in zip(variables, counts).reversed() {
        let place = rest % count
        rest /= count
        let choice = Symbol("#place \(variable.name)", .vector(.literal(count)), .oneHot)
        places[choice] = Matrix(rows: count, columns: 1) { row, _ in row == place ? .one : .zero }
      }
      var values = TermValues(declarations: declarations, instance: instance.with(places))
      guard let weight = try? values.value(density)[0, 0].midpoint, weight > 0, weight.isFinite else { return nil }
      weights.append(weight)
    }
    return weights
  }
}

import NumericCore
import Symbolic

/// What the terms of a derivation are worth at given values of everything that it declares, with a bound on the rounding.
///
/// Names are those of the declarations in their plain spelling, such as `Sigma`; a term that uses anything without a value
/// has none. Other than where derivations are checked, nothing is drawn and sizes may be large.
package struct GivenValues {
  private let declarations: Declarations
  private var instance: Instance<Ball>

  /// Nothing given yet but the sizes of the dimensions.
  package init(_ declarations: Declarations, sizes: [String: Int]) {
    self.declarations = declarations
    instance = Instance(sizes: sizes, values: [:], circleConstant: Ball.circleConstant)
    instance.limits = EvaluationLimits(elements: 100_000_000, dimension: 4096)
    // Densities far out are smaller than any number, their logarithms are not.
    instance.hasWideRange = true
  }

  /// Gives a value to a symbol, and a function the same one everywhere.
  /// - Throws: `EvaluationError.outside` where the name is not declared.
  package mutating func give(_ name: String, _ value: Matrix<Double>) throws(EvaluationError) {
    instance = instance.with([try symbol(name): value.map { Ball($0) }])
  }

  /// Gives a number to a scalar or an index.
  /// - Throws: `EvaluationError.outside` where the name is not declared.
  package mutating func give(_ name: String, _ number: Double) throws(EvaluationError) {
    try give(name, Matrix(rows: 1, columns: 1, elements: [number]))
  }

  /// Gives the members of a family their values, the first index running from 1 in the outer array.
  /// - Throws: `EvaluationError.outside` where the name is not declared.
  package mutating func give(_ name: String, members: [Matrix<Double>]) throws(EvaluationError) {
    let family = try symbol(name)
    var values: [Symbol: Matrix<Ball>] = [:]
    for (index, member) in members.enumerated() {
      values[family.member(at: [index + 1])] = member.map { Ball($0) }
    }
    instance = instance.with(values)
  }

  /// Gives the members of a family with an arbitrary distribution the values that they take together, and how often.
  /// - Parameters:
  ///   - points: Each a value for every member, whose index runs from 1.
  ///   - weights: Positive, of sum one.
  /// - Throws: `EvaluationError.outside` where the name is not declared.
  package mutating func give(
    _ name: String, distributedOver points: [[Matrix<Double>]], weights: [Double]
  ) throws(EvaluationError) {
    instance.supports[try symbol(name)] = TableSupport(
      points: points.map { members in
        .init(
          Dictionary(
            uniqueKeysWithValues: members.enumerated().map { ([$0.offset + 1], $0.element.map { Ball($0) }) }))
      }, measure: weights.map { Ball($0) })
  }

  /// The value of a term, and a bound on the error of each entry.
  /// - Throws: `EvaluationError`, where something has no value or the rules cannot compute the term.
  package func value(
    _ term: Term
  ) throws(EvaluationError) -> (value: Matrix<Double>, bound: Matrix<Double>) {
    var values = TermValues(declarations: declarations, instance: instance)
    let found = try values.value(term)
    guard found.elements.allSatisfy(\.isDefined) else { throw .undefined(reason: "a value that is no number") }
    return (found.map(\.midpoint), found.map(\.radius))
  }

  private func symbol(_ name: String) throws(EvaluationError) -> Symbol {
    guard let symbol = declarations.symbol(named: name) else { throw .outside(reason: "\(name) is not declared") }
    return symbol
  }
}

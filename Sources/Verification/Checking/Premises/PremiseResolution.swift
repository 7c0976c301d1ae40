import NumericCore
import Symbolic

/// At which values of the unknowns the rows that follow from equations are judged.
struct PremiseResolution: Sendable {
  enum State: Sendable {
    /// The values solve the equations, as these comparisons say, of which that is found.
    case solved([UnknownValue], goals: [Goal], computed: [ChainUnit.Computed])
    /// Solved in floating point, a solution at each of several instances.
    case numeric([SolvedPoint])
    /// No solution is known, or more than one.
    case open(reason: String)
  }

  let state: State
  /// The bytes of the equations that the rows follow from.
  let source: Int?
  /// Whether those equations are a row that does not follow itself.
  let isFromWrongRow: Bool
  /// Why a row that does not hold at the values is not known to be wrong, where that is so.
  var caveat: String?
  /// Values at which the equations do not determine what they do elsewhere.
  var exceptions: [ExceptionalValue] = []

  /// What computation finds of the equations at the values, by their comparisons.
  var known: [Goal: ChainUnit.Computed] {
    guard case .solved(_, let goals, let computed) = state else { return [:] }
    return Dictionary(zip(goals, computed), uniquingKeysWith: { first, _ in first })
  }
}

/// A solution at one instance.
struct SolvedPoint: Sendable {
  /// The unknowns in terms of plain symbols, where they are families.
  let tables: [UnknownValue]
  /// The plain symbols with their values.
  let values: [Symbol: Matrix<Double>]
  /// The instance, the solution being given.
  let instance: Instance<Ball>
  /// What is declared, the plain symbols among it.
  let declarations: Declarations

  /// The value of a term at the solution.
  func value(_ term: Term) -> Matrix<Ball>? {
    guard let plain = try? term.taking(tables) else { return nil }
    var evaluator = TermValues(declarations: declarations, instance: instance)
    return try? evaluator.value(plain)
  }
}

import Symbolic

/// How many parts are evaluated for one value of a term.
enum EvaluationWork {
  /// What a sum counts whose ends are no numbers.
  private static let symbolicRange = 8
  /// Beyond this nothing is counted.
  private static let most = 1 << 40

  /// The parts of the term, those under a sum or product as often as it runs.
  static func of(_ term: Term) -> Int {
    var known: [Term: Int] = [:]
    return of(term, &known)
  }

  private static func of(_ term: Term, _ known: inout [Term: Int]) -> Int {
    if let work = known[term] { return work }
    var work = 1
    for argument in term.arguments { work = min(most, work + of(argument, &known)) }
    switch term.head {
    case .summation, .productOver: work = min(most, work * range(term))
    case .expectation, .integral, .extremum, .optimizer: work = min(most, work * symbolicRange)
    default: break
    }
    known[term] = work
    return work
  }

  private static func range(_ term: Term) -> Int {
    guard term.arguments.count == 3, let lower = term.arguments[0].number, let upper = term.arguments[1].number,
      lower.isInteger, upper.isInteger
    else { return symbolicRange }
    let (count, overflows) = upper.numerator.subtractingReportingOverflow(lower.numerator)
    return overflows ? 1 << 20 : min(max(1, count), 1 << 20)
  }
}

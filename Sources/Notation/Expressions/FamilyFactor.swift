import Symbolic

/// The joint density of all members of a family from densities of one member given others.
struct FamilyFactor {
  private let variable: Symbol
  private let ranges: [IndexRange]
  private let components: [LawComponent]
  private let declarations: Declarations

  init(_ variable: Symbol, _ ranges: [IndexRange], _ components: [LawComponent], _ declarations: Declarations) {
    self.variable = variable
    self.ranges = ranges
    self.components = components
    self.declarations = declarations
  }

  /// The product over all members.
  ///
  /// - Throws: `LawFactors.Fault` where a member has no density, or two.
  func term() throws(LawFactors.Fault) -> Term {
    let general = components.filter { !$0.indices.isEmpty }
    let fixed = components.filter(\.indices.isEmpty)
    guard general.count == 1, let pattern = general.first else { throw LawFactors.Fault.notCovered(variable) }
    var factors: [Term] = []
    var body = try LawFactors.Fault.wrapping { () throws(TermError) in try pattern.density() }
    var starts: [(index: Symbol, lower: Int, upper: Dimension)] = []
    for (place, range) in ranges.enumerated() {
      guard let shift = IndexValue(pattern.of[0].arguments[place]).shift, shift.by == 0,
        pattern.indices.contains(shift.symbol), !starts.contains(where: { $0.index == shift.symbol })
      else { throw LawFactors.Fault.notCovered(variable) }
      starts.append((shift.symbol, try start(pattern, shift.symbol, range), range.upper))
    }
    // The members before the first of the pattern have densities of their own.
    let missing = zip(starts, ranges).map { $0.lower - $1.lower }
    if missing.contains(where: { $0 > 0 }) {
      guard ranges.count == 1, missing[0] == fixed.count else { throw LawFactors.Fault.notCovered(variable) }
      for number in ranges[0].lower..<starts[0].lower {
        let place = IndexValue(Term(number))
        guard let own = fixed.first(where: { IndexValue($0.of[0].arguments[0]) == place }) else {
          throw LawFactors.Fault.notCovered(variable)
        }
        factors.append(try LawFactors.Fault.wrapping { () throws(TermError) in try own.density() })
      }
    } else if !fixed.isEmpty {
      throw LawFactors.Fault.notCovered(variable)
    }
    return try LawFactors.Fault.wrapping { () throws(TermError) in
      for (index, lower, upper) in starts.reversed() {
        body = try Term(.productOver(index), [Term(lower), Term(upper), body])
      }
      factors.append(body)
      return factors.count == 1 ? factors[0] : try Term(.product, factors)
    }
  }

  /// The first index at which all members that the pattern names exist.
  private func start(_ pattern: LawComponent, _ index: Symbol, _ range: IndexRange) throws(LawFactors.Fault) -> Int {
    var start = range.lower
    for term in pattern.given {
      guard case .application(let family) = term.head, let others = declarations.families[family] else { continue }
      for (argument, other) in zip(term.arguments, others) {
        guard let shift = IndexValue(argument).shift, shift.symbol == index else { continue }
        // A member may depend on earlier ones of its own family, and on any of another that exists.
        let isEarlier = family != variable || shift.by < 0
        guard isEarlier, shift.by <= 0, other.upper == range.upper else {
          throw LawFactors.Fault.notCovered(variable)
        }
        start = max(start, other.lower - shift.by)
      }
    }
    return start
  }
}

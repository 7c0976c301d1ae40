import Symbolic

/// Logarithms without brackets in front of an integral or sum that may stand under them or behind them.
extension Elaborator {
  /// log a times factors that are one, such as ∫ p(y) dy: under the logarithm or behind it, the value is the same.
  ///
  /// - Throws: `NotationError` where a factor is not one for certain, so that its place matters.
  @inline(never)
  func logarithm(_ argument: Syntax, behind: [Syntax], _ range: Range<Int>) throws(NotationError) -> Term {
    var factors = [try make(.logarithm, [term(argument)], range)]
    for syntax in behind {
      let factor = try term(syntax)
      guard Elaborator.isTotalProbability(factor, declarations) else {
        throw .ambiguousScope(source, syntax.range)
      }
      factors.append(factor)
    }
    return try make(.product, factors, range)
  }

  /// Whether the term is the integral of a density over all that it is a density of.
  private static func isTotalProbability(_ term: Term, _ declarations: Declarations) -> Bool {
    var bound: [Symbol] = []
    var body = term
    while let variable = body.head.bound, bound.count < 8 {
      switch body.head {
      case .integral: break
      case .summation:
        guard body.arguments[0] == Term(1), let upper = declarations.indexBounds[variable],
          body.arguments[1] == Term(upper)
        else { return false }
      default: return false
      }
      guard !bound.contains(variable), let inner = body.arguments.last else { return false }
      bound.append(variable)
      body = inner
    }
    guard body.head == .density else { return false }
    let points = body.arguments.dropFirst().map(\.symbol)
    return !bound.isEmpty && points.count == bound.count && Set(points) == Set(bound)
      && body.arguments[0].freeSymbols.isDisjoint(with: bound)
  }
}

extension NotationError {
  /// A factor behind a logarithm without brackets.
  static func ambiguousScope(_ source: Source, _ range: Range<Int>) -> NotationError {
    NotationError(
      source, range, "this factor can stand under the logarithm or behind it",
      hint: "put brackets around the argument of the logarithm")
  }
}

extension Syntax {
  /// Whether this is an integral or a sum, which can be a total probability.
  var isTotal: Bool {
    switch kind {
    case .integral, .integralOver, .integralThrough: true
    case .range(let limits, _): limits.isSum
    default: false
    }
  }
}

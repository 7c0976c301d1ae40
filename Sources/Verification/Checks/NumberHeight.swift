import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bounds the numbers that the coefficients of a term may contain, as written: 2^61 is 1 in the field.
struct NumberHeight {
  private let declarations: Declarations
  private var known: [Term: Double] = [:]

  private init(declarations: Declarations) {
    self.declarations = declarations
  }

  /// Whether a coefficient of the difference might be a multiple of the prime without being zero.
  static func mayVanish(_ left: Term, _ right: Term, in declarations: Declarations) -> Bool {
    var reader = NumberHeight(declarations: declarations)
    return reader.bits(left, room: TermGraph.depthLimit) + reader.bits(right, room: TermGraph.depthLimit) > 40
  }

  /// The binary logarithm of the bound.
  private mutating func bits(_ term: Term, room: Int) -> Double {
    guard room > 0 else { return .infinity }
    if let found = known[term] { return found }
    let result = compute(term, room: room - 1)
    known[term] = result
    return result
  }

  private mutating func compute(_ term: Term, room: Int) -> Double {
    switch term.head {
    case .number(let number): return log2(Double(max(abs(number.numerator), 1))) + log2(Double(number.denominator))
    case .symbol(let symbol):
      return declarations.definitions[symbol].map { bits($0, room: room) } ?? 0
    case .sum:
      let largest = term.arguments.reduce(0) { max($0, bits($1, room: room)) }
      return largest + log2(Double(term.arguments.count))
    case .power:
      let exponent = term.arguments[1].number.map { Double(abs($0.numerator)) } ?? 64
      return (bits(term.arguments[0], room: room) + 1) * exponent
    // A derivative brings exponents down.
    case .gradient, .memberGradient: return 8 + term.arguments.reduce(0) { $0 + bits($1, room: room) }
    // So do the moments of Gaussians, such as E w^8 = 105.
    case .expectation, .integral: return 8 + term.arguments.reduce(0) { $0 + bits($1, room: room) }
    default: return term.arguments.reduce(0) { $0 + bits($1, room: room) }
    }
  }
}

import Symbolic

/// How many matrices and how many dimensions multiply in a term, which says how large the sizes must be.
///
/// A polynomial of degree d in a dimension that vanishes at d + 1 sizes is zero; an identity of degree d between traces
/// that holds for d × d matrices holds for all (Procesi 1976, Razmyslov 1974). For smaller sizes there are false ones,
/// such as tr A³ as a polynomial in tr A and tr A² for 2 × 2 matrices.
struct GrowthDegree {
  /// The two degrees of a term.
  struct Degree {
    var matrices = 0
    var dimensions = 0

    static func + (left: Degree, right: Degree) -> Degree {
      Degree(
        matrices: min(left.matrices + right.matrices, 1000), dimensions: min(left.dimensions + right.dimensions, 1000))
    }

    static func max(_ left: Degree, _ right: Degree) -> Degree {
      Degree(
        matrices: Swift.max(left.matrices, right.matrices), dimensions: Swift.max(left.dimensions, right.dimensions))
    }
  }

  private let declarations: Declarations
  private var known: [Term: Degree] = [:]

  init(declarations: Declarations) {
    self.declarations = declarations
  }

  /// The size of dimensions beyond which nothing new is to be expected of an equation between these terms.
  mutating func sufficientSizes(_ terms: [Term]) -> (matrices: Int, dimensions: Int) {
    let degree = terms.reduce(Degree()) { Degree.max($0, self.degree($1, room: TermGraph.depthLimit)) }
    return (degree.matrices, degree.dimensions + 1)
  }

  private mutating func degree(_ term: Term, room: Int) -> Degree {
    guard room > 0 else { return Degree(matrices: 1000, dimensions: 1000) }
    if let found = known[term] { return found }
    let result = compute(term, room: room - 1)
    known[term] = result
    return result
  }

  private mutating func compute(_ term: Term, room: Int) -> Degree {
    switch term.head {
    case .dimension(let dimension): return Degree(dimensions: dimension.parts.map(\.names.count).max() ?? 0)
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol] { return degree(definition, room: room) }
      if symbol.domain == .natural { return Degree(dimensions: 1) }
      return Degree(matrices: symbol.shape.isScalar || symbol.sort.isDistribution ? 0 : 1)
    case .application(let family) where declarations.families[family] != nil:
      return Degree(matrices: family.shape.isScalar ? 0 : 1)
    case .product, .quotient, .hadamardProduct, .kroneckerProduct:
      // A density among factors is the weight of an integral.
      return term.arguments.reduce(Degree()) { $1.head == .density ? $0 : $0 + degree($1, room: room) }
    case .logarithm:
      let argument = term.arguments[0]
      let isProduct = argument.head == .product || argument.head == .quotient
      return isProduct ? largest(argument, room: room) : degree(argument, room: room)
    case .power:
      let exponent = term.arguments[1].number.map { min(abs($0.numerator), 1000) } ?? 1
      let base = degree(term.arguments[0], room: room)
      let power = Degree(
        matrices: min(base.matrices * exponent, 1000), dimensions: min(base.dimensions * exponent, 1000))
      return power + degree(term.arguments[1], room: room)
    case .productOver where factors(of: term) != nil:
      let (body, count) = (degree(term.arguments[2], room: room), factors(of: term) ?? 1)
      return Degree(
        matrices: min(body.matrices * count, 1000), dimensions: min(body.dimensions * count, 1000))
    case .summation(let index), .productOver(let index):
      let body = degree(term.arguments[2], room: room)
      // Only a sum of what has no value of its own, such as Σ i, is a polynomial in the dimension.
      let isCount = term.arguments[2].freeSymbols.isSubset(of: [index])
      return isCount ? body + Degree(dimensions: 1) : Degree(matrices: body.matrices, dimensions: body.dimensions)
    case .trace, .determinant, .norm:
      let argument = degree(term.arguments[0], room: room)
      return term.freeSymbols.isEmpty ? argument + Degree(dimensions: 1) : argument
    // An entry is a scalar; entries do not multiply as matrices do.
    case .entry: return Degree()
    case .density: return Degree(matrices: 3)
    case .divergence, .entropy: return Degree.max(Degree(matrices: 3), largest(term, room: room))
    default: return largest(term, room: room)
    }
  }

  /// How many factors a product between numbers has.
  private func factors(of term: Term) -> Int? {
    guard let lower = term.arguments[0].number, let upper = term.arguments[1].number, lower.isInteger, upper.isInteger,
      upper.numerator >= lower.numerator
    else { return nil }
    return Int(min(upper.numerator - lower.numerator, 999)) + 1
  }

  private mutating func largest(_ term: Term, room: Int) -> Degree {
    term.arguments.reduce(Degree()) { Degree.max($0, degree($1, room: room)) }
  }
}

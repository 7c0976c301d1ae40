import Symbolic

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers for names: entries of vectors, and matrices of one row and one column.
struct NumericModel {
  var sizes: [String: Int]
  var values: [Symbol: [Double]] = [:]

  /// Random values for every name, positive where declared so.
  init(_ declarations: Declarations, size: Int, seed: UInt64) {
    sizes = Dictionary(uniqueKeysWithValues: declarations.dimensions.map { ($0, size) })
    var generator = Mixer(state: seed)
    for symbol in declarations.symbols where !symbol.sort.isDistribution {
      let count = symbol.shape.rows.value(sizes) ?? 1
      let isPositive = symbol.domain == .positive || symbol.domain == .positiveDefinite
      values[symbol] = (0..<count).map { _ in
        let draw = Double.random(in: 0.3..<2.5, using: &generator)
        return isPositive || Bool.random(using: &generator) ? draw : -draw
      }
    }
  }

  /// The number that a scalar term, or one of one row and one column, stands for.
  func value(_ term: Term) -> Double? {
    let result = number(term)
    return result.flatMap { $0.isFinite ? $0 : nil }
  }

  private func number(_ term: Term) -> Double? {
    switch term.head {
    case .number(let rational): return rational.double
    case .constant(.pi): return Double.pi
    case .constant(.e): return exp(1)
    case .dimension(let dimension): return dimension.value(sizes).map { Double($0) }
    case .identity: return 1
    case .symbol(let symbol): return values[symbol].flatMap { $0.count == 1 ? $0[0] : nil }
    case .entry:
      guard let vector = term.arguments[0].symbol.flatMap({ values[$0] }), let index = number(term.arguments[1]),
        vector.indices.contains(Int(index) - 1)
      else { return nil }
      return vector[Int(index) - 1]
    case .summation(let index): return range(term, index)?.reduce(0, +)
    case .productOver(let index): return range(term, index)?.reduce(1, *)
    default: break
    }
    let parts = term.arguments.compactMap(number)
    guard parts.count == term.arguments.count else { return nil }
    switch term.head {
    case .sum: return parts.reduce(0, +)
    case .product: return parts.reduce(1, *)
    case .negation: return -parts[0]
    case .quotient: return parts[0] / parts[1]
    case .power: return pow(parts[0], parts[1])
    case .logarithm: return log(parts[0])
    case .exponential: return exp(parts[0])
    case .squareRoot: return parts[0].squareRoot()
    case .transpose, .trace, .determinant: return parts[0]
    case .inverse: return 1 / parts[0]
    default: return nil
    }
  }

  private func range(_ term: Term, _ index: Symbol) -> [Double]? {
    guard let start = number(term.arguments[0]), let end = number(term.arguments[1]) else { return nil }
    var found: [Double] = []
    var model = self
    for step in stride(from: Int(start), through: Int(end), by: 1) {
      model.values[index] = [Double(step)]
      guard let value = model.number(term.arguments[2]) else { return nil }
      found.append(value)
    }
    return found
  }
}

/// A small generator for test data (SplitMix64, Steele et al. 2014).
struct Mixer: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

import NumericCore
import Symbolic

/// The values of the indices that stand free in the lines of a chain, such as the k of μ_k.
///
/// A formula with a free index is claimed for each of its values, so instances go through them one after the other.
struct FreeIndices: Sendable {
  private let indices: [(symbol: Symbol, bound: Dimension)]

  /// The declared indices that occur in the terms, definitions followed.
  init(terms: [Term], declarations: Declarations) {
    var seen: Set<Symbol> = []
    for term in terms { seen.formUnion(term.freeSymbols) }
    var pending = Array(seen)
    while let next = pending.popLast() {
      for symbol in declarations.definitions[next]?.freeSymbols ?? [] where seen.insert(symbol).inserted {
        pending.append(symbol)
      }
    }
    indices = declarations.indexBounds.filter { index, _ in
      seen.contains(index) && declarations.families[index] == nil
    }.sorted { $0.key.name < $1.key.name }
      .map { ($0.key, $0.value) }
  }

  /// Whether any index is free.
  var isEmpty: Bool { indices.isEmpty }

  /// How many combinations of values there are; one where there is no index.
  func count(_ sizes: [String: Int]) -> Int {
    indices.reduce(1) { min($0 * bound($1.bound, sizes), 1000) }
  }

  /// The combination of that number, all of which differ up to `count`.
  func values(_ sizes: [String: Int], number: Int) -> [Symbol: Int] {
    // Where the first combination of small sizes lies differs, so that indices do not always coincide.
    var rest = number + sizes.values.reduce(0, +)
    var values: [Symbol: Int] = [:]
    for (position, index) in indices.enumerated() {
      let bound = bound(index.bound, sizes)
      values[index.symbol] = (rest + bound - 1 + position) % bound + 1
      rest /= bound
    }
    return values
  }

  /// The same as matrices of one entry.
  func matrices<Scalar: EvaluationScalar>(_ sizes: [String: Int], number: Int) -> [Symbol: Matrix<Scalar>] {
    values(sizes, number: number).mapValues { Matrix(rows: 1, columns: 1, elements: [Scalar(integer: $0)]) }
  }

  private func bound(_ dimension: Dimension, _ sizes: [String: Int]) -> Int { max(1, dimension.value(sizes) ?? 1) }
}

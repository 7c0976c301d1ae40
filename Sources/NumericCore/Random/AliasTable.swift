/// A categorical distribution prepared for many draws, each in constant time.
///
/// Every one of n equal columns holds at most two categories. Source: Vose, "A linear algorithm for generating random
/// numbers with a given distribution", IEEE TSE 17, 1991.
public struct AliasTable: Sendable {
  /// The share of a column that is its own category's.
  private var share: [Double]
  /// The category that has the rest of the column.
  private var alias: [Int]

  /// A table of categories 0 ..< n with probabilities proportional to weights.
  /// - Parameter weights: Finite, not negative, at least one positive; a category of weight 0 is never drawn.
  /// - Complexity: O(n).
  public init(weights: [Double]) {
    let probabilities = CategoricalWeights.normalized(weights)
    let n = weights.count
    share = probabilities.map { $0 * Double(n) }
    alias = Array(0..<n)
    // Empty columns are filled first: while there is one, another column is more than full, whatever rounding does.
    var low = share.indices.filter { share[$0] > 0 && share[$0] < 1 } + share.indices.filter { share[$0] == 0 }
    var high = share.indices.filter { share[$0] >= 1 }
    while let small = low.last, let large = high.last {
      low.removeLast()
      alias[small] = large
      share[large] -= 1 - share[small]
      if share[large] < 1 {
        high.removeLast()
        low.append(large)
      }
    }
    // What is left is full but for rounding.
    for column in low + high { share[column] = 1 }
  }

  /// A category.
  public func draw(from source: inout RandomSource) -> Int {
    let column = source.integer(in: 0...share.count - 1)
    return source.uniform() < share[column] ? column : alias[column]
  }
}

extension RandomSource {
  /// A category 0 ..< n with probability proportional to its weight, by inversion of the cumulative sum. `AliasTable` is
  /// faster for many draws.
  /// - Parameter weights: Finite, not negative, at least one positive; a category of weight 0 is never drawn.
  /// - Complexity: O(n).
  public mutating func categorical(_ weights: [Double]) -> Int {
    let probabilities = CategoricalWeights.normalized(weights)
    var rest = uniform()
    var last = 0
    for (category, probability) in probabilities.enumerated() where probability > 0 {
      if rest < probability { return category }
      rest -= probability
      last = category
    }
    // Only rounding leads here.
    return last
  }
}

/// The checked weights of a categorical distribution.
private enum CategoricalWeights {
  /// The weights over their sum; by the greatest first, so that the sum does not overflow.
  static func normalized(_ weights: [Double]) -> [Double] {
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is negative or not finite")
    let greatest = weights.reduce(0, Swift.max)
    precondition(greatest > 0, "no weight is positive")
    let scaled = weights.map { $0 / greatest }
    let sum = scaled.reduce(0, +)
    return scaled.map { $0 / sum }
  }
}

import NumericCore

/// Whole numbers that stand for an index or a count.
enum NaturalNumbers {
  /// 1, 2 or 3, but no more than the smallest dimension, so that the number serves as an index.
  static func draw(_ sizes: [String: Int], _ source: inout RandomSource) -> Int {
    source.integer(in: 1...max(1, min(3, sizes.values.min() ?? 3)))
  }
}

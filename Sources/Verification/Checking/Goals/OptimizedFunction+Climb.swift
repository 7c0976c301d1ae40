extension OptimizedFunction {
  /// The least curvature, as a share of the greatest along the same number, that is told from none.
  private static let leastCurvature = 1e-4

  /// Whether the function falls quadratically from the optimum along every direction; nil where that cannot be computed.
  mutating func isCurved() -> Bool? {
    guard !optimum.isEmpty else { return true }
    guard let centre = value(optimum) else { return nil }
    let count = optimum.count
    let steps = optimum.map { 1e-3 * max(abs($0), 0.1) }
    func moved(_ changes: [(index: Int, sign: Double)]) -> [Double] {
      var numbers = optimum
      for change in changes { numbers[change.index] += change.sign * steps[change.index] }
      return numbers
    }
    var noise = 0.0
    var fall = Array(repeating: Array(repeating: 0.0, count: count), count: count)
    for row in 0..<count {
      guard let after = value(moved([(row, 1)])), let before = value(moved([(row, -1)])) else { return nil }
      let square = steps[row] * steps[row]
      fall[row][row] = (2 * centre.midpoint - after.midpoint - before.midpoint) / square
      noise = max(noise, (2 * centre.radius + after.radius + before.radius) / square)
      for column in 0..<row {
        var mixed = 0.0
        for (first, second) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
          guard let corner = value(moved([(row, first), (column, second)]))?.midpoint else { return nil }
          mixed -= first * second * corner
        }
        fall[row][column] = mixed / (4 * steps[row] * steps[column])
        fall[column][row] = fall[row][column]
      }
    }
    return OptimizedFunction.isPositiveDefinite(fall, noise: noise)
  }

  /// Whether a symmetric matrix has positive eigenvalues, well beyond rounding, once its diagonal is scaled to one.
  private static func isPositiveDefinite(_ matrix: [[Double]], noise: Double) -> Bool {
    let diagonal = matrix.indices.map { matrix[$0][$0] }
    let greatest = diagonal.max() ?? 0
    guard diagonal.allSatisfy({ $0.isFinite && $0 > max(10 * noise, 1e-8 * greatest) }) else { return false }
    var rest = matrix.indices.map { row in
      matrix.indices.map { matrix[row][$0] / (diagonal[row] * diagonal[$0]).squareRoot() }
    }
    var remaining = Array(matrix.indices)
    // Symmetric elimination, the largest pivot first.
    while let pivot = remaining.max(by: { rest[$0][$0] < rest[$1][$1] }) {
      guard rest[pivot][pivot] > leastCurvature else { return false }
      remaining.removeAll { $0 == pivot }
      for row in remaining {
        let share = rest[row][pivot] / rest[pivot][pivot]
        for column in remaining { rest[row][column] -= share * rest[pivot][column] }
      }
    }
    return true
  }

  /// What a climb from another point finds.
  enum Rival {
    /// Nothing that is as high as the optimum.
    case none
    /// Another point as high.
    case equal
    /// A point that is certainly higher, with both values as they are written.
    case higher(here: Double, there: Double, bound: Double)
  }

  /// Climbs from these numbers and compares the top with the optimum.
  mutating func rival(from start: [Double]) -> Rival {
    guard let here = value(optimum), let top = climb(from: start), let there = value(top) else { return .none }
    let isFar = zip(top, optimum).contains { abs($0 - $1) > 0.02 * max(1, abs($1)) }
    var depth = value(start).map { abs(($0 - here).midpoint) } ?? 0
    // Of two tops, how deep it is in between tells what counts as equal: from far away every place looks deep.
    if isFar, let middle = value(zip(top, optimum).map { 0.5 * ($0 + $1) }) {
      depth = min(depth, abs((middle - here).midpoint))
    }
    let scale = max(abs(here.midpoint), abs(there.midpoint), depth, 1e-300)
    let gain = there - here
    if gain.midpoint > gain.radius + 1e-8 * scale {
      return .higher(here: sign * here.midpoint, there: sign * there.midpoint, bound: gain.radius)
    }
    return isFar && gain.midpoint > -1e-9 * scale ? .equal : .none
  }

  /// A local maximum by quasi-Newton steps (Broyden, Fletcher, Goldfarb, Shanno) with differences for derivatives.
  private mutating func climb(from start: [Double]) -> [Double]? {
    var numbers = start
    guard var height = value(numbers)?.midpoint, var slope = slope(numbers) else { return nil }
    let count = numbers.count
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let identity = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    var inverse = identity
    for _ in 0..<60 {
      var direction = inverse.map { dot($0, slope) }
      if dot(direction, slope) <= 0 { (direction, inverse) = (slope, identity) }
      let reach = direction.map(abs).max() ?? 0
      guard reach > 1e-12 else { break }
      var step = min(1, 2 * max(1, numbers.map(abs).max() ?? 1) / reach)
      var next: (numbers: [Double], height: Double)?
      while next == nil, step * reach > 1e-11 {
        let moved = zip(numbers, direction).map { $0 + step * $1 }
        if let found = value(moved)?.midpoint, found > height + 1e-4 * step * dot(direction, slope) {
          next = (moved, found)
        }
        step /= 2
      }
      guard let next, let nextSlope = self.slope(next.numbers) else { break }
      let move = zip(next.numbers, numbers).map { $0 - $1 }
      let turn = zip(slope, nextSlope).map { $0 - $1 }
      let curvature = dot(move, turn)
      if curvature > 1e-14 * dot(move, move).squareRoot() * dot(turn, turn).squareRoot() {
        let image = inverse.map { dot($0, turn) }
        let factor = (1 + dot(turn, image) / curvature) / curvature
        for row in 0..<count {
          for column in 0..<count {
            inverse[row][column] +=
              factor * move[row] * move[column] - (image[row] * move[column] + move[row] * image[column]) / curvature
          }
        }
      }
      (numbers, height, slope) = (next.numbers, next.height, nextSlope)
    }
    return numbers
  }

  private mutating func slope(_ numbers: [Double]) -> [Double]? {
    var result: [Double] = []
    for index in numbers.indices {
      let step = 1e-5 * max(abs(numbers[index]), 0.1)
      var (above, below) = (numbers, numbers)
      above[index] += step
      below[index] -= step
      guard let after = value(above)?.midpoint, let before = value(below)?.midpoint else { return nil }
      result.append((after - before) / (2 * step))
    }
    return result
  }
}

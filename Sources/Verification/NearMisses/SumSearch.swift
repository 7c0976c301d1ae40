/// Finds which changes, one of a group at most, add up to a target.
///
/// Meets in the middle: changes, or pairs of them, sorted along one direction, and for each the rest looked up.
struct SumSearch {
  private let changes: [[Double]]
  private let groups: [Int]
  private let target: [Double]
  private let tolerance: [Double]
  private let weights: [Double]
  private let projections: [Double]
  private let sorted: [Int]
  private let projectedTolerance: Double
  private static let matchLimit = 200

  init(changes: [[Double]], groups: [Int], target: [Double], tolerance: [Double]) {
    self.changes = changes
    self.groups = groups
    self.target = target
    self.tolerance = tolerance
    // Every instance takes part, scaled to one size, so that a degenerate one cannot collapse the order.
    let weights = tolerance.enumerated().map { index, size in (1 + 0.618 * Double(index % 7)) / max(size, 1e-300) }
    self.weights = weights
    func project(_ values: [Double]) -> Double { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    let projections = changes.map(project)
    self.projections = projections
    sorted = changes.indices.sorted { (projections[$0], $0) < (projections[$1], $1) }
    projectedTolerance = zip(tolerance, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The sets of so many changes, 1 to 4, that reach the target, in a fixed order.
  func matches(count: Int) -> [[Int]] {
    switch count {
    case 1: changes.indices.filter { Fingerprint.isNear(changes[$0], target, tolerance: tolerance) }.map { [$0] }
    case 2: completions(of: changes.indices.map { [$0] })
    case 3: completions(of: pairs())
    case 4: pairsOfPairs()
    default: []
    }
  }

  private func pairs() -> [[Int]] {
    var found: [[Int]] = []
    for first in changes.indices {
      for second in changes.indices.dropFirst(first + 1) where groups[first] != groups[second] {
        found.append([first, second])
      }
    }
    return found
  }

  private func projectedTarget() -> Double { zip(target, weights).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The given sets, each with one change of a larger number that completes it.
  private func completions(of starts: [[Int]]) -> [[Int]] {
    let goal = projectedTarget()
    var found: [[Int]] = []
    for start in starts {
      let rest = goal - start.reduce(0) { $0 + projections[$1] }
      var position = lowerBound(rest - projectedTolerance, count: sorted.count) { projections[sorted[$0]] }
      while position < sorted.count, projections[sorted[position]] <= rest + projectedTolerance {
        let last = sorted[position]
        position += 1
        guard let previous = start.last, last > previous, !start.contains(where: { groups[$0] == groups[last] }) else {
          continue
        }
        if reaches(start + [last]) { found.append(start + [last]) }
        if found.count >= Self.matchLimit { return found }
      }
    }
    return found
  }

  private func pairsOfPairs() -> [[Int]] {
    let goal = projectedTarget()
    let pairs = pairs()
    let sums = pairs.map { projections[$0[0]] + projections[$0[1]] }
    let order = sums.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
    var found: [[Int]] = []
    for (number, pair) in pairs.enumerated() {
      let rest = goal - sums[number]
      var position = lowerBound(rest - projectedTolerance, count: order.count) { sums[order[$0]] }
      while position < order.count, sums[order[position]] <= rest + projectedTolerance {
        let other = pairs[order[position]]
        position += 1
        // Each set of four is met in one way: its two smallest numbers first.
        guard other[0] > pair[1], Set((pair + other).map { groups[$0] }).count == 4 else { continue }
        if reaches(pair + other) { found.append(pair + other) }
        if found.count >= Self.matchLimit { return found }
      }
    }
    return found
  }

  private func reaches(_ set: [Int]) -> Bool {
    for index in target.indices {
      let sum = set.reduce(0) { $0 + changes[$1][index] }
      if !(abs(sum - target[index]) <= tolerance[index]) { return false }
    }
    return true
  }

  private func lowerBound(_ value: Double, count: Int, _ element: (Int) -> Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if element(middle) < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

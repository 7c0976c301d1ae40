import NumericCore
import Symbolic

/// Solves systems in floating point from several starts by damped Gauss–Newton steps.
struct NumericSolver {
  var function: ResidualFunction
  /// The most steps from one start.
  var stepLimit = 60

  /// Whether the solution near these numbers is the only one: no direction leaves all residuals as they are; nil where
  /// rounding does not tell.
  mutating func isDetermined(at numbers: [Double]) -> Bool? {
    guard let slopes = function.slopes(numbers) else { return nil }
    let independence = NumericSolver.independence(slopes)
    if independence > NumericSolver.independent { return true }
    guard independence < NumericSolver.dependent, let closer = function.slopes(numbers, step: 1e-6) else { return nil }
    // Where differences do not tell the slopes, as near a singular matrix, they do not tell that some are dependent.
    let pairs = zip(slopes.joined(), closer.joined())
    let scale = slopes.joined().reduce(0) { max($0, abs($1)) }
    return pairs.allSatisfy { abs($0 - $1) <= 1e-4 * scale } ? false : nil
  }

  /// The squared sine above which rows are told to be independent, and below which to be dependent.
  private static let independent = 1e-10
  private static let dependent = 1e-15

  /// Whether no row is a combination of the others, well beyond rounding.
  static func areIndependent(_ rows: [[Double]]) -> Bool { independence(rows) > independent }

  /// The least squared sine of the angle between a row and those before it; 0 where a row vanishes.
  private static func independence(_ rows: [[Double]]) -> Double {
    var least = 1.0
    var rest = rows
    for index in rest.indices {
      let size = rows[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard size > 1e-9 else { return 0 }
      rest[index] = rest[index].map { $0 / size }
    }
    // Gram–Schmidt, the longest remaining row first.
    var remaining = Array(rest.indices)
    while !remaining.isEmpty {
      let lengths = remaining.map { rest[$0].reduce(0) { $0 + $1 * $1 } }
      guard let best = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) else { break }
      least = min(least, lengths[best])
      guard least > dependent else { return least }
      let pivot = rest[remaining[best]].map { $0 / lengths[best].squareRoot() }
      remaining.remove(at: best)
      for index in remaining {
        let share = zip(rest[index], pivot).reduce(0) { $0 + $1.0 * $1.1 }
        rest[index] = zip(rest[index], pivot).map { $0 - share * $1 }
      }
    }
    return least
  }

  /// The solutions that are found from these starts, each once.
  mutating func solutions(from starts: [[Double]]) -> [[Double]] {
    var found: [[Double]] = []
    for start in starts {
      guard let solution = solution(from: start) else { continue }
      let isNew = found.allSatisfy { other in
        zip(solution, other).contains { abs($0 - $1) > 1e-6 * max(1, abs($0), abs($1)) }
      }
      if isNew { found.append(solution) }
    }
    return found
  }

  /// A solution that is found from this start, be it one among many that lie close to each other.
  ///
  /// - Parameter stepping: whether steps are taken where the start is no solution itself.
  mutating func anySolution(from start: [Double], stepping: Bool) -> [Double]? {
    if stepping { return solution(from: start, standsAlone: false) }
    guard let residuals = function.residuals(start) else { return nil }
    return NumericSolver.isZero(residuals) ? start : nil
  }

  /// Whether the residuals are no more than the rounding of numbers of about one.
  private static func isZero(_ residuals: [Double]) -> Bool { residuals.allSatisfy { abs($0) <= 1e-14 } }

  private mutating func solution(from start: [Double], standsAlone: Bool = true) -> [Double]? {
    var numbers = start
    guard var residuals = function.residuals(numbers) else { return nil }
    // Where nothing depends on the numbers there is no step to take.
    if !standsAlone, NumericSolver.isZero(residuals) { return numbers }
    func isSolved(_ slopes: [[Double]]) -> Bool {
      NumericSolver.isSolved(residuals, slopes) && (!standsAlone || NumericSolver.areIndependent(slopes))
    }
    var size = NumericSolver.square(residuals)
    var damping = 1e-6
    for _ in 0..<stepLimit {
      guard let slopes = function.slopes(numbers) else { return nil }
      var isBetter = false
      for _ in 0..<12 {
        guard let step = NumericSolver.step(slopes, residuals, damping, standsAlone: standsAlone) else { return nil }
        let next = zip(numbers, step).map { $0 - $1 }
        let length = zip(step, numbers).map { abs($0) / max(1, abs($1)) }.max() ?? 0
        if let values = function.residuals(next), NumericSolver.square(values) <= size {
          (numbers, residuals, size) = (next, values, NumericSolver.square(values))
          damping = max(damping * 0.1, 1e-15)
          isBetter = true
          if length < 1e-10 { return isSolved(slopes) ? numbers : nil }
          break
        }
        if length < 1e-10 { return isSolved(slopes) ? numbers : nil }
        damping = max(damping * 10, 1e-9)
      }
      guard isBetter else { return nil }
    }
    return nil
  }

  /// Whether the residuals are rounding, seen against how fast they change.
  private static func isSolved(_ residuals: [Double], _ slopes: [[Double]]) -> Bool {
    let scale = slopes.flatMap { $0 }.map(abs).max() ?? 0
    return residuals.allSatisfy { abs($0) <= 1e-8 * max(scale, 1e-6) }
  }

  private static func square(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

  /// The damped step of least squares.
  private static func step(
    _ slopes: [[Double]], _ residuals: [Double], _ damping: Double, standsAlone: Bool
  ) -> [Double]? {
    let count = slopes.count
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    // Directions in which nothing changes are left alone.
    let ridge = standsAlone ? 0 : 1e-12 * (slopes.map { dot($0, $0) }.max() ?? 0)
    let normal = Matrix<Double>(rows: count, columns: count) { row, column in
      dot(slopes[row], slopes[column]) * (row == column ? 1 + damping : 1) + (row == column ? ridge : 0)
    }
    let right = Matrix<Double>(rows: count, columns: 1) { row, _ in dot(slopes[row], residuals) }
    return (try? normal.solve(right))?.elements
  }
}

import NumericCore
import Verification

/// Collects differences between what was trained and a closed form, and keeps the greatest.
struct Comparison {
  private let claim: String
  private let derivation: String?
  private let rounding: Double
  private var worst: (excess: Double, discrepancy: Double, tolerance: Double) = (-.infinity, 0, 0)
  private var obstacle: String?

  /// - Parameter rounding: The share that the training may be off by where the closed form is well conditioned.
  init(_ claim: String, _ derivation: String?, rounding: Double) {
    (self.claim, self.derivation, self.rounding) = (claim, derivation, rounding)
  }

  /// Compares a matrix with one that is known to a bound; both in units of the greatest entry, or of a scale.
  mutating func add(
    _ found: Matrix<Double>, _ expected: (value: Matrix<Double>, bound: Matrix<Double>), scale: Double = 0
  ) {
    precondition(
      found.rows == expected.value.rows && found.columns == expected.value.columns, "matrices of one shape are compared"
    )
    let size = max(scale, expected.value.elements.map(\.magnitude).max() ?? 0, .leastNormalMagnitude)
    let bound = (expected.bound.elements.max() ?? 0) / size
    // Where rounding is amplified so much, agreement says nothing.
    guard bound < 1e-6 else {
      obstacle = obstacle ?? "the closed form is known to \(bound) of its size only: it is ill-conditioned"
      return
    }
    let differences = zip(zip(found.elements, expected.value.elements), expected.bound.elements)
      .map { max(0, abs($0.0 - $0.1) - $1) }
    // NaN is a difference.
    let difference = differences.contains { $0.isNaN } ? .infinity : differences.max() ?? 0
    // The bound tells how much rounding is amplified, in the training as in the closed form.
    add(discrepancy: difference / size, tolerance: rounding + 1000 * bound)
  }

  mutating func add(_ found: Double, _ expected: (value: Matrix<Double>, bound: Matrix<Double>), scale: Double = 0) {
    add(Matrix(rows: 1, columns: 1, elements: [found]), expected, scale: scale)
  }

  mutating func add(discrepancy: Double, tolerance: Double) {
    let excess = discrepancy / tolerance
    if excess > worst.excess || excess.isNaN { worst = (excess, discrepancy, tolerance) }
  }

  /// Takes note that something could not be compared.
  mutating func stop(_ reason: String) { obstacle = obstacle ?? reason }

  /// Compares in a closure, in which everything that throws is an obstacle.
  mutating func run(_ body: (inout Comparison) throws -> Void) {
    do {
      try body(&self)
    } catch let error as EvaluationError {
      stop(error.reason)
    } catch {
      stop("\(error)")
    }
  }

  /// A difference counts, whatever else could not be compared.
  var finding: ModelFinding {
    if worst.excess > 1 || worst.excess.isNaN || obstacle == nil && worst.excess > -.infinity {
      return ModelFinding(
        claim: claim, derivation: derivation, discrepancy: worst.discrepancy, tolerance: worst.tolerance)
    }
    return ModelFinding(claim: claim, derivation: derivation, obstacle: obstacle ?? "there is nothing to compare")
  }
}

extension ModelFinding {
  /// Whether an objective that is to grow never fell, or one that is to fall never rose.
  /// - Parameter rounding: The share of its magnitude that it may move in the wrong direction.
  static func monotone(
    _ claim: String, _ derivation: String?, _ history: [Double], grows: Bool, rounding: Double
  ) -> ModelFinding {
    var comparison = Comparison(claim, derivation, rounding: rounding)
    if history.contains(where: { !$0.isFinite }) { comparison.add(discrepancy: .infinity, tolerance: rounding) }
    for (before, after) in zip(history, history.dropFirst()) {
      let loss = grows ? before - after : after - before
      let size = max(before.magnitude, after.magnitude, .leastNormalMagnitude)
      comparison.add(discrepancy: max(0, loss) / size, tolerance: rounding)
    }
    if history.count == 1 { comparison.add(discrepancy: 0, tolerance: rounding) }
    return comparison.finding
  }
}

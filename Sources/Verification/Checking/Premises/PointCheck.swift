import NumericCore
import Symbolic

/// Compares lines where their unknowns are known in floating point only.
struct PointCheck {
  let points: [SolvedPoint]

  /// Newton's method is exact to about twelve digits; what is wrong is seldom right to six.
  private static let tolerances = (equal: 1e-8, different: 1e-5)

  func computed(_ left: Term, _ relation: Relation, _ right: Term) -> ChainUnit.Computed {
    let exact = ExactFinding.outside(reason: "the equations are solved in floating point")
    func outside(_ reason: String) -> ChainUnit.Computed {
      ChainUnit.Computed(exact: exact, floating: .outside(reason: reason), first: nil)
    }
    guard relation.isEquality else { return outside("only equations are judged at a solution") }
    var worst = 0.0
    var count = 0
    for point in points {
      guard let gap = gap(left, right, point) else { continue }
      if gap.share > PointCheck.tolerances.different {
        let floating = FloatingFinding.differs(left: gap.left, right: gap.right, bound: gap.scale * 1e-9)
        return ChainUnit.Computed(exact: exact, floating: floating, first: nil)
      }
      if gap.share > PointCheck.tolerances.equal { return outside("the solution is not precise enough") }
      worst = max(worst, gap.share, 1e-12)
      count += 1
    }
    guard count >= 2 else { return outside("the lines have no value at the solution") }
    return ChainUnit.Computed(
      exact: exact, floating: .agrees(instances: count, bound: worst), first: nil)
  }

  private func gap(
    _ left: Term, _ right: Term, _ point: SolvedPoint
  ) -> (left: Double, right: Double, scale: Double, share: Double)? {
    guard let first = point.value(left), let second = point.value(right), first.rows == second.rows,
      first.columns == second.columns
    else { return nil }
    let scale = (first.elements + second.elements).map { abs($0.midpoint) }.max() ?? 0
    let pairs = zip(first.elements, second.elements).map { ($0.midpoint, $1.midpoint, abs($0.midpoint - $1.midpoint)) }
    guard let worst = pairs.max(by: { $0.2 < $1.2 }), worst.2.isFinite else { return nil }
    return (worst.0, worst.1, scale, worst.2 / max(scale, 1))
  }

  /// The values at the first solution at which the lines differ.
  func counterexample(_ left: Term, _ right: Term, declarations: Declarations) -> Counterexample? {
    for point in points {
      guard let gap = gap(left, right, point), gap.share > PointCheck.tolerances.different,
        let first = point.value(left), let second = point.value(right)
      else { continue }
      func rows(_ matrix: Matrix<Double>) -> [[Double]] {
        (0..<matrix.rows).map { row in (0..<matrix.columns).map { matrix[row, $0] } }
      }
      let solved = point.values.sorted { $0.key.name < $1.key.name }.map { Assignment($0.key.name, rows($0.value)) }
      return Counterexample(
        sizes: point.instance.sizes.sorted { $0.key < $1.key }.map { Assignment($0.key, $0.value) }, values: solved,
        left: rows(first.map(\.midpoint)), right: rows(second.map(\.midpoint)), bound: gap.scale * 1e-9,
        isComputed: true)
    }
    return nil
  }
}

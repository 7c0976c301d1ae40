import Symbolic
import Verification

extension Remark {
  /// The remark in words, without a full stop.
  func words(spelling: (Term) -> String) -> String {
    switch self {
    case .follows(let line): "follows from line \(line)"
    case .followsWrongRow(let line): "follows from line \(line), which is wrong"
    case .solution(let name, let value):
      "the equation has the solution \(SafeText.escaped(name)) = \(SafeText.escaped(spelling(value)))"
    case .solvedNumerically(let instances):
      "the equation is solved in floating point at \(counted(instances, "instance"))"
    case .leftOut(let instances, let sizes):
      "left out: \(counted(instances, "instance")) at which the value stated does not exist"
        + (sizes.isEmpty ? "" : " (all of \(listed(sizes.map(SafeText.escaped))))")
    case .sameRoot: "wrong step, same root: the solution does not move"
    case .neverHolds: "no values satisfy this condition: both sides differ by the same number everywhere"
    case .optimum: "stationary, and no other point tried is better"
    case .freeOf(let names): "as a function of \(listed(names.map(SafeText.escaped)))"
    case .needsSizes(let dimensions):
      "where \(listed(dimensions.map { SafeText.escaped($0) + " ≥ 1" }))"
    case .tightestGap(let gap, let isShare, let sizes):
      "tightest gap \(NumberText.rounded(gap, digits: 2))" + (isShare && gap != 0 ? " of the larger side" : "")
        + (sizes.isEmpty ? "" : " at \(SafeText.escaped(sizes))")
    }
  }
}

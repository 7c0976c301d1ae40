import Symbolic

/// What a reader should know of a step besides its verdict.
public enum Remark: Sendable, Hashable {
  /// The line follows from an equation that was asked on that line of the file.
  case follows(line: Int)
  /// The line follows from the row on that line of the file, which is wrong itself.
  case followsWrongRow(line: Int)
  /// The equation has this solution, at which the line is judged.
  case solution(name: String, value: Term)
  /// The equation is solved in floating point, at so many instances.
  case solvedNumerically(instances: Int)
  /// Instances left out, since what is stated has no value there; and the sizes at which it has none at all.
  case leftOut(instances: Int, sizes: [String])
  /// The step is wrong, but what it is set to zero for has the solution of what is right.
  case sameRoot
  /// The step is a condition that no values satisfy.
  case neverHolds
  /// The optimum is stationary, and no other point that was tried is better.
  case optimum
  /// The factor or constant is free of these variables.
  case freeOf([String])
  /// The step has a meaning only where these dimensions are at least one.
  case needsSizes([String])
  /// The least by which the inequality held, as a share of the larger side unless one is zero, and the sizes at which it
  /// did.
  case tightestGap(Double, isShare: Bool, sizes: String)
}

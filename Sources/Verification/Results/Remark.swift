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
  /// The step is wrong, but what it is set to zero for has the solution of what is right.
  case sameRoot
  /// The optimum is stationary, and no other point that was tried is better.
  case optimum
  /// The factor or constant is free of these variables.
  case freeOf([String])
  /// The step has a meaning only where these dimensions are at least one.
  case needsSizes([String])
  /// The least by which the inequality held, as a share of the values, and the sizes at which it did.
  case tightestGap(Double, sizes: String)
}

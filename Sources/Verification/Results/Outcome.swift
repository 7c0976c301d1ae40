/// What is known of a step once all three ways have spoken.
public enum Outcome: String, Sendable, Hashable, Codable {
  /// Derived through the kernel.
  case proved
  /// Equal at random points of the exact field, and in floating point.
  case exact
  /// Equal in floating point within its error bound, or in sampled estimates within the stated resolution.
  case agrees
  /// Asked and not claimed: the `= 0` of an equation to solve.
  case condition
  /// Unequal, with a counterexample.
  case refuted
  /// Not known, with a reason.
  case undecided
  /// Two ways contradict each other, which is a fault of this program.
  case fault

  /// Whether the step may be relied on.
  public var isPass: Bool {
    switch self {
    case .proved, .exact, .agrees, .condition: true
    case .refuted, .undecided, .fault: false
    }
  }
}

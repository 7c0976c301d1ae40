import Symbolic

/// What the proof found.
public enum ProofFinding: Sendable, Hashable {
  /// Derived: the rules that this step uses, the identities that the proof rests on, and its assumptions.
  case proved(rules: [String], restsOn: [String], assumptions: [String])
  /// No proof found.
  case notFound(reason: String)
}

/// What exact arithmetic found.
public enum ExactFinding: Sendable, Hashable {
  /// Equal at so many random points of the field; a false "equal" has at most the stated probability.
  case equal(points: Int, sizes: [String], falseEqual: Double)
  /// Different at a random point of the field.
  case different(sizes: String)
  /// The step lies outside what the field can express.
  case outside(reason: String)
}

/// What floating-point evaluation with a running error bound found.
public enum FloatingFinding: Sendable, Hashable {
  /// Equal within the error bounds at so many instances; the largest relative bound.
  case agrees(instances: Int, bound: Double)
  /// Further apart than the error bounds allow.
  case differs(left: Double, right: Double, bound: Double)
  /// The step cannot be evaluated without sampling, or not at all.
  case outside(reason: String)
}

/// What the sampled estimates found.
public enum SamplingFinding: Sendable, Hashable {
  /// Both sides agree, so sharply that a discrepancy of `resolution` times the scale would have been seen.
  case agrees(Estimate)
  /// Both sides differ beyond chance.
  case differs(Estimate)
  /// The estimate never became sharp enough.
  case unresolved(Estimate, reason: String)
  /// There is no expectation on either side.
  case notNeeded
  /// The step cannot be sampled.
  case outside(reason: String)
}

/// A sampled difference of two sides.
public struct Estimate: Sendable, Hashable {
  /// The number of independent draws over all instances.
  public let samples: Int
  /// The estimated difference of the instance in which it is largest against its standard error.
  public let difference: Double
  /// Its standard error.
  public let standardError: Double
  /// The smallest discrepancy that would have been seen, as a share of the scale of the terms.
  public let resolution: Double
  /// The bound on the probability that a true step is rejected.
  public let errorRate: Double

  /// An estimate of these parts.
  public init(samples: Int, difference: Double, standardError: Double, resolution: Double, errorRate: Double) {
    self.samples = samples
    self.difference = difference
    self.standardError = standardError
    self.resolution = resolution
    self.errorRate = errorRate
  }
}

/// Values at which the two sides of a step differ, as small as could be found.
public struct Counterexample: Sendable, Hashable, Codable {
  /// The dimensions with their sizes, such as n = 1.
  public let sizes: [Assignment<Int>]
  /// The symbols with their values, row by row; shown in plain decimals, whole where they are whole.
  public let values: [Assignment<[[Double]]>]
  /// The value of the left side.
  public let left: [[Double]]
  /// The value of the right side.
  public let right: [[Double]]
  /// How far apart the two may be through rounding.
  public let bound: Double
  /// Whether both values are computed (true) or sampled (false).
  public let isComputed: Bool

  /// A counterexample of these parts.
  public init(
    sizes: [Assignment<Int>], values: [Assignment<[[Double]]>], left: [[Double]], right: [[Double]], bound: Double,
    isComputed: Bool
  ) {
    self.sizes = sizes
    self.values = values
    self.left = left
    self.right = right
    self.bound = bound
    self.isComputed = isComputed
  }
}

/// A name with its value.
public struct Assignment<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The name in plain spelling.
  public let name: String
  /// The value.
  public let value: Value

  /// The name with that value.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// A name with a value that can be encoded.
extension Assignment: Codable where Value: Codable {}

/// What the writer of a wrong line probably meant.
public struct Diagnosis: Sendable, Hashable {
  /// What to change, in words: `the sign of the last term: + n/2 instead of - n/2`.
  public let message: String
  /// The line that would be right.
  public let corrected: Term

  /// That change, which gives that line.
  public init(message: String, corrected: Term) {
    self.message = message
    self.corrected = corrected
  }
}

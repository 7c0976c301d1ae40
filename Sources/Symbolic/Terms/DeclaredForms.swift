/// The values that an index of a family runs through: from the lower to the upper, both included.
public struct IndexRange: Hashable, Sendable {
  /// The smallest value.
  public let lower: Int
  /// The greatest value.
  public let upper: Dimension

  /// The values between these.
  public init(_ lower: Int, _ upper: Dimension) {
    self.lower = lower
    self.upper = upper
  }
}

/// What a function of declared parameters stands for, such as J(β) = (y − Xβ)ᵀ(y − Xβ).
public struct Formula: Hashable, Sendable {
  /// The parameters, in the order of the arguments.
  public let parameters: [Symbol]
  /// The value, in which the parameters occur.
  public let body: Term

  /// The function of these parameters with that value.
  public init(parameters: [Symbol], body: Term) {
    self.parameters = parameters
    self.body = body
  }
}

/// A stated conditional or marginal density of a law, such as p(x_t | z_t) = N(x_t; B z_t, Γ) or p(z) = Π_k π_k^{z_k}.
public struct LawComponent: Hashable, Sendable {
  /// The law.
  public let law: Symbol
  /// The indices that stand for any value, such as t.
  public let indices: [Symbol]
  /// What is distributed: variables, or members of families at these indices.
  public let of: [Term]
  /// What is given: variables, or members of families.
  public let given: [Term]
  /// The distribution, in which the given variables and the indices occur; or the density itself, a value in which
  /// what is distributed occurs as well.
  public let statement: Term

  /// Whether the density is stated by a formula and not by a distribution.
  public var isFormula: Bool { !statement.sort.isDistribution }

  /// The component of these parts.
  public init(law: Symbol, indices: [Symbol], of: [Term], given: [Term], statement: Term) {
    self.law = law
    self.indices = indices
    self.of = of
    self.given = given
    self.statement = statement
  }
}

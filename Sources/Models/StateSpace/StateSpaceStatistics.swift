import NumericCore

/// What the M-step needs of the states and observations: sums of expected products under the smoothed states, which add.
///
/// Source: Shumway & Stoffer (1982); Ghahramani & Hinton (1996), section 2.
public struct StateSpaceStatistics: Equatable, Sendable {
  /// How many sequences.
  public var sequences = 0
  /// How many pairs of neighbouring states.
  public var transitions = 0
  /// How many rows with an observed entry.
  public var observations = 0
  /// Σ E[z₁], d×1, over sequences.
  public var firstSum: Matrix<Double>
  /// Σ E[z₁z₁ᵀ], d×d, over sequences.
  public var firstMoment: Matrix<Double>
  /// Σₜ₌₂ E[zₜ₋₁zₜ₋₁ᵀ], d×d.
  public var previousMoment: Matrix<Double>
  /// Σₜ₌₂ E[zₜzₜᵀ], d×d.
  public var currentMoment: Matrix<Double>
  /// Σₜ₌₂ E[zₜzₜ₋₁ᵀ], d×d.
  public var laggedMoment: Matrix<Double>
  /// Σₜ E[zₜzₜᵀ], d×d, over rows with an observed entry.
  public var stateMoment: Matrix<Double>
  /// Σₜ E[xₜzₜᵀ], n×d, over rows with an observed entry; missing ones of these rows count with their expectations.
  public var observationStateMoment: Matrix<Double>
  /// Σₜ E[xₜxₜᵀ], n×n, over rows with an observed entry.
  public var observationMoment: Matrix<Double>
  /// log p(x) of what was observed, under the parameters with which the expectations were made.
  public var logLikelihood = 0.0

  /// The statistics of nothing.
  public init(latentSize d: Int, observedSize n: Int) {
    firstSum = .zero(rows: d, columns: 1)
    firstMoment = .zero(rows: d, columns: d)
    (previousMoment, currentMoment, laggedMoment) = (firstMoment, firstMoment, firstMoment)
    stateMoment = firstMoment
    observationStateMoment = .zero(rows: n, columns: d)
    observationMoment = .zero(rows: n, columns: n)
  }

  /// The statistics of two sets of sequences together.
  /// - Requires: the same sizes.
  public static func += (left: inout StateSpaceStatistics, right: StateSpaceStatistics) {
    left.sequences += right.sequences
    left.transitions += right.transitions
    left.observations += right.observations
    left.firstSum = left.firstSum + right.firstSum
    left.firstMoment = left.firstMoment + right.firstMoment
    left.previousMoment = left.previousMoment + right.previousMoment
    left.currentMoment = left.currentMoment + right.currentMoment
    left.laggedMoment = left.laggedMoment + right.laggedMoment
    left.stateMoment = left.stateMoment + right.stateMoment
    left.observationStateMoment = left.observationStateMoment + right.observationStateMoment
    left.observationMoment = left.observationMoment + right.observationMoment
    left.logLikelihood += right.logLikelihood
  }

  /// The sum of some statistics, by halves.
  static func sum(_ terms: [StateSpaceStatistics]) -> StateSpaceStatistics? {
    var level = terms
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { first in
        var sum = level[first]
        if first + 1 < level.count { sum += level[first + 1] }
        return sum
      }
    }
    return level.first
  }
}

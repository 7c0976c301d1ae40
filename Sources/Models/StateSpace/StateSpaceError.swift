import NumericCore

/// Why a state space, its data or its training are not possible. Sequences, rows, columns and times count from 0 here, and
/// from 1 in `description`.
public enum StateSpaceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A parameter has another shape than the others ask for.
  case shape(StateSpaceParameter, found: [Int], expected: [Int])
  /// A parameter holds a number that is not finite.
  case notFinite(StateSpaceParameter)
  /// A covariance is not symmetric.
  case notSymmetric(StateSpaceParameter, row: Int, column: Int)
  /// A covariance is not positive semidefinite, or not positive definite where it must be.
  case notPositive(StateSpaceParameter, pivot: Int, value: Double)
  /// There is no sequence.
  case noSequences
  /// A sequence has no rows.
  case emptySequence(Int)
  /// A sequence has another number of columns than the model has observed numbers.
  case columns(sequence: Int, found: Int, expected: Int)
  /// An entry is infinite.
  case infinite(sequence: Int, row: Int, column: Int)
  /// No entry is observed.
  case nothingObserved
  /// No sequence has two rows, so that nothing is known about how states move.
  case noTransitions
  /// A predicted covariance is not finite.
  case covarianceOverflow(sequence: Int, time: Int)
  /// The log-likelihood is not finite.
  case logLikelihoodNotFinite(Double)
  /// The observations of a sequence do not determine its first state, about which nothing else is known.
  case startNotDetermined(sequence: Int)
  /// The expected squares of the states do not determine the parameter.
  case singularMoments(StateSpaceParameter)
  /// As many rows cannot be left out: a sequence is not longer, or the start is diffuse.
  case cannotLeaveOut(rows: Int)

  /// The reason in words.
  public var description: String {
    switch self {
    case .shape(let parameter, let found, let expected):
      "\(parameter.words) has the shape \(found), expected \(expected)"
    case .notFinite(let parameter): "\(parameter.words) holds a number that is not finite"
    case .notSymmetric(let parameter, let row, let column):
      "\(parameter.words) is not symmetric at (\(row + 1), \(column + 1))"
    case .notPositive(let parameter, let pivot, let value):
      "\(parameter.words) is no covariance: pivot \(pivot + 1) is \(value)"
    case .noSequences: "there is no sequence of observations"
    case .emptySequence(let sequence): "sequence \(sequence + 1) has no rows"
    case .columns(let sequence, let found, let expected):
      "sequence \(sequence + 1) has \(found) columns, expected \(expected)"
    case .infinite(let sequence, let row, let column):
      "sequence \(sequence + 1) has an infinite entry in row \(row + 1), column \(column + 1)"
    case .nothingObserved: "no entry is observed"
    case .noTransitions: "no sequence has two rows"
    case .covarianceOverflow(let sequence, let time):
      "the covariance of the prediction for row \(time + 1) of sequence \(sequence + 1) is not finite"
    case .logLikelihoodNotFinite: "the log-likelihood is not finite"
    case .startNotDetermined(let sequence):
      "the observations of sequence \(sequence + 1) do not determine its first state"
    case .singularMoments(let parameter): "the states do not determine \(parameter.words)"
    case .cannotLeaveOut(let rows): "\(rows) rows cannot be left out of the likelihood"
    }
  }
}

/// A parameter of the linear Gaussian state space.
public enum StateSpaceParameter: String, CaseIterable, Sendable, Hashable {
  /// A.
  case transition
  /// B.
  case observation
  /// Σ.
  case stateCovariance = "state-covariance"
  /// Γ.
  case observationCovariance = "observation-covariance"
  /// μ₀.
  case initialMean = "initial-mean"
  /// The covariance of the first state.
  case initialCovariance = "initial-covariance"

  var words: String {
    switch self {
    case .transition: "the transition matrix"
    case .observation: "the observation matrix"
    case .stateCovariance: "the state covariance"
    case .observationCovariance: "the observation covariance"
    case .initialMean: "the initial mean"
    case .initialCovariance: "the initial covariance"
    }
  }
}

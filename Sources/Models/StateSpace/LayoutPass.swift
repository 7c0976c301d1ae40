import NumericCore

/// What a model knows about sequences of one layout before it sees the numbers: covariances, gains, and where nothing is
/// known about the first state, how much the observations will tell.
struct LayoutPass: Sendable {
  let model: StateSpaceModel
  let layout: SequenceLayout
  let parts: [ObservedPart]
  let recursion: CovarianceRecursion
  /// BᵀΓ⁻¹B by pattern.
  let precisions: MatrixTable
  /// The terms of −2 log p that no number has part in.
  let constantTerms: [Double]
  private(set) var diffuse: DiffuseStart?

  var length: Int { layout.kinds.count }

  /// - Parameter sequence: The number of a sequence of this layout, for errors.
  init(
    _ model: StateSpaceModel, _ layout: SequenceLayout, _ parts: [ObservedPart], sequence: Int, smoothing: Bool
  ) throws(StateSpaceError) {
    (self.model, self.layout, self.parts) = (model, layout, parts)
    do throws(CovarianceRecursion.Failure) {
      recursion = try CovarianceRecursion(
        transition: model.transition, noise: model.stateCovariance, start: model.startCovariance,
        precisions: parts.map(\.precision), kinds: layout.kinds, smoothing: smoothing)
    } catch {
      throw .covarianceOverflow(sequence: sequence, time: error.time)
    }
    precisions = MatrixTable(parts.map(\.precision), size: model.latentSize)
    let logOfTurn = (2 * Double.pi).logarithm()
    let byPattern = parts.map { Double($0.count) * logOfTurn + $0.logDeterminant }
    let logDeterminants = recursion.logDeterminants
    constantTerms = zip(layout.kinds, recursion.numbers).map { byPattern[Int($0)] + logDeterminants[Int($1)] }
    if model.start == .diffuse { diffuse = try DiffuseStart(self, sequence: sequence) }
  }

  /// The rows of a pattern.
  func selection(_ times: [Int]) -> RowSelection { RowSelection(times: times, length: length) }
}

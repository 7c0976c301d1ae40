/// The matrices between which the covariances of one time are computed; `CovarianceRecursion` names them.
final class CovarianceWorkspace {
  private let memory: UnsafeMutablePointer<Double>
  private let size: Int
  private let width: Int
  private let transposedTransition: PaddedMatrix
  private let noise: PaddedMatrix
  private let precisions: [PaddedMatrix]
  private let carriedPrecisions: [PaddedMatrix]
  private let isSeen: [Bool]
  /// Pₜ, of which the upper triangle counts, and U with the reciprocals of its diagonal.
  private let prediction, nextPrediction, root: PaddedMatrix
  private let rootInverses, innovationInverses: UnsafeMutablePointer<Double>
  private let transposedRoot, innovation, filteredRoot, predictedRoot, noiseRoot, scratch: PaddedMatrix
  private var difference = Double.infinity
  private var differenceBefore = Double.infinity

  let carry, filtered, whitening, smoothing, conditional: PaddedMatrix

  init(transition: Matrix<Double>, noise: Matrix<Double>, start: Matrix<Double>, precisions: [Matrix<Double>]) {
    let (size, width) = (transition.rows, PaddedMatrix.width(transition.rows))
    (self.size, self.width) = (size, width)
    let count = 16 + 2 * precisions.count
    let length = count * width * width + 3 * width
    let memory = UnsafeMutableRawPointer.allocate(byteCount: length * 8, alignment: 64)
      .bindMemory(to: Double.self, capacity: length)
    memory.initialize(repeating: 0, count: length)
    self.memory = memory
    func matrix(_ number: Int) -> PaddedMatrix {
      PaddedMatrix(base: memory + number * width * width, size: size, width: width)
    }
    (transposedTransition, self.noise, prediction) = (matrix(0), matrix(1), matrix(2))
    (nextPrediction, root, transposedRoot) = (matrix(3), matrix(4), matrix(5))
    (innovation, filteredRoot, predictedRoot) = (matrix(6), matrix(7), matrix(8))
    (noiseRoot, scratch, carry) = (matrix(9), matrix(10), matrix(11))
    (filtered, whitening, smoothing, conditional) = (matrix(12), matrix(13), matrix(14), matrix(15))
    self.precisions = precisions.indices.map { matrix(16 + 2 * $0) }
    carriedPrecisions = precisions.indices.map { matrix(17 + 2 * $0) }
    rootInverses = memory + count * width * width
    innovationInverses = rootInverses + width
    isSeen = precisions.map { $0.elements.contains { $0 != 0 } }
    transposedTransition.fill(transition.transposed())
    self.noise.fill(noise)
    noiseRoot.fill(noise)
    // A Σ that is not finite shows in the predictions.
    _ = noiseRoot.factorizeSemidefinite(innovationInverses + width)
    prediction.fill(start)
    for (number, precision) in precisions.enumerated() {
      self.precisions[number].fill(precision)
      carriedPrecisions[number].setProduct(transposedTransition, self.precisions[number])
    }
  }

  func deallocate() { memory.deallocate() }

  /// A matrix of zeros.
  func zero() -> PaddedMatrix {
    scratch.base.update(repeating: 0, count: scratch.length)
    return scratch
  }

  /// U of the prediction.
  func factorizePrediction() -> PaddedMatrix.PivotFailure? {
    root.copy(prediction)
    return root.factorizeSemidefinite(rootInverses)
  }

  /// From the prediction to what is known after an observation of one kind.
  func update(_ kind: Int, logDeterminants: inout [Double]) -> PaddedMatrix.PivotFailure? {
    filteredRoot.copy(root)
    var logDeterminant = 0.0
    if isSeen[kind] {
      transposedRoot.fillTransposed(root)
      scratch.setProduct(root, precisions[kind])
      innovation.setProduct(scratch, transposedRoot)
      innovation.addIdentity()
      if let failure = innovation.factorizeSemidefinite(innovationInverses) { return failure }
      innovation.solveTransposed(filteredRoot, innovationInverses)
      scratch.copy(filteredRoot)
      innovation.solve(scratch, innovationInverses)
      whitening.fillTransposed(scratch)
      for k in 0..<size { logDeterminant += innovation[k, k].logarithm() }
    } else {
      whitening.base.update(repeating: 0, count: whitening.length)
    }
    filtered.setProduct(filteredRoot, filteredRoot, transposingLeft: true)
    carry.copy(transposedTransition)
    carry.setProduct(carriedPrecisions[kind], filtered, .subtract)
    logDeterminants.append(2 * logDeterminant)
    return nil
  }

  /// From what is known at one time to the prediction of the next.
  func predict() -> PaddedMatrix.PivotFailure? {
    predictedRoot.setProduct(filteredRoot, transposedTransition)
    nextPrediction.copy(noise)
    nextPrediction.setProduct(predictedRoot, predictedRoot, transposingLeft: true, .add)
    differenceBefore = difference
    difference = prediction.relativeDifference(from: nextPrediction)
    prediction.copy(nextPrediction)
    return factorizePrediction()
  }

  /// Whether the next prediction is this one to rounding: it is within a few units of the last place, or near it without
  /// coming nearer any more.
  var isSettled: Bool { SettlingRule.isSettled(difference, before: differenceBefore) }

  /// The smoother's gain and the conditional covariance, after `predict`.
  func condition() {
    smoothing.setProduct(predictedRoot, filteredRoot, transposingLeft: true)
    root.solveTransposed(smoothing, rootInverses)
    root.solve(smoothing, rootInverses)
    scratch.copy(filteredRoot)
    scratch.setProduct(predictedRoot, smoothing, .subtract)
    conditional.setProduct(scratch, scratch, transposingLeft: true)
    scratch.setProduct(noiseRoot, smoothing)
    conditional.setProduct(scratch, scratch, transposingLeft: true, .add)
  }
}

/// When a recursion of covariances has come to rounding.
enum SettlingRule {
  /// Within a few units of the last place, or near that without coming nearer any more.
  static func isSettled(_ difference: Double, before: Double) -> Bool {
    difference <= 0x1p-50 || difference <= 0x1p-46 && difference >= before
  }
}

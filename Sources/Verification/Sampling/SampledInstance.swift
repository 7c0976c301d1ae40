import NumericCore
import Symbolic

/// An instance at which the difference of two sides is turned into a program over draws.
struct SampledInstance: Sendable {
  let declarations: Declarations
  let seed: UInt64
  let sizes: [String: Int]
  let number: Int
  /// The values that are not drawn by the seed.
  var given: [Symbol: Matrix<Double>] = [:]
  var limits = EvaluationLimits.standard
  /// The most rows of a draw.
  var drawLimit = 16

  /// The programs for two sides, entry by entry of their values.
  struct Trace {
    /// One output for each entry of left - right.
    let differences: ColumnProgram
    /// The same less control variates, which have mean zero.
    let controlled: ColumnProgram
    /// The summands of the left side, then of the right, each with all its entries.
    let summands: ColumnProgram
    let entries: Int
    let leftSummands: Int

    /// The scale of each entry: the greater sum over the summands of a side.
    func scales(_ sizes: [Double]) -> [Double] {
      (0..<entries).map { entry in
        var sides = [0.0, 0.0]
        for summand in 0..<(sizes.count / max(entries, 1)) {
          sides[summand < leftSummands ? 0 : 1] += sizes[summand * entries + entry]
        }
        return max(sides[0], sides[1])
      }
    }
  }

  func trace(left: Term, right: Term, draws: [SampledForm.Draw]) throws -> Trace {
    let (tape, values, noise) = try drawn(draws)
    var evaluator = Evaluator(declarations: declarations, instance: instance(values))
    let difference = try evaluator.value(left) - evaluator.value(right)
    let leftSummands = try SampledInstance.summands(left).map { try evaluator.value($0) }
    let rightSummands = try SampledInstance.summands(right).map { try evaluator.value($0) }
    let differences = tape.program(difference.elements)
    let controls = ControlVariates(noise: noise, differences: differences)
    return Trace(
      differences: differences,
      controlled: tape.program(controls.subtracted(from: difference.elements)),
      summands: tape.program((leftSummands + rightSummands).flatMap(\.elements)),
      entries: difference.elements.count, leftSummands: leftSummands.count)
  }

  /// The program for the entries of a term.
  func program(of term: Term, draws: [SampledForm.Draw]) throws -> ColumnProgram {
    let (tape, values, _) = try drawn(draws)
    var evaluator = Evaluator(declarations: declarations, instance: instance(values))
    return tape.program(try evaluator.value(term).elements)
  }

  /// A tape with the noise of all draws, and the draws as functions of it.
  private func drawn(
    _ draws: [SampledForm.Draw]
  ) throws -> (tape: TracedScalar.Tape, values: [Symbol: Matrix<TracedScalar>], noise: [Noise]) {
    var counts: [Int] = []
    for draw in draws {
      guard let rows = draw.symbol.shape.rows.value(sizes), (1...drawLimit).contains(rows) else {
        throw EvaluationError.outside(reason: "a draw of that size")
      }
      counts.append(rows)
    }
    let tape = TracedScalar.Tape(inputs: max(1, counts.reduce(0, +)))
    var values: [Symbol: Matrix<TracedScalar>] = [:]
    var noise: [Noise] = []
    for (draw, rows) in zip(draws, counts) {
      var evaluator = Evaluator(declarations: declarations, instance: instance(values))
      let isSkewed = draw.distribution.head == .distributionWithMoments && number % 2 == 1
      let added = (0..<rows).map { Noise(input: noise.count + $0, tape, isSkewed: isSkewed) }
      values[draw.symbol] = try sample(draw, added, &evaluator)
      noise += added
    }
    return (tape, values, noise)
  }

  /// μ + L w with Σ = LLᵀ and independent noise w of mean zero and variance one.
  private func sample(
    _ draw: SampledForm.Draw, _ noise: [Noise], _ evaluator: inout Evaluator<TracedScalar>
  ) throws -> Matrix<TracedScalar> {
    guard [.gaussian, .distributionWithMoments].contains(draw.distribution.head) else {
      throw EvaluationError.outside(reason: "a distribution from which nothing can be drawn")
    }
    let rows = noise.count
    let mean = try evaluator.value(draw.distribution.arguments[0])
    let covariance = try evaluator.value(draw.distribution.arguments[1])
    guard let known = covariance.known, known.rows == rows, known.isSquare, mean.rows == rows,
      let factor = try? CholeskyFactorization(known)
    else { throw EvaluationError.outside(reason: "a covariance that depends on another draw") }
    let column = Matrix(rows: rows, columns: 1, elements: noise.map(\.value))
    return mean + factor.lower.map { TracedScalar($0) } * column
  }

  private func instance(_ values: [Symbol: Matrix<TracedScalar>]) -> Instance<TracedScalar> {
    let floating = FloatingInstance.random(sizes: sizes, seed: seed, number: 1000 + number)
    let known = given.mapValues { $0.map { TracedScalar($0) } }
    var instance = Instance(
      sizes: sizes, values: known.merging(values) { _, drawn in drawn }, circleConstant: TracedScalar(Double.pi),
      draw: { (symbol, rows, columns) throws(EvaluationError) in
        try floating.value(of: symbol, rows: rows, columns: columns).map { TracedScalar($0.midpoint) }
      },
      apply: { (function, arguments, rows, columns) throws(EvaluationError) in
        guard arguments.allSatisfy({ $0.elements.allSatisfy { $0.known != nil } }) else {
          throw .outside(reason: "a function of a draw")
        }
        let known = arguments.map { $0.map { Ball($0.known ?? .nan) } }
        return try floating.application(of: function, to: known, rows: rows, columns: columns)
          .map { TracedScalar($0.midpoint) }
      })
    instance.limits = limits
    return instance
  }

  /// The summands of a term, with factors outside a bracket multiplied in.
  private static func summands(_ term: Term) -> [Term] {
    switch term.head {
    case .sum: term.arguments.flatMap(summands)
    case .negation: summands(term.arguments[0])
    case .product:
      if let index = term.arguments.firstIndex(where: { $0.head == .sum }),
        term.arguments.filter({ $0.head == .sum }).count == 1
      {
        term.arguments[index].arguments.flatMap(summands).compactMap { summand in
          var factors = term.arguments
          factors[index] = summand
          return try? Term(.product, factors)
        }
      } else {
        [term]
      }
    default: [term]
    }
  }
}

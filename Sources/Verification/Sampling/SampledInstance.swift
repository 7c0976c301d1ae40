import NumericCore
import Symbolic

/// An instance at which the difference of two sides is turned into a program over draws.
struct SampledInstance: Sendable {
  let declarations: Declarations
  let seed: UInt64
  let sizes: [String: Int]
  let number: Int

  /// The programs for two sides, entry by entry of their values.
  struct Trace {
    /// One output for each entry of left - right.
    let differences: ColumnProgram
    /// The summands of the left side, then of the right, each with all its entries.
    let summands: ColumnProgram
    let entries: Int
    let leftSummands: Int

    /// The scale of each entry: the greater sum of the sizes of the summands of a side.
    func scales(_ moments: [SampleMoments]) -> [Double] {
      (0..<entries).map { entry in
        var sides = [0.0, 0.0]
        for summand in 0..<(moments.count / max(entries, 1)) {
          sides[summand < leftSummands ? 0 : 1] += abs(moments[summand * entries + entry].mean)
        }
        return max(sides[0], sides[1])
      }
    }
  }

  func trace(left: Term, right: Term, draws: [SampledForm.Draw]) throws -> Trace {
    var counts: [Int] = []
    for draw in draws {
      guard let rows = draw.symbol.shape.rows.value(sizes), rows >= 1, rows <= 16 else {
        throw EvaluationError.outside(reason: "a draw of that size")
      }
      counts.append(rows)
    }
    let tape = TracedScalar.Tape(inputs: max(1, counts.reduce(0, +)))
    var values: [Symbol: Matrix<TracedScalar>] = [:]
    var next = 0
    for (draw, rows) in zip(draws, counts) {
      var evaluator = Evaluator(declarations: declarations, instance: instance(values))
      values[draw.symbol] = try sample(draw, rows, tape, firstInput: next, &evaluator)
      next += rows
    }
    var evaluator = Evaluator(declarations: declarations, instance: instance(values))
    let difference = try evaluator.value(left) - evaluator.value(right)
    let leftSummands = try SampledInstance.summands(left).map { try evaluator.value($0) }
    let rightSummands = try SampledInstance.summands(right).map { try evaluator.value($0) }
    return Trace(
      differences: tape.program(difference.elements),
      summands: tape.program((leftSummands + rightSummands).flatMap(\.elements)),
      entries: difference.elements.count, leftSummands: leftSummands.count)
  }

  /// μ + L z with Σ = LLᵀ; where only the moments are known, every second instance is skewed, with (z² - 1)/√2 for z, so
  /// that nothing that holds for Gaussians alone passes.
  private func sample(
    _ draw: SampledForm.Draw, _ rows: Int, _ tape: TracedScalar.Tape, firstInput: Int,
    _ evaluator: inout Evaluator<TracedScalar>
  ) throws -> Matrix<TracedScalar> {
    let head = draw.distribution.head
    guard head == .gaussian || head == .distributionWithMoments else {
      throw EvaluationError.outside(reason: "a distribution from which nothing can be drawn")
    }
    let mean = try evaluator.value(draw.distribution.arguments[0])
    let covariance = try evaluator.value(draw.distribution.arguments[1])
    let known = covariance.elements.compactMap(\.known)
    guard known.count == covariance.elements.count,
      let factor = try? CholeskyFactorization(Matrix(rows: rows, columns: rows, elements: known))
    else { throw EvaluationError.outside(reason: "a covariance that depends on another draw") }
    let isSkewed = head == .distributionWithMoments && number % 2 == 1
    let noise = Matrix<TracedScalar>(rows: rows, columns: 1) { row, _ in
      let normal = tape.input(firstInput + row)
      return isSkewed ? (normal * normal - .one) * TracedScalar(0.5.squareRoot()) : normal
    }
    return mean + factor.lower.map { TracedScalar($0) } * noise
  }

  private func instance(_ values: [Symbol: Matrix<TracedScalar>]) -> Instance<TracedScalar> {
    let floating = FloatingInstance.random(sizes: sizes, seed: seed, number: 1000 + number)
    return Instance(
      sizes: sizes, values: values, circleConstant: TracedScalar(Double.pi),
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

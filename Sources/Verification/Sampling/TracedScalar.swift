import NumericCore
import Symbolic
import Synchronization

/// A number that is either known or a column of a program under construction.
///
/// The evaluator runs once over traced scalars and leaves behind the program that computes the same for blocks of
/// samples; what does not depend on a sample stays a number, so it is computed once.
package struct TracedScalar: Sendable {
  /// The program under construction.
  package final class Tape: Sendable {
    private let builder: Mutex<ColumnProgramBuilder>

    /// A tape with so many columns of standard normal numbers.
    package init(inputs: Int) { builder = Mutex(ColumnProgramBuilder(inputs: inputs)) }

    fileprivate func append<Result: Sendable>(
      _ operation: (inout sending ColumnProgramBuilder) -> Result
    ) -> Result {
      builder.withLock { operation(&$0) }
    }

    /// The program that computes the given values.
    package func program(_ outputs: [TracedScalar]) -> ColumnProgram {
      builder.withLock { $0.build(outputs: outputs.map(\.operand)) }
    }

    /// A column of standard normal numbers.
    package func input(_ number: Int) -> TracedScalar {
      TracedScalar(operand: builder.withLock { $0.input(number) }, tape: self)
    }
  }

  let operand: ColumnOperand
  let tape: Tape?

  init(operand: ColumnOperand, tape: Tape?) {
    self.operand = operand
    if case .constant = operand { self.tape = nil } else { self.tape = tape }
  }

  /// A known number.
  package init(_ number: Double) { self.init(operand: .constant(number), tape: nil) }

  /// The number, where it is known.
  var known: Double? {
    if case .constant(let number) = operand { number } else { nil }
  }

  private func combined(
    with other: TracedScalar, _ known: (Double, Double) -> Double,
    _ traced: @Sendable (inout ColumnProgramBuilder, ColumnOperand, ColumnOperand) -> ColumnOperand
  ) -> TracedScalar {
    if let a = self.known, let b = other.known { return TracedScalar(known(a, b)) }
    guard let tape = tape ?? other.tape else { return TracedScalar(.nan) }
    let (left, right) = (operand, other.operand)
    return TracedScalar(operand: tape.append { traced(&$0, left, right) }, tape: tape)
  }

  fileprivate func mapped(
    _ known: (Double) -> Double, _ traced: @Sendable (inout ColumnProgramBuilder, ColumnOperand) -> ColumnOperand
  ) -> TracedScalar {
    if let a = self.known { return TracedScalar(known(a)) }
    guard let tape else { return TracedScalar(.nan) }
    let operand = operand
    return TracedScalar(operand: tape.append { traced(&$0, operand) }, tape: tape)
  }
}

extension TracedScalar: Field {
  /// Zero.
  package static let zero = TracedScalar(0)
  /// One.
  package static let one = TracedScalar(1)

  /// A whole number.
  package init(integer: Int) { self.init(Double(integer)) }

  /// The sum.
  package static func + (left: TracedScalar, right: TracedScalar) -> TracedScalar {
    left.combined(with: right, +) { $0.add($1, $2) }
  }

  /// The difference.
  package static func - (left: TracedScalar, right: TracedScalar) -> TracedScalar {
    left.combined(with: right, -) { $0.subtract($1, $2) }
  }

  /// The product.
  package static func * (left: TracedScalar, right: TracedScalar) -> TracedScalar {
    left.combined(with: right, *) { $0.multiply($1, $2) }
  }

  /// The negative.
  package static prefix func - (value: TracedScalar) -> TracedScalar {
    value.mapped(-) { $0.negate($1) }
  }

  /// One over the number; a column is taken to have no zero in it.
  package func reciprocal() throws(ArithmeticError) -> TracedScalar {
    if known == 0 { throw .divisionByZero }
    return mapped({ 1 / $0 }) { $0.reciprocal($1) }
  }

  /// Equality of known numbers, or of columns of one program.
  package static func == (left: TracedScalar, right: TracedScalar) -> Bool {
    left.operand == right.operand && left.tape === right.tape
  }

  /// The largest known number before any column, whose values are not seen while the program is built.
  package static func preferredPivot(_ candidates: [TracedScalar]) -> Int? {
    var best: Int?
    for (index, candidate) in candidates.enumerated() {
      guard let number = candidate.known else { continue }
      guard number != 0 else { continue }
      if best.flatMap({ candidates[$0].known }).map({ abs($0) < abs(number) }) ?? true { best = index }
    }
    return best ?? candidates.indices.first { candidates[$0].known == nil }
  }
}

extension TracedScalar {
  /// The product of matrices of which one is known is a product of a matrix and a block of samples; the product of two
  /// vectors of samples is taken as a whole.
  package static func product(
    _ left: Matrix<TracedScalar>, _ right: Matrix<TracedScalar>
  ) -> Matrix<TracedScalar> {
    let tape = left.elements.lazy.compactMap(\.tape).first ?? right.elements.lazy.compactMap(\.tape).first
    if let factor = left.known {
      guard let tape else {
        return right.known.map { (factor * $0).map { TracedScalar($0) } } ?? .zero(rows: 0, columns: 0)
      }
      return factor.timesColumns(right, tape)
    }
    guard let tape else { return left.multipliedByEntries(right) }
    if let factor = right.known { return factor.transposed().timesColumns(left.transposed(), tape).transposed() }
    let (rows, depth, columns) = (left.rows, left.columns, right.columns)
    let (first, second) = (left.elements.map(\.operand), right.elements.map(\.operand))
    let operands = tape.append { builder in
      (0..<rows * columns).map { place in
        let (row, column) = (place / columns, place % columns)
        return builder.dot(
          Array(first[row * depth..<(row + 1) * depth]), (0..<depth).map { second[$0 * columns + column] })
      }
    }
    return Matrix(
      rows: rows, columns: columns, elements: operands.map { TracedScalar(operand: $0, tape: tape) })
  }
}

extension Matrix<TracedScalar> {
  /// The numbers, where all are known.
  var known: Matrix<Double>? {
    let numbers = elements.compactMap(\.known)
    return numbers.count == elements.count ? Matrix<Double>(rows: rows, columns: columns, elements: numbers) : nil
  }
}

extension Matrix<Double> {
  /// The product with a matrix whose columns are vectors of samples.
  fileprivate func timesColumns(_ right: Matrix<TracedScalar>, _ tape: TracedScalar.Tape) -> Matrix<TracedScalar> {
    let offsets = [Double](repeating: 0, count: rows)
    let (numbers, operands) = (elements, right.elements.map(\.operand))
    let (depth, width) = (right.rows, right.columns)
    let found = tape.append { builder in
      (0..<width).map { column in
        builder.product(numbers, (0..<depth).map { operands[$0 * width + column] }, offsets: offsets)
      }
    }
    return Matrix<TracedScalar>(rows: rows, columns: width) { TracedScalar(operand: found[$1][$0], tape: tape) }
  }
}

extension TracedScalar: EvaluationScalar {
  /// The nearest number to a rational one.
  package init(rational: Rational) throws(EvaluationError) { self.init(rational.double) }

  /// Euler's number.
  package static var eulerNumber: TracedScalar { TracedScalar(1).mapped(realExponential) { $0.exp($1) } }

  /// A known number that is no number.
  package var fault: EvaluationError? {
    guard let known, !known.isFinite else { return nil }
    return .undefined(reason: "a value that is no finite number")
  }

  /// The whole number that a known number is.
  package var integerValue: Int? {
    guard let known, known == known.rounded(), abs(known) <= 1e6 else { return nil }
    return Int(known)
  }

  /// Whether a known number is negative.
  package var isCertainlyNegative: Bool { known.map { $0 < 0 } ?? false }

  /// The logarithm.
  package func logarithm() throws(EvaluationError) -> TracedScalar {
    if let known, known <= 0 { throw .undefined(reason: "the logarithm of a number that is not positive") }
    return mapped(realLogarithm) { $0.log($1) }
  }

  /// The exponential.
  package func exponential() throws(EvaluationError) -> TracedScalar { mapped(realExponential) { $0.exp($1) } }

  /// The power, whole or of a positive base.
  package func power(_ exponent: TracedScalar) throws(EvaluationError) -> TracedScalar {
    if let whole = exponent.integerValue, abs(whole) <= 64 { return try power(whole: whole) }
    return try (exponent * logarithm()).exponential()
  }

  /// The square root.
  package func squareRoot() throws(EvaluationError) -> TracedScalar {
    if let known, known < 0 { throw .undefined(reason: "the square root of a negative number") }
    return mapped({ $0.squareRoot() }) { $0.squareRoot($1) }
  }

  /// The absolute value.
  package func absoluteValue() throws(EvaluationError) -> TracedScalar { mapped(abs) { $0.absoluteValue($1) } }

  /// The gamma function of a known number.
  package func gamma() throws(EvaluationError) -> TracedScalar {
    guard let known else { throw .outside(reason: "the gamma function of a draw") }
    return TracedScalar(try Ball(known).gamma().midpoint)
  }

  /// Equality of known numbers; columns are not compared while the program is built.
  package func compared(to other: TracedScalar) -> Agreement {
    guard let a = known, let b = other.known else { return .unknown }
    return a == b ? .equal : .different
  }
}

private func realLogarithm(_ value: Double) -> Double { value.logarithm() }
private func realExponential(_ value: Double) -> Double { value.exponential() }

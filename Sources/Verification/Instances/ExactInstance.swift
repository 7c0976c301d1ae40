import NumericCore
import Symbolic

/// Instances over the prime field.
package enum ExactInstance {
  /// An instance whose values are drawn from the seed.
  ///
  /// - Parameter number: tells instances of one seed and one assignment of sizes apart.
  /// - Parameter logarithmic: the symbols and functions whose entries are formal logarithms, so that their exponentials
  ///   are elements of the field.
  /// - Parameter values: what is not drawn.
  /// - Parameter smooth: the functions of which derivatives or expectations are taken, which are polynomials.
  package static func random(
    sizes: [String: Int], seed: UInt64, number: Int, logarithmic: Set<Symbol> = [],
    values: [Symbol: Matrix<ExactScalar>] = [:], smooth: Set<Symbol> = []
  ) -> Instance<ExactScalar> {
    let name = "exact \(words(ofSizes: sizes)) \(number)"
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name + " #circle"))
    return Instance(
      sizes: sizes, values: values, circleConstant: ExactScalar(PrimeField.randomNonzero(using: &source)),
      polynomials: PolynomialRule(
        source: { function in
          smooth.contains(function)
            ? RandomSource(seed: seed, stream: RandomSource.streamNumber("\(name) \(function.name)")) : nil
        },
        coefficient: { ExactScalar(PrimeField.randomNonzero(using: &$0)) }, smooth: smooth),
      draw: { (symbol, rows, columns) throws(EvaluationError) in
        var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("\(name) \(symbol.name)"))
        let isLogarithmic = logarithmic.contains(symbol.memberParts?.family ?? symbol)
        return try draw(symbol, isLogarithmic, rows, columns, sizes, &source)
      },
      apply: { (function, arguments, rows, columns) throws(EvaluationError) in
        // An arbitrary function: a fresh value for every argument, the same one for the same argument.
        var key = "\(name) \(function.name)"
        for argument in arguments {
          key += "|"
          for entry in argument.elements {
            guard let element = entry.element else {
              throw .outside(reason: "a function of a logarithm or an exponential")
            }
            key += " \(element.value)"
          }
        }
        var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(key))
        return try draw(function, logarithmic.contains(function), rows, columns, sizes, &source)
      })
  }

  private static func draw(
    _ symbol: Symbol, _ isLogarithmic: Bool, _ rows: Int, _ columns: Int, _ sizes: [String: Int],
    _ source: inout RandomSource
  ) throws(EvaluationError) -> Matrix<ExactScalar> {
    func element() -> ExactScalar { ExactScalar(PrimeField.randomNonzero(using: &source)) }
    if isLogarithmic, symbol.domain == .real {
      return Matrix(rows: rows, columns: columns) { _, _ in
        ExactScalar(logarithmOf: PrimeField.randomNonzero(using: &source))
      }
    }
    switch symbol.domain {
    case .real, .positive, .nonnegative, .invertible, .fullColumnRank:
      return Matrix(rows: rows, columns: columns) { _, _ in element() }
    case .symmetric:
      let entries = Matrix<ExactScalar>(rows: rows, columns: rows) { _, _ in element() }
      return Matrix(rows: rows, columns: rows) { entries[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite:
      let lower = Matrix<ExactScalar>(rows: rows, columns: rows) { $0 == $1 ? .one : $0 > $1 ? element() : .zero }
      return lower * .diagonal((0..<rows).map { _ in element() }) * lower.transposed()
    case .simplex:
      var entries = (1..<max(rows, 1)).map { _ in element() }
      entries.append(entries.reduce(.one, -))
      return Matrix(rows: rows, columns: columns, elements: entries)
    case .binary:
      return Matrix(rows: rows, columns: columns) { _, _ in source.next() & 1 == 0 ? .zero : .one }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? .one : .zero }
    case .natural:
      return Matrix(rows: rows, columns: columns) { _, _ in
        ExactScalar(integer: NaturalNumbers.draw(sizes, &source))
      }
    }
  }
}

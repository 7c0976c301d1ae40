import Notation
import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Estimates at given values against what is known in closed form.
@Suite("Estimated expectations")
struct SampledExpectationTests {
  /// Two Gaussians of one size and vectors, by name.
  private struct Values {
    let sizes: [String: Int]
    var named: [String: Matrix<Double>]

    init(_ size: Int, seed: UInt64) {
      var source = RandomSource(seed: seed, stream: 1)
      func vector() -> Matrix<Double> { Matrix(rows: size, columns: 1) { _, _ in source.normal() } }
      func covariance() -> Matrix<Double> {
        let root = Matrix<Double>(rows: size, columns: size) { _, _ in source.normal() }
        return (root * root.transposed()).scaled(by: 1 / Double(size)) + .identity(size)
      }
      sizes = ["n": size]
      named = ["m1": vector(), "m2": vector(), "S1": covariance(), "S2": covariance(), "u": vector()]
    }

    func of(_ declarations: Declarations) -> [Symbol: Matrix<Double>] {
      Dictionary(
        declarations.symbols.compactMap { symbol in named[symbol.name].map { (symbol, $0) } },
        uniquingKeysWith: { first, _ in first })
    }

    func divergence() throws -> Double {
      guard let m1 = named["m1"], let m2 = named["m2"], let s1 = named["S1"], let s2 = named["S2"] else { return .nan }
      let (p, q) = (try CholeskyFactorization(s1), try CholeskyFactorization(s2))
      let squares = (q.solveLower(p.lower).elements + q.solveLower(m2 - m1).elements).reduce(0) { $0 + $1 * $1 }
      return 0.5 * (squares - Double(s1.rows) + q.logDeterminant - p.logDeterminant)
    }
  }

  private static let given = ["m1, m2, u in R^n, S1, S2 in S_{++}^n, x ~ N(m1, S1)"]

  private func expectation(_ text: String, _ values: Values) throws -> SampledExpectation {
    let (term, declarations) = try StatementReader.expression(text, given: Self.given)
    return try SampledExpectation(
      of: term, declarations: declarations, sizes: values.sizes, values: values.of(declarations))
  }

  @Test("The mean log-ratio of two Gaussians is their divergence", arguments: [1, 2, 3, 4, 7, 12, 33])
  func divergence(_ size: Int) throws {
    let values = Values(size, seed: UInt64(size))
    let exact = try values.divergence()
    for text in ["E[log N(x; m1, S1) - log N(x; m2, S2)]", "KL(N(m1, S1) || N(m2, S2))"] {
      let found = try expectation(text, values).estimate(samples: 50_000, seed: 3, threads: 2)
      let moments = try #require(found.first)
      #expect(found.count == 1 && moments.count >= 50_000)
      #expect(abs(moments.mean - exact) < 5 * moments.standardError)
      // So sharp that a lost half or sign would show.
      #expect(moments.standardError < 0.05 * exact)
    }
  }

  @Test("Quadratic, cubic and exponential integrands, entries of a matrix", arguments: [2, 5, 9])
  func others(_ size: Int) throws {
    let values = Values(size, seed: 40 + UInt64(size))
    let (m1, s1, s2, u) = (values.named["m1"]!, values.named["S1"]!, values.named["S2"]!, values.named["u"]!)
    let quadratic = (m1.transposed() * s2 * m1)[0, 0] + (s2 * s1).trace
    let small = u.scaled(by: 0.1)
    let variance = (small.transposed() * s1 * small)[0, 0]
    let mean = (small.transposed() * m1)[0, 0]
    let expected: [(String, [Double])] = [
      ("E[x' S2 x]", [quadratic]),
      ("E[(x' S2 x) (u' x) / 10]", [mean * quadratic + 2 * (small.transposed() * s1 * s2 * m1)[0, 0]]),
      ("E[exp(u' x / 10)]", [(mean + variance / 2).exponential()]),
      ("E[x x']", (m1 * m1.transposed() + s1).elements),
      ("E[S2 (x - m2)]", (s2 * (m1 - values.named["m2"]!)).elements),
    ]
    for (text, exact) in expected {
      let found = try expectation(text, values).estimate(samples: 100_000, seed: 5, threads: 1)
      #expect(found.count == exact.count)
      for (moments, exact) in zip(found, exact) {
        #expect(abs(moments.mean - exact) < 5 * moments.standardError, "\(text)")
      }
    }
  }

  @Test("The bits do not depend on the number of threads, and do on the seed")
  func threads() throws {
    let expectation = try expectation("E[log N(x; m2, S2)]", Values(6, seed: 9))
    let one = expectation.estimate(samples: 200_000, seed: 1, threads: 1)
    #expect(one == expectation.estimate(samples: 200_000, seed: 1, threads: 2))
    #expect(one != expectation.estimate(samples: 200_000, seed: 2, threads: 2))
  }

  @Test("What cannot be estimated says why")
  func obstacles() throws {
    var values = Values(2, seed: 1)
    values.named["u"] = nil
    #expect(throws: SampledExpectation.Obstacle(description: "u has no value")) {
      try expectation("E[u' x]", values)
    }
    #expect(throws: SampledExpectation.Obstacle.self) { try expectation("1 / E[m1' x]", values) }
    values.named["S1"] = Matrix(rows: 2, columns: 2, elements: [1, 2, 2, 1])
    #expect(throws: SampledExpectation.Obstacle.self) { try expectation("E[m1' x]", values) }
  }
}

import Notation
import NumericCore
import Symbolic
import Verification

extension Benchmark {
  /// E_p[log p(x) − log q(x)] by draws, as a derivation states it; the figure is the distance from the divergence in
  /// standard errors.
  static func expectation(dimension: Int, samples: Int, threads: Int) -> Benchmark {
    let expectation = Result { try LogRatio(dimension: dimension) }
    var benchmark = Benchmark(
      name: "A.mc_kl",
      configuration: [Setting("d", dimension), Setting("n", samples, isExtent: true), Setting("threads", threads)],
      amount: Double(samples) * 1e-6, unit: "msamples_per_s"
    ) {
      let ratio = try expectation.get()
      return {
        let found = ratio.expectation.estimate(samples: samples, seed: 1, threads: threads)
        return found.first.map { ($0.mean - ratio.divergence) / $0.standardError } ?? .nan
      }
    }
    if case .success(let ratio) = expectation {
      benchmark.operations = Operations(
        flops: Double(samples) * Double(ratio.expectation.operationsPerDraw),
        normals: Double(samples) * Double(dimension))
    }
    return benchmark
  }

  private struct LogRatio: Sendable {
    let expectation: SampledExpectation
    let divergence: Double

    init(dimension: Int) throws {
      let pair = GaussianPair(dimension: dimension, seed: 1)
      let (term, declarations) = try StatementReader.expression(
        "E[log N(x; m_p, S_p) - log N(x; m_q, S_q)]",
        given: ["m_p, m_q in R^d, S_p, S_q in S_{++}^d, x ~ N(m_p, S_p)"])
      let named = ["m_p": pair.p.mean, "S_p": pair.p.covariance, "m_q": pair.q.mean, "S_q": pair.q.covariance]
      let values = Dictionary(
        declarations.symbols.compactMap { symbol in named[symbol.name].map { (symbol, $0) } },
        uniquingKeysWith: { first, _ in first })
      expectation = try SampledExpectation(
        of: term, declarations: declarations, sizes: ["d": dimension], values: values)
      divergence = try pair.divergence()
    }
  }
}

import NumericCore
import Symbolic

/// Compares the two sides of a step by sampled estimates of their difference.
///
/// Expectations on both sides are replaced by the same draws from the real distribution, so the mean of the difference
/// over draws is the difference of the values. The estimate grows until a discrepancy of `resolution` times the scale of
/// the terms would have been seen, or says that it did not become so sharp. It is looked at only a bounded number of
/// times, and the error rate is divided over the looks (a union bound), so looking does not inflate it.
///
/// Control variates of known mean zero (`ControlVariates`) are subtracted, which for a quadratic integrand leaves next to
/// no variance; so that not everything rests on them, the plain estimate is tested too, at its own resolution.
///
/// The test rejects when |mean| > z s, where s is the standard error over at least 4096 independent draws and
/// exp(-z²/2) bounds the tail of the normal law; a further factor of a thousand stands for the skewness of quadratic
/// forms at that number of draws.
package struct SamplingCheck: Sendable {
  /// The declarations under which the sides are read.
  package let declarations: Declarations
  /// The seed from which every stream derives.
  package let seed: UInt64
  /// The number of threads.
  package let threads: Int
  /// The share of the scale of the terms that a discrepancy must have to be seen.
  package let resolution: Double
  /// The bound on the probability that this step is rejected although it is true.
  package let errorRate: Double

  /// Looks at the growing estimate, at most.
  private static let looks = 10
  private static let pilotBlocks = 8
  /// The blocks of the plain estimate.
  private static let plainBlocks = 16
  /// The most blocks of one instance, 2^14 blocks of 512 draws.
  private static let blockLimit = 16_384
  /// The standard errors by which a discrepancy of the stated size clears the threshold: it is missed with probability
  /// below 2.3 %.
  private static let power = 2.0
  /// The greatest total degree of an integrand that is judged by its sample.
  private static let degreeLimit = 4
  private static let skewnessAllowance = 1000.0

  /// A check of these parts.
  package init(
    declarations: Declarations, seed: UInt64, threads: Int, resolution: Double = 0.005, errorRate: Double
  ) {
    self.declarations = declarations
    self.seed = seed
    self.threads = threads
    self.resolution = resolution
    self.errorRate = errorRate
  }

  /// What sampling finds about left = right.
  package func finding(left: Term, right: Term) -> SamplingFinding {
    guard SampledForm.isNeeded(left, declarations) || SampledForm.isNeeded(right, declarations) else {
      return .notNeeded
    }
    do {
      return try compare(left, right)
    } catch let error as SampledForm.Obstacle {
      return .outside(reason: error.reason)
    } catch let error as EvaluationError {
      return .outside(reason: error.reason)
    } catch {
      return .outside(reason: "\(error)")
    }
  }

  private func compare(_ left: Term, _ right: Term) throws -> SamplingFinding {
    var form = SampledForm(declarations: declarations)
    let sampledLeft = try form.removingExpectations(left)
    let sampledRight = try form.removingExpectations(right)
    let plan = SizePlan(terms: [left, right], declarations: declarations)
    let sizes = SamplingCheck.sizes(plan)
    guard !sizes.isEmpty else { return .outside(reason: "no sizes fit the dimensions") }
    var total = Estimate(samples: 0, difference: 0, standardError: 0, resolution: 0, errorRate: errorRate)
    for (number, assignment) in sizes.enumerated() {
      let degree = try form.degree(of: [sampledLeft, sampledRight], sizes: assignment)
      guard degree <= SamplingCheck.degreeLimit else {
        return .outside(reason: "a polynomial of degree \(degree), whose sample has heavy tails")
      }
      let instance = SampledInstance(declarations: declarations, seed: seed, sizes: assignment, number: number)
      let trace = try instance.trace(left: sampledLeft, right: sampledRight, draws: form.draws)
      let outcome = estimate(
        trace, name: "sampling \(number) \(words(ofSizes: assignment))", instances: sizes.count, degree: degree)
      switch outcome {
      case .agrees(let estimate):
        let isKnown = !form.draws.contains { $0.distribution.head == .distributionWithMoments }
        // What holds for the laws that are drawn need not hold for all with their moments.
        guard isKnown || degree <= 2 else {
          return .outside(reason: "of the distribution nothing is known beyond its second moments")
        }
        total = SamplingCheck.worse(total, estimate)
      case .differs, .outside, .notNeeded: return outcome
      case .unresolved(let estimate, let reason):
        return .unresolved(SamplingCheck.worse(total, estimate), reason: reason)
      }
    }
    return .agrees(total)
  }

  /// The simplest sizes, where every dimension is one, and unequal ones beyond one.
  private static func sizes(_ plan: SizePlan) -> [[String: Int]] {
    guard let first = plan.assignments.first else { return [] }
    let others = plan.assignments.dropFirst()
    let unequal = others.first { Set($0.values).count > 1 && !$0.values.contains(1) }
    // Two instances in any case: every second one has skewed draws where only moments are known.
    return [first, unequal ?? others.first ?? first]
  }

  private static func worse(_ first: Estimate, _ second: Estimate) -> Estimate {
    let ratio = { (estimate: Estimate) in
      estimate.standardError > 0 ? abs(estimate.difference) / estimate.standardError : 0
    }
    let larger = first.samples > 0 && ratio(first) >= ratio(second) ? first : second
    return Estimate(
      samples: first.samples + second.samples, difference: larger.difference, standardError: larger.standardError,
      resolution: max(first.resolution, second.resolution), errorRate: larger.errorRate)
  }

  private func estimate(
    _ trace: SampledInstance.Trace, name: String, instances: Int, degree: Int
  ) -> SamplingFinding {
    let stream = RandomSource.streamNumber(name)
    let tests = Double(instances * trace.entries * (SamplingCheck.looks + 1))
    let rate = errorRate / tests / SamplingCheck.skewnessAllowance
    // Polynomials of degree three and four have longer tails than quadratic forms, for which the allowance is made.
    let threshold = (-2 * rate.logarithm()).squareRoot() * (degree > 2 ? 1.5 : 1)
    func moments(_ program: ColumnProgram, _ blocks: Range<Int>) -> [SampleMoments] {
      estimateMeans(of: program, seed: seed, stream: stream, blocks: blocks, antithetic: true, threads: threads)
    }
    let scales = scales(of: trace, stream: stream)
    let plain = moments(trace.differences, 0..<SamplingCheck.plainBlocks)
    let raw = Look(plain, scales, threshold)
    guard raw.isFinite else { return .outside(reason: "a sample has no finite value") }
    if raw.worstRatio > threshold { return .differs(raw.estimate(errorRate)) }
    if raw.resolution <= resolution { return .agrees(raw.estimate(errorRate)) }
    let pilot = moments(trace.controlled, 0..<SamplingCheck.plainBlocks)
    // Control variates that do not fit the integrand add variance; then the plain difference is the better one.
    let isControlled = Look(pilot, scales, threshold).resolution <= raw.resolution
    let program = isControlled ? trace.controlled : trace.differences
    var current = isControlled ? pilot : plain
    var blocks = SamplingCheck.plainBlocks
    for look in 1...SamplingCheck.looks {
      let now = Look(current, scales, threshold)
      guard now.isFinite else { return .outside(reason: "a sample has no finite value") }
      if now.worstRatio > threshold { return .differs(now.estimate(errorRate)) }
      if now.resolution <= resolution { return .agrees(now.estimate(errorRate)) }
      guard blocks < SamplingCheck.blockLimit, look < SamplingCheck.looks else {
        return .unresolved(
          now.estimate(errorRate), reason: "a larger variance than \(blocks) blocks of draws can average out")
      }
      let ratio = now.resolution / resolution
      let wanted = min(Double(blocks) * ratio * ratio * 1.05 + 1, Double(SamplingCheck.blockLimit))
      let next = max(blocks + 1, Int(wanted))
      current = zip(current, moments(program, blocks..<next)).map { $0.merged(with: $1) }
      blocks = next
    }
    return .outside(reason: "the estimate did not settle")
  }

  /// The scale of the terms by their means, and the size of single draws, which rounding goes with: the mean of an odd
  /// moment is zero while its draws are not.
  private func scales(of trace: SampledInstance.Trace, stream: UInt64) -> [Scale] {
    let plain = estimateMeans(
      of: trace.summands, seed: seed, stream: stream, blocks: 0..<SamplingCheck.pilotBlocks, antithetic: false,
      threads: threads)
    let paired = estimateMeans(
      of: trace.summands, seed: seed, stream: stream, blocks: 0..<SamplingCheck.pilotBlocks, antithetic: true,
      threads: threads)
    let draws = trace.scales(plain.map { ($0.mean * $0.mean + $0.variance).squareRoot() })
    return zip(trace.scales(paired.map { abs($0.mean) }), draws).map { means, draws in
      // Means that are nothing but rounding have no scale of their own.
      Scale(terms: means <= 1e-9 * draws ? draws : means, draws: max(means, draws))
    }
  }

  private struct Scale {
    let terms: Double
    let draws: Double
  }

  /// What one look at the estimates of all entries shows.
  private struct Look {
    var worstRatio = -1.0
    var resolution = 0.0
    var isFinite = true
    private var moment = SampleMoments.empty
    private var difference = 0.0

    init(_ moments: [SampleMoments], _ scales: [Scale], _ threshold: Double) {
      for (moment, scale) in zip(moments, scales) {
        // Rounding of the samples themselves, far below any discrepancy that matters.
        let rounding = 1e-10 * scale.draws + 1e-300
        let error = moment.standardError
        isFinite = isFinite && moment.mean.isFinite && error.isFinite
        let excess = max(0, abs(moment.mean) - rounding)
        let ratio = excess / (error + 1e-300)
        if ratio > worstRatio {
          worstRatio = ratio
          self.moment = moment
          difference = moment.mean < 0 ? -excess : excess
        }
        let seen = scale.terms > 0 ? ((threshold + SamplingCheck.power) * error + rounding) / scale.terms : 0
        resolution = max(resolution, seen)
      }
    }

    func estimate(_ errorRate: Double) -> Estimate {
      Estimate(
        samples: moment.count, difference: difference, standardError: moment.standardError, resolution: resolution,
        errorRate: errorRate)
    }
  }
}

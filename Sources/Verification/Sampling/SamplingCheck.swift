import NumericCore
import Symbolic

/// Compares the two sides of a step by sampled estimates of their difference.
///
/// Expectations on both sides are replaced by the same draws from the real distribution, so the mean of the difference
/// over draws is the difference of the values. The estimate grows until a discrepancy of `resolution` times the scale of
/// the terms would have been seen, or says that it did not become so sharp. It is looked at only a bounded number of
/// times, and the error rate is divided over the looks (a union bound), so looking does not inflate it.
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
  /// The most blocks of one instance, 2^14 blocks of 512 draws.
  private static let blockLimit = 16_384
  /// The standard errors by which a discrepancy of the stated size clears the threshold: it is missed with probability
  /// below 2.3 %.
  private static let power = 2.0
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
      let instance = SampledInstance(declarations: declarations, seed: seed, sizes: assignment, number: number)
      let trace = try instance.trace(left: sampledLeft, right: sampledRight, draws: form.draws)
      let outcome = estimate(trace, name: "sampling \(number) \(words(ofSizes: assignment))", instances: sizes.count)
      switch outcome {
      case .agrees(let estimate): total = SamplingCheck.worse(total, estimate)
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
    guard let second = unequal ?? others.first else { return [first] }
    return [first, second]
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

  private func estimate(_ trace: SampledInstance.Trace, name: String, instances: Int) -> SamplingFinding {
    let stream = RandomSource.streamNumber(name)
    let tests = Double(instances * trace.entries * SamplingCheck.looks)
    let rate = errorRate / tests / SamplingCheck.skewnessAllowance
    let threshold = (-2 * rate.logarithm()).squareRoot()
    func moments(_ program: ColumnProgram, _ blocks: Range<Int>) -> [SampleMoments] {
      estimateMeans(of: program, seed: seed, stream: stream, blocks: blocks, antithetic: true, threads: threads)
    }
    let scales = trace.scales(moments(trace.summands, 0..<SamplingCheck.pilotBlocks))
    var current = moments(trace.differences, 0..<SamplingCheck.pilotBlocks)
    var blocks = SamplingCheck.pilotBlocks
    for look in 1...SamplingCheck.looks {
      var worst = Estimate(samples: 0, difference: 0, standardError: 0, resolution: 0, errorRate: errorRate)
      var worstRatio = -1.0
      var needed = 0.0
      for (entry, moment) in current.enumerated() {
        let scale = scales[entry]
        // Rounding of the samples themselves, far below any discrepancy that matters.
        let rounding = 1e-10 * scale + 1e-300
        let error = moment.standardError
        guard moment.mean.isFinite, error.isFinite else {
          return .outside(reason: "a sample has no finite value")
        }
        let ratio = max(0, abs(moment.mean) - rounding) / (error + 1e-300)
        let seen = scale > 0 ? ((threshold + SamplingCheck.power) * error + rounding) / scale : 0
        if ratio > worstRatio {
          worstRatio = ratio
          worst = Estimate(
            samples: moment.count, difference: moment.mean, standardError: error, resolution: seen,
            errorRate: errorRate)
        }
        needed = max(needed, seen)
      }
      let estimate = Estimate(
        samples: worst.samples, difference: worst.difference, standardError: worst.standardError,
        resolution: needed, errorRate: errorRate)
      if worstRatio > threshold { return .differs(estimate) }
      if needed <= resolution { return .agrees(estimate) }
      guard blocks < SamplingCheck.blockLimit, look < SamplingCheck.looks else {
        return .unresolved(estimate, reason: "a larger variance than \(blocks) blocks of draws can average out")
      }
      let ratio = needed / resolution
      let wanted = min(Double(blocks) * ratio * ratio * 1.05 + 1, Double(SamplingCheck.blockLimit))
      let next = max(blocks + 1, Int(wanted))
      current = zip(current, moments(trace.differences, blocks..<next)).map { $0.merged(with: $1) }
      blocks = next
    }
    return .outside(reason: "the estimate did not settle")
  }
}

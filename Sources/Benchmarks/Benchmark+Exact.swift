import Verification

extension Benchmark {
  /// The exact check of the lines of a divergence at one instance; the figure is 0 where all lines agree.
  static func exactCheck(lines: Int, size: Int) -> Benchmark {
    Benchmark(
      name: "exact", configuration: [Setting("lines", lines), Setting("n", size)], amount: 1, unit: "checks_per_s"
    ) {
      let check = try ExactLineCheck(text: DivergenceDerivation.text(lines: lines))
      return {
        let difference = Result { try check.firstDifference(sizes: ["n": size], seed: 1) }
        return (try? difference.get()) == .some(nil) ? 0 : .nan
      }
    }
  }
}

import NumericCore
import Testing

@Suite("Moments of samples")
struct SampleMomentsTests {
  @Test("Merged moments are those of all observations")
  func merging() {
    var source = RandomSource(seed: 61, stream: 0)
    let numbers = (0..<1000).map { _ in 1e6 + source.normal() }
    let all = SampleMoments(of: numbers)
    for split in [0, 1, 300, 999, 1000] {
      let merged = SampleMoments(of: numbers[..<split]).merged(with: SampleMoments(of: numbers[split...]))
      #expect(merged.count == 1000 && abs(merged.mean - all.mean) < 1e-8)
      #expect(abs(merged.variance / all.variance - 1) < 1e-9)
    }
  }

  @Test("Variance and standard error of small sets")
  func small() {
    let moments = SampleMoments(of: [1, 2, 3, 6])
    #expect(moments.mean == 3 && moments.sumOfSquaredDeviations == 14 && moments.variance == 14.0 / 3)
    #expect(abs(moments.standardError - (14.0 / 12).squareRoot()) < 1e-15)
    #expect(SampleMoments(of: [5]).standardError == .infinity && SampleMoments.empty.variance == .infinity)
    #expect(SampleMoments.empty.merged(with: moments) == moments && moments.merged(with: .empty) == moments)
  }
}

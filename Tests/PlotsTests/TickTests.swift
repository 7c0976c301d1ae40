import NumericCore
import Testing

@testable import Plots

@Suite("Axes and their marks")
struct TickTests {
  @Test(
    "Marks are round",
    arguments: [
      (0.0, 1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (0, 10, 5, ["0", "2", "4", "6", "8", "10"]),
      (-1130.3, -1120.1, 5, ["-1130", "-1128", "-1126", "-1124", "-1122"]), (0, 4.9, 5, ["0", "1", "2", "3", "4"]),
      (0.0012, 0.0037, 5, ["0.0015", "0.0020", "0.0025", "0.0030", "0.0035"]),
      (1e7, 3e7, 4, ["1e7", "1.5e7", "2e7", "2.5e7", "3e7"]),
      (-2e-8, 2e-8, 4, ["-2e-8", "-1e-8", "0", "1e-8", "2e-8"]),
      (0, 100_000, 5, ["0", "20000", "40000", "60000", "80000", "100000"]),
    ])
  func round(_ low: Double, _ high: Double, _ count: Int, _ expected: [String]) {
    #expect(Tick.ticks(in: low...high, count: count).map(\.label) == expected.map { $0 == "0.0" ? "0" : $0 })
  }

  @Test("Integers only, where these are asked for")
  func integers() {
    #expect(Tick.ticks(in: 0...2, count: 8, integers: true).map(\.label) == ["0", "1", "2"])
  }

  @Test("Marks lie in the range, are few, equally far from each other, and are what their labels say")
  func properties() {
    var random = RandomSource(seed: 1, stream: 0)
    for _ in 0..<2000 {
      let scale = Double("1e\(random.integer(in: -250...250))") ?? 1
      let numbers = (0..<random.integer(in: 0...4)).map { _ in (random.normal() + 100 * random.uniform()) * scale }
      let axis = Axis(for: numbers)
      let length = axis.range.upperBound - axis.range.lowerBound
      #expect(length.isFinite && length > 0 && axis.ticks.count >= 2 && axis.ticks.count <= 14)
      for tick in axis.ticks {
        #expect((-1e-5...1.00001).contains(axis.fraction(tick.value)))
        #expect(Double(tick.label) == tick.value)
      }
      for number in numbers { #expect((0...1).contains(axis.fraction(number))) }
    }
  }

  @Test(
    "Axes of anything whatever are finite",
    arguments: [
      [], [0], [5], [-1e300], [.nan], [.infinity, -.infinity], [1e308, -1e308], [.leastNonzeroMagnitude, 0],
      [1, 1.0000000000000002],
      [.greatestFiniteMagnitude], [-1130.2639601, -1130.2639602], [0x1p-1030, 0x3p-1030], [.nan, 3, .infinity],
    ] as [[Double]])
  func degenerate(_ numbers: [Double]) {
    for isTight in [false, true] {
      let axis = Axis(for: numbers, isTight: isTight)
      #expect(
        axis.range.lowerBound.isFinite && axis.range.upperBound.isFinite
          && axis.range.lowerBound < axis.range.upperBound)
      #expect(axis.ticks.allSatisfy { axis.fraction($0.value).isFinite } && axis.ticks.count <= 14)
      #expect(numbers.allSatisfy { !$0.isFinite || axis.fraction($0).isFinite })
    }
  }

  @Test("Numbers of pixels have two decimals at most, and are finite")
  func pixels() {
    #expect(
      [0, 1.5, -1.005, 3.14159, -0.001, 100, 0.1, 2.05].map { number($0) } == [
        "0", "1.5", "-1", "3.14", "0", "100", "0.1", "2.05",
      ])
    #expect(number(.nan) == "0" && number(.infinity) == "1000000" && number(-.infinity) == "-1000000")
  }
}

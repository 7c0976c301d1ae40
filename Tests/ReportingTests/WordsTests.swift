import Reporting
import Testing
import Verification

@Suite("Words and numbers")
struct WordsTests {
  @Test(
    "Rounded",
    arguments: [
      (0.0, 3, "0"), (-0.0, 3, "0"), (1, 3, "1"), (-2, 1, "-2"), (0.5, 2, "0.5"), (0.0055, 1, "0.006"),
      (1234.5678, 6, "1234.57"), (999.96, 4, "1000"), (9.99, 1, "10"), (1e-15, 2, "1e-15"),
      (1.26e-9, 2, "1.3e-9"), (123_456_789, 3, "123000000"), (1.5e12, 3, "1.5e12"), (0.00012345, 2, "0.00012"),
      (.infinity, 2, "infinity"), (-.infinity, 2, "-infinity"), (.nan, 2, "not a number"),
      (.leastNonzeroMagnitude, 3, "5e-324"),
    ])
  func rounded(value: Double, digits: Int, text: String) {
    #expect(NumberText.rounded(value, digits: digits) == text)
  }

  @Test("Full digits read back as the number", arguments: 0..<2000)
  func full(seed: Int) {
    let bits = UInt64(seed) &* 0xD1B5_4A32_D192_ED03 &+ 0x1234_5678_9ABC_DEF1
    let value = Double(bitPattern: bits)
    if value.isFinite { #expect(Double(NumberText.full(value)) == value) }
    let small = Double(seed) / 64
    #expect(Double(NumberText.full(small)) == small)
  }

  @Test("Rounding is right to half a unit of the last digit", arguments: 0..<2000)
  func roundingError(seed: Int) throws {
    let value = Double((seed &* 7_919) % 100_003) / 997 + 0.001
    let read = try #require(Double(NumberText.rounded(value, digits: 3)))
    #expect(abs(read - value) <= value * 0.00501)
  }

  @Test func distinguished() {
    #expect(NumberText.distinguished(1, 2) == ("1", "2"))
    #expect(NumberText.distinguished(1, 1 + 1e-9) == ("1", "1.000000001"))
    let (a, b) = NumberText.distinguished(0.1, 0.1.nextUp)
    #expect(a != b)
  }

  @Test(
    "Counts",
    arguments: [
      (0, "0"), (9_999, "9999"), (12_345, "12.3 k"), (1_234_567, "1.2 M"), (2_000_000_000, "2 G"), (-5, "-5"),
    ])
  func counts(value: Int, text: String) { #expect(NumberText.count(value) == text) }

  @Test(
    "Bounds",
    arguments: [(1e-15, "1e-15"), (1.1e-15, "1e-14"), (3e-10, "1e-9"), (0, "0"), (.infinity, "infinity")])
  func bounds(value: Double, text: String) { #expect(NumberText.below(value) == text) }

  @Test func lists() {
    #expect(listed([1]) == "1")
    #expect(listed([1, 2]) == "1 and 2")
    #expect(listed([2, 4, 6, 7, 8]) == "2, 4 and 6 to 8")
    #expect(listed([String]()) == "")
    #expect(listed(Array(stride(from: 1, through: 29, by: 2))) == "1, 3, 5, 7, 9, 11, 13 and 8 more")
    #expect(counted(1, "step") == "1 step")
    #expect(counted(0, "step") == "0 steps")
  }

  @Test func matrices() {
    #expect(MatrixText.text([[2]]) == "2")
    #expect(MatrixText.text([[1], [2.5]]) == "(1, 2.5)")
    #expect(MatrixText.text([[2, 1], [1, 3]]) == "[2, 1; 1, 3]")
    #expect(MatrixText.text([[1, -2]]) == "[1, -2]")
  }

  @Test func sidesThatDifferLooksDifferent() {
    let close = Counterexample(
      sizes: [], values: [], left: [[1], [2]], right: [[1.000000001], [2]], bound: 0, isComputed: true)
    #expect(close.sides.left == "(1, 2)")
    #expect(close.sides.right == "(1.000000001, 2)")
    let ragged = Counterexample(sizes: [], values: [], left: [[1]], right: [], bound: 0, isComputed: true)
    #expect(ragged.sides.left == "1")
  }

  @Test func widths() {
    #expect(DisplayWidth.of("abc") == 3)
    #expect(DisplayWidth.of("漢字") == 4)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("👩‍👩‍👧") == 2)
    #expect(DisplayWidth.shortened("abcdef", to: 4) == "abc…")
    #expect(DisplayWidth.shortened("漢字漢字", to: 5) == "漢字…")
    #expect(DisplayWidth.shortened("abcd", to: 4) == "abcd")
    #expect(DisplayWidth.wrapped("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(DisplayWidth.wrapped(["aa", "b b b b", "c"], separator: ", ", width: 5) == ["aa,", "b b b", "b,", "c"])
  }

  @Test func aftermath() throws {
    let refuted = try Samples.step(1, .refuted)
    func after(_ steps: [StepReport], _ index: Int) throws -> Aftermath {
      Aftermath(of: try Samples.run(steps).files[0].claims[0].chains[0], at: index)
    }
    #expect(try after([refuted], 0) == .last)
    #expect(try after([refuted, Samples.step(2, .refuted, againstFirst: .proved)], 0) == .rightAgain([2]))
    #expect(try after([refuted, Samples.step(2, .refuted, againstFirst: .proved)], 1) == .rightAgainHere)
    #expect(try after([refuted, Samples.step(2, .exact, againstFirst: .refuted)], 0) == .carriesOn)
    #expect(
      try after(
        [refuted, Samples.step(2, .refuted, againstFirst: .refuted), Samples.step(3, .exact, againstFirst: .refuted)], 0
      )
        == .mixed(wrong: [2]))
    #expect(try after([refuted, Samples.step(2, .undecided, againstFirst: .undecided)], 0) == .mixed(wrong: []))
    #expect(
      Aftermath.carriesOn.words(areEqual: true)
        == "this step is wrong; the later steps are right in themselves but carry the mistake on")
    #expect(
      Aftermath.rightAgain([2, 3, 4]).words(areEqual: false)
        == "this step is wrong, later lines are right again: the lines of steps 2 to 4 are right against the first line"
    )
    #expect(Aftermath.mixed(wrong: [4, 5]).words(areEqual: true) == "this step is wrong, and so are steps 4 and 5")
  }
}

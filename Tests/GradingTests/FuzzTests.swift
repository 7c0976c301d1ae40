import Foundation
import FuzzTexts
import Grading
import Notation
import Testing

@Suite("Answers that nobody wrote")
struct FuzzTests {
  /// Pieces that mean something to the reader.
  private static let pieces = [
    "$$", "$", "\\[", "\\]", "\\begin{aligned}", "\\end{aligned}", "\\begin{align*}", "\\end{align*}", "\\\\", "&",
    "=", "\\le", "\\implies", ":=", "+", "-", "^", "_", "{", "}", "(", ")", "[", "]", "|", "\\|", "\\frac{1}{2}",
    "\\sum_{i=1}^n", "\\prod_{i=1}^{9}", "\\int", "dx", "\\mathbb{E}", "\\log", "\\exp", "\\operatorname{tr}",
    "\\det", "^{-1}", "^\\top", "\\mu_1", "\\Sigma_2", "x", "n", "p", "q", "\\mathcal{N}(x; \\mu, \\Sigma)",
    "\\mathrm{KL}(p \\| q)", "\\nabla_x", "\\arg\\max_x", "\\newcommand{\\a}[1]{#1#1}", "\\a", "\\text{by }",
    "**Given** ", "Let $", "\\in \\mathbb{R}^n", "\\sim", "# ", "\n\n", "\n", "%", "<!--", "-->", "\\section{",
    "999999999999", "0", "\\infty", "\u{202E}", "\0", "\u{FFFF}", "\\left(", "\\right)",
    "\\begin{pmatrix} a & b \\end{pmatrix}", "\\hat{\\mu}", "\\overset{(1)}{=}", "`", "> ", "- ",
  ]

  private static func corpus() throws -> [[UInt8]] {
    let folder = "\(Class.package)/Tests/Fixtures/grading/answers"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)").map(Array.init) }
    return files + [Class.chain(Class.middle, Class.right), "$$ \(Class.asked) = n $$"].map { Array($0.utf8) }
  }

  /// Numbers that are the same on every run.
  private struct Numbers {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % max(1, bound)
    }
  }

  private static func mutated(_ corpus: [[UInt8]], _ numbers: inout Numbers) -> [UInt8] {
    var bytes = corpus[numbers.next(corpus.count)]
    for _ in 0...numbers.next(6) {
      let place = numbers.next(bytes.count + 1)
      let end = min(bytes.count, place + numbers.next(40))
      switch numbers.next(6) {
      case 0: bytes.replaceSubrange(place..<end, with: [])
      case 1: bytes.insert(contentsOf: Array(pieces[numbers.next(pieces.count)].utf8), at: place)
      case 2: if place < bytes.count { bytes[place] = UInt8(numbers.next(256)) }
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: numbers.next(bytes.count + 1))
      case 4:
        let other = corpus[numbers.next(corpus.count)]
        let start = numbers.next(other.count)
        bytes.insert(contentsOf: other[start..<min(other.count, start + numbers.next(200))], at: place)
      default: for _ in 0..<3 { bytes.insert(contentsOf: Array(pieces[numbers.next(pieces.count)].utf8), at: place) }
      }
    }
    return bytes
  }

  private static let found = "\(Class.package)/Tests/Fixtures/fuzz/texts"

  /// What `.ci/fuzz` begins with, among it all that it ever found, read as its target does.
  @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: found).sorted())
  func noTextThatWasFoundDoesSoAgain(_ name: String) throws {
    let bytes = try #require(FileManager.default.contents(atPath: "\(Self.found)/\(name)")).map(\.self)
    let grader = try Self.grader.get()
    let start = ContinuousClock.now
    FuzzText.read(bytes) { _ = grader.grade($0, name: $1) }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  private static let grader = Result {
    try Class.grader(String(contentsOfFile: "\(Class.package)/Tests/Fixtures/grading/key.md", encoding: .utf8))
  }

  /// Runs for a second, or for as long as `VERIFY_FUZZ_SECONDS` says, from a seed of `VERIFY_FUZZ_SEED`.
  @Test func noTextCrashesTheGraderOrTakesLong() throws {
    let variables = ProcessInfo.processInfo.environment
    let seconds = variables["VERIFY_FUZZ_SECONDS"].flatMap(Double.init) ?? 1
    var numbers = Numbers(state: variables["VERIFY_FUZZ_SEED"].flatMap(UInt64.init) ?? 1)
    let corpus = try Self.corpus()
    let grader = try Self.grader.get()
    let start = ContinuousClock.now
    var count = 0
    while ContinuousClock.now - start < .seconds(seconds) {
      let bytes = Self.mutated(corpus, &numbers)
      let begin = ContinuousClock.now
      let grade = grader.grade(bytes, name: numbers.next(2) == 0 ? "answer.md" : "answer.tex")
      let time = ContinuousClock.now - begin
      #expect(grade.points <= grade.upTo && grade.upTo <= grade.total)
      #expect(time < .seconds(20), "\(String(decoding: bytes, as: UTF8.self)) takes \(time)")
      if count % 50 == 0 {
        let report = GradeReport(key: grader.key, seed: 1, answers: [grade])
        #expect(!report.junit.unicodeScalars.contains("\u{202E}") && !report.text(.full).contains("\u{1B}"))
      }
      count += 1
    }
    if seconds > 1 { print("\(count) texts in \(seconds) s, without a crash") }
  }
}

import Notation
import Reporting
import Testing

@Suite("Errors with their place")
struct InputErrorTests {
  private func render(_ text: String, _ part: String, _ message: String, hint: String? = nil, width: Int = 80) -> String
  {
    let source = Source(name: "kl.md", text: text)
    let bytes = source.bytes
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    let error = NotationError(source, start..<start + wanted.count, message, hint: hint)
    return Report.text(InputError(error), style: Samples.style(width: width))
  }

  @Test func place() {
    let expected = #"""
      kl.md:2:8: error: \Sigma_3 is not declared
        2 | $x \in \Sigma_3$
          |        ^^^^^^^^
      hint: did you mean \Sigma_1?

      """#
    let text = render(
      "# KL\n$x \\in \\Sigma_3$\n", #"\Sigma_3"#, #"\Sigma_3 is not declared"#, hint: #"did you mean \Sigma_1?"#)
    #expect(text == expected)
  }

  @Test func tabsAreBlanksAndCaretsFollow() {
    let expected = """
      kl.md:1:4: error: bad
        1 | a       b c
          |         ^

      """
    #expect(render("a\t\tb c", "b", "bad") == expected)
  }

  @Test func wideAndCombiningCharacters() {
    let expected = """
      kl.md:1:5: error: bad
        1 | 漢é👍 Σx+y
          |       ^^

      """
    #expect(
      render("漢e\u{301}👍 Σx+y", "Σx", "bad") == expected.replacing("é", with: "e\u{301}"))
  }

  @Test func controlAndBidirectionalCharactersAreShown() {
    let text = render("a\u{1B}[31m\u{202E}b\u{7}", "b", "un\u{1B}]0;x\u{7}known", hint: "\u{2066}h\nint: fake")
    let expected = #"""
      kl.md:1:8: error: un\u{1B}]0;x\u{7}known
        1 | a\u{1B}[31m\u{202E}b\u{7}
          |                    ^
      hint: \u{2066}h\u{A}int: fake

      """#
    #expect(text == expected)
  }

  @Test func longLinesAreCutAroundTheMark() {
    let line = String(repeating: "x", count: 200_000) + "BAD" + String(repeating: "y", count: 200_000)
    let lines = render(line, "BAD", "bad", width: 60).split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 60 })
    #expect(lines[1].contains("…x") && lines[1].contains("xBADy") && lines[1].hasSuffix("y…"))
    let column = lines[1].distance(from: lines[1].startIndex, to: lines[1].firstIndex(of: "B") ?? lines[1].endIndex)
    let mark = lines[2].distance(from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].endIndex)
    #expect(column == mark)
    #expect(lines[2].hasSuffix(" ^^^"))
  }

  @Test func theEndOfTheText() {
    let expected = """
      kl.md:2:4: error: the bracket is not closed
        2 | (ab
          |    ^

      """
    let source = Source(name: "kl.md", text: "x\n(ab")
    let error = NotationError(source, 5..<5, "the bracket is not closed")
    #expect(Report.text(InputError(error), style: Samples.style()) == expected)
  }

  @Test func aFileAsAWhole() {
    let error = InputError(file: "no\npe.md", message: "there is no such file", hint: "did you mean kl.md?")
    let expected = #"""
      no\u{A}pe.md: error: there is no such file
      hint: did you mean kl.md?

      """#
    #expect(Report.text(error, style: Samples.style()) == expected)
  }

  @Test("Any place of any line can be shown", arguments: 0..<300)
  func anyPlace(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let alphabet: [Character] = ["a", "\t", "漢", "e\u{301}", "👍", "\u{1B}", "\u{202E}", " ", "\u{200D}", "\u{301}"]
    let text = String((0..<next(150)).map { _ in alphabet[next(alphabet.count)] })
    let column = next(170) - 5
    let excerpt = SourceExcerpt(text, column: column, length: next(60) - 3, width: 20 + next(80))
    #expect(excerpt.mark.contains("^"))
    #expect(excerpt.line.unicodeScalars.allSatisfy { !SafeText.isUnsafe($0) })
    let whole = SourceExcerpt(text, column: column, length: 1, width: 10_000)
    #expect(!whole.line.contains("…"))
  }
}

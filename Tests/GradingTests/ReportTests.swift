import Foundation
import Grading
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Reports of grades")
struct ReportTests {
  /// What tries to break out of every format.
  private static let hostile =
    "# <script>alert(1)</script> ]]> \" ' & | `code` **bold** =HYPERLINK(\"x\")\n\n"
    + "Let $\\mu_1 = \\mu_2$ `` ` ``.\n\n$$ \(Class.asked) = \\tfrac12 n $$\n\n"
    + "$$ \(Class.asked) = \\tfrac12 n \\text{<b>\"'&]]> `x` | [a](javascript:b) \u{202E}evil} $$\n"

  private func report() throws -> GradeReport {
    let grader = try Class.grader(Class.divergence)
    return grader.report(
      [
        .read(name: "full.md", bytes: Array(Class.chain(Class.middle, Class.right).utf8)),
        .read(name: "=cmd,\"x\".md", bytes: Array(Self.hostile.utf8)),
        .read(name: "open.md", bytes: Array(Class.chain(#"\mystery{p}"#, Class.right).utf8)),
        .unreadable(name: "gone\u{1B}[31m.md", reason: "is a link that leads out of its folder"),
      ], threads: 2)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("Every documented member of verify-grade/1 is there") func json() throws {
    let run = try object(try report().json)
    #expect(Set(run.keys) == ["schema", "seed", "key", "total", "answers", "review"])
    #expect(run["schema"] as? String == "verify-grade/1")
    let answers = try #require(run["answers"] as? [[String: Any]])
    #expect(answers.count == 4)
    for answer in answers {
      #expect(Set(answer.keys) == ["file", "points", "upTo", "total", "needsReview", "error", "questions"])
      for question in try #require(answer["questions"] as? [[String: Any]]) {
        #expect(
          Set(question.keys) == [
            "slug", "title", "answered", "convention", "names", "assumptions", "final", "points", "upTo", "total",
            "arithmetic", "firstWrongLine", "review", "lines",
          ])
        for line in try #require(question["lines"] as? [[String: Any]]) {
          #expect(
            Set(line.keys) == [
              "line", "column", "text", "verdict", "onRoute", "counts", "notes", "counterexample", "diagnosis",
            ])
        }
      }
    }
    #expect(answers[0]["points"] as? Double == 10)
    #expect(answers[0]["needsReview"] as? Bool == false)
    #expect(answers[2]["needsReview"] as? Bool == true)
    #expect(answers[3]["error"] as? String == "is a link that leads out of its folder")
    let review = try #require(run["review"] as? [[String: Any]])
    #expect(review.contains { $0["file"] as? String == "open.md" })
  }

  @Test("The gradebook has the same columns in every row") func gradebook() throws {
    let rows = Self.cells(try report().csv)
    #expect(rows[0] == ["answer", "points", "up_to", "total", "needs_review", "divergence", "review"])
    #expect(rows.count == 5 && rows.allSatisfy { $0.count == 7 })
    #expect(rows[1][...5] == ["full.md", "10", "10", "10", "no", "10"])
    #expect(rows[2][0] == "'=cmd,\"x\".md")
    #expect(rows.joined().allSatisfy { !$0.hasPrefix("=") && !$0.hasPrefix("+") && !$0.hasPrefix("@") })
  }

  /// The rows of comma-separated values by the letter of RFC 4180.
  private static func cells(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        cell.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\r" where !isQuoted: continue
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }

  @Test("JUnit XML has unique cases with file, line, time and message") func junit() throws {
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(try report().junit.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(!reader.cases.isEmpty)
    let names = reader.cases.map { [$0["classname"] ?? "", $0["name"] ?? ""] }
    #expect(Set(names).count == names.count)
    for item in reader.cases {
      #expect(item["file"] != nil && item["time"] != nil && Int(item["line"] ?? "") != nil)
    }
    let found = reader.problems.map(\.element)
    #expect(found.contains("failure") && found.contains("error"))
    #expect(reader.problems.allSatisfy { !$0.message.isEmpty && $0.text.contains($0.message) })
    #expect(reader.counts["tests"] == "\(reader.cases.count)")
    #expect(reader.counts["failures"] == "\(found.count { $0 == "failure" })")
    #expect(reader.counts["errors"] == "\(found.count { $0 == "error" })")
  }

  private final class JUnitReader: NSObject, XMLParserDelegate {
    var cases: [[String: String]] = []
    var problems: [(element: String, message: String, text: String)] = []
    var counts: [String: String] = [:]
    private var isInside = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      switch name {
      case "testsuites": counts = attributes
      case "testcase": cases.append(attributes)
      case "failure", "error", "skipped":
        problems.append((name, attributes["message"] ?? "", ""))
        isInside = true
      default: break
      }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if isInside { problems[problems.count - 1].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if ["failure", "error", "skipped"].contains(name) { isInside = false }
    }
  }

  @Test("Gradescope's results") func gradescope() throws {
    for answer in try report().answers {
      let result = try object(answer.gradescope)
      let known: Set<String> = [
        "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
        "stdout_visibility", "extra_data", "tests", "leaderboard",
      ]
      #expect(Set(result.keys).isSubset(of: known))
      #expect(result["score"] as? Double == answer.points.value)
      let tests = try #require(result["tests"] as? [[String: Any]])
      #expect(tests.reduce(0) { $0 + ($1["score"] as? Double ?? 0) } == answer.points.value)
      for test in tests {
        #expect(["passed", "failed"].contains(test["status"] as? String))
        #expect(["text", "simple_format", "html", "md", "ansi"].contains(test["output_format"] as? String))
        #expect(["hidden", "after_due_date", "after_published", "visible"].contains(test["visibility"] as? String))
        #expect(try #require(test["score"] as? Double) <= #require(test["max_score"] as? Double))
      }
    }
  }

  @Test("PrairieLearn's results") func prairieLearn() throws {
    let answers = try report().answers
    let result = try object(answers[0].prairieLearn)
    #expect(result["score"] as? Double == 1 && result["gradable"] as? Bool == true)
    for test in try #require(result["tests"] as? [[String: Any]]) {
      #expect(Set(test.keys) == ["name", "description", "points", "max_points", "message", "output", "images"])
    }
    let unreadable = try object(answers[3].prairieLearn)
    #expect(unreadable["gradable"] as? Bool == false)
    #expect((unreadable["format_errors"] as? [String])?.count == 1)
  }

  @Test("GitHub Classroom's runner result") func classroom() throws {
    for answer in try report().answers {
      let text = answer.classroom.trimmingCharacters(in: .newlines)
      let data = try #require(Data(base64Encoded: text))
      let result = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(result["version"] as? Int == 1)
      #expect(["pass", "fail", "error"].contains(result["status"] as? String))
      let tests = try #require(result["tests"] as? [[String: Any]])
      #expect(tests.reduce(0) { $0 + ($1["score"] as? Double ?? 0) } == answer.points.value)
      for test in tests {
        #expect(
          Set(test.keys) == [
            "name", "status", "score", "message", "test_code", "filename", "line_no", "duration",
          ])
      }
    }
  }

  @Test("Nothing from an answer breaks out of a report") func injection() throws {
    let report = try report()
    let texts = [report.text(.full), report.csv, report.json, report.junit] + report.answers.map(\.markdown)
    for text in texts {
      #expect(text.unicodeScalars.allSatisfy { $0 != "\u{1B}" && $0 != "\u{202E}" })
    }
    #expect(!report.junit.contains("<script") && !report.junit.contains("<b>"))
    for line in report.answers[1].markdown.split(separator: "\n") where line.contains("<") || line.contains("](") {
      // Whatever an answer says stands in code.
      let parts = line.components(separatedBy: "`` ")
      #expect(parts.count > 1, "\(line)")
    }
  }
}

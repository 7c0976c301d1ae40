import Reporting

extension GradeReport {
  /// JUnit XML: a suite for each answer, a case for each line and for the final answer of each question.
  ///
  /// A wrong line or final answer is a `failure`, one that could not be read an `error`, one that could not be decided is
  /// `skipped`. The class is the answer with its question, the name tells the line, so that both together are unique.
  public var junit: String {
    let suites = answers.enumerated().map { JUnitSuite($0.element, number: $0.offset) }
    func sum(_ count: (JUnitSuite) -> Int) -> Int { suites.reduce(0) { $0 + count($1) } }
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml +=
      "<testsuites name=\"verify grade\" tests=\"\(sum(\.cases.count))\" failures=\"\(sum { $0.count("failure") })\""
    xml += " errors=\"\(sum { $0.count("error") })\" skipped=\"\(sum { $0.count("skipped") })\" time=\"0\">\n"
    for suite in suites { xml += suite.xml }
    return xml + "</testsuites>\n"
  }
}

/// The cases of one answer.
private struct JUnitSuite {
  struct Case {
    let classname: String
    let name: String
    let line: Int
    /// The element and message of what is wrong.
    let problem: (element: String, message: String)?
  }

  let name: String
  let number: Int
  private(set) var cases: [Case] = []

  init(_ answer: AnswerGrade, number: Int) {
    name = answer.name
    self.number = number
    let words = GradeWords { SafeText.escaped($0) }
    for question in answer.questions {
      let classname = "\(answer.name)#\(question.slug)"
      var taken: Set<String> = []
      for line in question.lines where line.verdict != .statement {
        let element: String? =
          switch line.verdict {
          case .refuted: "failure"
          case .unreadable: "error"
          case .undecided: "skipped"
          case .statement, .proved, .exact, .agrees, .asked: nil
          }
        var name = "line \(line.location.line):\(line.location.column)"
        while !taken.insert(name).inserted { name += "'" }
        cases.append(
          Case(
            classname: classname, name: name, line: line.location.line,
            problem: element.map { ($0, ([line.text] + words.sentences(line)).joined(separator: "\n")) }))
      }
      let line = question.lines.last?.location.line ?? 1
      let message = ([words.total(question.score)] + question.score.arithmetic + question.review).joined(
        separator: "\n")
      let element: String? =
        switch question.final {
        case .right: nil
        case .open: "skipped"
        case .missing: answer.error == nil ? "failure" : "error"
        case .notClosed, .otherSymbols, .restated, .wrong: "failure"
        }
      cases.append(
        Case(classname: classname, name: "final answer", line: line, problem: element.map { ($0, message) }))
    }
  }

  func count(_ element: String) -> Int { cases.count { $0.problem?.element == element } }

  var xml: String {
    var xml = "  <testsuite name=\(XML.attribute(name)) id=\"\(number)\" tests=\"\(cases.count)\""
    xml +=
      " failures=\"\(count("failure"))\" errors=\"\(count("error"))\" skipped=\"\(count("skipped"))\" time=\"0\">\n"
    for item in cases {
      xml += "    <testcase classname=\(XML.attribute(item.classname)) name=\(XML.attribute(item.name))"
      xml += " file=\(XML.attribute(name)) line=\"\(item.line)\" time=\"0\""
      if let problem = item.problem {
        let first = problem.message.split(separator: "\n").first.map(String.init) ?? ""
        xml += ">\n      <\(problem.element) message=\(XML.attribute(first))>\(XML.text(problem.message))"
        xml += "</\(problem.element)>\n    </testcase>\n"
      } else {
        xml += "/>\n"
      }
    }
    return xml + "  </testsuite>\n"
  }
}

/// Text in XML.
enum XML {
  /// The text as the value of an attribute, with its quotation marks.
  static func attribute(_ text: String) -> String { "\"" + self.text(text) + "\"" }

  /// The text between tags.
  static func text(_ text: String) -> String {
    var output = ""
    for scalar in SafeText.escapedLines(text).unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}

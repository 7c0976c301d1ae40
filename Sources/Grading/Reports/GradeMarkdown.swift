import Reporting

extension AnswerGrade {
  /// What the writer is told, in Markdown.
  public var markdown: String {
    let words = GradeWords(quote: Markup.code)
    var output = "# \(points) of \(total) points\n\n"
    if upTo > points { output += "A person may still grant up to \(upTo) points.\n\n" }
    if let error { output += "The answer could not be read: \(Markup.code(error))\n\n" }
    for question in questions {
      output += "## \(Markup.escaped(question.title))\n\n\(words.total(question.score)).\n\n"
      if error != nil { continue }
      for sentence in words.preface(question) { output += "- \(sentence)\n" }
      if question.isAnswered { output += "- final answer: \(words.words(question.final))\n" }
      for line in question.lines where line.verdict != .statement {
        let sentences = words.sentences(line)
        output += "- line \(line.location.line), \(Markup.code(line.text)): **\(sentences[0])**\n"
        for sentence in sentences.dropFirst() { output += "  - \(sentence)\n" }
      }
      output += "\n"
      for part in question.score.arithmetic { output += "- \(Markup.escaped(part))\n" }
      for reason in question.review { output += "- for a person: \(Markup.code(reason))\n" }
      output += "\n"
    }
    return output
  }
}

/// Text in Markdown.
enum Markup {
  /// The text as code, in which nothing is markup.
  static func code(_ text: String) -> String {
    let safe = SafeText.escaped(text)
    var longest = 0
    var run = 0
    for character in safe {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    if safe.isEmpty { return "" }
    return "\(fence) \(safe) \(fence)"
  }

  /// The text with every mark of Markdown and HTML taken literally.
  static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in SafeText.escaped(text).unicodeScalars {
      if "\\`*_{}[]()#+-.!|<>&$~@:\"'".unicodeScalars.contains(scalar) {
        if scalar == "<" {
          output += "&lt;"
        } else if scalar == "&" {
          output += "&amp;"
        } else if scalar == "@" {
          output += "&#64;"
        } else if "`*_[]#!|$~\\{}".unicodeScalars.contains(scalar) {
          output += "\\" + String(scalar)
        } else {
          output.unicodeScalars.append(scalar)
        }
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}

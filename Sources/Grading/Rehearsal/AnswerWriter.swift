import Notation
import NumericCore
import Reporting
import Symbolic

/// Writes answers to a key as different people would: other names, other notation, steps left out, sums in other orders,
/// in Markdown or in whole LaTeX documents.
struct AnswerWriter {
  private let key: GradingKey
  private var source: RandomSource
  private let isTeX: Bool
  private var text = ""
  private var line = 1
  private let spelling: [(String, String)]

  /// The writer of that number.
  init(_ key: GradingKey, number: Int, seed: UInt64) {
    self.key = key
    source = RandomSource(seed: seed, stream: RandomSource.streamNumber("answer \(number)"))
    isTeX = source.integer(in: 0...1) == 1
    spelling = AnswerWriter.spelling(&source, isTeX: isTeX)
  }

  /// The answer with that line of a chain of a question in place of the key's, or without an error.
  mutating func answer(
    _ name: String, planting error: (question: Int, chain: Int, line: Int, term: Term)?
  ) -> RehearsedAnswer {
    text = ""
    line = 1
    var planted: (question: Int, line: Int)?
    open()
    for (number, question) in key.questions.enumerated() {
      let claim = question.conventions[0].claim
      heading(question.title)
      let names = Renaming(claim, &source)
      if let words = names.words { put("\(words)\n") }
      for (index, chain) in claim.chains.enumerated() {
        let isHere = error.map { $0.question == number && $0.chain == index } ?? false
        let place = write(chain, names, planting: isHere ? error.map { ($0.line, $0.term) } : nil)
        if let place { planted = (number, place) }
      }
    }
    close()
    return RehearsedAnswer(name: name + (isTeX ? ".tex" : ".md"), text: text, planted: planted)
  }

  // MARK: The document

  private mutating func put(_ words: String) {
    text += words + "\n"
    line += words.count { $0 == "\n" } + 1
  }

  private mutating func open() {
    guard isTeX else { return put("# Answers\n") }
    put("\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n\\newcommand{\\T}{^\\top}")
    put("\\DeclareMathOperator{\\tr}{tr}\n\\begin{document}\n")
  }

  private mutating func heading(_ title: String) {
    put(isTeX ? "\\section*{\(title)}\n" : "## \(title)\n")
  }

  private mutating func close() {
    if isTeX { put("\\end{document}") }
  }

  /// Writes a chain, perhaps in two displays.
  ///
  /// - Returns: the line of the text that the planted error stands on.
  private mutating func write(_ chain: Chain, _ names: Renaming, planting error: (line: Int, term: Term)?) -> Int? {
    var place: Int?
    let isAlign = isTeX && source.integer(in: 0...1) == 1
    put(isAlign ? "\\begin{align*}" : isTeX ? "\\[\n\\begin{aligned}" : "$$\n\\begin{aligned}")
    let shown = kept(chain, error?.line)
    for (count, number) in shown.enumerated() {
      let isPlanted = error?.line == number
      let term = isPlanted ? error?.term ?? chain.lines[number].term : reordered(chain.lines[number].term)
      let formula = spelled(names.applied(to: term))
      if count == 0 {
        put(formula)
        continue
      }
      if isPlanted { place = line }
      let relation = chain.steps[number - 1].relation.latex
      put("  &\(relation) \(formula)\(count == shown.count - 1 ? "" : " \\\\")")
    }
    put(isAlign ? "\\end{align*}\n" : isTeX ? "\\end{aligned}\n\\]\n" : "\\end{aligned}\n$$\n")
    return place
  }

  /// The lines that are written: some steps are left out, the last, the planted and those around it are not.
  private mutating func kept(_ chain: Chain, _ planted: Int?) -> [Int] {
    let last = chain.lines.count - 1
    // Only of equations does a chain hold without a step.
    guard chain.steps.allSatisfy({ $0.relation == .equal && !$0.isCondition }), chain.premise == nil else {
      return Array(0...last)
    }
    let mayBeLeftOut = (1..<max(1, last)).filter { number in planted.map { abs(number - $0) > 1 } ?? true }
    // One step besides the last stays, so that no answer is bare.
    var out: Set<Int> = []
    for number in mayBeLeftOut where last - out.count > 2 && source.integer(in: 0...3) == 0 { out.insert(number) }
    return (0...last).filter { !out.contains($0) }
  }

  /// The term with the summands of its outermost sum in another order.
  private mutating func reordered(_ term: Term) -> Term {
    guard term.head == .sum, source.integer(in: 0...1) == 1 else { return term }
    var parts = term.arguments
    parts.append(parts.removeFirst())
    return (try? Term(.sum, parts)) ?? term
  }

  // MARK: Notation

  private func spelled(_ term: Term) -> String {
    spelling.reduce(Spelling.latex(term)) { $0.replacing($1.0, with: $1.1) }
  }

  /// Spellings that people use, from the survey of notation.
  private static func spelling(_ source: inout RandomSource, isTeX: Bool) -> [(String, String)] {
    func one(of choices: [String]) -> String { choices[source.integer(in: 0...choices.count - 1)] }
    return [
      (
        "^\\top", one(of: ["^\\top", "^T", "^{\\top}", "^{T}", "^\\intercal", "^\\mathsf{T}"] + (isTeX ? ["\\T"] : []))
      ),
      ("\\mathbb{E}", one(of: ["\\mathbb{E}", "E", "\\mathrm{E}", "\\operatorname{E}"])),
      (
        "\\operatorname{tr}",
        one(of: ["\\operatorname{tr}", "\\mathrm{tr}", "\\text{tr}", "\\operatorname{Tr}"] + (isTeX ? ["\\tr"] : []))
      ),
      ("\\frac{1}{2}", one(of: ["\\frac{1}{2}", "\\tfrac{1}{2}", "\\frac12", "\\tfrac12", "0.5"])),
      ("\\log", one(of: ["\\log", "\\ln"])),
      ("\\mathcal{N}", one(of: ["\\mathcal{N}", "\\mathcal N", "N"])),
      ("\\mathrm{KL}", one(of: ["\\mathrm{KL}", "KL", "D_{KL}", "D_{\\mathrm{KL}}", "\\text{KL}"])),
    ]
  }
}

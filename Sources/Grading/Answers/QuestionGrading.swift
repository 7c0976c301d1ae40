import Notation
import Symbolic
import Verification

/// Grades the answer to one question under one convention.
struct QuestionGrading {
  let question: Question
  let convention: Convention
  let measure: KeyMeasure
  let checker: Checker
  let comparer: Checker

  /// The grade of what stands in these sections.
  func grade(_ sections: [AnswerSheet.Section], of source: Source) -> QuestionGrade {
    let reading = AnswerReader.read(sections, of: source, under: convention.scope)
    var grade = QuestionGrade(
      slug: question.slug, title: question.title, score: .nothing(question.rules, "", isOpen: true))
    grade.names = reading.names
    grade.assumptions = reading.assumptions
    if let reason = reading.fault ?? tooMuch(reading) {
      grade.lines = reading.unreadable.map { GradedLine($0, source) }
      grade.review = [reason]
      grade.final = .open(reason: reason)
      grade.score = .nothing(
        question.rules, "nothing could be checked (\(reason)), 0 of \(question.rules.total)", isOpen: true)
      return grade
    }
    for assumption in reading.assumptions where assumption.contradicts {
      grade.review.append("line \(assumption.line) says \(assumption.text), which is not what the question says")
    }
    let route = Route(reading, convention, measure, checks(reading, source))
    var lines = route.lines(source) + reading.unreadable.map { GradedLine($0, source) }
    lines.sort { ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column) }
    grade.lines = lines
    grade.final = final(route, reading, source)
    if grade.final == .wrong, reading.assumptions.contains(where: \.contradicts) {
      grade.final = .open(reason: "it may be right for what the answer says instead of the question")
    }
    var counts = route.counts
    counts.inKey = measure.steps
    // What cannot be read may be a step of the way.
    counts.open += reading.unreadable.count
    grade.score = Score(question.rules, final: grade.final, counts: counts)
    grade.review += reviews(grade, route)
    return grade
  }

  /// Why a person has to look at it.
  private func reviews(_ grade: QuestionGrade, _ route: Route) -> [String] {
    var reasons = route.doubts
    for line in grade.lines {
      switch line.verdict {
      case .unreadable: reasons.append("line \(line.location.line) could not be read: \(line.notes.first ?? "")")
      case .undecided:
        reasons.append("line \(line.location.line) could not be decided: \(line.notes.first ?? "no reason is known")")
      default: break
      }
    }
    if case .open(let reason) = grade.final { reasons.append("the final answer could not be decided: \(reason)") }
    return reasons
  }

  /// Why the answer is too large to be checked, if it is.
  private func tooMuch(_ reading: AnswerReading) -> String? {
    let steps = reading.chains.reduce(0) { $0 + $1.steps.count }
    guard steps <= Grader.stepLimit else { return "the answer has more than \(Grader.stepLimit) steps" }
    var all = 0
    var work = 0
    for line in reading.chains.flatMap(\.lines) + reading.expressions {
      let term = try? line.term.unfolding(reading.declarations.definitions)
      guard let term, term.size <= Grader.termLimit.line else { return "a line of the answer is too large" }
      let effort = EvaluationWork.of(term)
      guard effort <= Grader.workLimit.line else { return "a sum of the answer runs through too many values" }
      all += term.size
      work += effort
    }
    guard work <= Grader.workLimit.answer else { return "the sums of the answer run through too many values" }
    return all <= Grader.termLimit.answer ? nil : "the answer is too large"
  }

  // MARK: Checks

  /// What is found of each chain, and of the first line of each against what is asked.
  private func checks(_ reading: AnswerReading, _ source: Source) -> RouteChecks {
    func reports(_ slug: String, _ chains: [Chain], _ checker: Checker) -> [ChainReport] {
      if chains.isEmpty { return [] }
      let claim = Claim(slug: slug, title: slug, declarations: reading.declarations, chains: chains, origin: nil)
      return checker.check([Document(source: source, title: question.title, claims: [claim])]).files[0].claims[0].chains
    }
    let starts = reading.chains.map { chain -> Chain? in
      guard chain.premise == nil, chain.first.term.sort == convention.target.sort,
        !convention.scope.begins(chain.first.term), convention.target.freeSymbols.isSubset(of: known(reading))
      else { return nil }
      let step = Step(relation: .equal, line: chain.first, reason: nil)
      return Chain(first: Line(term: convention.target, range: chain.first.range), steps: [step])
    }
    let numbers = starts.indices.filter { starts[$0] != nil }
    var found: [Int: StepReport] = [:]
    for (number, report) in zip(numbers, reports("beginnings", starts.compactMap(\.self), comparer)) {
      found[number] = report.steps.first
    }
    let chains = reports("answer", reading.chains, checker)
    return RouteChecks(chains: chains.map { seen($0, reading.declarations) }, starts: found)
  }

  /// The report in which no line passes by sampled estimates alone, or where floating point does not see every part of it.
  private func seen(_ chain: ChainReport, _ declarations: Declarations) -> ChainReport {
    let steps = chain.steps.map { step -> StepReport in
      guard step.outcome == .agrees, step.relation == .equal || step.relation == .definition else { return step }
      let visibility = Visibility(step.previous, step.line, declarations, seed: checker.options.seed)
      return visibility.doubt(step).map(step.undecided) ?? step
    }
    return ChainReport(first: chain.first, steps: steps)
  }

  private func known(_ reading: AnswerReading) -> Set<Symbol> {
    Set(reading.declarations.symbols).union(reading.declarations.indexBounds.keys)
  }

  // MARK: The final answer

  /// What is known of the line that the answer ends with.
  private func final(_ route: Route, _ reading: AnswerReading, _ source: Source) -> FinalAnswer {
    guard let line = route.final(reading) else {
      if route.isOpen { return .open(reason: "whether it is stated of what is asked could not be decided") }
      return reading.unreadable.isEmpty ? .missing : .open(reason: "a line could not be read")
    }
    let found = judged(line, route, reading, source)
    // What could not be read may be the final answer.
    if case .open = found { return found }
    if let reason = unread(line, found, route, reading) { return .open(reason: reason) }
    return found
  }

  /// Why a person may find the final answer in what could not be read.
  private func unread(
    _ line: Line, _ found: FinalAnswer, _ route: Route, _ reading: AnswerReading
  ) -> String? {
    guard let last = reading.unreadable.map(\.range.lowerBound).max() else { return nil }
    if last > line.range.lowerBound { return "a line behind it could not be read" }
    switch found {
    case .right, .notClosed, .otherSymbols: return nil
    case .restated: return "a line could not be read"
    case .wrong, .missing, .open:
      // A line that is stated of what is asked is what the answer ends with; any other may be an aside.
      if route.isClaimed { return nil }
      let isStated = reading.unfinished.contains { convention.scope.begins($0) }
      return isStated || reading.hasLostChain ? "a line could not be read" : nil
    }
  }

  /// What is known of a line as the final answer.
  private func judged(_ line: Line, _ route: Route, _ reading: AnswerReading, _ source: Source) -> FinalAnswer {
    let closed = ClosedForm(reading.declarations)
    // A last line that says what is asked, and no more, answers nothing.
    let restatement = Restatement(reading.declarations, measure.restatement)
    if convention.scope.begins(line.term) || restatement.isSame(line.term, convention.target) { return .restated }
    let found = comparison(line, reading, source)
    switch found {
    case .right: break
    default: return found
    }
    if question.rules.form != .any {
      let allowed =
        question.rules.form == .closed ? [] : ClosedForm(convention.claim.declarations).kinds(convention.final)
      if let left = closed.unresolved(line.term, allowing: allowed) { return .notClosed(left: left) }
    }
    if question.rules.form == .expanded {
      let term = (try? line.term.unfolding(reading.declarations.definitions)) ?? line.term
      if let left = ExpandedForm.left(in: term) { return .notClosed(left: left) }
    }
    if let allowed = question.rules.symbols {
      let term = (try? line.term.unfolding(reading.declarations.definitions)) ?? line.term
      let others = Set(term.freeSymbols.map(\.name) + term.dimensionNames).subtracting(allowed)
      if !others.isEmpty { return .otherSymbols(others.sorted()) }
    }
    if !route.isClaimed, reading.chains.count + reading.expressions.count > 1 {
      return .open(reason: "several answers stand side by side, and none begins with what is asked")
    }
    if let relation = route.finalRelation, relation != convention.relation {
      return .open(reason: "the answer is stated by another relation than the key's")
    }
    return .right
  }

  /// How the line compares with the key's final answer.
  private func comparison(_ line: Line, _ reading: AnswerReading, _ source: Source) -> FinalAnswer {
    guard line.term.sort == convention.final.sort else { return .wrong }
    guard convention.final.freeSymbols.isSubset(of: known(reading)) else {
      return .open(reason: "the key's answer uses names that the answer does not have")
    }
    var relation = Relation.equal
    var variables: [Symbol] = []
    if let last = convention.claim.chains.last?.steps.last,
      convention.relation == .proportional || convention.relation == .equalUpToConstant
    {
      relation = convention.relation ?? .equal
      variables = last.variables
    }
    let step = Step(relation: relation, line: line, reason: nil, variables: variables)
    let chain = Chain(first: Line(term: convention.final, range: line.range), steps: [step])
    let claim = Claim(
      slug: "final", title: "final", declarations: reading.declarations, chains: [chain], origin: nil)
    let document = Document(source: source, title: question.title, claims: [claim])
    guard let report = comparer.check([document]).files[0].claims.first?.chains.first?.steps.first else {
      return .open(reason: "nothing could be compared")
    }
    switch report.outcome {
    case .proved, .exact: return .right
    case .agrees:
      if let reason = Visibility(convention.final, line.term, reading.declarations, seed: checker.options.seed)
        .doubt(report)
      {
        return .open(reason: reason)
      }
      return .right
    case .refuted: return .wrong
    case .undecided, .condition: return .open(reason: report.note ?? "no reason is known")
    case .fault: return .open(reason: "a fault of verify: \(report.note ?? "")")
    }
  }
}

extension StepReport {
  /// The same step, of which nothing is known for that reason.
  fileprivate func undecided(_ reason: String) -> StepReport {
    StepReport(
      number: number, location: location, relation: relation, previous: previous, line: line, reason: self.reason,
      outcome: .undecided, note: reason, proof: proof, exact: exact, floating: floating, sampling: sampling,
      counterexample: nil, diagnosis: nil, againstFirst: againstFirst, remarks: remarks)
  }
}

extension QuestionScope {
  /// Whether the term is what a chain of the question begins with.
  func begins(_ term: Term) -> Bool {
    let definitions = given.definitions
    let unfolded = try? term.unfolding(definitions)
    return statements.contains { $0 == term || (unfolded != nil && (try? $0.unfolding(definitions)) == unfolded) }
  }
}

extension GradedLine {
  /// A line that could not be read.
  init(_ line: AnswerReading.Unreadable, _ source: Source) {
    self.init(
      location: source.location(line.range.lowerBound), text: GradedLine.text(line.range, source),
      verdict: .unreadable)
    notes = [line.error.message + (line.error.hint.map { " (\($0))" } ?? "")]
    isOnRoute = true
  }

  /// A line of a chain.
  init(_ line: Line, _ source: Source, verdict: Verdict) {
    self.init(
      location: source.location(line.range.lowerBound), text: GradedLine.text(line.range, source), verdict: verdict)
  }

  /// The text of a range in one line, cut where it is long.
  static func text(_ range: Range<Int>, _ source: Source) -> String {
    let end = min(range.upperBound, range.lowerBound + 2000, source.bytes.count)
    guard range.lowerBound < end else { return "" }
    let words = source.text(range.lowerBound..<end).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 200 ? words.prefix(199) + "…" : words
  }
}

extension Term {
  /// The names of the dimensions that are used as numbers.
  var dimensionNames: [String] {
    var found: Set<String> = []
    var pending = [self]
    var seen: Set<Term> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if case .dimension(let dimension) = next.head { found.insert(dimension.description) }
      pending += next.arguments
    }
    return found.sorted()
  }
}

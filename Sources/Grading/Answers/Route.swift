import Notation
import Symbolic
import Verification

/// What the checks of an answer found.
struct RouteChecks {
  /// The chains of the answer.
  let chains: [ChainReport]
  /// The first lines of chains against what is asked, by the number of the chain.
  let starts: [Int: StepReport]
}

/// The way from the question to the final answer through the chains of an answer.
///
/// A chain is on it that begins with what is asked, with something equal to that, or where such a chain ended. All others
/// are asides.
struct Route {
  /// How a chain stands to the question.
  private enum Place {
    /// It begins with the statement of that number.
    case statement(Int)
    /// It begins with something equal to what is asked in the end.
    case equal
    /// It goes on where the chain of that number ended.
    case continuing(Int)
    case aside
  }

  private let reading: AnswerReading
  private let checks: RouteChecks
  private let target: Int
  private var places: [Place] = []
  /// The lines that count, as the number of the chain and that of the line in it.
  private var counted: Set<[Int]> = []
  /// What is counted.
  private(set) var counts = Score.Counts()
  /// Why a person has to look at it, whatever the lines are.
  private(set) var doubts: [String] = []

  init(_ reading: AnswerReading, _ convention: Convention, _ measure: KeyMeasure, _ checks: RouteChecks) {
    self.reading = reading
    self.checks = checks
    let statements = convention.claim.chains.map(\.first.term)
    target = statements.lastIndex(of: convention.target) ?? statements.count - 1
    var restatement = Restatement(reading.declarations, measure.restatement)
    for statement in statements { _ = restatement.add(statement) }
    let unknowns = Set(convention.claim.chains.flatMap { $0.premise?.unknowns ?? [] })
    let operations = statements.reduce(into: Set<String>()) { $0.formUnion($1.operations) }
    var asideIsWrong = false
    for (number, chain) in reading.chains.enumerated() {
      var place = place(of: number, chain, convention, statements, restatement)
      // An equation for what the question gives would be an assumption.
      let asked = (chain.premise?.unknowns ?? []).filter { convention.claim.given.symbols.contains($0) }
      if let symbol = asked.first(where: { !unknowns.contains($0) }) {
        place = .aside
        doubts.append("an equation is solved for \(symbol.name), which the question gives")
      }
      places.append(place)
      if case .aside = place {
        asideIsWrong = asideIsWrong || checks.chains[number].steps.contains { $0.outcome == .refuted }
        continue
      }
      // The counted lines of this chain, by the number of what they say.
      var said: [Int: Int] = [:]
      var isWrong = false
      if case .equal = place, restatement.add(chain.first.term) == nil { said[restatement.count - 1] = 0 }
      for (index, step) in checks.chains[number].steps.enumerated() {
        let known = restatement.add(step.line)
        switch step.outcome {
        case .proved, .exact, .agrees:
          // A bound leads nowhere where an equation is asked, however true it is.
          if step.relation != .equal, step.relation != .definition, step.relation != convention.relation { continue }
          if let known {
            // Back where it was before: what lies between leads nowhere.
            said = said.filter { $0.key <= known }
          } else {
            said[restatement.count - 1] = index + 1
          }
        case .refuted:
          // A line that is right again behind a wrong one is no error of its own.
          let isRightAgain = isWrong && step.againstFirst?.isPass == true
          if !isRightAgain { counts.wrong += 1 }
          isWrong = !isRightAgain
        case .undecided, .fault: counts.open += 1
        case .condition: break
        }
      }
      counts.valid += said.count
      counts.shown += shown(number, said, operations)
      for line in said.values { counted.insert([number, line]) }
    }
    if counts.wrong == 0, asideIsWrong { counts.wrong = 1 }
  }

  /// How many lines of a chain, the last left out, show something.
  private func shown(_ number: Int, _ said: [Int: Int], _ operations: Set<String>) -> Int {
    let steps = checks.chains[number].steps
    return steps.dropLast().enumerated().count { index, step in
      guard step.outcome.isPass, step.outcome != .condition else { return false }
      return said.values.contains(index + 1) || !step.line.operations.isSubset(of: operations)
    }
  }

  private func place(
    of number: Int, _ chain: Chain, _ convention: Convention, _ statements: [Term], _ restatement: Restatement
  ) -> Place {
    let first = chain.first.term
    let definitions = convention.claim.given.definitions
    let unfolded = try? first.unfolding(definitions)
    // What is asked in the end comes first, since several statements may be alike.
    for index in statements.indices.reversed()
    where statements[index] == first || (unfolded != nil && (try? statements[index].unfolding(definitions)) == unfolded)
    {
      return .statement(index)
    }
    for before in places.indices.reversed() {
      if case .aside = places[before] { continue }
      if let end = reading.chains[before].lines.last?.term, restatement.isSame(end, first) {
        return .continuing(before)
      }
    }
    // A name alone is the writer's own, and nothing is stated of what is asked by giving it a value.
    if first.symbol == nil, checks.starts[number]?.outcome.isPass == true { return .equal }
    return .aside
  }

  /// The number of the chain that ends with the final answer.
  private var finalChain: Int? {
    places.indices.last { leadsToTarget($0) }
  }

  /// Whether the final answer is stated of what is asked, not of something that turns out to be equal to it.
  var isClaimed: Bool {
    guard var number = finalChain else { return false }
    while case .continuing(let before) = places[number] { number = before }
    if case .statement = places[number] { return true }
    return false
  }

  private func leadsToTarget(_ number: Int) -> Bool {
    switch places[number] {
    case .statement(let index): index == target
    case .equal: true
    case .continuing(let before): leadsToTarget(before)
    case .aside: false
    }
  }

  /// The relation by which the final answer is stated; nil where it stands alone or beside an aside.
  var finalRelation: Relation? {
    guard var number = finalChain else { return nil }
    var chains = [reading.chains[number]]
    while case .continuing(let before) = places[number] {
      number = before
      chains.insert(reading.chains[before], at: 0)
    }
    let steps = chains.flatMap(\.steps)
    guard let first = chains.first?.first else { return nil }
    // Relations that do not go together state nothing.
    return Chain(first: first, steps: steps).composedRelation ?? .approximately
  }

  /// The line that the answer ends with: that of the way, else an expression alone, else that of the last aside.
  func final(_ reading: AnswerReading) -> Line? {
    if let number = finalChain { return reading.chains[number].steps.last { !$0.isCondition }?.line }
    let isAside = places.allSatisfy { if case .aside = $0 { true } else { false } }
    // The value of something else than what is asked is no answer, whatever it is; a name alone may stand for that.
    let aside = isAside ? reading.chains.last { $0.first.term.symbol != nil } : nil
    let ends = [reading.expressions.last, aside?.steps.last { !$0.isCondition }?.line].compactMap(\.self)
    return ends.max { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether nothing tells if the last chain begins with what is asked.
  var isOpen: Bool {
    guard finalChain == nil, let last = places.indices.last, case .aside = places[last],
      let start = checks.starts[last]
    else { return false }
    return start.outcome == .undecided || start.outcome == .fault
  }

  // MARK: Lines

  /// The lines of all chains.
  func lines(_ source: Source) -> [GradedLine] {
    var lines: [GradedLine] = []
    for (number, report) in checks.chains.enumerated() {
      let isOnRoute = if case .aside = places[number] { false } else { true }
      var first = GradedLine(reading.chains[number].first, source, verdict: .statement)
      first.isOnRoute = isOnRoute
      if case .equal = places[number], let start = checks.starts[number] {
        first.verdict = GradedLine.Verdict(start.outcome)
        first.counts = counted.contains([number, 0])
      }
      lines.append(first)
      var isAfterError = false
      for (index, step) in report.steps.enumerated() {
        var line = GradedLine(reading.chains[number].steps[index].line, source, verdict: .init(step.outcome))
        line.isOnRoute = isOnRoute
        line.counts = counted.contains([number, index + 1])
        if !line.isPass, let note = step.note { line.notes.append(note) }
        if step.outcome == .fault { line.notes.insert("a fault of verify", at: 0) }
        if line.isPass, isOnRoute, !line.counts { line.notes.append("says nothing new") }
        if isAfterError, line.isPass, step.againstFirst == .refuted { line.notes.append("follows from the wrong line") }
        if step.outcome == .refuted || isAfterError, step.againstFirst?.isPass == true {
          line.notes.append("wrong step, same end: equal to the first line again")
        }
        isAfterError = isAfterError || step.outcome == .refuted
        line.counterexample = step.counterexample
        // That the line before was meant is no help.
        let closed = ClosedForm(reading.declarations)
        line.diagnosis = step.diagnosis.flatMap {
          guard closed.kinds($0.corrected).isSubset(of: closed.kinds(step.line)) else { return nil }
          return GradedLine.Suggestion(
            message: $0.message, plain: Spelling.plain($0.corrected), latex: Spelling.latex($0.corrected))
        }
        lines.append(line)
      }
    }
    for (index, expression) in reading.expressions.enumerated() {
      var line = GradedLine(expression, source, verdict: .statement)
      line.isOnRoute = index == reading.expressions.count - 1 && finalChain == nil
      lines.append(line)
    }
    return lines
  }
}

extension Term {
  /// The operations in the term that are no plain algebra, by name.
  fileprivate var operations: Set<String> {
    var found: Set<String> = []
    var seen: Set<Term> = []
    var pending = [self]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch next.head {
      case .number, .constant, .symbol, .dimension, .identity, .zero, .ones, .sum, .negation, .product, .quotient,
        .power, .transpose, .application:
        break
      default: found.insert(String("\(next.head)".prefix { $0 != "(" }))
      }
      pending += next.arguments
    }
    return found
  }
}

extension GradedLine.Verdict {
  init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .proved: .proved
      case .exact: .exact
      case .agrees: .agrees
      case .condition: .asked
      case .refuted: .refuted
      case .undecided, .fault: .undecided
      }
  }
}

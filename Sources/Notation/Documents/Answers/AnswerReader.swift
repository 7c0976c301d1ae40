import Symbolic

/// Reads the answer to a question under the question's declarations.
///
/// The writer may give things other names, which are matched, and abbreviate; whatever else is declared does not
/// count. A line that cannot be read is left out, and the next one stands behind the line before it.
package struct AnswerReader {
  let source: Source
  let question: QuestionScope
  let displays: [AnswerDisplay]
  /// The statements of the running text.
  let statements: [GivenStatement]
  var names = NameMap()
  var reader: ChainReader
  var reading: AnswerReading
  /// No more statements of the running text are looked at.
  private static let statementLimit = 300
  /// The tokens that may still be read in trials.
  var budget = 300_000
  /// The names that are being looked up.
  var pending: Set<String> = []
  /// Chains of the running text that define a name and state more: M = a = b.
  var defined: [(left: [Token], rights: [[Token]])] = []

  /// The reading of those sections as one answer.
  package static func read(
    _ sections: [AnswerSheet.Section], of source: Source, under question: QuestionScope
  ) -> AnswerReading {
    var reader = AnswerReader(sections, source, question)
    reader.matchNames()
    reader.noteAssumptions()
    for display in reader.displays { reader.read(display) }
    reader.readDefined()
    reader.reading.declarations = reader.reader.scope.declarations
    if let name = reader.reading.declarations.conflict(with: question.given, or: question.settled) {
      reader.reading.fault = "the displays say something else of \(name) than the question"
    }
    reader.reading.names = reader.names.names.map { AnswerReading.Name(own: $0.key, asked: $0.value) }
      .sorted { ($0.asked, $0.own) < ($1.asked, $1.own) }
    return reader.reading
  }

  private init(_ sections: [AnswerSheet.Section], _ source: Source, _ question: QuestionScope) {
    self.source = source
    self.question = question
    displays = sections.flatMap(\.displays)
    statements = Array(
      sections.flatMap(\.formulas).flatMap { GivenStatement.statements(Array($0)) }.prefix(AnswerReader.statementLimit))
    reader = ChainReader(scope: DeclarationScope(source: source, declarations: question.given))
    reading = AnswerReading(declarations: question.given)
  }

  // MARK: Displays

  private mutating func read(_ display: AnswerDisplay) {
    switch display.content {
    case .failure(let error):
      reading.unreadable.append(.init(range: display.range, error: error))
      reading.hasLostChain = true
    case .success(let tokens):
      do throws(NotationError) {
        let rows = try reader.rows(names.applied(to: tokens[...]), takesExpressions: true)
        if rows.allSatisfy({ !$0.steps.isEmpty }), take(rows) { return }
        // Names may have been matched meanwhile.
        for row in try reader.rows(names.applied(to: tokens[...]), takesExpressions: true) { read(row) }
      } catch {
        reading.unreadable.append(.init(range: display.range, error: error))
        reading.hasLostChain = true
      }
    }
  }

  /// Takes up all of the rows, or none.
  private mutating func take(_ rows: [TokenChain]) -> Bool {
    var rows = rows
    if reading.chains.isEmpty, let first = rows.first, first.continuesDisplay { return false }
    for _ in 0..<24 where budget > 0 {
      budget -= rows.reduce(1) { $0 + $1.length }
      var trial = reader
      var chains = reading.chains
      do throws(NotationError) {
        try trial.read(rows, into: &chains)
        reader = trial
        reading.chains = chains
        return true
      } catch {
        guard let name = unknownName(error, rows), let changed = resolve(name, rows) else { return false }
        rows = changed
      }
    }
    return false
  }

  /// Takes up what can be read of one chain.
  private mutating func read(_ row: TokenChain) {
    var row = row
    if row.continuesDisplay, reading.chains.isEmpty, let step = row.steps.first {
      row.first = step.tokens
      row.steps.removeFirst()
    }
    if row.steps.isEmpty { return readExpression(row.first) }
    if take([row]) { return }
    let before = reading.chains.count
    var kept = row
    kept.steps = []
    var base = (reader, reading.chains)
    for (number, step) in row.steps.enumerated() {
      var trial = kept
      trial.steps.append(step)
      (reader, reading.chains) = base
      if take([trial]) {
        kept = trial
        continue
      }
      if kept.steps.isEmpty, number == 0, !row.continuesDisplay, error(of: kept.first) != nil {
        // Where the first expression cannot be read, the chain begins with the next.
        note(kept.first)
        kept.first = step.tokens
        if let fault = error(of: step.tokens) {
          reading.unreadable.append(.init(range: fault.range, error: fault.error))
          kept.first = []
        }
        continue
      }
      if kept.first.isEmpty, !row.continuesDisplay {
        if let fault = error(of: step.tokens) {
          reading.unreadable.append(.init(range: fault.range, error: fault.error))
        } else {
          kept.first = step.tokens
        }
        continue
      }
      note(step.tokens, row: trial)
    }
    (reader, reading.chains) = base
    base = (reader, reading.chains)
    if kept.steps.isEmpty {
      if row.continuesDisplay { return }
      guard !kept.first.isEmpty, error(of: kept.first) == nil else {
        reading.hasLostChain = true
        return
      }
      if before == 0 { readExpression(kept.first) }
      let first = names.applied(to: kept.first[...])
      if let term = try? reader.scope.line(first[...], like: nil, after: Averages()) { reading.unfinished.append(term) }
      return
    }
    if !take([kept]) {
      note(row.first + row.steps.flatMap(\.tokens))
      reading.hasLostChain = true
    }
  }

  /// Takes up what definitions in the running text state besides, before all else, so that no answer ends with it.
  private mutating func readDefined() {
    let found = reading.chains
    reading.chains = []
    for (left, rights) in defined {
      let place = TokenGroups.range(left[...]) ?? 0..<0
      let row = TokenChain(
        first: names.applied(to: left[...]),
        steps: rights.map { Segment(relation: .equal, place: place, tokens: names.applied(to: $0[...]), reasons: []) },
        place: place)
      read(row)
    }
    reading.chains += found
  }

  private mutating func readExpression(_ tokens: [Token]) {
    if let fault = error(of: tokens) {
      reading.unreadable.append(.init(range: fault.range, error: fault.error))
      return
    }
    guard let term = try? reader.scope.line(names.applied(to: tokens[...])[...], like: nil, after: Averages()) else {
      return
    }
    reading.expressions.append(Line(term: term, range: TokenGroups.range(tokens[...]) ?? 0..<0))
  }

  /// Why an expression cannot be read by itself, once its names are looked up.
  private mutating func error(of tokens: [Token]) -> (range: Range<Int>, error: NotationError)? {
    let range = TokenGroups.range(tokens[...]) ?? 0..<0
    var row = TokenChain(first: tokens, place: range)
    for _ in 0..<24 where budget > 0 {
      budget -= tokens.count + 1
      do throws(NotationError) {
        let scope = reader.scope
        _ =
          scope.isDistributionWithoutPoint(row.first[...])
          ? try scope.distribution(row.first[...]) : try scope.line(row.first[...], like: nil, after: Averages())
        return nil
      } catch {
        guard let name = unknownName(error, [row]), let changed = resolve(name, [row]) else { return (range, error) }
        row = changed[0]
      }
    }
    return (range, NotationError(source, range, "the answer takes too long to read"))
  }

  private mutating func note(_ tokens: [Token], row: TokenChain? = nil) {
    let range = TokenGroups.range(tokens[...]) ?? 0..<0
    if let fault = error(of: tokens) {
      reading.unreadable.append(.init(range: fault.range, error: fault.error))
      return
    }
    var found = NotationError(source, range, "this line does not fit the line before")
    if let row {
      var trial = reader
      var chains = reading.chains
      do throws(NotationError) { try trial.read([row], into: &chains) } catch { found = error }
    }
    reading.unreadable.append(.init(range: range, error: found))
  }
}

extension TokenChain {
  /// The number of tokens.
  fileprivate var length: Int { first.count + steps.reduce(0) { $0 + $1.tokens.count } }
}

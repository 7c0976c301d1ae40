import Notation
import Symbolic
import Verification

extension Report {
  /// What a run found, for a program: the schema `verify-report/1`.
  ///
  /// One object, members sorted by name; every member that is named here is always there, `null` where there is
  /// nothing. Numbers that JSON cannot write are the strings `NaN`, `Infinity`, `-Infinity`. Members may be added under
  /// the same schema name; none is renamed, removed or given another meaning.
  ///
  /// - run: `schema` (`verify-report/1`), `seed` (decimal digits, as a string since it may exceed 2^53), `outcome`,
  ///   `counts` (object: number of steps by outcome, all seven), `files`, `errors` (inputs that could not be read).
  /// - outcome: `proved`, `exact`, `agrees` (these hold), `condition` (asked, not claimed), `refuted`, `undecided`, `fault`.
  /// - error: `file`, `line`, `column` (from 1, or null), `message`, `hint`.
  /// - file: `path`, `title`, `outcome`, `claims`, `identities` (each with `name`, `file`, `outcome`).
  /// - claim: `slug`, `title`, `origin`, `outcome`, `chains`.
  /// - chain: `outcome`, `first` (a line: `plain`, `latex`, `line`, `column`), `steps`.
  /// - step: `number` (from 1), `line`, `column`, `relation` (`equal`, `definition`, `lessOrEqual`, `greaterOrEqual`,
  ///   `less`, `greater`, `proportional`, `equalUpToConstant`, `approximately`), `plain`, `latex`,
  ///   `reason` (as written), `outcome`,
  ///   `againstFirst` (an outcome; null for the first step), `note`, `remarks` (sentences, such as what a line follows
  ///   from), `proof`, `exact`, `floating`, `sampling`,
  ///   `counterexample`, `diagnosis`, `consequence` (what a refuted step means for later lines, in words; for the
  ///   first 100 of a chain).
  /// - proof: `status` `proved` with `rules`, `restsOn`, `assumptions`; or `notFound` with `reason`.
  /// - exact: `status` `equal` with `points`, `sizes`, `falseEqual`; `different` with `sizes`; `outside` with `reason`.
  /// - floating: `status` `agrees` with `instances`, `bound`; `differs` with `left`, `right`, `bound`; `outside` with
  ///   `reason`.
  /// - sampling: `status` `agrees`, `differs`, `unresolved`, each with `samples`, `difference`, `standardError`,
  ///   `resolution`, `errorRate` (and `reason` for `unresolved`); `notNeeded`; `outside` with `reason`.
  /// - counterexample: `sizes` and `values` (arrays of `name`, `value`; a value is an array of rows, a size a number),
  ///   `left`, `right` (arrays of rows), `bound`, `isComputed` (false where the sides are sampled).
  /// - diagnosis: `message`, `plain`, `latex` (the line that would be right).
  public static func json(_ report: RunReport, errors: [InputError] = [], spelling: TermSpelling) -> String {
    let writer = RunJSON(spelling: spelling)
    let steps = report.files.flatMap { $0.claims.flatMap { $0.chains.flatMap(\.steps) } }
    let kinds: [Outcome] = [.proved, .exact, .agrees, .condition, .refuted, .undecided, .fault]
    let counts = kinds.map { kind in (kind.rawValue, JSON.integer(steps.count { $0.outcome == kind })) }
    return JSON.object([
      "schema": .string("verify-report/1"),
      "seed": .string("\(report.seed)"),
      "outcome": .string(report.overallOutcome.rawValue),
      "counts": .object(Dictionary(uniqueKeysWithValues: counts)),
      "files": .array(report.files.map(writer.file)),
      "errors": .array(errors.map(\.json)),
    ]).text
  }
}

extension InputError {
  /// The error as an object.
  package var json: JSON {
    .object([
      "file": .string(file),
      "line": location.map { .integer($0.line) } ?? .null,
      "column": location.map { .integer($0.column) } ?? .null,
      "message": .string(message),
      "hint": .optional(hint),
    ])
  }
}

private struct RunJSON {
  let spelling: TermSpelling

  func file(_ file: FileReport) -> JSON {
    .object([
      "path": .string(file.document.source.name),
      "title": .string(file.document.title),
      "outcome": .string(file.outcome.rawValue),
      "claims": .array(file.claims.map { claim($0, file.document.source) }),
      "identities": .array(
        file.identities.map {
          .object([
            "name": .string($0.name), "file": .string($0.file), "outcome": .string($0.outcome.rawValue),
          ])
        }),
    ])
  }

  private func claim(_ claim: ClaimReport, _ source: Source) -> JSON {
    .object([
      "slug": .string(claim.claim.slug),
      "title": .string(claim.claim.title),
      "origin": .optional(claim.claim.origin),
      "outcome": .string(claim.outcome.rawValue),
      "chains": .array(claim.chains.map { chain($0, source) }),
    ])
  }

  private func chain(_ chain: ChainReport, _ source: Source) -> JSON {
    let place = source.location(chain.first.range.lowerBound)
    return .object([
      "outcome": .string(chain.outcome.rawValue),
      "first": .object([
        "plain": .string(spelling.plain(chain.first.term)),
        "latex": .string(spelling.latex(chain.first.term)),
        "line": .integer(place.line),
        "column": .integer(place.column),
      ]),
      "steps": .array(steps(of: chain)),
    ])
  }

  private func steps(of chain: ChainReport) -> [JSON] {
    let areEqual = chain.steps.allSatisfy(\.relation.isEquality)
    let refuted = Set(chain.steps.indices.filter { chain.steps[$0].outcome == .refuted }.prefix(Aftermath.limit))
    return chain.steps.enumerated().map { index, step in
      self.step(step, refuted.contains(index) ? Aftermath(of: chain, at: index).words(areEqual: areEqual) : nil)
    }
  }

  private func step(_ step: StepReport, _ consequence: String?) -> JSON {
    return .object([
      "number": .integer(step.number),
      "line": .integer(step.location.line),
      "column": .integer(step.location.column),
      "relation": .string(step.relation.rawValue),
      "plain": .string(spelling.plain(step.line)),
      "latex": .string(spelling.latex(step.line)),
      "reason": .optional(step.reason),
      "outcome": .string(step.outcome.rawValue),
      "againstFirst": .optional(step.againstFirst?.rawValue),
      "note": .optional(step.note),
      "remarks": .array(step.remarks.map { .string($0.words(spelling: spelling.plain)) }),
      "proof": step.proof.json,
      "exact": step.exact.json,
      "floating": step.floating.json,
      "sampling": step.sampling.json,
      "counterexample": step.counterexample?.json ?? .null,
      "diagnosis": step.diagnosis.map(diagnosis) ?? .null,
      "consequence": .optional(consequence),
    ])
  }

  private func diagnosis(_ diagnosis: Diagnosis) -> JSON {
    .object([
      "message": .string(diagnosis.message),
      "plain": .string(spelling.plain(diagnosis.corrected)),
      "latex": .string(spelling.latex(diagnosis.corrected)),
    ])
  }
}

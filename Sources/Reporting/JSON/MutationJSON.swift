import Verification

extension Report {
  /// What became of the near misses, for a program: the schema `verify-mutation/1`.
  ///
  /// - report: `schema`, `seed` (decimal digits as a string), `outcome`, `counts`, `files`, `errors` (as in
  ///   `verify-report/1`).
  /// - counts: `made`, `refuted`, `equivalent`, `alsoTrue`, `survived`, `undecided`, `score` (refuted / neither
  ///   equivalent nor true as well, or null).
  /// - file: `path`, `title`, `claims`; claim: `slug`, `outcome` (of the claim itself), `counts`, `mutants`.
  /// - mutant: `name`, `words`, `line`, `column`, `plain`, `latex` (the mutated line), `fate` (`refuted`, `equivalent`,
  ///   `alsoTrue`, `survived`, `undecided`), `reason` (of `alsoTrue` and `undecided`).
  public static func json(_ report: MutationReport, errors: [InputError] = [], spelling: TermSpelling) -> String {
    let files = report.files.map { file in
      JSON.object([
        "path": .string(file.document.source.name),
        "title": .string(file.document.title),
        "claims": .array(
          file.claims.map { claim in
            .object([
              "slug": .string(claim.claim.slug),
              "outcome": .string(claim.outcome.rawValue),
              "counts": claim.counts.json,
              "mutants": .array(claim.mutants.map { $0.json(spelling) }),
            ])
          }),
      ])
    }
    return JSON.object([
      "schema": .string("verify-mutation/1"), "seed": .string("\(report.seed)"),
      "outcome": .string(report.outcome.rawValue), "counts": report.counts.json, "files": .array(files),
      "errors": .array(errors.map(\.json)),
    ]).text
  }
}

extension MutationCounts {
  fileprivate var json: JSON {
    .object([
      "made": .integer(made), "refuted": .integer(refuted), "equivalent": .integer(equivalent),
      "alsoTrue": .integer(alsoTrue), "survived": .integer(survived), "undecided": .integer(undecided),
      "score": score.map(JSON.number) ?? .null,
    ])
  }
}

extension MutantReport {
  fileprivate func json(_ spelling: TermSpelling) -> JSON {
    let (fate, reason): (String, String?) =
      switch fate {
      case .refuted: ("refuted", nil)
      case .equivalent: ("equivalent", nil)
      case .alsoTrue(let reason): ("alsoTrue", reason)
      case .survived: ("survived", nil)
      case .undecided(let reason): ("undecided", reason)
      }
    return .object([
      "name": .string(name), "words": .string(words), "line": .integer(location.line),
      "column": .integer(location.column), "plain": .string(spelling.plain(mutated)),
      "latex": .string(spelling.latex(mutated)), "fate": .string(fate), "reason": .optional(reason),
    ])
  }
}

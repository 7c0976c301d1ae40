import Verification

extension Report {
  /// What a soak found, for a program: the schema `verify-soak/1`.
  ///
  /// - report: `schema`, `firstSeed` (decimal digits as a string), `outcome`, `files`, `errors` (as in
  ///   `verify-report/1`).
  /// - file: `path`, `seeds`, `steps`, `mutantSeeds`, `mutants`, `falseRejections`, `falseAcceptances`, `undecided`,
  ///   `faults` (numbers), `failures`.
  /// - failure: `kind` (`falseRejection`, `falseAcceptance`, `undecided`, `fault`), `seed` (string), `line`, `column`,
  ///   `words`.
  public static func json(_ report: SoakReport, errors: [InputError] = []) -> String {
    let files = report.files.map { file in
      JSON.object([
        "path": .string(file.document.source.name),
        "seeds": .integer(file.seeds), "steps": .integer(file.steps), "mutantSeeds": .integer(file.mutantSeeds),
        "mutants": .integer(file.mutants),
        "falseRejections": .integer(file.count(.falseRejection)),
        "falseAcceptances": .integer(file.count(.falseAcceptance)),
        "undecided": .integer(file.count(.undecided)),
        "faults": .integer(file.count(.fault)),
        "failures": .array(
          file.failures.map {
            .object([
              "kind": .string($0.kind.rawValue), "seed": .string("\($0.seed)"), "line": .integer($0.location.line),
              "column": .integer($0.location.column), "words": .string($0.words),
            ])
          }),
      ])
    }
    return JSON.object([
      "schema": .string("verify-soak/1"), "firstSeed": .string("\(report.firstSeed)"),
      "outcome": .string(report.outcome.rawValue), "files": .array(files), "errors": .array(errors.map(\.json)),
    ]).text
  }
}

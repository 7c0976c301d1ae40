import ModelProofs
import NumericCore
import Reporting
import Training

/// What a training gave, for a program: the schema `verify-train/1`.
///
/// One object, members sorted by name. Members may be added under the same schema name; none is renamed, removed or given
/// another meaning. Numbers that JSON cannot write are the strings `NaN`, `Infinity`, `-Infinity`; rows, clusters,
/// components and iterations count from 1; a matrix is an array of rows.
///
/// - always: `schema` (`verify-train/1`), `model` (`kmeans`, `gmm`, `lds`, `vae`).
/// - of a failure: `error` with `message` and `hint` (or null). Else:
/// - `title`, `saved` and `plot` (paths, or null), `findings` (null unless `--verify`; each with `claim`, `derivation` or
///   null, `discrepancy`, `tolerance`, `holds`, or null with an `obstacle`), and `result`.
/// - result: `data`, `rows`, `columns`, `seed` (text, as it may exceed 2^53), `iterations` (vae: `epochs` and `steps`),
///   `converged` (not vae), `seconds`, `iterations_per_second` (vae: `steps_per_second`), and where they apply
///   `skipped_rows`, `remark`.
/// - kmeans: `precision`, `inertia`, `test_inertia`, `clusters` (each `cluster`, `rows`, `center`), `empty_clusters`
///   (`cluster`, `iteration`, `row` or `stayed`).
/// - gmm: `covariance`, `log_likelihood`, `log_likelihood_per_row`, `test_log_likelihood_per_row`, `parameters`, `aic`,
///   `bic`, `floor`, `components` (each `component`, `weight`, `mean` and `covariance`, `variances` or `variance`),
///   `tied_covariance`, `collapsed` (`component`, `since`, `row`, `point`), `vanished` (`component`, `since`).
/// - lds: `log_likelihood` with `log_likelihood_note` (its convention), `missing`, `sequences`, `transition`,
///   `observation`, `state_covariance`, `observation_covariance` (numbers where they are 1×1), `first_state`,
///   `initial_mean`, `initial_covariance`, `forecast` (`sequence`, `step`, `mean`, `lower`, `upper`).
/// - vae: `widths`, `likelihood`, `noise_variance`, `elbo` (`data`, `rows`, `elbo`, `standard_error`, `reconstruction`,
///   `kl`), `log_evidence`, `log_evidence_standard_error`.
enum TrainJSON {
  /// What was found.
  static func text(
    _ outcome: TrainingOutcome, saved: String?, plot: String?, findings: [ModelFinding]?
  ) -> String {
    var result: [String: JSON] = [:]
    for item in outcome.summary.items {
      switch item {
      case .fact(let fact):
        result[fact.key] = json(fact.value)
        if fact.key == "log_likelihood", !fact.note.isEmpty { result["log_likelihood_note"] = .string(fact.note) }
      case .table(let table): result[table.key] = json(table)
      }
    }
    return JSON.object([
      "schema": .string("verify-train/1"), "model": .string(outcome.summary.model),
      "title": .string(outcome.summary.title), "result": .object(result), "saved": .optional(saved),
      "plot": .optional(plot), "findings": findings.map { .array($0.map(json)) } ?? .null,
    ]).text
  }

  /// Why nothing was found.
  static func text(_ failure: TrainFailure, model: String) -> String {
    JSON.object([
      "schema": .string("verify-train/1"), "model": .string(model),
      "error": .object(["message": .string(failure.message), "hint": .optional(failure.hint)]),
    ]).text
  }

  private static func json(_ table: TrainingSummary.Table) -> JSON {
    .array(
      table.rows.map { row in
        .object(
          Dictionary(
            zip(table.columns.map(\.key), row.map { json($0) }), uniquingKeysWith: { first, _ in first }))
      })
  }

  private static func json(_ value: TrainingSummary.Value) -> JSON {
    switch value {
    case .integer(let number): .integer(number)
    case .integers(let numbers): .array(numbers.map { .integer($0) })
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .numbers(let numbers): .array(numbers.map { .number($0) })
    case .matrix(let matrix):
      .array(
        (0..<matrix.rows).map { row in .array((0..<matrix.columns).map { .number(matrix[row, $0]) }) })
    }
  }

  private static func json(_ finding: ModelFinding) -> JSON {
    .object([
      "claim": .string(finding.claim), "derivation": .optional(finding.derivation),
      "discrepancy": .number(finding.discrepancy), "tolerance": .number(finding.tolerance),
      "holds": finding.holds.map { .bool($0) } ?? .null, "obstacle": .optional(finding.obstacle),
    ])
  }
}

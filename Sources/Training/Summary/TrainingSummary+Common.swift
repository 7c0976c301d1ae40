import Models
import NumericCore

extension TrainingSummary {
  /// Says which data there were.
  mutating func addData<Scalar: VectorScalar>(_ data: TrainingInput<Scalar>, rows: Int) {
    let source = data.sample.map { "\($0.title); \($0.source); \($0.licence)" } ?? ""
    add("data", "data", .text(data.name), note: source)
    let reading = data.matrix == nil ? "read anew in each pass" : ""
    add("rows", "rows", .integer(rows), note: reading)
    if let skipped = data.skippedRows, skipped > 0 {
      add("skipped_rows", "left out", .integer(skipped), note: "rows in which a number is missing")
    }
    add("columns", "columns", .integer(data.columns))
    for remark in data.remarks { add("remark", "note", .text(remark)) }
  }

  /// Says how the training went. The time stands apart, as it is another each time.
  mutating func addCourse(
    iterations: Int, unit: String = "iteration", isConverged: Bool?, done: Int, seconds: Double
  ) {
    add("\(unit)s", "\(unit)s", .integer(iterations))
    if let isConverged {
      let note = isConverged ? "" : "it ended at the last iteration allowed"
      add("converged", "converged", .flag(isConverged), note: note)
    }
    add("seconds", "time", .number(seconds), note: "s", digits: 3)
    if done > 0, seconds > 0 {
      add("\(unit)s_per_second", "rate", .number(Double(done) / seconds), note: "\(unit)s/s", digits: 3)
    }
  }
}

import Verification

extension Counterexample {
  /// The values in one list, such as `n = 1`, `Sigma_1 = 2`.
  package var assignments: [String] {
    sizes.map { "\(SafeText.escaped($0.name)) = \($0.value)" }
      + values.map { "\(SafeText.escaped($0.name)) = \(MatrixText.text($0.value))" }
  }

  /// The two sides, with as many digits as show that they differ.
  package var sides: (left: String, right: String) {
    guard left.count == right.count, zip(left, right).allSatisfy({ $0.count == $1.count }) else {
      return (MatrixText.text(left), MatrixText.text(right))
    }
    let pairs = zip(left, right).map { zip($0, $1).map { NumberText.distinguished($0, $1) } }
    return (MatrixText.layout(pairs.map { $0.map(\.0) }), MatrixText.layout(pairs.map { $0.map(\.1) }))
  }
}

/// Matrices in one line: `2`, the column `(1, 2)`, rows `[2, 1; 1, 3]`.
package enum MatrixText {
  /// The matrix with all of its digits.
  package static func text(_ rows: [[Double]]) -> String { layout(rows.map { $0.map(NumberText.full) }) }

  static func layout(_ rows: [[String]]) -> String {
    if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
    if !rows.isEmpty, rows.allSatisfy({ $0.count == 1 }) { return "(" + rows.joined().joined(separator: ", ") + ")" }
    return "[" + rows.map { $0.joined(separator: ", ") }.joined(separator: "; ") + "]"
  }
}

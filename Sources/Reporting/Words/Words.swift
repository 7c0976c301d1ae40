import Symbolic
import Verification

/// The number with its noun: `1 step`, `3 steps`.
package func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

/// Items joined as in a sentence: `a`, `a and b`, `a, b and c`.
package func listed(_ items: [String], _ conjunction: String = "and") -> String {
  guard let last = items.last else { return "" }
  if items.count == 1 { return last }
  return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// Ascending numbers with runs drawn together: `2`, `2 and 3`, `2, 4 and 6 to 8`; after eight runs only their count.
package func listed(_ numbers: [Int]) -> String {
  var runs: [(Int, Int)] = []
  for number in numbers {
    if let last = runs.last, last.1 &+ 1 == number {
      runs[runs.count - 1].1 = number
    } else {
      runs.append((number, number))
    }
  }
  let shown = runs.count > 8 ? 7 : runs.count
  let rest = runs[shown...].reduce(0) { $0 + $1.1 - $1.0 + 1 }
  return listed(
    runs[..<shown].flatMap { first, last -> [String] in
      if first == last { return ["\(first)"] }
      return last == first + 1 ? ["\(first)", "\(last)"] : ["\(first) to \(last)"]
    } + (rest > 0 ? ["\(rest) more"] : []))
}

extension Relation {
  /// The sign in plain spelling.
  package var sign: String {
    switch self {
    case .equal: "="
    case .definition: ":="
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    case .less: "<"
    case .greater: ">"
    case .proportional: "∝"
    case .equalUpToConstant: "= const +"
    case .approximately: "≈"
    }
  }

  /// The sign in LaTeX.
  package var latex: String {
    switch self {
    case .equal: "="
    case .definition: ":="
    case .lessOrEqual: #"\le"#
    case .greaterOrEqual: #"\ge"#
    case .less: "<"
    case .greater: ">"
    case .proportional: #"\propto"#
    case .equalUpToConstant: #"= \text{const} +"#
    case .approximately: #"\approx"#
    }
  }

  /// What a line is not when its step is refuted.
  var failure: String {
    switch self {
    case .equal, .definition: "this line is not equal to the line before"
    case .lessOrEqual: "the line before is not at most this line"
    case .greaterOrEqual: "the line before is not at least this line"
    case .less: "the line before is not less than this line"
    case .greater: "the line before is not greater than this line"
    case .proportional: "this line is not proportional to the line before"
    case .equalUpToConstant: "this line differs from the line before by more than a constant"
    case .approximately: "this line is not near the line before"
    }
  }

  var isEquality: Bool { self == .equal || self == .definition }
}

extension Outcome {
  /// The outcome as reports show it: failures that need eyes are in capitals.
  package var label: String {
    switch self {
    case .proved, .exact, .agrees, .undecided, .condition: rawValue
    case .refuted: "REFUTED"
    case .fault: "FAULT"
    }
  }
}

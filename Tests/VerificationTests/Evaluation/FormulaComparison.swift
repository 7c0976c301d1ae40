import Symbolic
import Testing

@testable import Verification

/// A suite that compares formulas by exact and floating-point arithmetic under its own declarations.
protocol FormulaComparison {
  var declarations: Declarations { get }
  var seed: UInt64 { get }
}

extension FormulaComparison {
  func check(
    _ left: Formula, _ right: Formula, _ other: Declarations? = nil
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    exactAndFloatingCheck(left: left, right: right, declarations: other ?? declarations, seed: seed)
  }

  func expectEqual(
    _ left: Formula, _ right: Formula, _ other: Declarations? = nil, _ place: SourceLocation = #_sourceLocation
  ) {
    let found = check(left, right, other)
    guard case .equal(_, _, let chance) = found.exact, case .agrees = found.floating, chance < 1e-12 else {
      Issue.record("\(found)", sourceLocation: place)
      return
    }
  }

  func expectDifferent(_ left: Formula, _ right: Formula, _ place: SourceLocation = #_sourceLocation) {
    let found = check(left, right)
    guard case .different = found.exact, case .differs = found.floating else {
      Issue.record("\(found)", sourceLocation: place)
      return
    }
  }
}

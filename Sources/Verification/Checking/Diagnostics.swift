import Notation
import Symbolic

/// Explains a refuted step: values at which it fails, and what was probably meant.
struct Diagnostics {
  let unit: ChainUnit

  /// The work that a search for a counterexample may do.
  private static let searchBudget = 2000

  func counterexample(_ index: Int) -> Counterexample? {
    let terms = unit.terms
    return Verification.counterexample(
      left: terms[index], unit.chain.steps[index].relation, right: terms[index + 1], declarations: unit.declarations,
      seed: unit.seed, budget: Diagnostics.searchBudget)
  }

  /// The near miss of the line that makes the step right.
  func diagnosis(_ index: Int) -> Diagnosis? {
    guard unit.chain.steps[index].relation.isEquality else { return nil }
    let terms = unit.terms
    let (previous, line) = (terms[index], terms[index + 1])
    // Of a bare number nothing can be said that was meant.
    guard line.size > 1 else { return nil }
    var evaluation = ChainEvaluation(lines: [previous, line], declarations: unit.declarations, seed: unit.seed)
    guard let target = evaluation.fingerprint(0) else { return nil }
    let correction = withEvaluation(&evaluation) { isRight, value in
      DiagnosisSearch.diagnose(
        wrong: line, declarations: unit.declarations, isRight: isRight, value: value, target: target,
        reference: previous)
    }
    return correction?.diagnosis { Spelling.plain($0) }
  }

  private func withEvaluation(
    _ evaluation: inout ChainEvaluation, _ body: ((Term) -> Bool, (Term) -> [Double]?) -> Correction?
  ) -> Correction? {
    var copy = evaluation
    var numbers: [Term: Int] = [:]
    func number(_ term: Term) -> Int {
      if let known = numbers[term] { return known }
      let added = copy.add(term)
      numbers[term] = added
      return added
    }
    return withoutActuallyEscaping(number) { number in
      body(
        { term in
          let findings = copy.findings(0, .equal, number(term))
          if case .differs = findings.floating { return false }
          if case .equal = findings.exact { return true }
          if case .agrees = findings.floating { return true }
          return false
        },
        { term in copy.fingerprint(number(term)) })
    }
  }
}

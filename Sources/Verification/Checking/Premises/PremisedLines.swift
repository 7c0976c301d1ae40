import Notation
import Symbolic

/// The lines of a chain at the solution of its premise.
struct PremisedLines {
  let terms: [Term]
  let followsPremise: [Bool]
  private let goals: [Goal]
  private let declarations: Declarations
  private let steps: [Step]

  init(_ chain: Chain, _ resolution: PremiseResolution?, _ declarations: Declarations) {
    let lines = chain.lines.map(\.term)
    self.declarations = declarations
    steps = chain.steps
    guard let resolution, let premise = chain.premise else {
      terms = lines
      followsPremise = chain.steps.map { _ in false }
      goals = []
      return
    }
    var unknowns = Set(premise.unknowns)
    var values: [UnknownValue] = []
    if case .solved(let found, let equations, _) = resolution.state {
      values = found
      goals = equations
      unknowns.formUnion(found.map(\.symbol))
    } else {
      goals = []
    }
    let definitions = declarations.definitions(dependingOn: unknowns)
    var terms: [Term] = []
    var mentions: [Bool] = []
    for line in lines {
      let unfolded = (try? line.unfolding(definitions)) ?? line
      mentions.append(!unfolded.freeSymbols.isDisjoint(with: unknowns))
      terms.append((try? unfolded.taking(values)) ?? line)
    }
    self.terms = terms
    followsPremise = chain.steps.indices.map { mentions[$0] || mentions[$0 + 1] }
  }

  /// A row holds where it does at values that solve the premise.
  func form(_ form: StepForm, _ index: Int) -> StepForm {
    guard followsPremise[index], !goals.isEmpty else { return form }
    switch form {
    case .lines:
      let row = Goal(
        terms[index], steps[index].relation, terms[index + 1], declarations, where: goals.flatMap(\.conditions))
      return .goals([row] + goals, needsValues: false)
    case .goals(let rows, let needsValues): return .goals(rows + goals, needsValues: needsValues)
    case .order, .limit, .condition, .open: return form
    }
  }
}

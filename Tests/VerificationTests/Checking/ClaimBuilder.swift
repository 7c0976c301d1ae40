import Notation
import Symbolic

@testable import Verification

/// A claim written in terms: chains of lines with relations, checked as a file would be.
struct ClaimBuilder {
  var declarations: Declarations
  private(set) var chains: [Chain] = []

  init(_ declarations: Declarations) { self.declarations = declarations }

  /// One step to a line.
  struct Row {
    var relation = Relation.equal
    let line: Formula
    var variables: [Symbol] = []
    var isCondition = false

    static func equals(_ line: Formula) -> Row { Row(line: line) }
    static func zero(_ line: Formula = Formula(0)) -> Row { Row(line: line, isCondition: true) }
    static func proportional(_ line: Formula, in variables: Symbol...) -> Row {
      Row(relation: .proportional, line: line, variables: variables)
    }
    static func upToConstant(_ line: Formula, in variables: Symbol...) -> Row {
      Row(relation: .equalUpToConstant, line: line, variables: variables)
    }
    static func stands(_ relation: Relation, _ line: Formula) -> Row { Row(relation: relation, line: line) }
  }

  mutating func chain(_ first: Formula, _ rows: Row..., premise: Premise? = nil) {
    let steps = rows.map { row in
      Step(
        relation: row.relation, line: Line(term: row.line.term, range: 0..<1), reason: nil,
        isCondition: row.isCondition, variables: row.variables)
    }
    chains.append(Chain(first: Line(term: first.term, range: 0..<1), steps: steps, premise: premise))
  }

  var document: Document {
    let claim = Claim(slug: "claim", title: "Claim", declarations: declarations, chains: chains, origin: nil)
    return Document(source: Source(name: "claim.md", text: "x"), title: "Claim", claims: [claim])
  }

  func report(seed: UInt64 = 1) -> ClaimReport {
    let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions(seed: seed))
    return checker.check([document]).files[0].claims[0]
  }

  /// The outcomes of the steps, chain by chain.
  func outcomes(seed: UInt64 = 1) -> [[Outcome]] { report(seed: seed).chains.map { $0.steps.map(\.outcome) } }

  func mutants() -> MutationReport {
    Checker(library: IdentityLibrary(documents: []), options: CheckOptions()).mutants(of: [document])
  }
}

/// Whether all of these may be relied on.
func areHeld(_ outcomes: [Outcome]) -> Bool { outcomes.allSatisfy(\.isPass) }

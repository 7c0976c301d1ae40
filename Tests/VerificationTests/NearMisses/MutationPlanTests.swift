import Symbolic
import Testing

@testable import Verification

@Suite("mutation plans")
struct MutationPlanTests {
  let names: Vocabulary
  let chain: [Term]

  init() throws {
    names = try Vocabulary()
    let summands = try names.divergenceSummands()
    let density = try Term(.density, [Term(names.p), Term(names.x)])
    let other = try Term(.density, [Term(names.q), Term(names.x)])
    chain = [
      try Term(.divergence, [Term(names.p), Term(names.q)]),
      try Term(.integral(names.x), [density * (log(density) - log(other))]),
      try Term(.expectation(names.x), [Term(names.p), log(density) - log(other)]),
      try half() * Term(.sum, summands),
    ]
  }

  @Test("a chain gets the mutants asked for, on all lines, of many kinds, with names of their own")
  func spread() throws {
    let plan = MutationPlan(lines: chain, declarations: names.declarations)
    #expect(plan.mutants.count >= 40)
    #expect(Set(plan.mutants.map(\.name)).count == plan.mutants.count)
    #expect(Set(plan.mutants.map(\.line)) == [1, 2, 3])
    #expect(Set(plan.mutants.map(\.nearMiss.kind)).count >= 10)
    for line in 1..<chain.count {
      let everything = MutationPlan(lines: chain, declarations: names.declarations, atLeast: 10_000).mutants
      let available = Set(everything.filter { $0.line == line }.map(\.nearMiss.kind))
      #expect(Set(plan.mutants.filter { $0.line == line }.map(\.nearMiss.kind)) == available)
    }
    for mutant in plan.mutants {
      #expect(chain[mutant.line].subterm(at: mutant.nearMiss.path) == mutant.nearMiss.original)
      #expect(mutant.name.hasPrefix("\(mutant.line)/\(mutant.nearMiss.kind.rawValue)/"))
    }
    let again = MutationPlan(lines: chain, declarations: names.declarations)
    #expect(again.mutants == plan.mutants)
  }

  @Test("more mutants are asked for than there are: the first expression fills up, then all there are are given")
  func exhaustion() throws {
    let plan = MutationPlan(lines: [chain[0], Term(names.a)], declarations: names.declarations, atLeast: 10_000)
    #expect(plan.mutants.contains { $0.line == 0 })
    #expect(plan.mutants.contains { $0.line == 1 })
    #expect(plan.mutants.count < 100)
    #expect(MutationPlan(lines: [], declarations: names.declarations).mutants.isEmpty)
    #expect(MutationPlan(lines: chain, declarations: names.declarations, atLeast: -3).mutants.isEmpty)
  }

  @Test("no mutant has the logarithm of a negative number, a bad covariance or an integral without a density")
  func values() throws {
    let plan = MutationPlan(lines: chain, declarations: names.declarations, atLeast: 10_000)
    #expect(plan.mutants.count > 100)
    for mutant in plan.mutants {
      let result = mutant.nearMiss.result
      let hasBadLogarithm = result.contains { $0.head == .logarithm && !$0.arguments[0].isKnownPositive }
      #expect(!hasBadLogarithm, "\(mutant.name): \(spell(result))")
      if mutant.line == 1 {
        let isIntegrable = ValueCondition.integrable(result.arguments.last ?? result, names.x).isKnown
        let isIntegral = if case .integral = result.head { true } else { false }
        #expect(isIntegrable || !isIntegral, "\(spell(result))")
      }
    }
    let covariance = try Term(.gaussian, [Term(names.mu1), Term(names.Sigma1) + Term(names.Sigma2)])
    let gaussians = MutationPlan(lines: [chain[0], covariance], declarations: names.declarations, atLeast: 10_000)
    #expect(!gaussians.mutants.isEmpty)
    for mutant in gaussians.mutants where mutant.line == 1 {
      #expect(mutant.nearMiss.result.arguments[1].isKnownPositiveDefinite, "\(spell(mutant.nearMiss.result))")
    }
  }

  @Test("what is known to be positive is positive at random values")
  func facts() throws {
    var generator = Mixer(state: 11)
    var known = 0
    for round in 0..<3000 {
      let term = try randomScalar(depth: 4, &generator)
      guard term.isKnownPositive else { continue }
      known += 1
      let model = NumericModel(names.declarations, size: 1, seed: UInt64(round))
      if let value = model.value(term) { #expect(value > 0, "\(spell(term))") }
    }
    #expect(known > 100)
  }

  private func randomScalar(depth: Int, _ generator: inout Mixer) throws -> Term {
    let leaves = [
      Term(names.a), Term(names.sigma), Term(2), Term(-1), Term(names.n), try Term(.determinant, [Term(names.Sigma1)]),
      try Term(.trace, [Term(names.A)]),
    ]
    if depth == 0 || Int.random(in: 0..<4, using: &generator) == 0 {
      return leaves[Int.random(in: 0..<leaves.count, using: &generator)]
    }
    let left = try randomScalar(depth: depth - 1, &generator)
    let right = try randomScalar(depth: depth - 1, &generator)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return try left + right
    case 1: return try left - right
    case 2: return try left * right
    case 3: return try left / right
    case 4: return try square(left)
    case 5: return try Term(.exponential, [leaves[Int.random(in: 0..<5, using: &generator)]])
    case 6: return try negative(left)
    default: return try Term(.squareRoot, [left])
    }
  }
}

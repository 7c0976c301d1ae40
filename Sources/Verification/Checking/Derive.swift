import Symbolic

extension Checker {
  /// Rewrites an expression into closed form, each step proved under the rules and identities of the library.
  public func derive(_ expression: Term, declarations: Declarations) -> DerivedDerivation {
    let derivation = derivation(from: expression, declarations)
    let steps = derivation.steps.map { theorem in
      DerivedStep(term: theorem.right, rules: theorem.restsOn.isEmpty ? ["algebra"] : theorem.restsOn)
    }
    let restsOn = Set(derivation.steps.flatMap(\.restsOn)).subtracting([Rule.definition.name]).sorted()
    let isOpen = derivation.last.contains { term in
      switch term.head {
      case .expectation, .integral, .divergence, .entropy, .density: true
      default: false
      }
    }
    return DerivedDerivation(
      declarations: declarations, expression: expression, steps: steps, restsOn: restsOn,
      note: isOpen
        ? "no rule or identity leads further"
        : steps.isEmpty ? "there is nothing to rewrite" : nil)
  }

  /// The derivation by what holds: it is looked for anew without a rule or identity that it used and that does not.
  private func derivation(from expression: Term, _ declarations: Declarations) -> Derivation {
    var known: Set<String> = []
    var excluded: Set<String> = []
    while true {
      let kernel = Kernel(declarations: declarations, rules: library.rules(without: excluded))
      let prover = Prover(kernel: kernel, identities: { [library, excluded] in library.identities(without: excluded) })
      let derivation = Deriver(prover: prover).derive(expression)
      let used = Set(derivation.steps.flatMap(\.restsOn))
      let unchecked = library.names.filter { used.contains($0) && !known.contains($0) }
      let failed = check(unchecked).filter { !$0.outcome.isPass }
      if failed.isEmpty { return derivation }
      known.formUnion(unchecked)
      excluded.formUnion(failed.map(\.name))
    }
  }
}

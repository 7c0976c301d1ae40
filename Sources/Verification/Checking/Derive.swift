import Symbolic

extension Checker {
  /// Rewrites an expression into closed form, each step proved under the rules and identities of the library.
  public func derive(_ expression: Term, declarations: Declarations) -> DerivedDerivation {
    let kernel = Kernel(declarations: declarations, rules: library.rules(without: []))
    let prover = Prover(kernel: kernel, identities: library.identities(without: []))
    let derivation = Deriver(prover: prover).derive(expression)
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
}

import Symbolic

/// What is left to work out in an expression.
struct ClosedForm {
  private let declarations: Declarations

  /// Definitions and formulas are looked up there.
  init(_ declarations: Declarations) { self.declarations = declarations }

  /// The first kind of thing that is left, in words; nil where nothing is.
  ///
  /// - Parameter allowed: the kinds that may be left.
  func unresolved(_ term: Term, allowing allowed: Set<String> = []) -> String? {
    kinds(term).subtracting(allowed).min()
  }

  /// The kinds of things that are left.
  func kinds(_ term: Term) -> Set<String> {
    var found: Set<String> = []
    var pending = [(try? term.unfolding(declarations.definitions)) ?? term]
    var seen: Set<Symbol> = []
    while let next = pending.popLast() {
      next.forEachHead { head in
        if let word = ClosedForm.word(head) { found.insert(word) }
        guard case .application(let function) = head, seen.insert(function).inserted else { return }
        if let formula = declarations.formulas[function] {
          pending.append((try? formula.body.unfolding(declarations.definitions)) ?? formula.body)
        }
      }
    }
    return found
  }

  private static func word(_ head: Head) -> String? {
    switch head {
    case .expectation: "an expectation"
    case .integral: "an integral"
    case .divergence: "a divergence"
    case .entropy: "an entropy"
    case .density, .law: "a density"
    case .gradient, .memberGradient: "a derivative"
    case .optimizer, .extremum: "an optimum"
    case .limit: "a limit"
    default: nil
    }
  }
}

extension Term {
  /// Calls the closure with the head of every part.
  fileprivate func forEachHead(_ visit: (Head) -> Void) {
    var seen: Set<Term> = []
    var pending = [self]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      visit(next.head)
      pending += next.arguments
    }
  }
}

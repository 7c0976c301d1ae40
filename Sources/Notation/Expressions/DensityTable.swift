import Symbolic

/// The densities of one letter, and what follows from them: p(y, β) = p(y | β) p(β) and p(β | y) = p(y, β) / p(y).
struct DensityTable {
  let forms: [DensityForm]
  private let declarations: Declarations

  /// A density by parts: those above and those below the line of a fraction.
  struct Factors {
    var above: [Factor]
    var below: [Factor] = []
  }

  /// A declared density, each of its variables with the value that it is taken at in terms of the variables written.
  struct Factor {
    let form: DensityForm
    let values: [Value]
  }

  /// What a variable of a form is taken at.
  enum Value: Hashable {
    /// What is written under that name.
    case name(String)
    /// The inverse of it: Σ where T = Σ⁻¹ is written.
    case inverse(String)
  }

  init(letter: String, _ declarations: Declarations) {
    forms = declarations.densities[letter] ?? []
    self.declarations = declarations
  }

  /// Whether the densities tell this one, be it by the names of open ones.
  func tells(of: [String], given: [String]) -> Bool { factors(of: of, given: given) != nil }

  /// The density by the declared ones; nil where they do not tell it.
  func factors(of: [String], given: [String], room: Int = 4) -> Factors? {
    if let direct = direct(of: of, given: given) { return Factors(above: [direct]) }
    guard room > 0, !forms.isEmpty else { return nil }
    // p(a, b | c) = p(a | b, c) p(b | c)
    for form in forms where form.of.count < of.count && Set(form.of).isSubset(of: of) {
      let rest = of.filter { !form.of.contains($0) }
      guard let first = direct(of: form.of, given: rest + given, in: [form]),
        let second = factors(of: rest, given: given, room: room - 1)
      else { continue }
      return Factors(above: [first] + second.above, below: second.below)
    }
    // p(a | b) = p(a, b) / p(b), where the joint is not made of the same.
    guard !given.isEmpty, let joint = joint(of + given), let margin = direct(of: given, given: []) else { return nil }
    return Factors(above: joint.above, below: joint.below + [margin])
  }

  private func joint(_ names: [String]) -> Factors? {
    if let direct = direct(of: names, given: []) { return Factors(above: [direct]) }
    for form in forms where form.of.count < names.count && Set(form.of).isSubset(of: names) {
      let rest = names.filter { !form.of.contains($0) }
      guard let first = direct(of: form.of, given: rest, in: [form]), let second = direct(of: rest, given: []) else {
        continue
      }
      return Factors(above: [first, second])
    }
    return nil
  }

  /// The declared density of just these names. What is given may be written by its inverse, which says the same.
  private func direct(of: [String], given: [String], in forms: [DensityForm]? = nil) -> Factor? {
    for form in forms ?? self.forms where form.of.count == of.count && form.given.count == given.count {
      guard Set(form.of) == Set(of) else { continue }
      var values: [String: Value] = [:]
      var rest = form.given.filter { !given.contains($0) }
      for name in given where form.given.contains(name) { values[name] = .name(name) }
      for name in given where !form.given.contains(name) {
        guard let other = rest.first(where: { areInverse($0, name) }) else { break }
        values[other] = .inverse(name)
        rest.removeAll { $0 == other }
      }
      guard rest.isEmpty else { continue }
      return Factor(form: form, values: form.of.map { .name($0) } + form.given.map { values[$0] ?? .name($0) })
    }
    return nil
  }

  /// Whether one of the two is defined as the inverse of the other.
  private func areInverse(_ a: String, _ b: String) -> Bool { isInverse(a, of: b) || isInverse(b, of: a) }

  private func isInverse(_ a: String, of b: String) -> Bool {
    guard let symbol = declarations.symbol(named: a), let definition = declarations.definitions[symbol],
      let other = declarations.symbol(named: b)
    else { return false }
    switch definition.head {
    case .inverse: return definition.arguments[0].symbol == other
    case .quotient: return definition.arguments[0].number == .one && definition.arguments[1].symbol == other
    case .power: return definition.arguments[0].symbol == other && definition.arguments[1].number == Rational(-1)
    default: return false
    }
  }
}

import Symbolic

extension GivenReader {
  /// A density that is said to be made of others: `p(x, y) = p(x \mid y) p(y)`, which holds of every law, and
  /// `p(x, y) = p_1(x) p_2(y)`, which tells what the law is.
  mutating func readFactors(
    _ call: LawCall, _ law: Symbol, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    let (whole, value) = (try scope.value(left), try scope.value(right))
    if let expected = Marginals(whole), let found = Marginals(value), expected == found { return true }
    var rest = Set(scope.declarations.laws[law] ?? [])
    var components: [(of: Term, distribution: Term)] = []
    for factor in value.head == .product ? value.arguments : [value] {
      guard factor.head == .density, factor.arguments.count == 2, let variable = factor.arguments[1].symbol,
        rest.remove(variable) != nil, !factor.arguments[0].freeSymbols.contains(law)
      else {
        throw scope.error(
          right, "this says something of \(call.name) that does not hold of every law and cannot be declared",
          hint: "state its parts, as in $\(call.name)(x \\mid z) = \\mathcal{N}(x; B z, \\Gamma)$")
      }
      components.append((factor.arguments[1], factor.arguments[0]))
    }
    guard rest.isEmpty, call.given.isEmpty else {
      throw scope.error(right, "this leaves a variable of \(call.name) without a density")
    }
    let place = TokenGroups.range(left) ?? 0..<0
    for (of, distribution) in components {
      try scope.add(call.name, law: law, of: [of], given: [], as: distribution, at: place)
    }
    return true
  }
}

/// A product of densities of one law at its own variables, as powers of its marginals.
private struct Marginals: Equatable {
  private(set) var law: Symbol?
  private(set) var powers: [Set<Symbol>: Int] = [:]

  /// The powers of the marginals that make up the term, nil where it is made of anything else.
  init?(_ term: Term) {
    guard add(term, 1, room: 50) else { return nil }
    powers = powers.filter { $0.value != 0 && !$0.key.isEmpty }
  }

  private mutating func add(_ term: Term, _ sign: Int, room: Int) -> Bool {
    guard room > 0 else { return false }
    switch term.head {
    case .product: return term.arguments.allSatisfy { add($0, sign, room: room - 1) }
    case .quotient:
      return add(term.arguments[0], sign, room: room - 1) && add(term.arguments[1], -sign, room: room - 1)
    case .integral(let variable):
      guard let inner = Marginals(term.arguments[0]), inner.powers.count == 1, let only = inner.powers.first,
        only.value == 1, only.key.contains(variable), let law = inner.law, self.law ?? law == law
      else { return false }
      self.law = law
      powers[only.key.subtracting([variable]), default: 0] += sign
      return true
    case .density:
      guard case .law(let part) = term.arguments[0].head, law ?? part.law == part.law,
        term.arguments.dropFirst().map(\.symbol) == part.of,
        term.arguments[0].arguments.map(\.symbol) == part.given
      else { return false }
      law = part.law
      powers[Set(part.of + part.given), default: 0] += sign
      powers[Set(part.given), default: 0] -= sign
      return true
    default: return false
    }
  }
}

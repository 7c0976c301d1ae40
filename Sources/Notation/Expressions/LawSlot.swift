import Symbolic

/// What stands at one place of a density: a variable of the law with its value.
struct LawSlot {
  /// The variable, or the family that a member is named of.
  let variable: Symbol
  /// The indices of the member; none for an ordinary variable or all members together.
  let indices: [Term]?
  /// The value.
  let value: Term
}

extension LawSlot {
  /// Whether a member of a family stands at its own place, with no other value.
  var isOwnMember: Bool {
    guard let indices, case .application(variable) = value.head else { return false }
    return value.arguments == indices
  }
}

/// A law as densities of it are written.
struct LawView {
  let law: Symbol
  /// The variables that are distributed.
  let distributed: [Symbol]
  /// The variables that are always given.
  let parameters: [Symbol]
  /// What is known of it.
  let components: [LawComponent]

  /// The law of that symbol, nil where it is none.
  init?(_ law: Symbol, _ declarations: Declarations) {
    guard let variables = declarations.laws[law] else { return nil }
    self.law = law
    // The law's own shape tells how many of its variables are distributed.
    let count =
      (1...max(1, variables.count)).last { count in
        Symbol.law(law.name, of: Array(variables.prefix(count))) == law
      } ?? variables.count
    distributed = Array(variables.prefix(count))
    parameters = Array(variables.dropFirst(count))
    components = declarations.components.filter { $0.law == law }
  }

  /// All variables.
  var variables: [Symbol] { distributed + parameters }
}

/// Whole numbers added to other terms: t - 1 and t + 1 - 2 are one index.
struct IndexValue: Equatable {
  private(set) var constant = 0
  private(set) var parts: [Term: Int] = [:]

  init(_ term: Term) {
    add(term, 1)
    parts = parts.filter { $0.value != 0 }
  }

  private mutating func add(_ term: Term, _ factor: Int) {
    switch term.head {
    case .sum: for part in term.arguments { add(part, factor) }
    case .negation: add(term.arguments[0], -factor)
    case .number(let number) where number.isInteger && abs(number.numerator) < 1_000_000:
      constant += factor * number.numerator
    default: parts[term, default: 0] += factor
    }
  }

  /// This less another.
  func less(_ other: IndexValue) -> IndexValue {
    var result = self
    result.constant -= other.constant
    for (part, count) in other.parts { result.parts[part, default: 0] -= count }
    result.parts = result.parts.filter { $0.value != 0 }
    return result
  }

  /// The number, where it is one.
  var number: Int? { parts.isEmpty ? constant : nil }

  /// The symbol that it is a shift of, with the shift.
  var shift: (symbol: Symbol, by: Int)? {
    guard parts.count == 1, let only = parts.first, only.value == 1, let symbol = only.key.symbol else { return nil }
    return (symbol, constant)
  }

  /// The term.
  func term() throws(TermError) -> Term {
    var summands: [Term] = []
    for (part, count) in parts.sorted(by: { String(describing: $0.key) < String(describing: $1.key) }) {
      let absolute = abs(count) == 1 ? part : try Term(.product, [Term(abs(count)), part])
      summands.append(count < 0 ? try Term(.negation, [absolute]) : absolute)
    }
    if constant != 0 || summands.isEmpty {
      let number = Term(abs(constant))
      summands.append(constant < 0 ? try Term(.negation, [number]) : number)
    }
    return summands.count == 1 ? summands[0] : try Term(.sum, summands)
  }
}

extension Term {
  /// The term with the indices of members added up: z_{t+1-1} is z_t.
  func withPlainIndices(_ declarations: Declarations) throws(TermError) -> Term {
    if arguments.isEmpty || freeSymbols.isDisjoint(with: declarations.families.keys) { return self }
    var isMember = false
    if case .application(let family) = head { isMember = declarations.families[family] != nil }
    var children: [Term] = []
    for argument in arguments {
      children.append(
        isMember && argument.head == .sum
          ? try IndexValue(argument).term() : try argument.withPlainIndices(declarations))
    }
    return children == arguments ? self : try Term(head, children)
  }
}

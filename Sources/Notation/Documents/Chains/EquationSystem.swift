import Symbolic

/// The equations of a claim that are asked to hold, as far as they are read.
struct EquationSystem {
  private(set) var unknowns: [Symbol] = []
  private(set) var equations: [Premise.Equation] = []

  /// What later rows are consequences of.
  var premise: Premise? {
    equations.isEmpty && !isSupposed ? nil : Premise(unknowns: unknowns, equations: equations)
  }

  /// Whether the rows that follow rest on something of these symbols that is not solved.
  private var isSupposed = false

  /// Takes note that what follows holds under a condition on these symbols.
  mutating func suppose(_ symbols: [Symbol]) {
    unknowns = symbols
    isSupposed = true
  }

  /// Adds an equation; one for other unknowns, which have no names of their own, begins a system of its own.
  mutating func add(_ equation: Premise.Equation, for symbols: [Symbol], keeping: Bool) {
    if !keeping {
      unknowns = []
      equations = []
      isSupposed = false
    }
    for symbol in symbols where !unknowns.contains(symbol) { unknowns.append(symbol) }
    if !equations.contains(equation) { equations.append(equation) }
  }

  /// Gives an unknown another name: \hat\mu for the \mu that a derivative is by.
  mutating func rename(_ symbol: Symbol, to other: Symbol) throws(TermError) {
    unknowns = unknowns.map { $0 == symbol ? other : $0 }
    var renamed: [Premise.Equation] = []
    for equation in equations {
      renamed.append(
        Premise.Equation(
          try equation.left.substituting([symbol: Term(other)]),
          try equation.right.substituting([symbol: Term(other)])))
    }
    equations = renamed
  }
}

extension Term {
  /// The symbol that a derivative at the front of the term is by, or the point that it is taken at.
  var derivedBy: Symbol? {
    switch head {
    case .gradient(let variable):
      let point = arguments[0]
      if let symbol = point.symbol { return symbol }
      switch point.head {
      case .power, .inverse: return point.arguments[0].symbol
      case .quotient: return point.arguments[1].symbol
      default: return arguments[1].freeSymbols.contains(variable) ? nil : variable
      }
    case .memberGradient(let family): return family
    case .entry, .negation, .transpose, .quotient: return arguments[0].derivedBy
    case .product: return arguments.lazy.compactMap(\.derivedBy).first
    default: return nil
    }
  }
}

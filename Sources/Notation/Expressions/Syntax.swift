import Symbolic

/// A formula as it is written, before shapes are known.
struct Syntax {
  indirect enum Kind {
    case number(Rational)
    case constant(Constant)
    /// A declared or bound name.
    case name(String)
    /// An identity matrix; its dimension, where it is written.
    case identity(Dimension?)
    /// A zero or a vector or matrix of ones with its dimensions, where they are written.
    case filled(Int, [Dimension])
    case sum([Syntax])
    case negation(Syntax)
    case product([Syntax])
    case quotient(Syntax, Syntax)
    case power(Syntax, Syntax)
    case transpose(Syntax)
    /// A superscript T, which is a transpose or an exponent.
    case superscriptT(Syntax)
    case function(Function, Syntax)
    /// Between single bars.
    case bars(Syntax)
    case hadamardProduct(Syntax, Syntax)
    case entry(Syntax, [Syntax])
    /// A list with dots: its first and its last member.
    case dots(Syntax, Syntax)
    case vector(index: String, lower: Syntax, upper: Syntax, Syntax)
    case range(isSum: Bool, index: String, lower: Syntax?, upper: Syntax?, body: Syntax)
    case integral(variable: String, Syntax)
    case expectation(Subscript, Syntax)
    case gaussian(Syntax, Syntax)
    case moments(Syntax, Syntax)
    case density(Syntax, Syntax)
    case divergence(Syntax, Syntax)
    case entropy(Syntax)
    case application(String, [Syntax])
  }

  enum Function {
    case trace, determinant, logarithm, exponential, squareRoot, norm, absoluteValue, diagonal, inverse
  }

  /// What an expectation is taken over.
  indirect enum Subscript {
    case none
    /// Variables and their distribution.
    case variables([String], Syntax)
    /// A distribution alone.
    case distribution(Syntax)
  }

  let kind: Kind
  let range: Range<Int>
  /// Whether it ends in a sum over an index whose scope may go on over further summands.
  let isOpen: Bool
  /// Whether brackets of its own stand around it.
  let isBracketed: Bool

  init(_ kind: Kind, _ range: Range<Int>, isOpen: Bool = false, isBracketed: Bool = false) {
    self.kind = kind
    self.range = range
    self.isOpen = isOpen
    self.isBracketed = isBracketed
  }

  /// Whether the name occurs.
  func mentions(_ name: String) -> Bool {
    switch kind {
    case .number, .constant, .identity, .filled: false
    case .name(let other): other == name
    case .sum(let parts), .product(let parts): parts.contains { $0.mentions(name) }
    case .negation(let a), .transpose(let a), .superscriptT(let a), .function(_, let a), .bars(let a), .entropy(let a):
      a.mentions(name)
    case .quotient(let a, let b), .power(let a, let b), .hadamardProduct(let a, let b), .dots(let a, let b),
      .gaussian(let a, let b), .moments(let a, let b), .density(let a, let b), .divergence(let a, let b):
      a.mentions(name) || b.mentions(name)
    case .entry(let base, let indices): base.mentions(name) || indices.contains { $0.mentions(name) }
    case .vector(let index, let lower, let upper, let body):
      lower.mentions(name) || upper.mentions(name) || index != name && body.mentions(name)
    case .range(_, let index, let lower, let upper, let body):
      (lower?.mentions(name) ?? false) || (upper?.mentions(name) ?? false) || index != name && body.mentions(name)
    case .integral(let variable, let body): variable != name && body.mentions(name)
    case .expectation(_, let body): body.mentions(name)
    case .application(_, let arguments): arguments.contains { $0.mentions(name) }
    }
  }
}

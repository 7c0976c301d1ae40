import Symbolic

/// Writes terms in one style, with the brackets that reading needs.
struct Printer {
  /// How tightly a text holds together; a place that asks for more puts brackets around it.
  enum Strength: Int, Comparable {
    case sum, negation, product, quotient, factor, script, atom

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  let style: Style

  var isLatex: Bool { style == .latex }

  /// The text of the term; `followed` says that something comes after it that the scope of a sum would swallow.
  func write(_ term: Term, followed: Bool = false) -> String {
    let arguments = term.arguments
    if let text = rowOrColumn(term) { return text }
    switch term.head {
    case .number, .constant, .symbol, .dimension, .identity, .zero, .ones: return leaf(term.head)
    case .sum: return sum(arguments, followed)
    case .negation: return "-" + operand(arguments[0], .product, followed)
    case .product: return product(arguments, followed)
    case .quotient: return quotient(arguments[0], arguments[1])
    case .power: return base(arguments[0]) + exponent(arguments[1])
    case .hadamardProduct: return hadamardProduct(arguments)
    case .transpose: return scriptless(arguments[0]) + (isLatex ? #"^\top"# : "'")
    case .inverse:
      if arguments[0].sort == .scalar { return call(#"\operatorname{inv}"#, "inv", arguments) }
      return scriptless(arguments[0]) + (isLatex ? "^{-1}" : "^-1")
    case .entry: return entry(arguments[0], Array(arguments.dropFirst()))
    case .vector, .summation, .productOver, .independent, .integral, .expectation: return binder(term, followed)
    case .gradient, .memberGradient, .optimizer, .extremum, .limit: return operation(term)
    default: return function(term)
    }
  }

  /// How tightly the text of the term holds together, known without writing it.
  func strength(_ term: Term) -> Strength {
    switch term.head {
    case .vector where term.asColumn != nil: return .script
    case .number(let value): return strength(value)
    case .dimension(let value): return strength(value)
    case .sum: return .sum
    case .negation: return .negation
    case .product: return .product
    case .quotient: return isLatex ? .factor : .quotient
    case .hadamardProduct, .kroneckerProduct: return isLatex ? .sum : .atom
    // An arg max reaches over the whole sum behind it.
    case .optimizer: return isLatex ? .sum : .atom
    case .gradient, .memberGradient, .extremum, .limit: return isLatex ? .product : .atom
    case .application(let function) where function.isFamily: return .script
    case .inverse: return term.arguments[0].sort == .scalar ? .atom : .script
    case .power, .transpose, .entry: return .script
    case .summation, .productOver, .integral: return isLatex ? .product : .atom
    // Under an exponent the scope of these could be taken to be more than their brackets.
    case .logarithm, .exponential, .expectation: return isLatex ? .factor : .atom
    case .determinant: return isLatex && !isInBars(term) ? .factor : .atom
    default: return .atom
    }
  }

  /// The term where at least that strength is needed.
  func operand(_ term: Term, _ least: Strength, _ followed: Bool = false) -> String {
    strength(term) < least ? bracketed(write(term)) : write(term, followed: followed)
  }

  /// The text in round brackets, which grow around a fraction.
  func bracketed(_ text: String) -> String { enclosed("(", text, ")") }

  /// The text between two delimiters, which grow around a fraction.
  func enclosed(_ opening: String, _ text: String, _ closing: String) -> String {
    isLatex && text.contains(#"\frac"#) ? #"\left\#(opening)\#(text)\right\#(closing)"# : opening + text + closing
  }

  /// A name with arguments in brackets.
  func call(_ latex: String, _ plain: String, _ arguments: [Term]) -> String {
    (isLatex ? latex : plain) + bracketed(arguments.map { write($0) }.joined(separator: ", "))
  }

  private func sum(_ summands: [Term], _ followed: Bool) -> String {
    var text = ""
    for (place, summand) in summands.enumerated() {
      let isFollowed = followed || place < summands.count - 1
      if strength(summand) == .negation {
        let written = write(summand, followed: isFollowed)
        text += place == 0 ? written : " - " + written.dropFirst()
      } else {
        text += (place == 0 ? "" : " + ") + operand(summand, .product, isFollowed)
      }
    }
    return text
  }

  private func product(_ factors: [Term], _ followed: Bool) -> String {
    var text = ""
    for (place, factor) in factors.enumerated() {
      let isLast = place == factors.count - 1
      let next: String
      if isScopeOpen(factor) {
        next = isLast ? operand(factor, .product, followed) : bracketed(write(factor))
      } else if !isLatex, place == 0, isNumericFraction(factor) {
        next = write(factor)
      } else {
        next = operand(factor, .factor, followed)
      }
      if place > 0 { text += needsDot(text, factor, next) ? (isLatex ? #" \cdot "# : " * ") : " " }
      text += next
    }
    return text
  }

  /// Whether the text of the term ends in a body without brackets.
  func isScopeOpen(_ term: Term) -> Bool {
    guard isLatex else { return false }
    switch term.head {
    case .summation, .productOver, .integral, .gradient, .memberGradient, .optimizer, .extremum, .limit: return true
    default: return false
    }
  }

  private func isNumericFraction(_ term: Term) -> Bool {
    if let number = term.number { return number.signum >= 0 }
    guard term.head == .quotient else { return false }
    return term.arguments.allSatisfy { $0.number.map { $0.isInteger && $0.signum >= 0 } ?? false }
  }

  /// Whether a blank does not separate the factors well enough: digits after anything, unless they are the name 1_n.
  private func needsDot(_ before: String, _ factor: Term, _ next: String) -> Bool {
    guard let first = next.first, first.isNumber else { return false }
    switch factor.head {
    case .zero, .ones: return before.last?.isNumber ?? false
    default: return true
    }
  }

  private func quotient(_ numerator: Term, _ denominator: Term) -> String {
    if isLatex {
      return #"\frac{\#(write(numerator))}{\#(write(denominator))}"#
    }
    return slashOperand(numerator) + "/" + slashOperand(denominator)
  }

  private func slashOperand(_ term: Term) -> String {
    // The slash would join the exponent: A^-1/2.
    operand(term, term.head == .inverse ? .atom : .script)
  }

  private func hadamardProduct(_ arguments: [Term]) -> String {
    guard isLatex else { return call("", "hadamard", arguments) }
    return arguments.map { operand($0, .script) }.joined(separator: #" \odot "#)
  }

  /// What an exponent is written on; the entry of a plainly named vector needs no brackets, as in σ_i².
  private func base(_ term: Term) -> String {
    if term.head == .entry, term.arguments[0].symbol != nil, !hasScript(term.arguments[0], "_") { return write(term) }
    return scriptless(term)
  }

  /// A term on which nothing is written yet: a name, a call, or else brackets.
  private func scriptless(_ term: Term) -> String {
    // Without brackets this would be the exponential.
    if term.head == .constant(.e) { return bracketed(write(term)) }
    return scriptlessName(term)
  }

  private func scriptlessName(_ term: Term) -> String {
    hasScript(term, "^") ? bracketed(write(term)) : operand(term, .atom)
  }

  /// Whether the term is a name with such a script already, or with a prime.
  private func hasScript(_ term: Term, _ mark: Character) -> Bool {
    term.symbol?.name.contains { $0 == mark || $0 == "'" } ?? false
  }

  private func exponent(_ term: Term) -> String {
    let text = write(term)
    if isLatex { return "^{\(text)}" }
    let isSingle = text.utf8.count == 1 && text.allSatisfy { $0.isLetter || $0.isNumber }
    return isSingle ? "^" + text : "^(\(text))"
  }

  private func entry(_ matrix: Term, _ indices: [Term]) -> String {
    // With a number, x_1 could be a name of its own.
    let isNumbered = isLatex && indices.contains { $0.number != nil }
    return entry(matrix, indices.map { write($0) }, isNumbered: isNumbered)
  }

  /// A_{i•} and A_{•j}.
  private func rowOrColumn(_ term: Term) -> String? {
    let every = isLatex ? #"\bullet"# : ":"
    switch term.head {
    case .vector:
      guard let (matrix, index) = term.asColumn else { return nil }
      return entry(matrix, [every, write(index)], isNumbered: isLatex && index.number != nil)
    case .transpose:
      guard let (matrix, index) = term.asRow else { return nil }
      return entry(matrix, [write(index), every], isNumbered: isLatex && index.number != nil)
    default: return nil
    }
  }

  private func entry(_ matrix: Term, _ list: [String], isNumbered: Bool) -> String {
    let isBare =
      !isNumbered && matrix.symbol.map { !$0.name.contains { isLatex && $0 == "_" || $0 == "^" || $0 == "'" } } ?? false
    let base = isBare ? write(matrix) : bracketed(write(matrix))
    return base + (isLatex ? "_{\(list.joined(separator: ","))}" : "[\(list.joined(separator: ", "))]")
  }
}

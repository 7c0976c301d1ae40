import Symbolic

extension Printer {
  /// A term with its arguments in brackets or bars.
  func function(_ term: Term) -> String {
    let arguments = term.arguments
    switch term.head {
    case .squareRoot:
      return isLatex ? #"\sqrt{\#(inner(term))}"# : call("", "sqrt", arguments)
    case .logarithm: return logarithm(arguments)
    case .exponential: return call(#"\exp"#, "exp", arguments)
    case .absoluteValue:
      if arguments[0].symbol != nil { return bars(inner(term)) }
      return call(#"\operatorname{abs}"#, "abs", arguments)
    case .trace: return call(#"\operatorname{tr}"#, "tr", arguments)
    case .determinant: return determinant(term)
    case .norm: return norm(arguments)
    case .diagonalMatrix: return call(#"\operatorname{diag}"#, "diag", arguments)
    case .gaussian: return call(#"\mathcal{N}"#, "N", arguments)
    case .distributionWithMoments: return call(#"\mathcal{D}"#, "D", arguments)
    case .density:
      if case .law(let part) = arguments[0].head {
        return law(part, arguments[0].arguments, at: Array(arguments.dropFirst()))
      }
      return density(arguments[0], arguments[1])
    case .divergence:
      let mark = isLatex ? #" \,\|\, "# : " || "
      let list = arguments.map { write($0) }.joined(separator: mark)
      return (isLatex ? #"\mathrm{KL}"# : "KL") + bracketed(list)
    case .entropy: return call(#"\operatorname{H}"#, "H", arguments)
    case .application(let function) where function.isFamily: return member(function, arguments)
    case .application(let function): return call(name(function.name), function.name, arguments)
    case .law(let part): return law(part, arguments, at: part.of.map { Term($0) })
    case .matrixGaussian: return call(#"\mathcal{MN}"#, "MN", arguments)
    case .gammaFunction: return call(#"\Gamma"#, "Gamma", arguments)
    case .vectorization: return call(#"\operatorname{vec}"#, "vec", arguments)
    case .indicator:
      let (left, right) = (write(arguments[0]), write(arguments[1]))
      return isLatex ? #"\mathbb{1}[\#(left) = \#(right)]"# : "delta(\(left), \(right))"
    case .kroneckerProduct:
      guard isLatex else { return call("", "kron", arguments) }
      return arguments.map { operand($0, .script) }.joined(separator: #" \otimes "#)
    case .blocks(_, let columns): return blocks(arguments, columns: columns)
    default: return call("", "", arguments)
    }
  }

  private func inner(_ term: Term) -> String { write(term.arguments[0]) }

  private func bars(_ text: String) -> String { "|\(text)|" }

  private func logarithm(_ arguments: [Term]) -> String {
    if isLatex, arguments[0].head == .determinant, isInBars(arguments[0]) { return #"\log "# + write(arguments[0]) }
    return call(#"\log"#, "log", arguments)
  }

  private func determinant(_ term: Term) -> String {
    isInBars(term) ? bars(inner(term)) : call(#"\det"#, "det", term.arguments)
  }

  /// Whether a determinant is written as |A|: bars inside bars could be paired in two ways.
  func isInBars(_ determinant: Term) -> Bool {
    let argument = determinant.arguments[0]
    guard argument.sort != .scalar, isLatex || argument.symbol != nil else { return false }
    return !argument.contains { part in
      switch part.head {
      case .determinant, .absoluteValue, .norm, .divergence: true
      case .symbol(let symbol): symbol.name.contains("|")
      default: false
      }
    }
  }

  private func norm(_ arguments: [Term]) -> String {
    guard isLatex else { return call("", "norm", arguments) }
    let text = write(arguments[0])
    let isNested = text.contains(#"\|"#) || text.contains(#"\lVert"#)
    let norm = isNested ? #"\lVert \#(text) \rVert"# : #"\| \#(text) \|"#
    let shape = arguments[0].shape
    return shape.columns == .one || shape.rows == .one ? norm : norm + "_F"
  }

  private func density(_ distribution: Term, _ point: Term) -> String {
    let at = write(point)
    let letter: String
    switch distribution.head {
    case .gaussian: letter = isLatex ? #"\mathcal{N}"# : "N"
    case .distributionWithMoments: letter = isLatex ? #"\mathcal{D}"# : "D"
    default: return write(distribution) + bracketed(at)
    }
    let parameters = distribution.arguments.map { write($0) }.joined(separator: ", ")
    return letter + bracketed("\(at); \(parameters)")
  }
}

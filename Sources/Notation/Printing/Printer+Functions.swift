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
    case .matrixGaussian: return call(#"\mathcal{MN}"#, "MN", arguments)
    case .law(let part): return law(part, given: arguments, at: [])
    case .density: return density(arguments[0], Array(arguments.dropFirst()))
    case .divergence:
      let mark = isLatex ? #" \,\|\, "# : " || "
      let list = arguments.map { write($0) }.joined(separator: mark)
      return (isLatex ? #"\mathrm{KL}"# : "KL") + bracketed(list)
    case .entropy: return call(#"\operatorname{H}"#, "H", arguments)
    case .application(let function): return application(function, arguments)
    case .indicator: return indicator(arguments)
    case .vectorization: return call(#"\operatorname{vec}"#, "vec", arguments)
    case .blocks(_, let columns): return blocks(arguments, columns: columns)
    case .gammaFunction: return call(#"\Gamma"#, "Gamma", arguments)
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
    return isNested ? #"\lVert \#(text) \rVert"# : #"\| \#(text) \|"#
  }

  private func density(_ distribution: Term, _ points: [Term]) -> String {
    if case .law(let part) = distribution.head { return law(part, given: distribution.arguments, at: points) }
    let at = points.map { write($0) }.joined(separator: ", ")
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

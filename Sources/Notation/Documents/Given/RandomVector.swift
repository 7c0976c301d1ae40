import Symbolic

/// Declarations in words: `$X$ a random vector with mean $\mu$ and covariance $\Sigma$`.
extension GivenReader {
  /// Takes up a random vector that the formulas begin with.
  ///
  /// - Returns: the number of formulas that it took, nil where the words declare none.
  mutating func readRandomVector(_ formulas: ArraySlice<GivenFormula>) throws(NotationError) -> Int? {
    guard let first = formulas.first else { return nil }
    let words = first.after.lowercased()
    let isCentred = words.contains("zero mean") || words.contains("mean zero") || words.contains("zero-mean")
    let announcesMean = RandomWords.end(words, with: ["mean", "expectation", "expected value"])
    guard announcesMean || (isCentred && RandomWords.endsWithCovariance(words)) else { return nil }
    let place = formulas.startIndex
    guard let last = first.statements.last else { return nil }
    for statement in first.statements where !statement.rights.isEmpty { try read(statement) }
    let meanPlace = announcesMean ? place + 1 : nil
    let covariancePlace = place + (announcesMean ? 2 : 1)
    guard covariancePlace < formulas.endIndex,
      !announcesMean || RandomWords.endsWithCovariance(formulas[place + 1].after.lowercased())
    else {
      throw scope.error(
        first.tokens, "a random vector needs a mean and a covariance",
        hint: "write: a random vector with mean $\\mu$ and covariance $\\Sigma$")
    }
    let covariance = try stated(formulas[covariancePlace])
    var mean: Term?
    if let meanPlace, !SetReader.isZero(formulas[meanPlace].tokens) { mean = try stated(formulas[meanPlace]) }
    let distribution = try scope.moments(
      mean: mean, covariance: covariance, isGaussian: RandomWords.isGaussian(words),
      at: formulas[covariancePlace].tokens)
    for left in last.lefts {
      guard let name = NameReader.name(left) else { throw scope.error(left, "a name is expected here") }
      try scope.draw(name, left, from: distribution)
    }
    return covariancePlace - place + 1
  }

  /// The value that a formula gives, which it may declare at the same time.
  private mutating func stated(_ formula: GivenFormula) throws(NotationError) -> Term {
    guard let statement = formula.statements.first, formula.statements.count == 1 else {
      throw scope.error(formula.tokens, "one value is expected here")
    }
    guard let right = statement.rights.first else { return try scope.value(statement.lefts[0]) }
    if right.sign == .equal, statement.rights.count == 1, NameReader.name(statement.lefts[0]) == nil {
      return try scope.value(right.tokens)
    }
    try read(statement)
    return try scope.value(statement.lefts[0])
  }
}

/// The words of a declaration of a random vector.
enum RandomWords {
  /// Whether the words end with one of the nouns.
  static func end(_ words: String, with nouns: [String]) -> Bool {
    let trimmed = Reason.trimmed(words)
    return nouns.contains { trimmed == $0 || trimmed.hasSuffix(" " + $0) || trimmed.hasSuffix(" " + $0 + " vector") }
  }

  /// Whether the words announce a covariance.
  static func endsWithCovariance(_ words: String) -> Bool {
    end(words, with: ["covariance", "variance", "covariance matrix", "variance-covariance matrix"])
  }

  /// Whether the words speak of a Gaussian.
  static func isGaussian(_ words: String) -> Bool {
    words.contains("gaussian") || words.contains("normal ") || words.contains("normally")
  }
}

extension DeclarationScope {
  /// The distribution with a mean, none for zero, and a covariance.
  func moments(
    mean: Term?, covariance: Term, isGaussian: Bool, at tokens: ArraySlice<Token>
  ) throws(NotationError) -> Term {
    do {
      let vector = Shape.vector(covariance.shape.rows)
      let zero = vector.isScalar ? Term(0) : try Term(.zero(vector))
      return try Term(isGaussian ? .gaussian : .distributionWithMoments, [mean ?? zero, covariance])
    } catch {
      throw self.error(tokens, error.description)
    }
  }
}

/// Means and covariances stated by formulas: `\mathbb{E}[X] = \mu`, `\mathrm{Cov}(X) = \Sigma`.
struct StatedMoments {
  private struct Moments {
    var mean: ArraySlice<Token>?
    var covariance: ArraySlice<Token>?
    let tokens: ArraySlice<Token>
  }

  private var stated: [(name: String, moments: Moments)] = []

  private static let means: Set<String> = ["E", "𝔼"]
  private static let covariances: Set<String> = ["Cov", "cov", "Var", "var", "V"]

  /// Notes a moment; false where the left side is none.
  mutating func read(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>, _ scope: DeclarationScope
  ) throws(NotationError) -> Bool {
    var cursor = TokenCursor(left)
    guard let word = cursor.fontedWord(), Self.means.contains(word) || Self.covariances.contains(word),
      let next = cursor.next, next.isSymbol("(") || next.isSymbol("["), let content = cursor.bracketed(),
      cursor.isAtEnd
    else { return false }
    let arguments = TokenGroups.split(content, at: ",")
    guard arguments.count <= 2, arguments.allSatisfy({ TokenGroups.same($0, arguments[0]) }),
      let name = NameReader.name(arguments[0])
    else { return false }
    var moments = stated.first { $0.name == name }?.moments ?? Moments(tokens: arguments[0])
    if Self.means.contains(word) { moments.mean = right } else { moments.covariance = right }
    guard stated.count < 100 else { throw scope.error(left, "too many moments are stated in one paragraph") }
    stated.removeAll { $0.name == name }
    stated.append((name, moments))
    return true
  }

  /// Declares the distributions that the noted moments make.
  func distribute(_ scope: inout DeclarationScope) throws(NotationError) {
    for (name, moments) in stated {
      guard let mean = moments.mean, let covariance = moments.covariance else {
        throw scope.error(
          moments.tokens, "\(name) needs a mean and a covariance",
          hint: #"state both: \mathbb{E}[X] = \mu and \mathrm{Cov}(X) = \Sigma"#)
      }
      let distribution = try scope.moments(
        mean: SetReader.isZero(mean) ? nil : try scope.value(mean), covariance: try scope.value(covariance),
        isGaussian: false, at: moments.tokens)
      try scope.draw(name, moments.tokens, from: distribution)
    }
  }
}

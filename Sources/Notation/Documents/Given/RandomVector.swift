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

  /// The covariance of two names.
  private var cross: CrossCovariance?
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
    if arguments.count == 2, Self.covariances.contains(word), !TokenGroups.same(arguments[0], arguments[1]),
      NameReader.name(arguments[0]) != nil, NameReader.name(arguments[1]) != nil
    {
      guard cross == nil else {
        throw scope.error(left, "one covariance of two names can be stated in a paragraph, this is the second")
      }
      cross = CrossCovariance(first: arguments[0], second: arguments[1], value: right)
      return true
    }
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

  /// Whether the left side of a formula is a moment.
  static func isMoment(_ tokens: ArraySlice<Token>) -> Bool {
    var cursor = TokenCursor(tokens)
    guard let word = cursor.fontedWord() else { return false }
    return means.contains(word) || covariances.contains(word)
  }

  /// Whether the value of a moment is an expectation of the name itself, as its definition is.
  static func defines(_ moment: ArraySlice<Token>, _ value: ArraySlice<Token>) -> Bool {
    guard let open = moment.firstIndex(where: { $0.isSymbol("(") || $0.isSymbol("[") }),
      let group = TokenGroups.group(moment, at: open), !group.content.isEmpty
    else { return false }
    let name = TokenGroups.split(moment[group.content], at: ",")[0]
    let isExpectation = value.indices.contains { place in
      var cursor = TokenCursor(value[place...])
      guard let word = cursor.fontedWord(), means.contains(word) || covariances.contains(word), let next = cursor.next
      else { return false }
      return next.isSymbol("(") || next.isSymbol("[") || next.isSymbol("_")
    }
    guard isExpectation, !name.isEmpty, value.count >= name.count else { return false }
    return (value.startIndex...(value.endIndex - name.count)).contains {
      TokenGroups.same(value[$0..<$0 + name.count], name)
    }
  }

  /// Declares the distributions that the noted moments make; what is not stated of a random name is free.
  func distribute(_ scope: inout DeclarationScope, random: RandomNames) throws(NotationError) {
    let second = try dependent(scope, random)
    var all = stated
    for (name, tokens) in random.names where !stated.contains(where: { $0.name == name }) {
      all.append((name, Moments(tokens: tokens)))
    }
    for (name, moments) in all where name != second {
      if let density = random.densities[name] {
        guard moments.mean == nil, moments.covariance == nil else {
          throw scope.error(
            moments.tokens, "\(name) has a density and moments besides, which its density determines",
            hint: "declare either the density or the moments")
        }
        try scope.declareDensity(density, of: moments.tokens)
        continue
      }
      let mean = try mean(of: name, moments, random, &scope)
      let covariance: Term
      if let stated = moments.covariance {
        covariance = try scope.value(stated)
      } else {
        covariance = try scope.freeCovariance(of: name, moments.tokens)
      }
      let distribution = try scope.moments(mean: mean, covariance: covariance, isGaussian: false, at: moments.tokens)
      try scope.draw(name, moments.tokens, from: distribution)
    }
    if let cross, let second, let moments = all.first(where: { $0.name == second })?.moments {
      try cross.define(mean: try mean(of: second, moments, random, &scope), &scope)
    }
  }

  /// The second name of a covariance of two, of which nothing but the mean may be stated besides.
  private func dependent(_ scope: DeclarationScope, _ random: RandomNames) throws(NotationError) -> String? {
    guard let cross else { return nil }
    guard let first = NameReader.name(cross.first), let second = NameReader.name(cross.second),
      random.contains(first), random.contains(second),
      stated.first(where: { $0.name == second })?.moments.covariance == nil
    else {
      throw scope.error(
        cross.first, "a covariance of two names needs both to be random, and none of the second beside it",
        hint: #"declare both as in $U \text{ random} \in \mathbb{R}^n$"#)
    }
    return second
  }

  private func mean(
    of name: String, _ moments: Moments, _ random: RandomNames, _ scope: inout DeclarationScope
  ) throws(NotationError) -> Term {
    let isRandom = random.contains(name)
    guard isRandom || moments.mean != nil && moments.covariance != nil else {
      throw scope.error(
        moments.tokens, "\(name) needs a mean and a covariance",
        hint: #"state both: \mathbb{E}[X] = \mu and \mathrm{Cov}(X) = \Sigma"#)
    }
    guard let stated = moments.mean else { return try scope.freeMean(of: name, moments.tokens) }
    if isRandom { try declareMean(name, moments, &scope) }
    guard SetReader.isZero(stated) else { return try scope.value(stated) }
    let shape = try scope.symbol(moments.tokens).shape
    do {
      return shape.isScalar ? Term(0) : try Term(.zero(shape))
    } catch {
      throw scope.error(stated, error.description)
    }
  }

  /// A mean under a new name has the shape of what is random.
  private func declareMean(
    _ name: String, _ moments: Moments, _ scope: inout DeclarationScope
  ) throws(NotationError) {
    guard let mean = moments.mean, let new = NameReader.name(mean), scope.declarations.symbol(named: new) == nil,
      !scope.declarations.isDimension(new)
    else { return }
    let sort = try scope.symbol(moments.tokens).sort
    try scope.declare(new, sort, at: TokenGroups.range(mean) ?? 0..<0)
  }
}

extension Syntax {
  /// Whether the name occurs.
  func mentions(_ name: String) -> Bool {
    switch kind {
    case .number, .constant, .identity, .filled, .ellipsis, .everyIndex: false
    case .name(let other): other == name
    case .sum(let parts), .product(let parts), .tuple(let parts): parts.mention(name)
    case .negation(let a), .transpose(let a), .superscriptT(let a), .pseudoinverse(let a), .function(_, let a),
      .bars(let a), .entropy(let a):
      a.mentions(name)
    case .quotient(let a, let b), .power(let a, let b), .hadamardProduct(let a, let b), .kroneckerProduct(let a, let b),
      .innerProduct(let a, let b), .dots(let a, let b), .gaussian(let a, let b), .moments(let a, let b),
      .density(let a, let b),
      .divergence(let a, let b), .mutualInformation(let a, let b), .comparison(_, let a, let b),
      .indicator(_, let a, let b), .integralOver(let a, let b):
      a.mentions(name) || b.mentions(name)
    case .matrixGaussian(let a, let b, let c), .limit(let a, let b, let c): [a, b, c].mention(name)
    case .entry(let base, let indices): base.mentions(name) || indices.mention(name)
    case .matrix(let rows): rows.contains { $0.mention(name) }
    case .cases(let rows): rows.contains { $0.value.mentions(name) || $0.conditions.mention(name) }
    case .vector(let index, let lower, let upper, let body):
      lower.mentions(name) || upper.mentions(name) || index != name && body.mentions(name)
    case .range(let limits, let body): limits.parts.mention(name) || limits.index != name && body.mentions(name)
    case .integral(let variable, let body): variable != name && body.mentions(name)
    case .integralThrough(let value, let variable, let body):
      variable != name && (value.mentions(name) || body.mentions(name))
    case .scopedLogarithm(let a, let behind): a.mentions(name) || behind.mention(name)
    case .expectation(_, let body): body.mentions(name)
    case .conditionalExpectation(_, let body, let given): body.mentions(name) || given.mention(name)
    case .covariance(_, let a, let b, let given):
      a.mentions(name) || b?.mentions(name) ?? false || given.mention(name)
    case .lawDensity(let density): density.arguments.mention(name)
    case .conditionalEntropy(let of, let given): of.mention(name) || given.mention(name)
    case .application(_, let arguments), .derivedApplication(_, _, let arguments): arguments.mention(name)
    case .derivative(let variables, _, let body): variables.mention(name) || body.mentions(name)
    case .evaluated(let body, let places):
      places.contains { $0.1.mentions(name) } || !places.contains { $0.0.isName(name) } && body.mentions(name)
    case .optimum(_, _, let variables, let body, let conditions):
      !variables.contains { $0.isName(name) } && (body.mentions(name) || conditions.mention(name))
    }
  }

  /// Whether it is that name and nothing else.
  func isName(_ name: String) -> Bool {
    if case .name(let other) = kind { other == name } else { false }
  }
}

extension [Syntax] {
  fileprivate func mention(_ name: String) -> Bool { contains { $0.mentions(name) } }
}

extension [Syntax.LawArgument] {
  fileprivate func mention(_ name: String) -> Bool { contains { $0.value.mentions(name) } }
}

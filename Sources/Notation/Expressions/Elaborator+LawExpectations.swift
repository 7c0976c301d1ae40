import Symbolic

/// Expectations, entropies and divergences of laws.
extension Elaborator {
  /// What a distribution in a formula is of a law: variables and what is given.
  struct LawReference {
    let view: LawView
    let of: [LawSlot]
    let given: [LawSlot]
    /// Whether the variables are written; those of a bare name are all.
    let isExplicit: Bool
  }

  /// The law that a formula names a distribution of, nil where it names none.
  func lawReference(_ syntax: Syntax) throws(NotationError) -> LawReference? {
    switch syntax.kind {
    case .lawDensity(let density):
      guard let view = law(density.law) else { return nil }
      if density.of.isEmpty { return try whole(view, density.parameters, syntax.range) }
      let (of, given) = try slots(density, view, syntax.range)
      for slot in of where slot.value != Term(slot.variable) && !slot.isOwnMember {
        throw error(syntax.range, "a distribution is over variables, not at a point")
      }
      return LawReference(view: view, of: of, given: given, isExplicit: true)
    case .name(let name):
      if let view = law(name) { return try whole(view, [], syntax.range) }
      // h(X) of a variable of one law.
      guard bound[name] == nil || declarations.distributions[bound[name] ?? Symbol(name, Shape.scalar)] == nil,
        random(named: name) == nil, let (view, variable) = variable(named: name)
      else { return nil }
      let own = LawSlot(variable: variable, indices: nil, value: Term(variable))
      return LawReference(view: view, of: [own], given: view.parameterSlots, isExplicit: true)
    default: return nil
    }
  }

  /// The random variable of that name.
  func random(named name: String) -> Symbol? {
    guard let symbol = declarations.symbol(named: name), declarations.distributions[symbol] != nil else { return nil }
    return symbol
  }

  /// The variable of that name, or of the other case, that one law alone distributes.
  func variable(named name: String) -> (view: LawView, variable: Symbol)? {
    let found = declarations.laws.keys.compactMap { law -> (view: LawView, variable: Symbol)? in
      guard let view = LawView(law, declarations), let variable = view.variable(named: name),
        view.distributed.contains(variable)
      else { return nil }
      return (view, variable)
    }
    return found.count == 1 ? found.first : nil
  }

  private func whole(
    _ view: LawView, _ parameters: [Syntax.LawArgument], _ range: Range<Int>
  ) throws(NotationError) -> LawReference {
    let density = Syntax.LawDensity(law: view.law.name, of: [], given: [], parameters: parameters)
    let given = try slots(density, view, range).given
    let of = view.distributed.map { LawSlot(variable: $0, indices: nil, value: Term($0)) }
    return LawReference(view: view, of: of, given: given, isExplicit: false)
  }

  /// The distribution that a reference names, nil where only densities can tell it.
  func distribution(_ reference: LawReference, _ range: Range<Int>) throws(NotationError) -> Term? {
    if let direct = try component(reference.view, reference.of, reference.given, range) {
      return direct.sort.isDistribution ? direct : nil
    }
    if reference.view.components.isEmpty {
      guard reference.of.allSatisfy({ $0.indices == nil }) else {
        throw error(range, "nothing is known of one member alone under \(reference.view.law.name)")
      }
      return try part(reference.view, reference.of, reference.given, range)
    }
    return nil
  }

  /// The density of a reference at its own variables.
  func density(_ reference: LawReference, _ range: Range<Int>) throws(NotationError) -> Term {
    if let distribution = try distribution(reference, range) {
      let ordered = reference.of.sorted { reference.view.place($0.variable) < reference.view.place($1.variable) }
      return try make(.density, [distribution] + ordered.map(\.value), range)
    }
    if let formula = try component(reference.view, reference.of, reference.given, range) { return formula }
    for slot in reference.of + reference.given where slot.indices != nil {
      throw error(range, "nothing is known of one member of \(slot.variable.name) alone")
    }
    let factors = try self.factors(reference.view, range)
    let variables = { (slots: [LawSlot]) in Set(slots.map(\.variable)).intersection(reference.view.distributed) }
    do {
      return try factors.density(of: variables(reference.of), given: variables(reference.given))
        .substituting(replacements(reference.given))
    } catch {
      throw self.error(range, error.description)
    }
  }

  /// The expectation of a value over variables of a law; of a bare law over those that the value mentions.
  @inline(never)
  func expectation(_ reference: LawReference, _ value: Term, _ range: Range<Int>) throws(NotationError) -> Term {
    var of = reference.of
    if !reference.isExplicit {
      of = of.filter { value.freeSymbols.contains($0.variable) }
      if of.isEmpty { return value }
    }
    let view = reference.view
    if let whole = membersAsWhole(reference, value) { return try expectation(whole, value, range) }
    guard of.allSatisfy({ $0.indices == nil }) else {
      throw error(range, "an expectation over one member of a family is not supported")
    }
    if of.count == 1, let direct = try component(view, of, reference.given, range), direct.sort.isDistribution {
      return try make(.expectation(of[0].variable), [direct, value], range)
    }
    if view.components.isEmpty {
      let ordered = of.sorted { view.place($0.variable) < view.place($1.variable) }
      var result = value
      for place in ordered.indices.reversed() {
        let before = Array(ordered[..<place])
        let distribution = try part(view, [ordered[place]], before + reference.given, range)
        result = try make(.expectation(ordered[place].variable), [distribution, result], range)
      }
      return result
    }
    let factors = try self.factors(view, range)
    let wanted = Set(of.map(\.variable))
    let given = Set(reference.given.map(\.variable)).intersection(view.distributed)
    if given.isEmpty, let nested = factors.distributions(of: wanted) {
      var result = value
      for (variable, distribution) in nested.reversed() {
        result = try make(.expectation(variable), [distribution, result], range)
      }
      return result
    }
    do {
      var result = try Term(.product, [factors.density(of: wanted, given: given), value])
        .substituting(replacements(reference.given))
      for slot in of.reversed() { result = try result.integrated(over: slot.variable, declarations) }
      return result
    } catch {
      throw self.error(range, error.description)
    }
  }

  // MARK: Information

  /// KL(p ‖ q) where only densities tell one of the two.
  @inline(never)
  func divergence(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    if let left = try DensityFactors(a, self), let right = try DensityFactors(b, self),
      left.references.count + right.references.count > 2
    {
      return try divergence(left, right, range)
    }
    guard let left = try lawReference(a), let right = try lawReference(b) else {
      let (left, right) = try distributions(a, b)
      return try make(.divergence, [left, right], range)
    }
    let known = (try distribution(left, a.range), try distribution(right, b.range))
    guard known.0 == nil || known.1 == nil else {
      let (left, right) = try distributions(a, b)
      return try make(.divergence, [left, right], range)
    }
    guard Set(left.of.map(\.variable)) == Set(right.of.map(\.variable)) else {
      throw error(range, "a divergence is between distributions of the same variables")
    }
    let (above, below) = (try density(left, a.range), try density(right, b.range))
    let ratio = try make(.sum, [logarithm(above, range), make(.negation, [logarithm(below, range)], range)], range)
    return try expectation(left.explicit, ratio, range)
  }

  /// H(p).
  @inline(never)
  func entropy(_ a: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    if let value = try imageEntropy(a, range) { return value }
    if let reference = try lawReference(a), try distribution(reference, a.range) == nil {
      let own = try logarithm(density(reference, a.range), range)
      return try make(.negation, [expectation(reference.explicit, own, range)], range)
    }
    return try make(.entropy, [distribution(a, space: nil)], range)
  }

  private func logarithm(_ value: Term, _ range: Range<Int>) throws(NotationError) -> Term {
    try make(.logarithm, [value], range)
  }

  /// H(X, Y | Z), the expected entropy of what is not given.
  @inline(never)
  func conditionalEntropy(
    _ of: [Syntax.LawArgument], _ given: [Syntax.LawArgument], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let view = try law(of: of + given, range)
    let density = Syntax.LawDensity(law: view.law.name, of: of, given: given, parameters: [])
    let (inside, conditions) = try slots(density, view, range)
    let reference = LawReference(view: view, of: inside, given: conditions, isExplicit: true)
    let value: Term
    if let distribution = try distribution(reference, range) {
      value = try make(.entropy, [distribution], range)
    } else {
      value = try make(
        .negation, [expectation(reference, logarithm(self.density(reference, range), range), range)], range)
    }
    // What is given without a value is averaged over.
    let open = conditions.filter { slot in
      view.distributed.contains(slot.variable) && slot.value == Term(slot.variable)
        && !given.contains { $0.variable != nil && $0.variable?.base.flatMap(view.variable) == slot.variable }
    }
    guard !open.isEmpty else { return value }
    let rest = conditions.filter { slot in !open.contains { $0.variable == slot.variable } }
    return try expectation(LawReference(view: view, of: open, given: rest, isExplicit: true), value, range)
  }

  /// I(X; Y), the expected log ratio of the joint density and the product of its marginals.
  @inline(never)
  func mutualInformation(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let arguments = [a, b].map { Syntax.LawArgument(variable: nil, value: $0) }
    let view = try law(of: arguments, range)
    let (of, given) = try slots(
      Syntax.LawDensity(law: view.law.name, of: arguments, given: [], parameters: []), view, range)
    let reference = { (slots: [LawSlot]) in
      LawReference(view: view, of: slots, given: given, isExplicit: true)
    }
    let parts = try make(
      .product, [density(reference([of[0]]), range), density(reference([of[1]]), range)], range)
    let ratio = try make(.quotient, [density(reference(of), range), parts], range)
    return try expectation(reference(of), logarithm(ratio, range), range)
  }

  /// The one law that distributes these variables.
  func law(of arguments: [Syntax.LawArgument], _ range: Range<Int>) throws(NotationError) -> LawView {
    let names = arguments.compactMap { ($0.variable ?? $0.value).base }
    let found = declarations.laws.keys.sorted { $0.name < $1.name }.compactMap { LawView($0, declarations) }.filter {
      view in
      names.count == arguments.count && names.allSatisfy { view.variable(named: $0) != nil }
    }
    guard let view = found.first, found.count == 1 else {
      throw error(
        range,
        found.isEmpty
          ? "no law of \(names.joined(separator: " and ")) is declared"
          : "\(names.joined(separator: " and ")) can be distributed as "
            + found.prefix(2).map(\.law.name).joined(separator: " or as "),
        hint: found.isEmpty ? "declare one, as in $p(\(names.joined(separator: ", ")))$ a joint density" : nil)
    }
    return view
  }
}

extension Elaborator.LawReference {
  /// The same with its variables written.
  var explicit: Elaborator.LawReference {
    Elaborator.LawReference(view: view, of: of, given: given, isExplicit: true)
  }
}

extension LawView {
  /// The variables that are always given, at their own values.
  var parameterSlots: [LawSlot] { parameters.map { LawSlot(variable: $0, indices: nil, value: Term($0)) } }
}

import Symbolic

/// Densities of laws, told apart by the names of their arguments.
extension Elaborator {
  /// The law of that name.
  func law(_ name: String) -> LawView? {
    guard bound[name]?.sort.isDistribution ?? true else { return nil }
    return (bound[name] ?? declarations.symbol(named: name)).flatMap { LawView($0, declarations) }
  }

  /// p(x | z; θ) as a value.
  @inline(never)
  func density(_ density: Syntax.LawDensity, _ range: Range<Int>) throws(NotationError) -> Term {
    guard let view = law(density.law) else {
      if let value = try namedDensity(density, range) { return value }
      throw error(range, "\(density.law) is no law")
    }
    guard !density.of.isEmpty else {
      throw error(range, "a value is needed here, and \(source.text(range)) is a distribution")
    }
    let value = try value(density, view, range)
    do {
      return try value.withEntriesOfUnits()
    } catch {
      throw self.error(range, error.description)
    }
  }

  private func value(
    _ density: Syntax.LawDensity, _ view: LawView, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let (of, given) = try slots(density, view, range)
    if let (name, all) = view.namedPart(of, given) {
      throw error(
        range,
        "\(source.text(range)) can be read as the marginal \(name), or as \(view.law.name) with \(of[0].variable.name) "
          + "for all of \(all)", hint: "write \(name) or \(view.law.name)(\(all))")
    }
    if let direct = try component(view, of, given, range) {
      return direct.sort.isDistribution ? try make(.density, [direct] + of.map(\.value), range) : direct
    }
    if let value = try probabilityOfMembers(view, of, given, range) { return value }
    for slot in of + given where slot.indices != nil {
      throw error(
        range, "nothing is known of one member of \(slot.variable.name) alone under \(view.law.name)",
        hint: "declare its density, as in $\(view.law.name)(x_t \\mid z_t) = \\mathcal{N}(x_t; B z_t, \\Gamma)$")
    }
    if view.components.isEmpty {
      let ordered = of.sorted { view.place($0.variable) < view.place($1.variable) }
      return try make(.density, [part(view, ordered, given, range)] + ordered.map(\.value), range)
    }
    let factors = try self.factors(view, range)
    let variables = { (slots: [LawSlot]) in Set(slots.map(\.variable)).intersection(view.distributed) }
    do {
      let value = try factors.density(of: variables(of), given: variables(given))
      return try value.substituting(replacements(of + given))
    } catch {
      throw self.error(range, error.description)
    }
  }

  func replacements(_ slots: [LawSlot]) -> [Symbol: Term] {
    var result: [Symbol: Term] = [:]
    for slot in slots where slot.value.symbol != slot.variable { result[slot.variable] = slot.value }
    return result
  }

  func factors(_ view: LawView, _ range: Range<Int>) throws(NotationError) -> LawFactors {
    do {
      return try LawFactors(view, declarations)
    } catch {
      switch error {
      case .notCovered(let variable):
        throw self.error(
          range, "what is declared of \(view.law.name) does not tell the density of \(variable.name)")
      case .circular: throw self.error(range, "the densities that are declared of \(view.law.name) are circular")
      case .term(let error): throw self.error(range, error.description)
      }
    }
  }

  /// The conditional distribution of variables of a law.
  func part(
    _ view: LawView, _ of: [LawSlot], _ given: [LawSlot], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let ordered = of.sorted { view.place($0.variable) < view.place($1.variable) }
    let conditions = given.sorted { view.place($0.variable) < view.place($1.variable) }
    let part = LawPart(law: view.law, of: ordered.map(\.variable), given: conditions.map(\.variable))
    return try make(.law(part), conditions.map(\.value), range)
  }

  /// What a component says that says just this, a distribution or the density as a formula, with the values put in.
  func component(
    _ view: LawView, _ of: [LawSlot], _ given: [LawSlot], _ range: Range<Int>
  ) throws(NotationError) -> Term? {
    for component in view.components {
      var match = ComponentMatch(component)
      let parameters = Set(view.parameters)
      guard component.of.count == of.count, match.take(of, component.of),
        match.take(
          given.filter { !parameters.contains($0.variable) || component.mentions($0.variable) }, component.given)
      else { continue }
      do {
        return try component.statement.substituting(match.replacements()).withPlainIndices(declarations)
      } catch {
        throw self.error(range, error.description)
      }
    }
    return nil
  }

  // MARK: Slots

  /// What is distributed and what is given, each with its variable; parameters that are not written are given too.
  func slots(
    _ density: Syntax.LawDensity, _ view: LawView, _ range: Range<Int>
  ) throws(NotationError) -> (of: [LawSlot], given: [LawSlot]) {
    var taken: Set<Symbol> = []
    var found: [LawSlot?] = []
    let arguments = density.arguments
    for argument in arguments {
      let slot = try named(argument, view)
      if let slot, slot.indices == nil, !taken.insert(slot.variable).inserted {
        throw error(argument.value.range, "\(slot.variable.name) stands in \(view.law.name) twice")
      }
      found.append(slot)
    }
    var all: [LawSlot] = []
    for (argument, slot) in zip(arguments, found) {
      if let slot {
        all.append(slot)
        continue
      }
      let value = try term(argument.value)
      let candidates = view.variables.filter {
        !taken.contains($0) && $0.shape == value.shape && declarations.families[$0] == nil
      }
      guard let variable = candidates.first, candidates.count == 1 else {
        let names = view.variables.map(\.name).joined(separator: ", ")
        throw error(
          argument.value.range,
          candidates.isEmpty
            ? "\(source.text(argument.value.range)) is no variable of \(view.law.name), which is of \(names)"
            : "\(source.text(argument.value.range)) can stand for "
              + candidates.prefix(2).map(\.name).joined(separator: " and for "),
          hint: "name the variable: \(view.law.name)(x = …)")
      }
      taken.insert(variable)
      all.append(LawSlot(variable: variable, indices: nil, value: value))
    }
    var given = Array(all.dropFirst(density.of.count))
    for parameter in view.parameters where !taken.contains(parameter) {
      given.append(LawSlot(variable: parameter, indices: nil, value: Term(parameter)))
    }
    return (Array(all.prefix(density.of.count)), given)
  }

  /// The variable that an argument names, nil where it is an expression.
  private func named(_ argument: Syntax.LawArgument, _ view: LawView) throws(NotationError) -> LawSlot? {
    if let variable = argument.variable {
      if let slot = try oneHotSlot(variable, argument.value, view) { return slot }
      guard let slot = try named(Syntax.LawArgument(variable: nil, value: variable), view) else {
        throw error(variable.range, "\(source.text(variable.range)) is no variable of \(view.law.name)")
      }
      if slot.indices == nil, let symbol = argument.value.base, slot.variable.name == symbol { return slot }
      return LawSlot(
        variable: slot.variable, indices: slot.indices,
        value: try term(argument.value, expected: slot.variable.shape))
    }
    let syntax = argument.value
    switch syntax.kind {
    case .name(let name):
      if let variable = view.variable(named: name) {
        return LawSlot(variable: variable, indices: nil, value: Term(bound[name] ?? variable))
      }
      // θ̂ stands at the place of θ.
      guard let bare = Elaborator.undecorated(name), let variable = view.variable(named: bare) else { return nil }
      return LawSlot(variable: variable, indices: nil, value: try term(syntax))
    case .application(let name, let indices):
      guard let family = view.variable(named: name), declarations.families[family] != nil else { return nil }
      let places = try terms(indices)
      return LawSlot(variable: family, indices: places, value: try make(.application(family), places, syntax.range))
    case .entry(let base, let indices):
      guard case .name(let name) = base.kind, let family = view.variable(named: name),
        let ranges = declarations.families[family], ranges.count == indices.count
      else { return nil }
      let places = try terms(indices)
      return LawSlot(variable: family, indices: places, value: try make(.application(family), places, syntax.range))
    case .dots(let first, let last):
      guard let name = first.base, name == last.base, let family = view.variable(named: name),
        let range = declarations.families[family]?.first,
        let lower = try named(Syntax.LawArgument(variable: nil, value: first), view)?.indices?.first,
        let upper = try named(Syntax.LawArgument(variable: nil, value: last), view)?.indices?.first
      else { return nil }
      guard IndexValue(lower).number == range.lower, IndexValue(upper) == IndexValue(Term(range.upper)) else {
        throw error(syntax.range, "only all members of \(name) together, or one, can stand in a density")
      }
      return LawSlot(variable: family, indices: nil, value: Term(family))
    case .power(let base, let exponent):
      // σ² says σ, where σ is positive.
      guard case .number(let number) = exponent.kind, number == Rational(2), case .name(let name) = base.kind,
        let variable = view.variable(named: name), variable.domain == .positive
      else { return nil }
      return LawSlot(variable: variable, indices: nil, value: Term(variable))
    default: return nil
    }
  }

  /// z_k = 1 of a 1-of-K variable: its value is the unit vector of that place.
  private func oneHotSlot(_ entry: Syntax, _ value: Syntax, _ view: LawView) throws(NotationError) -> LawSlot? {
    guard case .entry(let base, let indices) = entry.kind, indices.count == 1, case .name(let name) = base.kind,
      let variable = view.variable(named: name), variable.domain == .oneHot,
      declarations.families[variable] == nil, case .number(.one) = value.kind
    else { return nil }
    let place = try term(indices[0])
    do {
      let unit = try Term.unitVector(variable.shape.rows, at: place)
      return LawSlot(variable: variable, indices: nil, value: unit)
    } catch {
      throw self.error(entry.range, error.description)
    }
  }

  /// The name under a hat, a tilde, a bar or a label; nil where there is none.
  static func undecorated(_ name: String) -> String? {
    if let open = name.firstIndex(of: "("), let close = name.firstIndex(of: ")"),
      name.hasPrefix("hat(")
        || name.hasPrefix("tilde(") || name.hasPrefix("bar(") || name.hasPrefix("check(")
    {
      return String(name[name.index(after: open)..<close]) + name[name.index(after: close)...]
    }
    if let label = name.firstIndex(of: "^") { return String(name[..<label]) }
    if name.hasSuffix("'") { return String(name.dropLast()) }
    return nil
  }
}

extension LawView {
  /// The place of a variable in the declared order.
  func place(_ variable: Symbol) -> Int { variables.firstIndex(of: variable) ?? variables.count }

  /// The name of the density that distributes one variable alone, where the law is a product of densities with names of
  /// their own: beside p(x, y) = p_1(x) p_2(y), p(x) is not p_1(x) for certain.
  fileprivate func namedPart(_ of: [LawSlot], _ given: [LawSlot]) -> (name: String, all: String)? {
    guard of.count == 1, given.isEmpty, distributed.count > 1,
      let component = components.first(where: { $0.variable == of[0].variable && $0.given.isEmpty }),
      let other = component.statement.lawName, other != law.name
    else { return nil }
    let all = distributed.map(\.name).joined(separator: ", ")
    return ("\(other)(\(of[0].variable.name))", all)
  }

  /// The variable of that name, or of that name in the other case: X for x.
  func variable(named name: String) -> Symbol? {
    variables.first { $0.name == name }
      ?? variables.first { $0.name.lowercased() == name.lowercased() && name.count == 1 }
  }
}

extension Term {
  /// The name of the law or distribution that this is.
  fileprivate var lawName: String? {
    if case .law(let part) = head { return part.law.name }
    return symbol?.name
  }
}

extension LawComponent {
  fileprivate func mentions(_ variable: Symbol) -> Bool { given.contains { $0.variable == variable } }
}

/// The values of the indices and variables under which a component says what is written.
private struct ComponentMatch {
  private let component: LawComponent
  private var values: [Symbol: Term] = [:]

  init(_ component: LawComponent) { self.component = component }

  func replacements() -> [Symbol: Term] { values.filter { $0.value.symbol != $0.key } }

  /// Matches each slot with one place.
  mutating func take(_ slots: [LawSlot], _ places: [Term]) -> Bool {
    guard slots.count == places.count else { return false }
    var rest = places
    for slot in slots {
      guard let place = rest.firstIndex(where: { fits(slot, $0) }) else { return false }
      _ = bind(slot, rest[place])
      rest.remove(at: place)
    }
    return true
  }

  private func fits(_ slot: LawSlot, _ place: Term) -> Bool {
    var copy = self
    return copy.bind(slot, place)
  }

  private mutating func bind(_ slot: LawSlot, _ place: Term) -> Bool {
    guard place.variable == slot.variable else { return false }
    guard let indices = slot.indices else {
      guard let symbol = place.symbol else { return false }
      values[symbol] = slot.value
      return true
    }
    guard place.symbol == nil, place.arguments.count == indices.count else { return false }
    for (pattern, index) in zip(place.arguments.map(IndexValue.init), indices.map(IndexValue.init)) {
      guard let shift = pattern.shift, component.indices.contains(shift.symbol) else {
        guard pattern == index else { return false }
        continue
      }
      let value = index.less(IndexValue(Term(shift.by)))
      if let known = values[shift.symbol] {
        guard IndexValue(known) == value else { return false }
      } else {
        guard let term = try? value.term() else { return false }
        values[shift.symbol] = term
      }
    }
    return true
  }
}

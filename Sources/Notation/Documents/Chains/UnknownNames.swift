import Symbolic

/// Decorated names of declared symbols that nothing declares, such as \hat\beta beside \beta: what equations determine.
enum UnknownNames {
  /// A name to declare and the symbol that it is a value of.
  struct Found {
    let name: String
    let base: Symbol
  }

  /// Every such name in the tokens, each once.
  static func all(_ tokens: [Token], _ declarations: Declarations) -> [Found] {
    var found: [Found] = []
    var place = 0
    while place < tokens.count {
      guard let name = NameReader.prefix(tokens[place...]) else {
        place += 1
        continue
      }
      if let unknown = unknown(name.name, declarations), !found.contains(where: { $0.name == unknown.name }) {
        found.append(unknown)
      }
      place = max(place + 1, name.end)
    }
    return found
  }

  /// Every decorated name that nothing declares, its index included: \\hat\\beta_0 beside \\beta.
  static func undeclared(_ tokens: [Token], _ declarations: Declarations) -> [Found] {
    var found: [Found] = []
    var place = 0
    while place < tokens.count {
      guard let name = NameReader.prefix(tokens[place...]) else {
        place += 1
        continue
      }
      place = max(place + 1, name.end)
      guard let unknown = unknown(name.name, declarations), !found.contains(where: { $0.name == name.name }),
        declarations.families[unknown.base] == nil
      else { continue }
      found.append(Found(name: name.name, base: unknown.base))
    }
    return found
  }

  /// What the name is a value of, nil where it is declared or no decorated name.
  static func unknown(_ name: String, _ declarations: Declarations) -> Found? {
    guard !isDeclared(name, declarations), !isDeclared(name + "^2", declarations), !name.hasPrefix("bar("),
      let bare = Elaborator.undecorated(name)
    else {
      return nil
    }
    if let base = symbol(bare, declarations) { return Found(name: name, base: base) }
    // Without its index: \hat\mu_k of a family \mu.
    guard let mark = name.firstIndex(of: "_") else { return nil }
    let label = name[mark...].firstIndex(of: "^").map { String(name[$0...]) } ?? ""
    let core = name[..<mark] + label
    guard !isDeclared(String(core), declarations), let bare = Elaborator.undecorated(String(core)),
      let base = symbol(bare, declarations)
    else { return nil }
    return Found(name: String(core), base: base)
  }

  private static func isDeclared(_ name: String, _ declarations: Declarations) -> Bool {
    declarations.isDimension(name) || declarations.symbol(named: name) != nil
  }

  private static func symbol(_ name: String, _ declarations: Declarations) -> Symbol? {
    guard let symbol = declarations.symbol(named: name), case .matrix = symbol.sort, symbol.domain != .natural,
      !declarations.functions.contains(symbol) || declarations.families[symbol] != nil
    else { return nil }
    return symbol
  }
}

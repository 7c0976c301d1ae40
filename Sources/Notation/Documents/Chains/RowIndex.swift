/// A row with its relations and its prose found, so that questions about stretches of it cost nothing.
struct RowIndex {
  let row: Row
  /// The tokens of the row.
  let tokens: [Token]
  /// The relations outside all brackets, in order.
  private(set) var relations: [(place: Range<Int>, found: RelationReader.Found)] = []
  /// What each piece of prose outside all brackets is, by its place.
  private(set) var roles: [Int: Prose.Role] = [:]
  /// For each place, the number of relations that begin before it.
  private var relationsBefore: [Int] = [0]
  /// For each place, the number of pieces of prose before it that are no names.
  private var proseBefore: [Int] = [0]

  init(_ row: Row) {
    self.row = row
    tokens = row.map(\.token)
    findRelations()
    findProse()
  }

  /// The number of relations that begin in the stretch.
  func relationCount(_ range: Range<Int>) -> Int {
    relationsBefore[range.upperBound] - relationsBefore[range.lowerBound]
  }

  /// Whether prose that is no name stands in the stretch.
  func hasProse(_ range: Range<Int>) -> Bool { proseBefore[range.upperBound] > proseBefore[range.lowerBound] }

  /// Whether the text at the place is a name or an operator of an expression.
  func isName(_ place: Int) -> Bool { !hasProse(place..<place + 1) }

  /// The relations that begin in the stretch.
  func relations(in range: Range<Int>) -> ArraySlice<(place: Range<Int>, found: RelationReader.Found)> {
    relations[relationsBefore[range.lowerBound]..<relationsBefore[range.upperBound]]
  }

  /// Whether a relation begins at the place.
  func isRelation(_ place: Int) -> Bool { relationCount(place..<place + 1) > 0 }

  /// Whether the token is a sign or an operator between operands.
  func isSign(_ place: Int) -> Bool { RowIndex.isSign(tokens[place]) }

  /// Whether the token is a sign or an operator between operands.
  static func isSign(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol): ["+", "-", "*", "/"].contains(symbol)
    case .command(let name): Prose.operators.contains(name)
    default: false
    }
  }

  private mutating func findRelations() {
    relationsBefore.reserveCapacity(row.count + 1)
    var place = 0
    while place < row.count {
      var end = place + 1
      if row[place].depth == 0, !isArgument(place), !isNegated(place),
        let found = RelationReader.relation(tokens[...], at: place)
      {
        end = found.end
        relations.append((place..<end, found))
      }
      for _ in place..<end { relationsBefore.append(relations.count) }
      place = end
    }
  }

  private mutating func findProse() {
    proseBefore.reserveCapacity(row.count + 1)
    var count = 0
    for place in row.indices {
      if case .text = tokens[place].kind {
        let role = Prose.role(self, at: place)
        if row[place].depth == 0 { roles[place] = role }
        if role != .name { count += 1 }
      }
      proseBefore.append(count)
    }
  }

  private func isNegated(_ place: Int) -> Bool { place > 0 && tokens[place - 1].isCommand("not") }

  /// Whether a brace opens the argument of a command or a script.
  private func isArgument(_ place: Int) -> Bool {
    guard place > 0, tokens[place].isSymbol("{") else { return false }
    switch tokens[place - 1].kind {
    case .command, .symbol("_"), .symbol("^"), .symbol("}"): return true
    default: return false
    }
  }
}

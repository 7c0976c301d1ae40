import Symbolic

/// Reads a dimension, such as `n`, `2n - 1` or `d_x + 1`: sums and products of whole numbers and names.
struct DimensionReader {
  /// A number larger than this is no dimension that anything could be tried in.
  static let largest = 1000
  /// A dimension has no more tokens.
  private static let longest = 32

  private var cursor: TokenCursor
  private let whole: ArraySlice<Token>
  /// The names that occur, with their bytes, in order.
  private(set) var names: [(name: String, place: Range<Int>)] = []

  /// What is wrong with a dimension.
  enum Fault: Error {
    case unknown
    case tooLarge
  }

  private init(_ tokens: ArraySlice<Token>) {
    cursor = TokenCursor(tokens)
    whole = tokens
  }

  /// The dimension that the tokens spell, and the names in it.
  static func read(
    _ tokens: ArraySlice<Token>
  ) throws(Fault) -> (dimension: Dimension, names: [(name: String, place: Range<Int>)]) {
    guard tokens.count <= longest else { throw .tooLarge }
    var reader = DimensionReader(tokens)
    let dimension = try reader.sum()
    guard reader.cursor.isAtEnd else { throw .unknown }
    return (dimension, reader.names)
  }

  /// Whether a name is a letter, with a number as its index or without: such a name is a dimension where one is expected.
  static func isLetter(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.first?.count == 1 else { return false }
    return parts.count == 1 || parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy(\.isNumber)
  }

  private mutating func sum() throws(Fault) -> Dimension {
    var total = try product()
    while true {
      if cursor.take("+") {
        total = try bounded(total + product())
      } else if cursor.take("-") {
        total = try bounded(total - product())
      } else {
        return total
      }
    }
  }

  private mutating func product() throws(Fault) -> Dimension {
    var value = try factor()
    while let next = cursor.next, !next.isSymbol("+"), !next.isSymbol("-") {
      _ = cursor.take(command: "cdot") || cursor.take("*")
      value = try bounded(value * factor())
    }
    return value
  }

  private mutating func factor() throws(Fault) -> Dimension {
    guard let next = cursor.next else { throw .unknown }
    switch next.kind {
    case .number(let digits):
      _ = cursor.pop()
      guard let number = Int(digits) else { throw .unknown }
      guard number <= DimensionReader.largest else { throw .tooLarge }
      return .literal(number)
    case .symbol("("), .symbol("{"):
      guard let content = cursor.bracketed() else { throw .unknown }
      var inner = DimensionReader(content)
      let value = try inner.sum()
      guard inner.cursor.isAtEnd else { throw .unknown }
      names += inner.names
      return value
    default:
      guard let found = NameReader.prefix(cursor.tokens) else { throw .unknown }
      let tokens = cursor.tokens[..<found.end]
      names.append((found.name, TokenGroups.range(tokens) ?? next.range))
      cursor = TokenCursor(cursor.tokens[found.end...])
      return .named(found.name)
    }
  }

  private func bounded(_ dimension: Dimension) throws(Fault) -> Dimension {
    guard dimension.parts.allSatisfy({ abs($0.coefficient) <= 1_000_000 }) else { throw .tooLarge }
    return dimension
  }
}

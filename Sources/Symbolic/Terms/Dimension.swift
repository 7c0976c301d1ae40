/// A dimension of a matrix: a polynomial with integer coefficients in named dimensions, such as `n`, `2n` or `n - 1`.
///
/// Two dimensions are equal exactly when the polynomials are, so shapes are compared without knowing any number.
public struct Dimension: Hashable, Sendable {
  /// A product of names with its coefficient.
  public struct Part: Hashable, Sendable {
    /// The factors, sorted.
    public let names: [String]
    /// The coefficient, never zero.
    public let coefficient: Int
  }

  /// The parts, sorted by names; empty for zero.
  public let parts: [Part]

  private init(collecting all: [Part]) {
    var sums: [[String]: Int] = [:]
    for part in all { sums[part.names, default: 0] &+= part.coefficient }
    parts = sums.filter { $0.value != 0 }
      .map { Part(names: $0.key, coefficient: $0.value) }
      .sorted { ($0.names.count, $0.names.joined(separator: "*")) < ($1.names.count, $1.names.joined(separator: "*")) }
  }

  /// A known number.
  public static func literal(_ value: Int) -> Dimension {
    Dimension(collecting: [Part(names: [], coefficient: value)])
  }

  /// A named dimension.
  public static func named(_ name: String) -> Dimension {
    Dimension(collecting: [Part(names: [name], coefficient: 1)])
  }

  /// The dimension of a scalar.
  public static let one = Dimension.literal(1)

  /// The number, where no name occurs.
  public var literal: Int? {
    if parts.isEmpty { return 0 }
    return parts.count == 1 && parts[0].names.isEmpty ? parts[0].coefficient : nil
  }

  /// The names that occur.
  public var names: Set<String> { Set(parts.flatMap(\.names)) }

  /// The sum.
  public static func + (left: Dimension, right: Dimension) -> Dimension {
    Dimension(collecting: left.parts + right.parts)
  }

  /// The difference.
  public static func - (left: Dimension, right: Dimension) -> Dimension {
    left + .literal(-1) * right
  }

  /// The product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    Dimension(
      collecting: left.parts.flatMap { a in
        right.parts.map { b in
          Part(names: (a.names + b.names).sorted(), coefficient: a.coefficient &* b.coefficient)
        }
      })
  }

  /// The number that this is where each name has the given value; nil where a name has none.
  public func value(_ sizes: [String: Int]) -> Int? {
    var total = 0
    for part in parts {
      var product = part.coefficient
      for name in part.names {
        guard let size = sizes[name] else { return nil }
        product &*= size
      }
      total &+= product
    }
    return total
  }
}

extension Dimension: CustomStringConvertible {
  /// The dimension as a person writes it, such as `2n - 1`.
  public var description: String {
    if parts.isEmpty { return "0" }
    var text = ""
    for (index, part) in parts.reversed().enumerated() {
      let size = abs(part.coefficient)
      let body = part.names.isEmpty ? "\(size)" : (size == 1 ? "" : "\(size)") + part.names.joined()
      if index == 0 {
        text = (part.coefficient < 0 ? "-" : "") + body
      } else {
        text += (part.coefficient < 0 ? " - " : " + ") + body
      }
    }
    return text
  }
}

/// The shape of a matrix; a vector is a matrix of one column and a scalar a matrix of one row and one column.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// The number of rows.
  public let rows: Dimension
  /// The number of columns.
  public let columns: Dimension

  /// The shape of so many rows and columns.
  public init(_ rows: Dimension, _ columns: Dimension) {
    self.rows = rows
    self.columns = columns
  }

  /// One row and one column.
  public static let scalar = Shape(.one, .one)

  /// A column vector.
  public static func vector(_ rows: Dimension) -> Shape { Shape(rows, .one) }

  /// Whether this is the shape of a scalar.
  public var isScalar: Bool { self == .scalar }

  /// Whether this is the shape of a column vector that is not a scalar.
  public var isColumn: Bool { columns == .one && rows != .one }

  /// Whether rows and columns agree.
  public var isSquare: Bool { rows == columns }

  /// The shape of the transpose.
  public var transposed: Shape { Shape(columns, rows) }

  /// The shape as a person writes it: `3 x n`, or `scalar`.
  public var description: String { isScalar ? "scalar" : "\(rows) x \(columns)" }
}

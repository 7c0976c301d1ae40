import NumericCore

/// What training gave, as facts and tables that a person reads and a program can take apart.
public struct TrainingSummary: Sendable {
  /// A value.
  public enum Value: Sendable, Equatable {
    case integer(Int)
    case integers([Int])
    case number(Double)
    case text(String)
    case flag(Bool)
    case numbers([Double])
    case matrix(Matrix<Double>)
  }

  /// A value with its name.
  public struct Fact: Sendable {
    /// What programs call it.
    public let key: String
    /// What people call it.
    public let label: String
    /// The value.
    public let value: Value
    /// What goes with it, such as a unit or a convention; empty for nothing.
    public let note: String
    /// How many digits a person wants to see of a number.
    public let digits: Int
    /// The names of the rows of a matrix or the numbers of a list; none where they have no names.
    public let names: [String]
  }

  /// A column of a table.
  public struct Column: Sendable {
    /// What programs call it.
    public let key: String
    /// What people call it: a head for each number where the cells are lists.
    public let heads: [String]

    /// A column with one head.
    public init(_ key: String, _ head: String) { (self.key, heads) = (key, [head]) }

    /// A column of lists.
    public init(_ key: String, _ heads: [String]) { (self.key, self.heads) = (key, heads) }
  }

  /// Values in rows and columns. Matrices among them stand below the table.
  public struct Table: Sendable {
    /// What programs call it.
    public let key: String
    /// What people call it.
    public let title: String
    /// The columns.
    public let columns: [Column]
    /// The rows.
    public let rows: [[Value]]
  }

  /// A fact or a table.
  public enum Item: Sendable {
    case fact(Fact)
    case table(Table)
  }

  /// What was trained, as programs call it.
  public let model: String
  /// What was trained, on what.
  public let title: String
  /// The items in order.
  public private(set) var items: [Item] = []

  /// A summary without items.
  public init(model: String, title: String) { (self.model, self.title) = (model, title) }

  /// Adds a fact.
  public mutating func add(
    _ key: String, _ label: String, _ value: Value, note: String = "", digits: Int = 6, names: [String] = []
  ) {
    items.append(.fact(Fact(key: key, label: label, value: value, note: note, digits: digits, names: names)))
  }

  /// Adds a table, unless it has no rows.
  public mutating func add(_ key: String, _ title: String, _ columns: [Column], _ rows: [[Value]]) {
    if !rows.isEmpty { items.append(.table(Table(key: key, title: title, columns: columns, rows: rows))) }
  }

  /// The value of the fact of that name.
  public func value(_ key: String) -> Value? {
    for case .fact(let fact) in items where fact.key == key { return fact.value }
    return nil
  }

  /// The table of that name.
  public func table(_ key: String) -> Table? {
    for case .table(let table) in items where table.key == key { return table }
    return nil
  }
}

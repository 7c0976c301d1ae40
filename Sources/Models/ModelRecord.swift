/// A model or a state of training as plain values: settings, and arrays by name. It can be written down and read back
/// without losing a bit.
public struct ModelRecord: Sendable, Equatable {
  /// What it is a record of, such as `gaussian-mixture`.
  public let kind: String
  /// The settings by name.
  public var settings: [String: Setting]
  /// The arrays by name.
  public var arrays: [String: NumericArray]

  /// A record of that kind.
  public init(kind: String, settings: [String: Setting] = [:], arrays: [String: NumericArray] = [:]) {
    self.kind = kind
    self.settings = settings
    self.arrays = arrays
  }

  /// A single value.
  public enum Setting: Sendable, Equatable {
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case integers([Int])
  }
}

/// Numbers in a box of any number of dimensions, the last of which runs fastest.
public struct NumericArray: Sendable, Equatable {
  /// The length of each dimension; none for a single number.
  public let shape: [Int]
  /// The numbers.
  public let elements: Elements

  /// Numbers of one type.
  public enum Elements: Sendable, Equatable {
    case doubles([Double])
    case floats([Float])
    case integers([Int64])

    /// How many there are.
    public var count: Int {
      switch self {
      case .doubles(let elements): elements.count
      case .floats(let elements): elements.count
      case .integers(let elements): elements.count
      }
    }
  }

  /// An array of that shape.
  /// - Requires: as many elements as the shape has places.
  public init(shape: [Int], _ elements: Elements) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == elements.count, "the elements do not fill the shape")
    self.shape = shape
    self.elements = elements
  }
}

/// What is converted to a record and made from one.
public protocol Recordable {
  /// The value that the record is of.
  /// - Throws: `RecordError` where something is missing or does not fit.
  init(_ record: ModelRecord) throws(RecordError)
  /// The value as a record.
  var record: ModelRecord { get }
}

/// Why a record is not of the kind that it is read as.
public enum RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The record is of another kind.
  case kind(found: String, expected: String)
  /// Nothing of that name, or of another type.
  case missing(String)
  /// The array has another shape.
  case shape(String, found: [Int])
  /// The value of that name is not possible.
  case value(String, reason: String)

  /// The reason in words.
  public var description: String {
    switch self {
    case .kind(let found, let expected): "a record of \(found), where one of \(expected) is expected"
    case .missing(let name): "there is no \(name)"
    case .shape(let name, let found): "\(name) has the shape \(found)"
    case .value(let name, let reason): "\(name): \(reason)"
    }
  }
}

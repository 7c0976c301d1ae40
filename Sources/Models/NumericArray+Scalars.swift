import NumericCore

extension NumericArray {
  /// Floats or doubles in a box.
  /// - Requires: as many elements as the shape has places.
  public init<Scalar: VectorScalar>(shape: [Int], scalars: [Scalar]) {
    // Through `Any` the cast is one test for the whole array instead of one for each element.
    if let floats = (scalars as Any) as? [Float] {
      self.init(shape: shape, .floats(floats))
    } else {
      self.init(shape: shape, .doubles((scalars as Any) as? [Double] ?? scalars.map(\.doubleValue)))
    }
  }

  /// The elements, where they are of that type.
  public func scalars<Scalar: VectorScalar>(of _: Scalar.Type) -> [Scalar]? {
    switch elements {
    case .floats(let elements): (elements as Any) as? [Scalar]
    case .doubles(let elements): (elements as Any) as? [Scalar]
    case .integers: nil
    }
  }
}

extension ModelRecord {
  /// The numbers of that name and shape.
  /// - Throws: `RecordError.missing` or `.shape`.
  func scalars<Scalar: VectorScalar>(_ name: String, shape: [Int]) throws(RecordError) -> [Scalar] {
    guard let array = arrays[name], let scalars = array.scalars(of: Scalar.self) else { throw .missing(name) }
    guard array.shape == shape else { throw .shape(name, found: array.shape) }
    return scalars
  }

  /// A setting of that name and type.
  /// - Throws: `RecordError.missing`.
  func setting<Value>(_ name: String, _ value: (Setting) -> Value?) throws(RecordError) -> Value {
    guard let found = settings[name].flatMap(value) else { throw .missing(name) }
    return found
  }

  /// A whole number.
  /// - Throws: `RecordError.missing`.
  func integer(_ name: String) throws(RecordError) -> Int {
    try setting(name) { if case .integer(let value) = $0 { value } else { nil } }
  }

  /// A number.
  /// - Throws: `RecordError.missing`.
  func number(_ name: String) throws(RecordError) -> Double {
    try setting(name) { if case .number(let value) = $0 { value } else { nil } }
  }
}

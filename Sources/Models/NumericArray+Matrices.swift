import NumericCore

extension NumericArray {
  /// A matrix of floats or doubles.
  init<Scalar: VectorScalar>(_ matrix: Matrix<Scalar>) {
    self.init(shape: [matrix.rows, matrix.columns], scalars: matrix.elements)
  }
}

extension ModelRecord {
  /// The matrix of that name.
  /// - Throws: `RecordError.missing` or `.shape`.
  func matrix<Scalar: VectorScalar>(_ name: String) throws(RecordError) -> Matrix<Scalar> {
    guard let shape = arrays[name]?.shape else { throw .missing(name) }
    guard shape.count == 2 else { throw .shape(name, found: shape) }
    return Matrix(rows: shape[0], columns: shape[1], elements: try scalars(name, shape: shape))
  }

  /// The row of numbers of that name.
  /// - Throws: `RecordError.missing` or `.shape`.
  func numbers(_ name: String) throws(RecordError) -> [Double] {
    guard let shape = arrays[name]?.shape else { throw .missing(name) }
    guard shape.count == 1 else { throw .shape(name, found: shape) }
    return try scalars(name, shape: shape)
  }

  /// The row of whole numbers of that name.
  /// - Throws: `RecordError.missing` or `.shape`.
  func integers(_ name: String) throws(RecordError) -> [Int] {
    guard let array = arrays[name], case .integers(let elements) = array.elements else { throw .missing(name) }
    guard array.shape.count == 1 else { throw .shape(name, found: array.shape) }
    return elements.map { Int($0) }
  }

  /// A flag.
  /// - Throws: `RecordError.missing`.
  func flag(_ name: String) throws(RecordError) -> Bool {
    try setting(name) { if case .flag(let value) = $0 { value } else { nil } }
  }

  /// A text.
  /// - Throws: `RecordError.missing`.
  func text(_ name: String) throws(RecordError) -> String {
    try setting(name) { if case .text(let value) = $0 { value } else { nil } }
  }
}

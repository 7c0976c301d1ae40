import NumericCore

/// How an array lies in a binary file, as its header says and its length confirms.
struct ArrayLayout: Equatable, Sendable {
  /// The length of each dimension.
  let shape: [Int]
  /// How its numbers stand.
  let numbers: BinaryNumberFormat
  /// Whether the first dimension runs fastest, as in Fortran, and not the last.
  let isFortranOrder: Bool
  /// Where its numbers begin.
  let offset: Int
  /// How many numbers there are.
  let count: Int

  /// A layout that the file has room for; nothing is set aside before that is known.
  init(
    _ source: DataSource, shape: [Int], numbers: BinaryNumberFormat, isFortranOrder: Bool = false, offset: Int
  ) throws(DataFileError) {
    var count = 1
    var overflows = false
    // A dimension of length zero does not excuse the others.
    for length in shape where length > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      (count, overflows) = (product, overflows || overflow)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: numbers.kind.size)
    guard shape.allSatisfy({ $0 >= 0 }), !overflows, !overflow, shape.count <= 32, bytes <= Int.max - offset else {
      throw source.error(.header("its header promises the shape \(shape), which is not possible"))
    }
    self.count = shape.contains(0) ? 0 : count
    let expected = offset + self.count * numbers.kind.size
    guard source.size == expected else { throw source.error(.length(found: source.size, expected: expected)) }
    self.shape = shape
    self.numbers = numbers
    self.isFortranOrder = isFortranOrder
    self.offset = offset
  }
}

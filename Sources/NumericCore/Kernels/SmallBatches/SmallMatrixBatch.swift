/// Many small matrices of one shape, worked on side by side: a lane of a vector is a matrix.
///
/// Sixteen matrices are a group; a group is stored entry by entry, row after row, and an entry as its sixteen numbers.
public struct SmallMatrixBatch<Scalar: Real>: Equatable, Sendable {
  /// The most rows or columns.
  public static var mostRows: Int { 8 }
  /// The matrices of a group.
  static var lanes: Int { 16 }

  /// The number of matrices.
  public let count: Int
  /// The rows of each.
  public let rows: Int
  /// The columns of each.
  public let columns: Int
  /// Whole groups; those that fill up the last one copy the last matrix.
  var storage: [Scalar]

  /// Matrices from a function of the number of the matrix, the row and the column.
  /// - Requires: 1 to `mostRows` rows and columns.
  public init(count: Int, rows: Int, columns: Int, _ element: (_ matrix: Int, _ row: Int, _ column: Int) -> Scalar) {
    Self.checkShape(count, rows, columns)
    (self.count, self.rows, self.columns) = (count, rows, columns)
    storage = []
    storage.reserveCapacity(Self.groups(count) * rows * columns * Self.lanes)
    for group in 0..<Self.groups(count) {
      for i in 0..<rows {
        for j in 0..<columns {
          for lane in 0..<Self.lanes { storage.append(element(min(group * Self.lanes + lane, count - 1), i, j)) }
        }
      }
    }
  }

  /// Matrices of one shape.
  /// - Requires: at least one, with 1 to `mostRows` rows and columns.
  public init(_ matrices: [Matrix<Scalar>]) {
    precondition(!matrices.isEmpty, "the shape of no matrices is not known")
    let (rows, columns) = (matrices[0].rows, matrices[0].columns)
    precondition(matrices.allSatisfy { $0.rows == rows && $0.columns == columns }, "the matrices differ in shape")
    self.init(count: matrices.count, rows: rows, columns: columns) { matrices[$0][$1, $2] }
  }

  /// Matrices whose numbers a kernel writes, all of them.
  init(uninitialized count: Int, rows: Int, columns: Int, _ write: (UnsafeMutablePointer<Scalar>) -> Void) {
    Self.checkShape(count, rows, columns)
    (self.count, self.rows, self.columns) = (count, rows, columns)
    let length = Self.groups(count) * rows * columns * Self.lanes
    storage = [Scalar](unsafeUninitializedCapacity: length) { buffer, initialized in
      if length > 0, let base = buffer.baseAddress { write(base) }
      initialized = length
    }
  }

  /// Copies of the n×n identity.
  public static func identity(_ n: Int, count: Int) -> SmallMatrixBatch {
    SmallMatrixBatch(uninitialized: count, rows: n, columns: n) { target in
      for entry in 0..<groups(count) * n * n {
        let isDiagonal = entry % (n * n) % (n + 1) == 0
        (target + entry * lanes).update(repeating: isDiagonal ? .one : .zero, count: lanes)
      }
    }
  }

  /// Element (row, column) of one matrix.
  public subscript(matrix: Int, row: Int, column: Int) -> Scalar {
    precondition(
      matrix >= 0 && matrix < count && row >= 0 && row < rows && column >= 0 && column < columns,
      "the index is outside the matrices")
    let entry = (matrix / Self.lanes * rows + row) * columns + column
    return storage[entry * Self.lanes + matrix % Self.lanes]
  }

  /// One of the matrices.
  public func matrix(_ number: Int) -> Matrix<Scalar> {
    Matrix(rows: rows, columns: columns) { self[number, $0, $1] }
  }

  static func groups(_ count: Int) -> Int { (count + lanes - 1) / lanes }

  private static func checkShape(_ count: Int, _ rows: Int, _ columns: Int) {
    precondition(count >= 0, "there is no negative number of matrices")
    precondition((1...mostRows).contains(rows) && (1...mostRows).contains(columns), "the matrices are not small")
  }

  /// Divides the groups among threads; the work on one does not depend on another.
  static func forEachGroup(_ count: Int, threads: Int, _ body: @Sendable (_ group: Int) -> Void) {
    let groupsPerUnit = 64
    let groups = groups(count)
    withConcurrentWorkers(units: (groups + groupsPerUnit - 1) / groupsPerUnit, threads: threads) { _, queue in
      while let unit = queue.next() {
        for group in unit * groupsPerUnit..<min((unit + 1) * groupsPerUnit, groups) { body(group) }
      }
    }
  }
}

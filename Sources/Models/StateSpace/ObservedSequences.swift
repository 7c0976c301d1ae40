import NumericCore

/// Sequences of observations, a row for each time; NaN is an entry that was not observed.
///
/// What does not depend on a model is found out once: which entries are missing, and which sequences have the same ones
/// missing, so that their covariances are computed once.
public struct ObservedSequences: Sendable {
  /// The sequences.
  public let sequences: [Matrix<Double>]
  /// The different sets of entries that are observed at a time.
  let patterns: [ObservationPattern]
  /// The different kinds of sequences.
  let layouts: [SequenceLayout]
  /// Sequences of one layout, under each other.
  let blocks: [SequenceBlock]

  /// The rows that a block has at most, unless it is one sequence.
  static var rowsPerBlock: Int { 4096 }

  /// n, the entries of an observation.
  public var observedSize: Int { sequences[0].columns }

  /// One sequence.
  public init(_ sequence: Matrix<Double>) throws(StateSpaceError) { try self.init([sequence]) }

  /// Some sequences, each T×n with T of its own.
  /// - Throws: `StateSpaceError`, where there is none, one is empty, they differ in columns, or an entry is infinite.
  public init(_ sequences: [Matrix<Double>]) throws(StateSpaceError) {
    guard let first = sequences.first else { throw .noSequences }
    var patterns: [ObservationPattern] = []
    var patternNumbers: [ObservationPattern: Int32] = [:]
    var layouts: [SequenceLayout] = []
    var layoutNumbers: [SequenceLayout: Int] = [:]
    var members: [[Int]] = []
    for (number, sequence) in sequences.enumerated() {
      guard sequence.rows > 0 else { throw .emptySequence(number) }
      guard sequence.columns == first.columns, first.columns > 0 else {
        throw .columns(sequence: number, found: sequence.columns, expected: max(first.columns, 1))
      }
      let kinds = try Self.kinds(of: sequence, number) { pattern in
        let next = Int32(patterns.count)
        if let known = patternNumbers[pattern] { return known }
        patterns.append(pattern)
        patternNumbers[pattern] = next
        return next
      }
      let layout = SequenceLayout(kinds: kinds)
      if let known = layoutNumbers[layout] {
        members[known].append(number)
      } else {
        layoutNumbers[layout] = layouts.count
        layouts.append(layout)
        members.append([number])
      }
    }
    self.sequences = sequences
    self.patterns = patterns
    self.layouts = layouts
    var blocks: [SequenceBlock] = []
    for (layout, members) in members.enumerated() {
      let most = max(1, Self.rowsPerBlock / layouts[layout].kinds.count)
      for start in stride(from: 0, to: members.count, by: most) {
        let part = Array(members[start..<min(start + most, members.count)])
        blocks.append(SequenceBlock(layout: layout, members: part, sequences: sequences))
      }
    }
    self.blocks = blocks
  }

  /// The number of the pattern of each row.
  private static func kinds(
    of sequence: Matrix<Double>, _ number: Int, numbering: (ObservationPattern) -> Int32
  ) throws(StateSpaceError) -> [Int32] {
    let (elements, columns) = (sequence.elements, sequence.columns)
    var kinds: [Int32] = []
    kinds.reserveCapacity(sequence.rows)
    var last: (pattern: ObservationPattern, kind: Int32)?
    for row in 0..<sequence.rows {
      var isLikeLast = last != nil
      for column in 0..<columns {
        let entry = elements[row * columns + column]
        if entry.isInfinite { throw .infinite(sequence: number, row: row, column: column) }
        if let last, last.pattern.isObserved[column] == entry.isNaN { isLikeLast = false }
      }
      if let last, isLikeLast {
        kinds.append(last.kind)
      } else {
        let pattern = ObservationPattern(
          isObserved: (0..<columns).map { !elements[row * columns + $0].isNaN })
        let kind = numbering(pattern)
        last = (pattern, kind)
        kinds.append(kind)
      }
    }
    return kinds
  }
}

/// Which entries of an observation are there.
struct ObservationPattern: Hashable, Sendable {
  let isObserved: [Bool]

  var columns: [Int] { isObserved.indices.filter { isObserved[$0] } }
  var missingColumns: [Int] { isObserved.indices.filter { !isObserved[$0] } }
  var isComplete: Bool { isObserved.allSatisfy { $0 } }
  var isEmpty: Bool { !isObserved.contains(true) }
}

/// What is observed at the times of a sequence.
struct SequenceLayout: Hashable, Sendable {
  /// The number of the pattern of each time.
  let kinds: [Int32]
  /// The times of each pattern that occurs, in order.
  let times: [(kind: Int, times: [Int])]

  init(kinds: [Int32]) {
    self.kinds = kinds
    var times: [Int32: [Int]] = [:]
    for (time, kind) in kinds.enumerated() { times[kind, default: []].append(time) }
    self.times = times.keys.sorted().map { (Int($0), times[$0] ?? []) }
  }

  static func == (left: SequenceLayout, right: SequenceLayout) -> Bool { left.kinds == right.kinds }
  func hash(into hasher: inout Hasher) { hasher.combine(kinds) }
}

/// Sequences of one layout.
struct SequenceBlock: Sendable {
  let layout: Int
  /// The numbers of the sequences.
  let members: [Int]
  /// Their rows under each other, with 0 where an entry is missing.
  let rows: Matrix<Double>
  /// Σ x xᵀ.
  let moment: Matrix<Double>

  init(layout: Int, members: [Int], sequences: [Matrix<Double>]) {
    (self.layout, self.members) = (layout, members)
    let first = sequences[members[0]]
    let hasMissing = first.elements.contains(where: \.isNaN)
    if members.count == 1, !hasMissing {
      rows = first
    } else {
      let elements = members.flatMap { sequences[$0].elements }
      rows = Matrix(
        rows: members.count * first.rows, columns: first.columns,
        elements: hasMissing ? elements.map { $0.isNaN ? 0 : $0 } : elements)
    }
    moment = MatrixProduct.gram(rows, transposing: .left)
  }
}

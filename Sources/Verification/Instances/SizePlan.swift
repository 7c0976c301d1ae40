import Symbolic

/// The sizes at which terms are examined: all one, all equal, and unequal ones both ways round.
package struct SizePlan: Sendable {
  /// The assignments in order, the simplest first.
  package let assignments: [[String: Int]]
  /// Greater sizes, for terms in which many matrices or dimensions multiply.
  package let largeAssignments: [[String: Int]]
  /// Whether a polynomial in a dimension that vanishes at these sizes is zero.
  private let tellsPolynomials: Bool
  /// The dimensions that occur.
  private let names: Set<String>
  /// What must be at least one.
  private let dimensions: [Dimension]

  /// The sizes of the dimensions that occur in the terms, definitions followed, and of those that are declared.
  ///
  /// Where a dimension such as n − 1 or n − m would not be positive, the sizes are raised, and left out where that does
  /// not help.
  ///
  /// - Parameters:
  ///   - isRestricted: leaves out the dimensions that do not occur.
  ///   - isWide: adds sizes at which one dimension exceeds all others together, as the rank of a residual sum of squares
  ///     may need.
  package init(terms: [Term], declarations: Declarations, isRestricted: Bool = false, isWide: Bool = false) {
    var shapes = DimensionReader.read(terms, declarations)
    shapes.demand(IndexDemand.dimensions(in: terms, declarations))
    let names = shapes.names.sorted()
    let others = isRestricted ? [] : declarations.dimensions.filter { !shapes.names.contains($0) }
    var found: [[String: Int]] = []
    for pattern in SizePlan.patterns + (names.count > 2 ? [SizePlan.unequalPattern] : []) {
      var sizes: [String: Int] = [:]
      for (index, name) in names.enumerated() { sizes[name] = pattern[index % pattern.count] }
      for name in others { sizes[name] = pattern[0] }
      if let raised = SizePlan.raised(sizes, names, shapes.dimensions), !found.contains(raised) { found.append(raised) }
    }
    for large in isWide && names.count > 1 ? names : [] {
      var sizes: [String: Int] = [:]
      for name in names { sizes[name] = name == large ? 2 * names.count : 2 }
      for name in others { sizes[name] = 2 }
      if let raised = SizePlan.raised(sizes, names, shapes.dimensions), !found.contains(raised) { found.append(raised) }
    }
    assignments = found
    var growth = GrowthDegree(declarations: declarations)
    let sufficient = growth.sufficientSizes(terms)
    let greatest = max(
      min(sufficient.matrices, SizePlan.greatestSize), min(sufficient.dimensions, SizePlan.greatestCount))
    tellsPolynomials = names.isEmpty || sufficient.dimensions <= SizePlan.greatestCount
    var large: [[String: Int]] = []
    for size in stride(from: 4, through: names.isEmpty ? 0 : greatest, by: 1) {
      var sizes: [String: Int] = [:]
      for name in names + others { sizes[name] = size }
      if let raised = SizePlan.raised(sizes, names, shapes.dimensions), !found.contains(raised) { large.append(raised) }
    }
    largeAssignments = large
    self.names = shapes.names
    dimensions = shapes.dimensions
  }

  /// The sizes of the dimensions that occur, as text.
  func words(_ sizes: [String: Int]) -> String { Verification.words(ofSizes: sizes.filter { names.contains($0.key) }) }

  /// All dimensions of this size, where that fits.
  func equal(_ size: Int) -> [String: Int]? {
    guard !names.isEmpty, let some = assignments.first else { return nil }
    let sizes = some.mapValues { _ in size }
    return admits(sizes) ? sizes : nil
  }

  /// Sizes for what costs little to evaluate: all up to two hundred, and all small ones of two dimensions.
  var manySizes: [[String: Int]] {
    let pair = names.sorted().prefix(2)
    guard let some = assignments.first, let first = pair.first, let second = pair.last else { return [] }
    let small = first == second ? [] : (1...14).flatMap { size in (1...14).map { (size, $0) } }
    let pairs = small.map { sizes in some.merging([first: sizes.0, second: sizes.1]) { $1 } }
    return (pairs + (1...200).map { size in some.mapValues { _ in size } }).filter(admits)
  }

  /// Whether every shape and every range of an index has at least one place at these sizes.
  func admits(_ sizes: [String: Int]) -> Bool { dimensions.allSatisfy { ($0.value(sizes) ?? 0) >= 1 } }

  /// Whether points of these sizes are enough to speak for all: some have no size of one, where any occur.
  ///
  /// Much that is wrong holds for scalars, and a polynomial in a dimension may vanish at as many sizes as its degree.
  func isCovered(by sizes: some Sequence<[String: Int]>) -> Bool {
    func isLarge(_ sizes: [String: Int]) -> Bool { sizes.values.allSatisfy { $0 > 1 } }
    return tellsPolynomials && (!assignments.contains(where: isLarge) || sizes.contains(where: isLarge))
  }

  private static let greatestSize = 6
  /// The greatest size for terms that are polynomials in a dimension.
  private static let greatestCount = 12

  /// Sizes of the dimensions in alphabetical order, repeated where there are more.
  private static let patterns = [[1], [2], [2, 3], [3, 2], [3], [1, 2, 3], [3, 1, 2], [4, 5]]
  /// All different and none one, where there are three dimensions or more.
  private static let unequalPattern = [3, 2, 4]

  private static func raised(_ sizes: [String: Int], _ names: [String], _ dimensions: [Dimension]) -> [String: Int]? {
    var sizes = sizes
    for attempt in 0..<6 {
      if dimensions.allSatisfy({ ($0.value(sizes) ?? 0) >= 1 }) { return sizes }
      // First all together, which helps n − 1, then one more than the other, which helps n − m.
      for (index, name) in names.enumerated() where attempt < 2 || index % 2 == attempt % 2 {
        sizes[name, default: 1] += 1
      }
    }
    return nil
  }
}

/// Collects the dimensions of the shapes that occur in terms.
private struct DimensionReader {
  private(set) var names: Set<String> = []
  private(set) var dimensions: [Dimension] = []
  private var seenDimensions: Set<Dimension> = []
  private var seenTerms: Set<Term> = []
  private let declarations: Declarations

  static func read(_ terms: [Term], _ declarations: Declarations) -> DimensionReader {
    var reader = DimensionReader(declarations: declarations)
    for term in terms { reader.read(term, room: TermGraph.depthLimit) }
    return reader
  }

  private init(declarations: Declarations) { self.declarations = declarations }

  private mutating func read(_ term: Term, room: Int) {
    guard room > 0, seenTerms.insert(term).inserted else { return }
    read(term.shape)
    switch term.head {
    case .dimension(let dimension): names.formUnion(dimension.names)
    case .vector(let symbol, _), .summation(let symbol), .productOver(let symbol), .integral(let symbol),
      .expectation(let symbol), .gradient(let symbol), .optimizer(let symbol, _), .extremum(let symbol, _),
      .limit(let symbol):
      read(symbol.shape)
    case .application(let function), .memberGradient(let function):
      for range in declarations.families[function] ?? [] { read(range) }
      if let bound = declarations.indexBounds[function] { read(IndexRange(1, bound)) }
    case .law(let part):
      for variable in declarations.laws[part.law] ?? [] { readValues(of: variable) }
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol] { read(definition, room: room - 1) }
      // Independent columns are no more than the rows.
      if symbol.domain == .fullColumnRank { demand(symbol.shape.rows - symbol.shape.columns + .one) }
      if let bound = declarations.indexBounds[symbol] { read(IndexRange(1, bound)) }
    default: break
    }
    for argument in term.arguments { read(argument, room: room - 1) }
  }

  /// The dimensions of the values of a law's variable.
  private mutating func readValues(of variable: Symbol) {
    read(variable.shape)
    for range in declarations.families[variable] ?? [] { read(range) }
    if let bound = declarations.indexBounds[variable] { read(IndexRange(1, bound)) }
  }

  /// A range in which no index lies says nothing, so that it must hold one, as a shape must have a row.
  private mutating func read(_ range: IndexRange) {
    names.formUnion(range.upper.names)
    demand(range.upper - .literal(range.lower - 1))
  }

  /// Asks for sizes at which dimensions are at least one.
  mutating func demand(_ all: [Dimension]) {
    for dimension in all {
      names.formUnion(dimension.names)
      demand(dimension)
    }
  }

  /// Asks for sizes at which a dimension is at least one.
  private mutating func demand(_ dimension: Dimension) {
    if seenDimensions.insert(dimension).inserted, (dimension.literal ?? 0) < 1 { dimensions.append(dimension) }
  }

  private mutating func read(_ shape: Shape) {
    for dimension in [shape.rows, shape.columns] where seenDimensions.insert(dimension).inserted {
      names.formUnion(dimension.names)
      if (dimension.literal ?? 0) < 1 { dimensions.append(dimension) }
    }
  }
}

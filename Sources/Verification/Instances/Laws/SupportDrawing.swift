import NumericCore
import Symbolic

/// Draws the values that a variable of a law takes at an instance.
///
/// Everything is drawn as the value of a symbol whose name no declaration can spell, so that each kind of instance
/// chooses the numbers in its own way.
struct SupportDrawing<Scalar: EvaluationScalar> {
  let declarations: Declarations
  let instance: Instance<Scalar>
  /// The most variables that a law has together with this one.
  let arity: Int

  /// The most values of a variable whose values can be counted.
  private static var countLimit: Int { 64 }

  /// As many values as a table of so many variables has room for.
  ///
  /// Distributions on few points have relations between their moments that others have not: on two points the fourth
  /// follows from the second and third.
  private static func supportSize(arity: Int) -> Int {
    switch arity {
    case ...1: 6
    case 2: 4
    case 3, 4: 3
    default: 2
    }
  }

  /// The support of the variable.
  func support(of variable: Symbol) throws(EvaluationError) -> TableSupport<Scalar> {
    let shapes = try MemberShapes(of: variable, declarations, instance.sizes)
    if let values = try countedValues(of: variable, shapes) {
      let points = try combinations(values, shapes.places)
      return TableSupport(points: points, measure: Array(repeating: .one, count: points.count))
    }
    let count = min(instance.supportSize, SupportDrawing.supportSize(arity: arity))
    var points: [TableSupport<Scalar>.Point] = []
    for number in 1...count {
      var members: [[Int]: Matrix<Scalar>] = [:]
      for place in shapes.places {
        let symbol = variable.renamed("#value \(number) \(variable.member(at: place).name)")
        members[place] = try instance.value(of: symbol, rows: shapes.rows, columns: shapes.columns)
      }
      points.append(.init(members))
    }
    // Two equal values would share a density that must be their own.
    for (index, point) in points.enumerated() where points[..<index].contains(where: { $0.members == point.members }) {
      throw .skipped(reason: "two values of a variable that are drawn equal")
    }
    return TableSupport(points: points, measure: try measure(of: variable, count))
  }

  /// Random weights; a common factor of wide range makes densities above one and below one about as frequent.
  private func measure(of variable: Symbol, _ count: Int) throws(EvaluationError) -> [Scalar] {
    let scale = try positive("#scale \(variable.name)", 1)[0]
    return try positive("#measure \(variable.name)", count).map { $0 * scale * scale }
  }

  private func positive(_ name: String, _ count: Int) throws(EvaluationError) -> [Scalar] {
    try instance.value(of: Symbol(name, .vector(.literal(count)), .positive), rows: count, columns: 1).elements
  }

  /// Every value of one member, where they can be counted.
  private func countedValues(
    of variable: Symbol, _ shapes: MemberShapes
  ) throws(EvaluationError) -> [Matrix<Scalar>]? {
    let entries = shapes.rows * shapes.columns
    switch variable.domain {
    case .natural:
      guard entries == 1 else { throw .outside(reason: "a law over vectors of whole numbers") }
      guard let bound = declarations.indexBounds[variable]?.value(instance.sizes) else {
        throw .outside(reason: "a law over all whole numbers")
      }
      guard (1...SupportDrawing.countLimit).contains(bound) else {
        throw .skipped(reason: "a variable with too many values")
      }
      return (1...bound).map { Matrix(rows: 1, columns: 1, elements: [Scalar(integer: $0)]) }
    case .binary:
      guard entries <= 6 else { throw .skipped(reason: "a variable with too many values") }
      return (0..<(1 << entries)).map { number in
        Matrix(
          rows: shapes.rows, columns: shapes.columns,
          elements: (0..<entries).map { number >> $0 & 1 == 1 ? .one : .zero })
      }
    case .oneHot:
      return (0..<shapes.rows).map { place in
        Matrix(rows: shapes.rows, columns: 1) { row, _ in row == place ? .one : .zero }
      }
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible, .simplex,
      .fullColumnRank:
      return nil
    }
  }

  /// Every way to give each place one of the values.
  private func combinations(
    _ values: [Matrix<Scalar>], _ places: [[Int]]
  ) throws(EvaluationError) -> [TableSupport<Scalar>.Point] {
    var all: [[[Int]: Matrix<Scalar>]] = [[:]]
    for place in places {
      guard all.count * values.count <= SupportDrawing.countLimit else {
        throw .skipped(reason: "a variable with too many values")
      }
      all = all.flatMap { members in
        values.map { value in members.merging([place: value]) { _, new in new } }
      }
    }
    return all.map { .init($0) }
  }
}

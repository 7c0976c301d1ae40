import NumericCore
import Symbolic

/// The finitely many values that a variable of a law takes at an instance, each with its share of the base measure.
struct TableSupport<Scalar: EvaluationScalar>: Sendable {
  /// A value of the variable; of a family, one for each place, and otherwise a single one at the place `[]`.
  struct Point: Equatable, Sendable {
    let members: [[Int]: Matrix<Scalar>]

    /// The value, where the variable is no family.
    let value: Matrix<Scalar>?

    init(_ members: [[Int]: Matrix<Scalar>]) {
      self.members = members
      value = members[[]]
    }

    init(_ value: Matrix<Scalar>) {
      members = [[]: value]
      self.value = value
    }

    static func == (left: Point, right: Point) -> Bool {
      if let value = left.value, let other = right.value { return value == other }
      return left.members == right.members
    }
  }

  let points: [Point]
  /// What each point weighs in an integral.
  let measure: [Scalar]

  /// The number of the point.
  ///
  /// - Throws: `EvaluationError.outside` for any other value: nothing is known of a density there.
  func place(of point: Point) throws(EvaluationError) -> Int {
    if let place = points.firstIndex(of: point) { return place }
    // With rounding, A⁻¹Ax is x up to the bound of both.
    let close = points.indices.filter { points[$0].mayEqual(point) }
    guard close.count == 1 else {
      throw .outside(reason: "an arbitrary density at a value that is not the variable itself")
    }
    return close[0]
  }
}

extension TableSupport {
  /// The same values and weights as other numbers.
  func map<Other>(_ transform: (Scalar) -> Other) -> TableSupport<Other> {
    TableSupport<Other>(
      points: points.map { .init($0.members.mapValues { $0.map(transform) }) }, measure: measure.map(transform))
  }
}

extension TableSupport.Point {
  /// Whether nothing tells the values apart.
  fileprivate func mayEqual(_ other: Self) -> Bool {
    members.count == other.members.count
      && members.allSatisfy { place, value in
        guard let second = other.members[place], value.rows == second.rows, value.columns == second.columns else {
          return false
        }
        return zip(value.elements, second.elements).allSatisfy {
          !$0.isPerturbed && !$1.isPerturbed && $0.compared(to: $1) == .equal
        }
      }
  }
}

/// The shapes of the members of a variable at an instance.
struct MemberShapes {
  let places: [[Int]]
  let rows: Int
  let columns: Int

  /// The most members of a family.
  private static let limit = 64

  init(of variable: Symbol, _ declarations: Declarations, _ sizes: [String: Int]) throws(EvaluationError) {
    guard let rows = variable.shape.rows.value(sizes), let columns = variable.shape.columns.value(sizes),
      (1...64).contains(rows), (1...64).contains(columns)
    else { throw .skipped(reason: "a variable with the sizes given") }
    var places: [[Int]] = [[]]
    for range in declarations.families[variable] ?? [] {
      guard let upper = range.upper.value(sizes) else {
        throw .outside(reason: "the dimension \(range.upper) has no size")
      }
      guard upper >= range.lower, upper - range.lower < MemberShapes.limit else {
        throw .skipped(reason: "a family without members, or with too many")
      }
      places = places.flatMap { place in (range.lower...upper).map { place + [$0] } }
      guard places.count <= MemberShapes.limit else { throw .skipped(reason: "a family with too many members") }
    }
    self.places = places
    self.rows = rows
    self.columns = columns
  }
}

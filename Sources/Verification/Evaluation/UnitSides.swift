/// Which sides of a shape are one by declaration, at whatever sizes.
struct UnitSides: Sendable {
  let row: Bool
  let column: Bool

  var isScalar: Bool { row && column }
}

import NumericCore
import Symbolic

extension Symbol {
  /// The symbol that stands for one member of this family; no declaration can spell its name.
  func member(at indices: [Int]) -> Symbol {
    renamed("\(name)[\(indices.map(String.init).joined(separator: ","))]")
  }

  /// The family of which this is a member, and the name that a person gives the member, such as x_1.
  var memberParts: (family: Symbol, label: String)? {
    guard name.hasSuffix("]"), let start = name.lastIndex(of: "[") else { return nil }
    let indices = name[name.index(after: start)...].dropLast()
    let family = String(name[..<start])
    return (renamed(family), "\(family)_\(indices)")
  }
}

extension Evaluator {
  /// The value of a member of a family of numbers up to a dimension; nil for any other family.
  func category(of member: Symbol, in family: Symbol) throws(EvaluationError) -> Int? {
    guard let bound = graph.declarations.indexBounds[family] else { return nil }
    guard let count = bound.value(instance.sizes), (1...instance.limits.dimension).contains(count) else {
      throw .skipped(reason: "a family of numbers with the sizes given")
    }
    if let given = instance.values[member] {
      guard let number = given.elements.first?.integerValue, (1...count).contains(number) else {
        throw .skipped(reason: "a member of a family that is beyond its values")
      }
      return number
    }
    let choice = Symbol("#place \(member.name)", .vector(.literal(count)), .oneHot)
    let flags = try instance.value(of: choice, rows: count, columns: 1).elements
    return (flags.firstIndex(of: .one) ?? 0) + 1
  }

  /// The member of a family at its indices.
  @inline(never)
  mutating func member(_ family: Int, _ node: Int) throws(EvaluationError) -> Matrix<Scalar> {
    var indices: [Int] = []
    for index in graph.arguments(node) { indices.append(try integer(index, "an index")) }
    if let known = knownMember(family, at: indices) { return known }
    try checkRange(of: family, indices)
    let size = try size(of: node)
    return try memberValue(family, at: indices, rows: size.rows, columns: size.columns)
  }

  /// Makes sure that a family has a member at these indices.
  func checkRange(of family: Int, _ indices: [Int]) throws(EvaluationError) {
    let symbol = graph.symbols[family]
    guard let ranges = graph.declarations.families[symbol], ranges.count == indices.count else {
      throw .outside(reason: "\(symbol.name) with another number of indices")
    }
    for (index, range) in zip(indices, ranges) {
      guard let upper = range.upper.value(instance.sizes) else {
        throw .outside(reason: "the dimension \(range.upper) has no size")
      }
      guard index >= range.lower, index <= upper else {
        throw .skipped(reason: "\(symbol.name) with an index beyond its range")
      }
    }
  }
}

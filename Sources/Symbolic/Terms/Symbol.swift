/// What is known of the values of a symbol.
public enum Domain: String, Hashable, Sendable, CaseIterable {
  /// Nothing but the shape.
  case real
  /// Every entry is positive.
  case positive
  /// Every entry is at least zero.
  case nonnegative
  /// A symmetric matrix.
  case symmetric
  /// A symmetric positive semidefinite matrix.
  case positiveSemidefinite
  /// A symmetric positive definite matrix.
  case positiveDefinite
  /// A square matrix with an inverse.
  case invertible
  /// Nonnegative entries that sum to one.
  case simplex
  /// A whole number of at least one, such as the index of a sum.
  case natural
  /// Every entry is 0 or 1.
  case binary
  /// A column with one entry 1 and all others 0: a 1-of-K variable.
  case oneHot
  /// A matrix with independent columns.
  case fullColumnRank
}

/// What kind of thing a term stands for.
public enum Sort: Hashable, Sendable {
  /// A matrix, a vector or a scalar.
  case matrix(Shape)
  /// A probability distribution over values of the shape.
  case distribution(Shape)

  /// A scalar.
  public static let scalar = Sort.matrix(.scalar)

  /// The shape of the value, or of the values under the distribution.
  public var shape: Shape {
    switch self {
    case .matrix(let shape), .distribution(let shape): shape
    }
  }

  /// Whether this is a distribution.
  public var isDistribution: Bool {
    if case .distribution = self { true } else { false }
  }
}

extension Sort: CustomStringConvertible {
  /// The kind and shape in words.
  public var description: String {
    switch self {
    case .matrix(let shape): shape.description
    case .distribution(let shape): "distribution over \(shape)"
    }
  }
}

/// A name with its sort and domain; two symbols are the same when all three agree.
public struct Symbol: Hashable, Sendable {
  /// The plain spelling: Greek letters by name, subscripts after an underscore, such as `Sigma_1`.
  public let name: String
  /// The kind and shape of the value; for a function symbol, of its result.
  public let sort: Sort
  /// What is known of the value.
  public let domain: Domain
  /// Whether it was declared as a family, whose members are written with subscripts; no part of what the symbol is.
  public let isFamily: Bool
  private let fingerprint: Int

  /// The symbol of that name.
  public init(_ name: String, _ sort: Sort, _ domain: Domain = .real, isFamily: Bool = false) {
    self.name = name
    self.sort = sort
    self.domain = domain
    self.isFamily = isFamily
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(sort)
    hasher.combine(domain)
    fingerprint = hasher.finalize()
  }

  /// The symbol of that name and shape.
  public init(_ name: String, _ shape: Shape, _ domain: Domain = .real) {
    self.init(name, .matrix(shape), domain)
  }

  /// The index of a sum.
  public static func index(_ name: String) -> Symbol { Symbol(name, Shape.scalar, .natural) }

  /// The shape of the value.
  public var shape: Shape { sort.shape }

  /// The same symbol with another name.
  public func renamed(_ name: String) -> Symbol { Symbol(name, sort, domain, isFamily: isFamily) }

  /// Equality of name, sort and domain.
  public static func == (left: Symbol, right: Symbol) -> Bool {
    left.fingerprint == right.fingerprint && left.name == right.name && left.sort == right.sort
      && left.domain == right.domain
  }

  /// The fingerprint stands for all three parts.
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

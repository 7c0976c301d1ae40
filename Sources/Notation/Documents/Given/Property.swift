import Symbolic

/// What words or a sign beside a declaration say of a name.
enum Property: Hashable {
  case symmetric
  case positiveDefinite
  case positiveSemidefinite
  case invertible
  case positive
  case nonnegative
  /// A column with one entry 1 and all others 0.
  case oneHot
  /// The columns are independent.
  case fullColumnRank
}

extension Property {
  /// The domain of a name that is declared in a domain and has the properties, nil where they do not fit the shape.
  static func domain(_ declared: Domain, _ properties: Set<Property>, _ shape: Shape) -> Domain? {
    var all = properties
    switch declared {
    case .real: break
    case .positive: all.insert(.positive)
    case .nonnegative: all.insert(.nonnegative)
    case .symmetric: all.insert(.symmetric)
    case .positiveSemidefinite: all.insert(.positiveSemidefinite)
    case .positiveDefinite: all.insert(.positiveDefinite)
    case .invertible: all.insert(.invertible)
    case .binary, .oneHot:
      if properties.isEmpty { return declared }
      return properties == [.oneHot] && shape.columns == .one ? .oneHot : nil
    case .fullColumnRank: return properties.subtracting([.fullColumnRank]).isEmpty ? declared : nil
    case .simplex, .natural: return properties.isEmpty ? declared : nil
    }
    if all.isEmpty { return .real }
    if all.contains(.fullColumnRank) {
      if shape.isSquare {
        all.remove(.fullColumnRank); all.insert(.invertible)
      } else {
        return all.count == 1 && declared == .real ? .fullColumnRank : nil
      }
    }
    if all.contains(.oneHot) { return nil }
    let ofEntries: Set<Property> = [.positive, .nonnegative]
    if shape.isScalar {
      if !all.isDisjoint(with: [.positive, .positiveDefinite]) { return .positive }
      return all.isDisjoint(with: [.nonnegative, .positiveSemidefinite]) ? .real : .nonnegative
    }
    if all.isSubset(of: ofEntries) { return all.contains(.positive) ? .positive : .nonnegative }
    guard all.isDisjoint(with: ofEntries), shape.isSquare else { return nil }
    if all.contains(.positiveDefinite) { return .positiveDefinite }
    if all.contains(.positiveSemidefinite) {
      return all.contains(.invertible) ? .positiveDefinite : .positiveSemidefinite
    }
    return all.contains(.symmetric) ? .symmetric : .invertible
  }

  /// Whether everything in the first domain is in the second.
  static func domain(_ first: Domain, implies second: Domain) -> Bool {
    if first == second || second == .real { return true }
    switch (first, second) {
    case (.positive, .nonnegative), (.natural, .positive), (.natural, .nonnegative), (.simplex, .nonnegative),
      (.binary, .nonnegative), (.oneHot, .nonnegative), (.oneHot, .binary),
      (.positiveDefinite, .positiveSemidefinite), (.positiveDefinite, .symmetric), (.positiveDefinite, .invertible),
      (.positiveSemidefinite, .symmetric):
      return true
    default: return false
    }
  }
}

import Symbolic

/// A signed scalar in front of a term, or below it: ±k·body or ±body/k.
private struct Coefficient {
  let isNegative: Bool
  /// The scalar without its sign; 1/k for a division by k.
  let scalar: Term
  let body: Term
  private let divisor: Term?

  init?(_ term: Term) {
    guard let unsigned = try? term.unsigned() else { return nil }
    isNegative = term.isNegative
    switch unsigned.head {
    case .product:
      guard unsigned.arguments[0].isScalar, unsigned.arguments[0].head != .sum,
        let rest = try? Term.product(of: Array(unsigned.arguments.dropFirst()))
      else { return nil }
      scalar = unsigned.arguments[0]
      body = rest
      divisor = nil
    case .quotient:
      guard unsigned.rational == nil, let inverse = try? Term(.quotient, [Term(1), unsigned.arguments[1]]) else {
        return nil
      }
      scalar = inverse
      body = unsigned.arguments[0]
      divisor = unsigned.arguments[1]
    default: return nil
    }
  }

  var isNumeric: Bool { scalar.rational != nil }

  /// The coefficient with another body.
  func covering(_ summands: [Term]) throws -> Term {
    let body = try Term.sum(of: summands)
    let product =
      if let divisor { try Term(.quotient, [body, divisor]) } else { try body.multiplied(by: scalar) }
    return isNegative ? try product.negated() : product
  }

  /// A summand that leaves or enters the brackets and keeps its sign in front of everything.
  func crossing(_ summand: Term) throws -> Term { isNegative ? try summand.negated() : summand }
}

extension NearMissCollector {
  /// Factors that cover too many or too few summands: k·(a + b) + c for k·(a + b + c) and k·a + b + c.
  mutating func scopes(_ place: Place) {
    let term = place.term
    if term.head == .sum {
      for index in term.arguments.indices.prefix(Self.widthLimit) {
        widen(index, of: place)
        narrow(index, of: term.arguments, at: place)
      }
    } else if !place.isSummand, !(place.parent?.head == .negation) {
      narrow(0, of: [term], at: place)
    }
  }

  private mutating func narrow(_ index: Int, of summands: [Term], at place: Place) {
    guard summands.count <= Self.widthLimit, let coefficient = Coefficient(summands[index]),
      coefficient.body.head == .sum
    else { return }
    func sum(_ parts: [Term]) throws -> Term {
      try Term.sum(of: Array(summands[..<index]) + parts + Array(summands[(index + 1)...]))
    }
    let inner = coefficient.body.arguments
    let count = inner.count
    var ranges: [Range<Int>] = []
    for length in (1..<count).prefix(Self.widthLimit) { ranges.append(0..<(count - length)) }
    for start in (1..<count).prefix(Self.widthLimit) { ranges.append(start..<count) }
    for single in (1..<max(1, count - 1)).prefix(Self.widthLimit) { ranges.append(single..<(single + 1)) }
    for range in ranges {
      guard let covered = try? Term.sum(of: Array(inner[range])) else { continue }
      let phrase: Phrase = "the factor \(coefficient.scalar) should cover only \(covered), not \(coefficient.body)"
      let unlikely = coefficient.isNumeric ? 0 : 6
      add(.scope, at: place, unlikely: unlikely, phrase) {
        let left = try inner[..<range.lowerBound].map(coefficient.crossing)
        let right = try inner[range.upperBound...].map(coefficient.crossing)
        return try sum(left + [coefficient.covering(Array(inner[range]))] + right)
      }
      if coefficient.isNegative {
        add(.scope, at: place, unlikely: unlikely + 3, phrase) {
          var parts = inner
          parts.replaceSubrange(range, with: [try coefficient.covering(Array(inner[range]))])
          return try sum(parts)
        }
      }
    }
  }

  private mutating func widen(_ index: Int, of place: Place) {
    let summands = place.term.arguments
    guard let coefficient = Coefficient(summands[index]), summands.count <= Self.widthLimit else { return }
    for covered in runs(around: index, count: summands.count, all: coefficient.isNumeric && summands.count <= 12) {
      let outside = summands.indices.filter { !covered.contains($0) }
      guard
        let inner = try? covered.flatMap({ position in
          position == index ? coefficient.body.summands : [try coefficient.crossing(summands[position])]
        }), let body = try? Term.sum(of: inner)
      else { continue }
      let phrase: Phrase =
        outside.isEmpty
        ? "the factor \(coefficient.scalar) should cover all of \(body), not only \(coefficient.body)"
        : "the factor \(coefficient.scalar) should cover \(body), not only \(coefficient.body)"
      let unlikely = coefficient.isNumeric ? 0 : 6
      add(.scope, at: place, unlikely: unlikely, phrase) {
        try Self.join(summands, covered: covered, with: coefficient.covering(inner))
      }
      if coefficient.isNegative {
        add(.scope, at: place, unlikely: unlikely + 3, phrase) {
          let inner = covered.flatMap { $0 == index ? coefficient.body.summands : [summands[$0]] }
          return try Self.join(summands, covered: covered, with: coefficient.covering(inner))
        }
      }
    }
  }

  /// The sets of summands that a factor at the index may have been meant for, the largest first.
  private func runs(around index: Int, count: Int, all: Bool) -> [[Int]] {
    var runs: [[Int]] = [Array(0..<count)]
    if index > 0 { runs.append(Array(index..<count)) }
    guard all else { return runs.filter { $0.count > 1 } }
    for end in stride(from: count - 2, to: index, by: -1) { runs.append(Array(index...end)) }
    for start in 0..<index { runs.append(Array(start...index)) }
    if count <= 8 {
      for start in 0..<index { for end in index + 1..<max(index + 1, count - 1) { runs.append(Array(start...end)) } }
      for start in 1..<max(1, index) { runs.append(Array(start..<count)) }
    }
    for other in 0..<count where abs(other - index) > 1 { runs.append([min(index, other), max(index, other)]) }
    return runs.filter { $0.count > 1 }
  }

  /// The sum in which the covered summands are replaced by one, at the place of the first.
  private static func join(_ summands: [Term], covered: [Int], with product: Term) throws -> Term {
    let inside = Set(covered)
    return try Term.sum(
      of: summands.indices.compactMap { position in
        if position == covered[0] { return product }
        return inside.contains(position) ? nil : summands[position]
      })
  }
}

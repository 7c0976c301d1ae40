/// A word in which some letters at the ends are to be paired or replaced.
///
/// A path has both ends closed: it is a scalar. The word of a matrix-valued monomial is one strand that is open at both
/// ends, or, where a column meets a row, two strands open at one end each.
struct Strand {
  var letters: [Letter]
  var isOpenLeft = false
  var isOpenRight = false
  /// Both ends have been joined: the value is the trace.
  var isLoop = false

  init(path letters: [Letter]) { self.letters = letters }

  init(_ letters: [Letter], isOpenLeft: Bool, isOpenRight: Bool) {
    self.letters = letters
    self.isOpenLeft = isOpenLeft
    self.isOpenRight = isOpenRight
  }
}

extension Normalizer {
  /// The strands of the word of a monomial of the given shape.
  func open(_ word: [Letter], _ shape: Shape) -> [Strand] {
    if word.isEmpty { return [] }
    if shape.columns == .one { return [Strand(word, isOpenLeft: true, isOpenRight: false)] }
    if shape.rows == .one { return [Strand(word, isOpenLeft: false, isOpenRight: true)] }
    guard let cut = word.indices.dropLast().first(where: { hasOneColumn(word[$0]) }) else {
      return [Strand(word, isOpenLeft: true, isOpenRight: true)]
    }
    return [
      Strand(Array(word[...cut]), isOpenLeft: true, isOpenRight: false),
      Strand(Array(word[(cut + 1)...]), isOpenLeft: false, isOpenRight: true),
    ]
  }

  /// Every way to pair the closed ends that carry the letter, each pair joined through `link`, and to replace ends that
  /// stay single by `rest`; without `rest` all are paired.
  func pairings(_ strands: [Strand], _ letter: Int, _ shape: Shape, rest: Int?, link: Int?) throws -> [[Strand]] {
    guard let (strand, atRight) = firstEnd(strands, letter) else { return [strands] }
    var results: [[Strand]] = []
    if let rest {
      var replaced = strands
      let position = atRight ? strands[strand].letters.count - 1 : 0
      replaced[strand].letters[position] = Letter(rest, transposed: !atRight)
      results += try pairings(replaced, letter, shape, rest: rest, link: link)
    }
    for (other, otherAtRight) in ends(strands, letter) where (other, otherAtRight) != (strand, atRight) {
      var joined = strands
      if other == strand {
        joined[strand].letters =
          Array(strands[strand].letters.dropFirst().dropLast()) + (link.map { [Letter($0)] } ?? [])
        joined[strand].isLoop = true
      } else {
        guard
          let (left, right) = orient(strands[strand], atRight, strands[other], otherAtRight)
            ?? orient(strands[other], otherAtRight, strands[strand], atRight)
        else { throw NormalFormError.undefined("two ends that cannot meet") }
        let result = Strand(
          Array(left.letters.dropLast()) + (link.map { [Letter($0)] } ?? []) + Array(right.letters.dropFirst()),
          isOpenLeft: left.isOpenLeft, isOpenRight: right.isOpenRight)
        joined[strand] = result
        joined.remove(at: other)
      }
      results += try pairings(joined, letter, shape, rest: rest, link: link)
      guard results.count <= 2000 else { throw NormalFormError.tooLarge }
    }
    return results
  }

  /// The first strand with its end at the right and the second with its end at the left; paths may be turned round.
  private func orient(
    _ first: Strand, _ firstAtRight: Bool, _ second: Strand, _ secondAtRight: Bool
  ) -> (Strand, Strand)? {
    guard let left = firstAtRight ? first : turned(first), let right = secondAtRight ? turned(second) : second
    else { return nil }
    return (left, right)
  }

  private func turned(_ strand: Strand) -> Strand? {
    guard !strand.isOpenLeft, !strand.isOpenRight else { return nil }
    return Strand(path: transpose(strand.letters))
  }

  private func ends(_ strands: [Strand], _ letter: Int) -> [(strand: Int, atRight: Bool)] {
    var found: [(strand: Int, atRight: Bool)] = []
    for (number, strand) in strands.enumerated() where !strand.isLoop {
      if !strand.isOpenLeft, strand.letters.first?.atom == letter { found.append((number, false)) }
      if !strand.isOpenRight, strand.letters.last?.atom == letter, strand.letters.count > 1 || strand.isOpenLeft {
        found.append((number, true))
      }
    }
    return found
  }

  private func firstEnd(_ strands: [Strand], _ letter: Int) -> (strand: Int, atRight: Bool)? {
    ends(strands, letter).first
  }

  /// The product of the strands, with some letters replaced by polynomials.
  func value(_ strands: [Strand], _ shape: Shape, _ replacing: [Int: Polynomial]) throws -> Polynomial {
    var product = Polynomial.one
    var left: Polynomial?
    var right: Polynomial?
    var isWhole = false
    for strand in strands {
      let word = try wordValue(strand.letters, replacing: replacing)
      if strand.isLoop {
        guard let word else { throw NormalFormError.undefined("an empty trace") }
        product = try multiply(product, trace(word))
      } else if strand.isOpenLeft, strand.isOpenRight {
        left = word ?? .identity(shape.rows)
        isWhole = true
      } else if strand.isOpenLeft {
        left = word
      } else if strand.isOpenRight {
        right = word
      } else if let word {
        product = try multiply(product, word)
      }
    }
    if isWhole, let left { return try multiply(product, left) }
    if let left, let right { return try multiply(product, multiply(left, right)) }
    return try multiply(product, left ?? right ?? .one)
  }
}

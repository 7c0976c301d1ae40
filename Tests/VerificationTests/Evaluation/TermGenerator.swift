import NumericCore
import Symbolic

/// Random rational terms in the matrices, vectors and scalars of the tests.
struct TermGenerator {
  let names: Names
  var source: RandomSource

  init(names: Names, seed: UInt64) {
    self.names = names
    source = RandomSource(seed: seed, stream: RandomSource.streamNumber("terms"))
  }

  private mutating func one(of count: Int) -> Int { source.integer(in: 0...(count - 1)) }

  mutating func matrix(depth: Int) -> Formula {
    if depth == 0 { return [Formula(names.matrix), Formula(names.other), Formula(names.sigma)][one(of: 3)] }
    switch one(of: 7) {
    case 0: return matrix(depth: depth - 1) + matrix(depth: depth - 1)
    case 1: return matrix(depth: depth - 1) - matrix(depth: depth - 1)
    case 2: return matrix(depth: depth - 1) * matrix(depth: depth - 1)
    case 3: return matrix(depth: depth - 1).t
    case 4: return scalar(depth: depth - 1) * matrix(depth: depth - 1)
    case 5: return matrix(depth: depth - 1).inverted
    default: return vector(depth: depth - 1) * vector(depth: depth - 1).t
    }
  }

  mutating func vector(depth: Int) -> Formula {
    if depth <= 0 { return [Formula(names.a), Formula(names.b)][one(of: 2)] }
    switch one(of: 3) {
    case 0: return vector(depth: depth - 1) + vector(depth: depth - 1)
    case 1: return matrix(depth: depth - 1) * vector(depth: depth - 1)
    default: return -vector(depth: depth - 1)
    }
  }

  mutating func scalar(depth: Int) -> Formula {
    if depth <= 0 { return [Formula(names.c), Formula(names.alpha), Formula(2), oneHalf][one(of: 4)] }
    switch one(of: 5) {
    case 0: return tr(matrix(depth: depth - 1))
    case 1: return det(matrix(depth: depth - 1))
    case 2: return vector(depth: depth - 1).t * vector(depth: depth - 1)
    case 3: return scalar(depth: depth - 1) / Formula(names.c)
    default: return scalar(depth: depth - 1).squared
    }
  }
}

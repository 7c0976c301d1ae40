extension Head {
  /// The sort of a term with this head and these arguments.
  func sort(of arguments: [Term]) throws(TermError) -> Sort {
    switch self {
    case .number, .constant, .symbol, .dimension, .identity, .zero, .ones:
      try count(arguments, 0...0)
      return leafSort
    case .sum:
      try count(arguments, 2...Int.max)
      let shape = try value(arguments[0], "a sum")
      for argument in arguments.dropFirst() {
        let other = try value(argument, "a sum")
        if other != shape { throw .shapesDiffer(operation: "sum", shape, other) }
      }
      return .matrix(shape)
    case .negation:
      try count(arguments, 1...1)
      return .matrix(try value(arguments[0], "minus"))
    case .product: return .matrix(try productShape(arguments))
    case .quotient:
      try count(arguments, 2...2)
      try scalar(arguments[1], "a denominator")
      return .matrix(try value(arguments[0], "a quotient"))
    case .power: return .matrix(try powerShape(arguments))
    case .squareRoot: return .matrix(try elementwise(arguments, "a square root"))
    case .logarithm: return .matrix(try elementwise(arguments, "log"))
    case .exponential: return .matrix(try elementwise(arguments, "exp"))
    case .absoluteValue:
      try count(arguments, 1...1)
      try scalar(arguments[0], "an absolute value")
      return .scalar
    case .hadamardProduct:
      try count(arguments, 2...2)
      let left = try value(arguments[0], "an entrywise product")
      let right = try value(arguments[1], "an entrywise product")
      if left != right { throw .shapesDiffer(operation: "entrywise product", left, right) }
      return .matrix(left)
    case .transpose:
      try count(arguments, 1...1)
      return .matrix(try value(arguments[0], "a transpose").transposed)
    case .inverse: return .matrix(try square(arguments, "an inverse"))
    case .trace:
      _ = try square(arguments, "a trace")
      return .scalar
    case .determinant:
      _ = try square(arguments, "a determinant")
      return .scalar
    case .norm:
      try count(arguments, 1...1)
      _ = try value(arguments[0], "a norm")
      return .scalar
    case .diagonalMatrix:
      try count(arguments, 1...1)
      let shape = try value(arguments[0], "diag")
      guard shape.columns == .one else { throw .notVector(operation: "diag", shape) }
      return .matrix(Shape(shape.rows, shape.rows))
    case .vector(let index, let dimension):
      try count(arguments, 1...1)
      try scalar(arguments[0], "an entry of a vector")
      try self.index(index)
      return .matrix(.vector(dimension))
    case .entry: return .matrix(try entryShape(arguments))
    case .indicator:
      try count(arguments, 2...2)
      for argument in arguments { try scalar(argument, "an indicator") }
      return .scalar
    case .kroneckerProduct:
      try count(arguments, 2...2)
      let left = try value(arguments[0], "a Kronecker product")
      let right = try value(arguments[1], "a Kronecker product")
      return .matrix(Shape(left.rows * right.rows, left.columns * right.columns))
    case .vectorization:
      try count(arguments, 1...1)
      let shape = try value(arguments[0], "vec")
      return .matrix(.vector(shape.rows * shape.columns))
    case .blocks(let rows, let columns): return .matrix(try blockShape(arguments, rows: rows, columns: columns))
    case .summation(let index):
      try count(arguments, 3...3)
      try scalar(arguments[0], "the lower limit of a sum")
      try scalar(arguments[1], "the upper limit of a sum")
      try self.index(index)
      return .matrix(try value(arguments[2], "a sum"))
    case .productOver(let index):
      try count(arguments, 3...3)
      for argument in arguments { try scalar(argument, "a product over an index") }
      try self.index(index)
      return .scalar
    case .integral:
      try count(arguments, 1...1)
      return .matrix(try value(arguments[0], "an integral"))
    case .expectation(let variable):
      try count(arguments, 2...2)
      let space = try distribution(arguments[0], "an expectation")
      if space != variable.shape {
        throw .shapesDiffer(operation: "expectation over the distribution and variable", space, variable.shape)
      }
      return .matrix(try value(arguments[1], "an expectation"))
    case .independent(let index):
      try count(arguments, 3...3)
      try scalar(arguments[0], "the first index of independent draws")
      try scalar(arguments[1], "the last index of independent draws")
      try self.index(index)
      return .distribution(try distribution(arguments[2], "independent draws"))
    case .gradient(let variable):
      try count(arguments, 2...2)
      let point = try value(arguments[0], "a derivative")
      if point != variable.shape {
        throw .shapesDiffer(operation: "a derivative by a variable at a point", variable.shape, point)
      }
      return .matrix(try derivativeShape(arguments[1], by: variable.shape))
    case .memberGradient(let family):
      try count(arguments, 2...Int.max)
      for index in arguments.dropLast() { try scalar(index, "an index") }
      return .matrix(try derivativeShape(arguments[arguments.count - 1], by: family.shape))
    case .optimizer(let variable, _):
      try count(arguments, 1...1)
      try scalar(arguments[0], "what is optimized")
      return variable.sort
    case .extremum:
      try count(arguments, 1...1)
      try scalar(arguments[0], "what is optimized")
      return .scalar
    case .limit(let variable):
      try count(arguments, 2...2)
      try scalar(arguments[0], "the point of a limit")
      if !variable.shape.isScalar { throw .notScalar(operation: "a limit", variable.shape) }
      return .matrix(try value(arguments[1], "a limit"))
    case .gammaFunction:
      try count(arguments, 1...1)
      try scalar(arguments[0], "the gamma function")
      return .scalar
    case .matrixGaussian: return .distribution(try matrixGaussianSpace(arguments))
    case .law(let part):
      try count(arguments, part.given.count...part.given.count)
      for (argument, variable) in zip(arguments, part.given) {
        let shape = try value(argument, "a condition")
        if shape != variable.shape {
          throw .shapesDiffer(operation: "a variable with its value given", variable.shape, shape)
        }
      }
      return .distribution(part.shape)
    case .gaussian, .distributionWithMoments: return .distribution(try gaussianSpace(arguments))
    case .density:
      let space = try distribution(arguments[0], "a density")
      if case .law(let part) = arguments[0].head, part.of.count > 1 {
        try count(arguments, (part.of.count + 1)...(part.of.count + 1))
        for (argument, variable) in zip(arguments.dropFirst(), part.of) {
          let point = try value(argument, "a density")
          if variable.shape != point {
            throw .shapesDiffer(operation: "density over one shape at a point of another", variable.shape, point)
          }
        }
        return .scalar
      }
      try count(arguments, 2...2)
      let point = try value(arguments[1], "a density")
      if space != point { throw .shapesDiffer(operation: "density over one shape at a point of another", space, point) }
      return .scalar
    case .divergence:
      try count(arguments, 2...2)
      let left = try distribution(arguments[0], "a divergence")
      let right = try distribution(arguments[1], "a divergence")
      if left != right { throw .shapesDiffer(operation: "divergence between distributions over", left, right) }
      return .scalar
    case .entropy:
      try count(arguments, 1...1)
      _ = try distribution(arguments[0], "an entropy")
      return .scalar
    case .application(let function):
      try count(arguments, 1...Int.max)
      for argument in arguments { _ = try value(argument, "a function") }
      return function.sort
    }
  }

  private var leafSort: Sort {
    switch self {
    case .symbol(let symbol): symbol.sort
    case .identity(let dimension): .matrix(Shape(dimension, dimension))
    case .zero(let shape), .ones(let shape): .matrix(shape)
    default: .scalar
    }
  }

  private func count(_ arguments: [Term], _ allowed: ClosedRange<Int>) throws(TermError) {
    guard !allowed.contains(arguments.count) else { return }
    let expected = allowed.upperBound == allowed.lowerBound ? "\(allowed.lowerBound)" : "at least \(allowed.lowerBound)"
    throw .wrongCount(operation: name, expected: "\(expected) parts", found: arguments.count)
  }

  private func value(_ term: Term, _ operation: String) throws(TermError) -> Shape {
    guard case .matrix(let shape) = term.sort else {
      throw .wrongKind(operation: operation, expected: "a value", found: term.sort)
    }
    return shape
  }

  private func distribution(_ term: Term, _ operation: String) throws(TermError) -> Shape {
    guard case .distribution(let shape) = term.sort else {
      throw .wrongKind(operation: operation, expected: "a distribution", found: term.sort)
    }
    return shape
  }

  private func scalar(_ term: Term, _ operation: String) throws(TermError) {
    let shape = try value(term, operation)
    if !shape.isScalar { throw .notScalar(operation: operation, shape) }
  }

  private func square(_ arguments: [Term], _ operation: String) throws(TermError) -> Shape {
    try count(arguments, 1...1)
    let shape = try value(arguments[0], operation)
    if !shape.isSquare { throw .notSquare(operation: operation, shape) }
    return shape
  }

  private func elementwise(_ arguments: [Term], _ operation: String) throws(TermError) -> Shape {
    try count(arguments, 1...1)
    let shape = try value(arguments[0], operation)
    guard shape.columns == .one else { throw .notScalar(operation: operation, shape) }
    return shape
  }

  private func index(_ symbol: Symbol) throws(TermError) {
    if !symbol.shape.isScalar { throw .notScalar(operation: "an index", symbol.shape) }
  }

  private func productShape(_ arguments: [Term]) throws(TermError) -> Shape {
    try count(arguments, 2...Int.max)
    var shape = try value(arguments[0], "a product")
    for argument in arguments.dropFirst() {
      let next = try value(argument, "a product")
      if next.isScalar { continue }
      if shape.isScalar {
        shape = next
      } else if shape.columns == next.rows {
        shape = Shape(shape.rows, next.columns)
      } else {
        throw .productMismatch(shape, next)
      }
    }
    return shape
  }

  private func powerShape(_ arguments: [Term]) throws(TermError) -> Shape {
    try count(arguments, 2...2)
    try scalar(arguments[1], "an exponent")
    let shape = try value(arguments[0], "a power")
    if shape.isScalar || shape.columns == .one { return shape }
    if !shape.isSquare { throw .notSquare(operation: "a power", shape) }
    guard let exponent = arguments[1].number, exponent.isInteger else {
      throw .notScalar(operation: "a power that is no whole number", shape)
    }
    return shape
  }

  private func entryShape(_ arguments: [Term]) throws(TermError) -> Shape {
    try count(arguments, 2...3)
    let shape = try value(arguments[0], "an entry")
    for index in arguments.dropFirst() { try scalar(index, "an index") }
    if arguments.count == 2, shape.columns != .one { throw .notVector(operation: "an entry with one index", shape) }
    return .scalar
  }

  private func gaussianSpace(_ arguments: [Term]) throws(TermError) -> Shape {
    try count(arguments, 2...2)
    let mean = try value(arguments[0], "a mean")
    guard mean.columns == .one else { throw .notVector(operation: "a mean", mean) }
    let covariance = try value(arguments[1], "a covariance")
    guard covariance == Shape(mean.rows, mean.rows) else {
      throw .shapesDiffer(operation: "Gaussian", mean, covariance)
    }
    return mean
  }

  private func blockShape(_ arguments: [Term], rows: Int, columns: Int) throws(TermError) -> Shape {
    try count(arguments, (rows * columns)...(rows * columns))
    var height = Dimension.literal(0)
    var width = Dimension.literal(0)
    for row in 0..<rows {
      let first = try value(arguments[row * columns], "a block")
      height = height + first.rows
      for column in 0..<columns {
        let shape = try value(arguments[row * columns + column], "a block")
        let top = try value(arguments[column], "a block")
        if shape.rows != first.rows || shape.columns != top.columns {
          throw .shapesDiffer(operation: "blocks side by side or below each other", row == 0 ? first : top, shape)
        }
        if row == 0 { width = width + shape.columns }
      }
    }
    return Shape(height, width)
  }

  private func derivativeShape(_ body: Term, by variable: Shape) throws(TermError) -> Shape {
    let shape = try value(body, "a derivative")
    if shape.isScalar { return variable }
    if variable.isScalar { return shape }
    guard shape.columns == .one, variable.columns == .one else {
      throw .shapesDiffer(operation: "a derivative, for which one must be a scalar or both columns,", shape, variable)
    }
    return Shape(shape.rows, variable.rows)
  }

  private func matrixGaussianSpace(_ arguments: [Term]) throws(TermError) -> Shape {
    try count(arguments, 3...3)
    let mean = try value(arguments[0], "a mean")
    let rows = try value(arguments[1], "a covariance of rows")
    let columns = try value(arguments[2], "a covariance of columns")
    guard rows == Shape(mean.rows, mean.rows) else {
      throw .shapesDiffer(operation: "a matrix Gaussian with its covariance of rows", mean, rows)
    }
    guard columns == Shape(mean.columns, mean.columns) else {
      throw .shapesDiffer(operation: "a matrix Gaussian with its covariance of columns", mean, columns)
    }
    return mean
  }

  /// The head in one word, for messages.
  var name: String {
    switch self {
    case .sum: "a sum"
    case .product: "a product"
    case .quotient: "a quotient"
    case .power: "a power"
    case .trace: "a trace"
    case .determinant: "a determinant"
    case .transpose: "a transpose"
    case .inverse: "an inverse"
    case .entry: "an entry"
    case .expectation: "an expectation"
    case .integral: "an integral"
    case .gaussian: "a Gaussian"
    case .density: "a density"
    case .divergence: "a divergence"
    case .gradient, .memberGradient: "a derivative"
    case .optimizer, .extremum: "an optimum"
    case .limit: "a limit"
    case .indicator: "an indicator"
    default: "an operation"
    }
  }
}

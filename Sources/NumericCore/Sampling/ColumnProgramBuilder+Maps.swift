extension ColumnProgramBuilder {
  /// An affine function of the inputs: the coefficient of each input, and a number.
  struct AffineForm: Sendable {
    var coefficients: [Double]
    var offset: Double
  }

  /// The fewest coefficients of a map; fewer are cheaper as single instructions.
  static let leastMapSize = 16

  /// A x + b, a product of a known matrix and a vector of columns.
  ///
  /// Where the columns are affine functions of the inputs themselves, A is multiplied with their coefficients now, so that
  /// a chain of products costs one.
  /// - Parameters:
  ///   - matrix: A row by row, with as many columns as operands.
  ///   - operands: x.
  ///   - offsets: b, one number for each row.
  public mutating func product(
    _ matrix: [Double], _ operands: [ColumnOperand], offsets: [Double]
  ) -> [ColumnOperand] {
    precondition(matrix.count == operands.count * offsets.count, "the matrix has another number of elements")
    guard matrix.count >= Self.leastMapSize, operands.contains(where: \.isRegister) else {
      return offsets.indices.map { row in
        operands.indices.reduce(ColumnOperand.constant(offsets[row])) { sum, column in
          scaledAdd(operands[column], matrix[row * operands.count + column], sum)
        }
      }
    }
    return rows(of: composed(matrix, operands, offsets: offsets) ?? map(matrix, operands, offsets: offsets))
  }

  /// Σ xᵢ yᵢ.
  ///
  /// Of two vectors that are affine in the inputs it is a quadratic form in the inputs, H triangular, where that is less
  /// work than both vectors.
  public mutating func dot(_ left: [ColumnOperand], _ right: [ColumnOperand]) -> ColumnOperand {
    precondition(left.count == right.count, "a dot product needs vectors of one length")
    return quadraticForm(left, right)
      ?? zip(left, right).reduce(ColumnOperand.constant(0)) { multiplyAdd($1.0, $1.1, $0) }
  }

  // MARK: Maps

  /// The map with x as its inputs; constants go into the offsets, and columns that occur twice are added up.
  private func map(_ matrix: [Double], _ operands: [ColumnOperand], offsets: [Double]) -> ColumnMap {
    var registers: [Int] = []
    var places: [Int: Int] = [:]
    for case .register(let register) in operands where places[register] == nil {
      places[register] = registers.count
      registers.append(register)
    }
    var offsets = offsets
    var coefficients = [Double](repeating: 0, count: registers.count * offsets.count)
    for row in offsets.indices {
      for (column, operand) in operands.enumerated() {
        let factor = matrix[row * operands.count + column]
        switch operand {
        case .constant(let value): offsets[row] += factor * value
        case .register(let register): coefficients[row * registers.count + (places[register] ?? 0)] += factor
        }
      }
    }
    return ColumnMap(inputs: registers, coefficients: coefficients, offsets: offsets)
  }

  /// The map of the inputs, where all operands are affine in them and the inputs are no more than the operands.
  private mutating func composed(_ matrix: [Double], _ operands: [ColumnOperand], offsets: [Double]) -> ColumnMap? {
    guard let forms = affineForms(operands) else { return nil }
    let used = usedInputs(forms)
    guard used.count <= operands.count else { return nil }
    var offsets = offsets
    var coefficients = [Double](repeating: 0, count: used.count * offsets.count)
    for row in offsets.indices {
      for (column, form) in forms.enumerated() {
        let factor = matrix[row * operands.count + column]
        offsets[row] += factor * form.offset
        // What is finite times zero is skipped, so that triangular matrices stay so.
        if factor == 0 { continue }
        for (place, input) in used.enumerated() {
          coefficients[row * used.count + place] += factor * form.coefficients[input]
        }
      }
    }
    return ColumnMap(inputs: used, coefficients: coefficients, offsets: offsets)
  }

  private mutating func rows(of map: ColumnMap) -> [ColumnOperand] {
    (0..<map.rows).map { row in
      let coefficients = map.row(row)
      if coefficients.allSatisfy({ $0 == 0 }), map.inputs.allSatisfy({ $0 < inputs }) {
        return .constant(map.offsets[row])
      }
      return emit(.mapped(map, row: row))
    }
  }

  // MARK: Quadratic forms

  private mutating func quadraticForm(_ left: [ColumnOperand], _ right: [ColumnOperand]) -> ColumnOperand? {
    guard left.count * left.count >= Self.leastMapSize, let first = affineForms(left), let second = affineForms(right)
    else { return nil }
    let used = usedInputs(first + second)
    let count = used.count
    let cost = { (forms: [AffineForm]) in forms.reduce(0) { $0 + $1.coefficients.count { $0 != 0 } } }
    guard count > 0, count * (count + 1) / 2 <= cost(first) + cost(second) else { return nil }
    var constant = 0.0
    var linear = [Double](repeating: 0, count: count)
    var square = [Double](repeating: 0, count: count * count)
    for (a, b) in zip(first, second) {
      constant += a.offset * b.offset
      let (u, v) = (used.map { a.coefficients[$0] }, used.map { b.coefficients[$0] })
      for i in 0..<count {
        linear[i] += a.offset * v[i] + b.offset * u[i]
        if u[i] == 0 { continue }
        for j in 0..<count { square[i * count + j] += u[i] * v[j] }
      }
    }
    // What stands below the diagonal is added to what stands above it.
    for i in 0..<count {
      for j in 0..<i {
        square[j * count + i] += square[i * count + j]
        square[i * count + j] = 0
      }
    }
    let map = ColumnMap(inputs: used, coefficients: square, offsets: linear)
    return emit(.quadratic(map, constant: constant))
  }

  // MARK: Affine forms

  private func usedInputs(_ forms: [AffineForm]) -> [Int] {
    (0..<inputs).filter { input in forms.contains { $0.coefficients[input] != 0 } }
  }

  private mutating func affineForms(_ operands: [ColumnOperand]) -> [AffineForm]? {
    var forms: [AffineForm] = []
    for operand in operands {
      switch operand {
      case .constant(let value):
        guard value.isFinite else { return nil }
        forms.append(AffineForm(coefficients: [Double](repeating: 0, count: inputs), offset: value))
      case .register(let register):
        guard let form = affineForm(register) else { return nil }
        forms.append(form)
      }
    }
    return forms
  }

  /// The register as an affine function of the inputs with finite coefficients, nil where it is none.
  private mutating func affineForm(_ register: Int) -> AffineForm? {
    if let known = affineForms[register] { return known }
    let found = computedForm(register)
    let isFinite = found.map { $0.offset.isFinite && $0.coefficients.allSatisfy(\.isFinite) } ?? false
    let form = isFinite ? found : nil
    affineForms[register] = .some(form)
    return form
  }

  private mutating func computedForm(_ register: Int) -> AffineForm? {
    guard let definition = definition(register) else {
      var form = AffineForm(coefficients: [Double](repeating: 0, count: inputs), offset: 0)
      form.coefficients[register] = 1
      return form
    }
    switch definition {
    case .add(let a, let b): return sum(a, 1, b, 1, 0)
    case .subtract(let a, let b): return sum(a, 1, b, -1, 0)
    case .scaledAdd(let a, let k, let b): return sum(a, k, b, 1, 0)
    case .scale(let a, let k): return sum(a, k, nil, 0, 0)
    case .offset(let a, let k): return sum(a, 1, nil, 0, k)
    case .affine(let a, let k, let m): return sum(a, k, nil, 0, m)
    case .negate(let a): return sum(a, -1, nil, 0, 0)
    case .mapped(let map, let row):
      guard map.inputs.allSatisfy({ $0 < inputs }) else { return nil }
      var form = AffineForm(coefficients: [Double](repeating: 0, count: inputs), offset: map.offsets[row])
      for (input, coefficient) in zip(map.inputs, map.row(row)) { form.coefficients[input] = coefficient }
      return form
    case .load, .multiply, .multiplyAdd, .divide, .reciprocal, .exp, .log, .squareRoot, .absoluteValue, .quadratic:
      return nil
    }
  }

  /// a·k + b·l + m.
  private mutating func sum(_ a: Int, _ k: Double, _ b: Int?, _ l: Double, _ m: Double) -> AffineForm? {
    guard var form = affineForm(a) else { return nil }
    if k != 1 { for index in form.coefficients.indices { form.coefficients[index] *= k } }
    form.offset = form.offset * k + m
    guard let b else { return form }
    guard let other = affineForm(b) else { return nil }
    for index in form.coefficients.indices { form.coefficients[index] += l * other.coefficients[index] }
    form.offset += l * other.offset
    return form
  }
}

extension ColumnOperand {
  /// Whether it is a column and no number.
  var isRegister: Bool { if case .register = self { true } else { false } }
}

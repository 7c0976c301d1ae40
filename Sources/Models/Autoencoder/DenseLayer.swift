import NumericCore

/// One layer of a network before its activation, y = W x + b. Its gradient and the means of Adam have the same form.
public struct DenseLayer<Scalar: VectorScalar>: Equatable, Sendable {
  /// W, outputs×inputs.
  public var weights: Matrix<Scalar>
  /// b, one for each output.
  public var biases: [Scalar]

  /// A layer from its parameters.
  /// - Requires: as many biases as rows of weights.
  public init(weights: Matrix<Scalar>, biases: [Scalar]) {
    precondition(biases.count == weights.rows, "a layer needs one bias for each output")
    (self.weights, self.biases) = (weights, biases)
  }

  /// A layer of zeros.
  init(inputs: Int, outputs: Int) {
    self.init(weights: .zero(rows: outputs, columns: inputs), biases: Array(repeating: 0, count: outputs))
  }

  /// A layer whose weights and biases are uniform in ±1/√inputs, so that the outputs have about a third of the inputs'
  /// variance: the start that PyTorch gives a linear layer.
  /// - Parameter block: The number of the block that holds them.
  init(inputs: Int, outputs: Int, drawing uniforms: UniformBlocks, block: Int) {
    let bound = Scalar(1 / Double(inputs).squareRoot())
    var drawn: [Scalar] = uniforms.numbers(ofBlock: block, count: outputs * (inputs + 1))
    let copy = drawn
    Elementwise.combine(bound, copy, bound, &drawn, -bound)
    self.init(
      weights: Matrix(rows: outputs, columns: inputs, elements: Array(drawn.dropLast(outputs))),
      biases: Array(drawn.suffix(outputs)))
  }

  /// Y ← W X + b 1ᵀ, where each column of X is an observation.
  func apply(to input: Matrix<Scalar>, into output: inout Matrix<Scalar>) {
    output.takeShape(rows: weights.rows, columns: input.columns)
    MatrixProduct.multiply(weights, input, .overwriting, &output)
    output.addToColumns(biases)
  }

  /// Overwrites this by the gradient of a layer: that by W is G Xᵀ, that by b the row sums of G.
  /// - Parameters:
  ///   - outputGradient: G, the gradient by the outputs, outputs×observations.
  ///   - input: X, inputs×observations.
  mutating func setGradient(outputGradient: Matrix<Scalar>, input: Matrix<Scalar>) {
    MatrixProduct.multiply(outputGradient, input, transposing: .right, .overwriting, &weights)
    biases = outputGradient.rowSums()
  }
}

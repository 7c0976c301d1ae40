import NumericCore

/// A network of dense layers with an activation after each but the last. Its gradient has the same form.
public struct Perceptron<Scalar: VectorScalar>: Equatable, Sendable {
  /// The layers in order, at least one.
  public var layers: [DenseLayer<Scalar>]

  /// A network from its layers.
  /// - Requires: each layer has as many inputs as the one before has outputs.
  public init(layers: [DenseLayer<Scalar>]) {
    precondition(!layers.isEmpty, "a network has a layer")
    precondition(
      zip(layers, layers.dropFirst()).allSatisfy { $0.weights.rows == $1.weights.columns },
      "neighbouring layers do not fit each other")
    self.layers = layers
  }

  /// A network of zeros with these widths from the input to the output.
  init(widths: [Int]) { self.init(layers: zip(widths, widths.dropFirst()).map { DenseLayer(inputs: $0, outputs: $1) }) }

  /// A network with drawn weights and biases, a block for each layer.
  init(widths: [Int], drawing uniforms: UniformBlocks) {
    self.init(
      layers: zip(widths, widths.dropFirst()).enumerated().map { index, layer in
        DenseLayer(inputs: layer.0, outputs: layer.1, drawing: uniforms, block: index)
      })
  }

  /// The widths from the input to the output.
  var widths: [Int] { layers.prefix(1).map(\.weights.columns) + layers.map(\.weights.rows) }
}

/// The memory of a pass of some observations through a network and back, which is kept for the next pass.
struct PerceptronPass<Scalar: VectorScalar>: Sendable {
  /// The outputs of each layer after its activation, width×observations.
  private var outputs: [Matrix<Scalar>]
  /// The gradients by the outputs of each layer before its activation.
  private var gradients: [Matrix<Scalar>]
  private let activation: ElementwiseFunction

  init(layers: Int, activation: AutoencoderArchitecture.Activation) {
    outputs = Array(repeating: .zero(rows: 0, columns: 0), count: layers)
    gradients = outputs
    self.activation = activation == .reLU ? .reLU : .tanh
  }

  /// The outputs of the last layer.
  var output: Matrix<Scalar> { outputs[outputs.count - 1] }

  /// Goes forward from the input, inputs×observations.
  mutating func forward(_ network: Perceptron<Scalar>, input: Matrix<Scalar>) {
    for (index, layer) in network.layers.enumerated() {
      layer.apply(to: index == 0 ? input : outputs[index - 1], into: &outputs[index])
      if index + 1 < network.layers.count { Elementwise.apply(activation, to: &outputs[index]) }
    }
  }

  /// Lets a function replace the outputs of the last layer by the gradient by them.
  mutating func replaceOutput<Result>(_ body: (inout Matrix<Scalar>) -> Result) -> Result {
    let last = outputs.count - 1
    let result = body(&outputs[last])
    swap(&outputs[last], &gradients[last])
    return result
  }

  /// Goes backward from the gradient that the outputs were replaced by, and writes that by the parameters.
  /// - Parameter parameters: A gradient of the network's form.
  mutating func backward(
    _ network: Perceptron<Scalar>, input: Matrix<Scalar>, parameters: inout Perceptron<Scalar>
  ) {
    for index in network.layers.indices.reversed() {
      let gradient = gradients[index]
      parameters.layers[index].setGradient(
        outputGradient: gradient, input: index == 0 ? input : outputs[index - 1])
      guard index > 0 else { return }
      let outputs = outputs[index - 1]
      gradients[index - 1].takeShape(rows: outputs.rows, columns: outputs.columns)
      MatrixProduct.multiply(
        network.layers[index].weights, gradient, transposing: .left, .overwriting, &gradients[index - 1])
      gradients[index - 1].withMutableElements {
        Elementwise.multiplyByDerivative(of: activation, outputs: outputs.elements, into: &$0)
      }
    }
  }

  /// The gradient by the input. Not before `backward`.
  func inputGradient(_ network: Perceptron<Scalar>) -> Matrix<Scalar> {
    MatrixProduct.multiply(network.layers[0].weights, gradients[0], transposing: .left)
  }
}

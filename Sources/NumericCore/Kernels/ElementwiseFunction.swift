/// The functions that a layer of a network or a density applies to each number.
public enum ElementwiseFunction: CaseIterable, Sendable {
  /// eˣ.
  case exp
  /// The natural logarithm.
  case log
  /// √x.
  case squareRoot
  /// σ(x) = 1/(1 + e⁻ˣ), to full relative precision also far below 0.
  case sigmoid
  /// log σ(x) = −softplus(−x).
  case logSigmoid
  /// log(1 + eˣ), which is neither overflowing nor losing small values.
  case softplus
  /// The hyperbolic tangent.
  case tanh
  /// max(x, 0); NaN stays NaN.
  case reLU
}

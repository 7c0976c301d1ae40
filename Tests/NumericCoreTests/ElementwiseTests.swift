import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ElementwiseFunction {
  /// The function in extended precision, one number at a time.
  func plain(_ x: Reference) -> Reference {
    switch self {
    case .exp: Self.exponential(x)
    case .log: Self.naturalLogarithm(x)
    case .squareRoot: x.squareRoot()
    case .sigmoid: x < 0 ? Self.exponential(x) / (1 + Self.exponential(x)) : 1 / (1 + Self.exponential(-x))
    case .logSigmoid: -Self.plainSoftplus(-x)
    case .softplus: Self.plainSoftplus(x)
    case .tanh: Self.hyperbolicTangent(x)
    case .reLU: x < 0 ? 0 : x
    }
  }

  /// The derivative as a function of the value.
  func plainDerivative(at y: Reference) -> Reference {
    switch self {
    case .exp: y
    case .log: Self.exponential(-y)
    case .squareRoot: 1 / (2 * y)
    case .sigmoid: y * (1 - y)
    case .logSigmoid: -Self.exponentialMinusOne(y)
    case .softplus: -Self.exponentialMinusOne(-y)
    case .tanh: 1 - y * y
    case .reLU: y > 0 ? 1 : 0 * y
    }
  }

  // Under names of their own, as the cases hide those of the C library.
  static func exponential(_ x: Reference) -> Reference { x.exponentialOfLibrary }
  static func naturalLogarithm(_ x: Reference) -> Reference { x.logarithmOfLibrary }
  static func exponentialMinusOne(_ x: Reference) -> Reference { x.exponentialMinusOneOfLibrary }
  static func hyperbolicTangent(_ x: Reference) -> Reference { x.tangentOfLibrary }

  static func plainSoftplus(_ x: Reference) -> Reference {
    x > 100 ? x + exponential(-x) : exponential(x).logarithmOfOnePlus
  }
}

extension Reference {
  var exponentialOfLibrary: Reference { exp(self) }
  var logarithmOfLibrary: Reference { log(self) }
  var exponentialMinusOneOfLibrary: Reference { expm1(self) }
  var tangentOfLibrary: Reference { tanh(self) }
  var logarithmOfOnePlus: Reference { log1p(self) }
}

/// Ordinary numbers of a seed, and among them a few large ones.
func testNumbers<S: VectorScalar>(_ count: Int, seed: UInt64) -> [S] {
  var source = RandomSource(seed: seed, stream: UInt64(count))
  return (0..<count).map { $0 % 7 == 3 ? S(40 * source.normal()) : S(2 * source.normal()) }
}

@Suite("Elementwise passes")
struct ElementwiseTests {
  /// The largest distance of a pass from extended precision, in ulps.
  func worst<S: VectorScalar>(_ function: ElementwiseFunction, _ numbers: [S]) -> Double {
    var images = numbers
    Elementwise.apply(function, to: &images)
    var distance = 0.0
    for (x, y) in zip(numbers, images) { distance = max(distance, ulpDistance(y, function.plain(Reference(x)))) }
    return distance - referenceError
  }

  func bound(_ function: ElementwiseFunction) -> Double {
    switch function {
    case .exp: 1.5
    case .log: 1
    case .squareRoot: 0.5001
    case .reLU: 0
    default: 4
    }
  }

  @Test("All lengths from 0 to 40", arguments: ElementwiseFunction.allCases)
  func tails(_ function: ElementwiseFunction) {
    for count in 0...40 {
      let doubles: [Double] = testNumbers(count, seed: 81)
      #expect(worst(function, doubles) <= bound(function), "\(count) doubles")
      #expect(worst(function, doubles.map { Float($0) }) <= bound(function), "\(count) floats")
    }
  }

  @Test("Bounds over small, usual and large numbers", arguments: ElementwiseFunction.allCases)
  func bounds(_ function: ElementwiseFunction) {
    var source = RandomSource(seed: 82, stream: 0)
    let usual = (0..<4000).map { _ in 60 * (source.uniform() - 0.5) }
    let scales = (0..<4000).map { _ in (source.uniform() < 0.5 ? -1 : 1) * exp2(1400 * (source.uniform() - 0.75)) }
    let small = (0..<4000).map { _ in source.uniform() - 0.5 }
    #expect(worst(function, usual + scales + small) <= bound(function))
    let floatScales = (0..<4000).map { _ in
      Float((source.uniform() < 0.5 ? -1 : 1) * exp2(280 * (source.uniform() - 0.54)))
    }
    #expect(worst(function, (usual + small).map { Float($0) } + floatScales) <= bound(function))
  }

  @Test("NaN stays, infinities go to the limits, the sign of zero stays", arguments: ElementwiseFunction.allCases)
  func exceptional(_ function: ElementwiseFunction) {
    func check<S: VectorScalar>(_: S.Type) {
      let numbers: [S] = [
        .nan, -.nan, .infinity, -.infinity, 0, -0.0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
      ]
      var images = numbers
      Elementwise.apply(function, to: &images)
      for (x, y) in zip(numbers, images) {
        let plain = function.plain(Reference(x))
        #expect(y.isNaN == plain.isNaN && (y.isNaN || ulpDistance(y, plain) <= 4), "\(function)(\(x)) = \(y)")
      }
      if function == .tanh || function == .squareRoot { #expect(images[5].sign == .minus) }
    }
    check(Double.self)
    check(Float.self)
  }

  @Test(
    "A gradient goes through each function as through the plain derivative", arguments: ElementwiseFunction.allCases)
  func derivatives(_ function: ElementwiseFunction) {
    func check<S: VectorScalar>(_: S.Type, _ count: Int) {
      let gradients: [S] = testNumbers(count, seed: 83)
      let numbers: [S] = testNumbers(count, seed: 84)
      let domain = function == .log || function == .squareRoot
      var outputs = numbers.map { domain ? $0.magnitude + 1 : $0 }
      Elementwise.apply(function, to: &outputs)
      var product = gradients
      Elementwise.multiplyByDerivative(of: function, outputs: outputs, into: &product)
      for (index, value) in product.enumerated() {
        let plain = Reference(gradients[index]) * function.plainDerivative(at: Reference(outputs[index]))
        // 1 − y² and 1 − y are rounded, which counts where y is near 1.
        let slack = Reference(S.ulpOfOne) * abs(Reference(gradients[index]))
        #expect(abs(Reference(value) - plain) <= 4 * Reference(S.ulpOfOne) * abs(plain) + slack || value == S(plain))
      }
    }
    for count in [0, 1, 7, 8, 9, 15, 16, 17, 40] {
      check(Double.self, count)
      check(Float.self, count)
    }
    var gradient = [Double.nan, 1]
    Elementwise.multiplyByDerivative(of: .reLU, outputs: [1, .nan], into: &gradient)
    #expect(gradient[0].isNaN && gradient[1].isNaN)
  }

  @Test("Combinations are within two roundings over all lengths")
  func combination() {
    for count in 0...40 {
      let x: [Double] = testNumbers(count, seed: 85)
      let start: [Double] = testNumbers(count, seed: 86)
      var y = start
      Elementwise.combine(0.3, x, -1.7, &y, 0.25)
      for i in 0..<count { #expect(y[i] == 0.25.addingProduct(start[i], -1.7).addingProduct(x[i], 0.3)) }
      var floats = start.map { Float($0) }
      Elementwise.combine(1, x.map { Float($0) }, 0, &floats)
      #expect(floats == x.map { Float($0) })
    }
    var y: [Float] = [1, .infinity]
    Elementwise.combine(0, [.nan, 1], 1, &y)
    #expect(y[0].isNaN && y[1] == .infinity)
  }

  @Test("Sines and cosines of arrays are those of vectors")
  func sineCosine() {
    for count in 0...40 {
      let turns: [Double] = testNumbers(count, seed: 87)
      let (sines, cosines) = Elementwise.sineCosine(turns: turns)
      for i in 0..<count {
        let plain = VectorMath.sineCosine(turns: SIMD8(repeating: turns[i]))
        #expect(sines[i] == plain.sine[0] && cosines[i] == plain.cosine[0])
      }
      let floats = Elementwise.sineCosine(turns: turns.map { Float($0) })
      for i in 0..<count {
        let plain = VectorMath.sineCosine(turns: SIMD16(repeating: Float(turns[i])))
        #expect(floats.sines[i] == plain.sine[0] && floats.cosines[i] == plain.cosine[0])
      }
    }
  }

  @Test("The elements of a matrix are changed in place")
  func matrices() {
    var matrix = Matrix<Float>(rows: 3, columns: 5) { Float($0) - Float($1) }
    var elements = matrix.elements
    Elementwise.apply(.tanh, to: &matrix)
    Elementwise.apply(.tanh, to: &elements)
    #expect(matrix.elements == elements && matrix.rows == 3)
  }
}

/// √n times the Kolmogorov–Smirnov distance of numbers from a distribution function. It exceeds x with probability
/// 2 exp(−2x²): 1.6·10⁻⁶ for 2.65.
func kolmogorovSmirnov(_ numbers: [Double], _ distribution: (Double) -> Double) -> Double {
  let sorted = numbers.sorted()
  let count = Double(sorted.count)
  var distance = 0.0
  for (index, x) in sorted.enumerated() {
    let probability = distribution(x)
    distance = max(distance, abs(probability - Double(index) / count), abs(probability - Double(index + 1) / count))
  }
  return distance * count.squareRoot()
}

/// Pearson's statistic less its mean, over its standard deviation, of counts with these probabilities.
func standardizedChiSquare(_ counts: [Int], probabilities: [Double]) -> Double {
  let total = Double(counts.reduce(0, +))
  let cells = Double(probabilities.count { $0 > 0 } - 1)
  var statistic = 0.0
  for (count, probability) in zip(counts, probabilities) where probability > 0 {
    let expected = total * probability
    statistic += (Double(count) - expected) * (Double(count) - expected) / expected
  }
  return (statistic - cells) / (2 * cells).squareRoot()
}

/// Whether sample correlations of numbers at a lag, and of their squares, are within five standard errors of 0, for
/// numbers of mean 0 and variance 1 whose squares have this variance.
func isUncorrelated(_ x: [Double], _ y: [Double], lag: Int = 0, varianceOfSquares: Double) -> Bool {
  let pairs = min(x.count, y.count - lag)
  var (sum, squares) = (0.0, 0.0)
  for i in 0..<pairs {
    sum += x[i] * y[i + lag]
    squares += (x[i] * x[i] - 1) * (y[i + lag] * y[i + lag] - 1)
  }
  let error = 5 * Double(pairs).squareRoot()
  return abs(sum) < error && abs(squares) < error * varianceOfSquares
}

/// Powers 1…6 of the numbers whose mean is further than five standard errors from that of the distribution.
/// - Parameter moment: The mean of the n-th power, for n up to 12.
func wrongMoments(_ numbers: [Double], moment: (Int) -> Double) -> [Int] {
  let count = Double(numbers.count)
  var sums = [Double](repeating: 0, count: 7)
  for x in numbers {
    var product = 1.0
    for power in 1...6 {
      product *= x
      sums[power] += product
    }
  }
  return (1...6).filter { power in
    let variance = moment(2 * power) - moment(power) * moment(power)
    return abs(sums[power] / count - moment(power)) >= 5 * (variance / count).squareRoot()
  }
}

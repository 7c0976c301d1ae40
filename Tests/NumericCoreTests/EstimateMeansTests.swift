import NumericCore
import Testing

/// log p(x) − log q(x) for x ~ p = N(0, I) and q = N(m, I): ½|m|² − m'z, of mean ½|m|².
func shiftedGaussians(_ shift: [Double]) -> ColumnProgram {
  var b = ColumnProgramBuilder(inputs: shift.count)
  var total = ColumnOperand.constant(0)
  for (index, m) in shift.enumerated() {
    let z = b.input(index)
    let difference = b.offset(z, -m)
    total = b.add(total, b.subtract(b.multiply(difference, difference), b.multiply(z, z)))
  }
  let outputs = [b.scale(total, 0.5), .constant(3), b.multiply(b.input(0), b.input(0)), b.exp(b.input(0))]
  return b.build(outputs: outputs)
}

@Suite("Estimates of expectations")
struct EstimateMeansTests {
  let program = shiftedGaussians([0.5, -1])

  @Test("Estimates are within five standard errors of the closed forms", arguments: [false, true])
  func closedForms(_ antithetic: Bool) {
    let moments = estimateMeans(
      of: program, seed: 71, stream: 1, blocks: 0..<400, antithetic: antithetic, threads: 1)
    #expect(moments.count == 4 && moments.allSatisfy { $0.count == 400 * ColumnProgram.blockLength })
    // e^½ is the mean of e^z.
    for (moment, expected) in zip(moments, [0.625, 3, 1, 1.6487212707001282]) {
      #expect(abs(moment.mean - expected) <= 5 * moment.standardError + 1e-12)
    }
    #expect(moments[1].sumOfSquaredDeviations == 0)
  }

  @Test("Antithetic draws remove the variance of an odd function and none of an even one")
  func antithetic() {
    let plain = estimateMeans(of: program, seed: 72, stream: 1, blocks: 0..<50, antithetic: false, threads: 1)
    let paired = estimateMeans(of: program, seed: 72, stream: 1, blocks: 0..<50, antithetic: true, threads: 1)
    #expect(plain[0].variance > 1 && paired[0].variance < 1e-25)
    #expect(abs(paired[0].mean - 0.625) < 1e-13)
    #expect(plain[2] == paired[2])
    #expect(paired[3].variance < plain[3].variance)
  }

  @Test("Estimates are the moments of the program over the blocks of normals", arguments: [false, true])
  func twin(_ antithetic: Bool) {
    let length = ColumnProgram.blockLength
    var observations = [[Double]](repeating: [], count: 4)
    for block in 3..<8 {
      var numbers = [Double](repeating: 0, count: 2 * length)
      NormalBlocks(seed: 73, stream: 9).fill(block, into: &numbers)
      let columns = [Array(numbers[..<length]), Array(numbers[length...])]
      let results = program.run(columns, count: length)
      let opposite = program.run(columns.map { $0.map { -$0 } }, count: length)
      for output in 0..<4 {
        observations[output] += zip(results[output], opposite[output]).map { antithetic ? ($0 + $1) / 2 : $0 }
      }
    }
    let moments = estimateMeans(of: program, seed: 73, stream: 9, blocks: 3..<8, antithetic: antithetic, threads: 1)
    for (moment, observed) in zip(moments, observations) {
      let expected = SampleMoments(of: observed)
      #expect(abs(moment.mean - expected.mean) < 1e-13)
      #expect(abs(moment.sumOfSquaredDeviations - expected.sumOfSquaredDeviations) < 1e-8)
    }
  }

  @Test("Any number of threads gives the same bits", arguments: [2, 3, 7], [false, true])
  func threads(_ threads: Int, _ antithetic: Bool) {
    // Enough blocks that threads are really used, the last group being short.
    let range = 5..<1810
    let one = estimateMeans(of: program, seed: 74, stream: 1, blocks: range, antithetic: antithetic, threads: 1)
    let many = estimateMeans(of: program, seed: 74, stream: 1, blocks: range, antithetic: antithetic, threads: threads)
    #expect(one == many)
  }

  @Test("Ranges of blocks merge to the whole, and no block gives no observation")
  func ranges() {
    func moments(_ range: Range<Int>) -> SampleMoments {
      estimateMeans(of: program, seed: 75, stream: 1, blocks: range, antithetic: false, threads: 1)[0]
    }
    let (whole, merged) = (moments(0..<60), moments(0..<37).merged(with: moments(37..<60)))
    #expect(whole.count == merged.count && abs(whole.mean - merged.mean) < 1e-13)
    #expect(abs(whole.variance - merged.variance) < 1e-10)
    #expect(moments(4..<4) == .empty)
  }

  @Test("NaN in one sample shows in the estimate")
  func exceptional() {
    var b = ColumnProgramBuilder(inputs: 1)
    let logarithm = b.log(b.input(0))
    let estimate = estimateMeans(
      of: b.build(outputs: [logarithm, .constant(.infinity)]), seed: 76, stream: 1, blocks: 0..<2, antithetic: false,
      threads: 1)
    #expect(estimate[0].mean.isNaN && !(estimate[1].variance == 0))
  }
}

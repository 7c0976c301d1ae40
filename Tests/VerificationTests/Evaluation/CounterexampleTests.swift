import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite struct CounterexampleTests {
  let names = Names()

  private func find(_ left: Formula, _ relation: Relation = .equal, _ right: Formula, seed: UInt64 = 1)
    -> Counterexample?
  {
    counterexample(left: left, relation, right: right, declarations: names.declarations, seed: seed)
  }

  /// A person can redo it: the smallest size and whole numbers.
  private func expectSmall(_ found: Counterexample?, sizes: [String], _ place: SourceLocation = #_sourceLocation) {
    guard let found else {
      Issue.record("no counterexample", sourceLocation: place)
      return
    }
    #expect(found.sizes.map { "\($0.name) = \($0.value)" } == sizes, sourceLocation: place)
    for value in found.values {
      #expect(value.value.joined().allSatisfy { $0 == $0.rounded() && abs($0) <= 3 }, sourceLocation: place)
    }
    let gap = zip(found.left.joined(), found.right.joined()).map { abs($0 - $1) }.max() ?? 0
    #expect(gap > found.bound && found.isComputed, sourceLocation: place)
  }

  @Test(arguments: 0..<20) func theHalfThatCoversOnlyTheLogarithms(seed: UInt64) {
    let found = find(names.divergence, .equal, oneHalf * names.logarithms + names.rest, seed: seed)
    expectSmall(found, sizes: ["n = 1"])
    #expect(found?.values.map(\.name) == ["mu_1", "mu_2", "Sigma_1", "Sigma_2"])
    let total = found?.values.flatMap { $0.value.joined() }.reduce(0) { $0 + abs($1) } ?? 99
    #expect(total <= 4)
  }

  @Test func wrongForEveryKindOfSymbol() {
    let i = Formula(names.i)
    let sigma = Formula(names.variance)
    let S = Formula(names.sigma1)
    // A sum over the entries for their product is right for n = 1.
    let all = product(names.i, to: names.size, sigma.at(i))
    expectSmall(find(det(diag(sigma)), .equal, sum(names.i, to: names.size, sigma.at(i))), sizes: ["n = 2"])
    expectSmall(find(all, .equal, all + all), sizes: ["n = 1"])
    expectSmall(find(tr(Formula(names.matrix) * S), .equal, tr(Formula(names.matrix)) * tr(S)), sizes: ["n = 2"])
    expectSmall(find(Formula(names.matrix), .equal, Formula(names.matrix).t), sizes: ["n = 2"])
    expectSmall(find(S.inverted, .equal, S), sizes: ["n = 1"])
    expectSmall(find(log(det(2 * S)), .equal, log(Formula(2)) + log(det(S))), sizes: ["n = 2"])
    expectSmall(find(Formula(names.alpha), .lessOrEqual, Formula(names.beta)), sizes: [])
    expectSmall(find(Formula(names.c), .greaterOrEqual, Formula(names.c).squared), sizes: [])
    let p = normal(Formula(names.mu), S)
    let second = expectation(names.x, p, Formula(names.x) * Formula(names.x).t)
    let found = find(second, .equal, S)
    expectSmall(found, sizes: ["n = 1"])
    // The variable of the expectation has no value of its own.
    #expect(found?.values.map(\.name) == ["mu", "Sigma_1"])
    #expect(find(sum(names.i, to: Formula(names.m), Formula(names.pi).at(i).squared), .equal, Formula(1)) != nil)
  }

  @Test func nothingIsFoundWhereNothingIsWrong() {
    #expect(find(names.divergence, .equal, names.closedForm) == nil)
    #expect(find(log(Formula(names.alpha).squared), .equal, 2 * log(Formula(names.alpha))) == nil)
    #expect(find(-Formula(names.c), .less, Formula(names.c)) == nil)
    #expect(
      find(made(.product, Formula(names.a).t, Formula(names.sigma), Formula(names.a)), .greaterOrEqual, Formula(0))
        == nil)
    #expect(find(Formula(names.a), .equal, Formula(names.c)) == nil)
  }

  @Test func functionsAreShownByTheirValue() throws {
    var declarations = names.declarations
    let f = Symbol("f", Shape.scalar)
    try declarations.declareFunction(f)
    let value = made(.application(f), Formula(names.alpha))
    let found = counterexample(left: value, right: value.squared, declarations: declarations, seed: 1)
    expectSmall(found, sizes: [])
    #expect(found?.values.map(\.name).contains("f") == true)
    // Only functions that are not constant tell these apart.
    let other = made(.application(f), Formula(names.beta))
    #expect(counterexample(left: value, right: other, declarations: declarations, seed: 1) != nil)
  }

  @Test func smallValuesLieInTheirDomains() throws {
    var source = RandomSource(seed: 2, stream: 3)
    for level in 0...3 {
      for size in 1...4 {
        for _ in 0..<20 {
          for domain in Domain.allCases {
            let isVector = [Domain.simplex, .positive, .nonnegative, .natural].contains(domain)
            let columns = isVector ? 1 : size
            let small = SmallValue.draw(domain, size, columns, level: level, sizes: [:], &source)
            let real = try FloatingInstance.draw(domain, size, columns, [:], &source)
            for value in [small, real] + SmallValue.simpler(than: small, domain) { expect(value, in: domain) }
          }
        }
      }
    }
  }

  private func expect(_ value: Matrix<Double>, in domain: Domain) {
    switch domain {
    case .real: #expect(value.elements.allSatisfy { $0.isFinite })
    case .positive: #expect(value.elements.allSatisfy { $0 > 0 })
    case .nonnegative: #expect(value.elements.allSatisfy { $0 >= 0 })
    case .natural: #expect(value.elements.allSatisfy { $0 >= 1 && $0 == $0.rounded() })
    case .simplex:
      #expect(value.elements.allSatisfy { $0 > 0 } && value.elements.reduce(0, +) == 1)
    case .symmetric: #expect(value == value.transposed())
    case .positiveDefinite, .positiveSemidefinite:
      #expect(value == value.transposed())
      #expect(throws: Never.self) { try CholeskyFactorization(value) }
    case .invertible: #expect(abs(value.determinant()) > 1e-3)
    case .binary: #expect(value.elements.allSatisfy { $0 == 0 || $0 == 1 })
    case .oneHot:
      #expect(
        (0..<value.columns).allSatisfy { column in
          (0..<value.rows).reduce(0) { $0 + value[$1, column] } == 1
        } && value.elements.allSatisfy { $0 == 0 || $0 == 1 })
    case .fullColumnRank:
      #expect(value.rows < value.columns || abs((value.transposed() * value).determinant()) > 1e-6)
    }
  }
}

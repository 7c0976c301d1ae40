import Symbolic
import Testing

@testable import Verification

@Suite("near misses")
struct NearMissTests {
  let names: Vocabulary

  init() throws { names = try Vocabulary() }

  /// One line, one near miss of it, and what is said of it.
  struct Example: Sendable, CustomTestStringConvertible {
    let kind: NearMiss.Kind
    let result: String
    let words: String
    let line: @Sendable (Vocabulary) throws -> Term
    var testDescription: String { "\(kind.rawValue): \(words)" }

    init(
      _ kind: NearMiss.Kind, _ result: String, _ words: String, _ line: @escaping @Sendable (Vocabulary) throws -> Term
    ) {
      self.kind = kind
      self.result = result
      self.words = words
      self.line = line
    }
  }

  static let examples: [Example] = [
    Example(.sign, "a - n/2", "the sign of n/2: − instead of +") { try Term($0.a) + Term($0.n) / Term(2) },
    Example(.sign, "a + n/2", "the sign of n/2: + instead of −") { try Term($0.a) - Term($0.n) / Term(2) },
    Example(.sign, "-(a + b)", "the sign of the whole: − instead of +") { try Term($0.a) + Term($0.b) },
    Example(.sign, "exp(-a b)", "the sign of a b: − instead of +") {
      try Term(.exponential, [Term($0.a) * Term($0.b)])
    },
    Example(.scope, "1/2 (a + b + c)", "the factor 1/2 should cover all of a + b + c, not only a + b") {
      try Term(.sum, [half() * (Term($0.a) + Term($0.b)), Term($0.c)])
    },
    Example(.scope, "1/2 a + b + c", "the factor 1/2 should cover only a, not a + b + c") {
      try half() * (Term($0.a) + Term($0.b) + Term($0.c))
    },
    Example(.scope, "b - 1/2 (a - c)", "the factor 1/2 should cover a - c, not only a") {
      try Term(.sum, [Term($0.b), negative(half() * Term($0.a)), Term($0.c)])
    },
    Example(.scope, "(a + b)/2", "the factor 1/2 should cover all of a + b, not only a") {
      try Term(.sum, [Term($0.a) / Term(2), Term($0.b)])
    },
    Example(.factor, "a + 1/2 b", "the factor 1/2 is missing in front of b") { try Term($0.a) + Term($0.b) },
    Example(.factor, "a - 2 b", "the factor 2 is missing in front of b") { try Term($0.a) - Term($0.b) },
    Example(.factor, "a + b", "the factor 1/2 of b should not be there") { try Term($0.a) + half() * Term($0.b) },
    Example(.factor, "a + n", "n should not be divided by 2") { try Term($0.a) + Term($0.n) / Term(2) },
    Example(.transpose, "tr(A' B)", "the transpose of A is missing") {
      try Term(.trace, [Term($0.A) * Term($0.B)])
    },
    Example(.transpose, "tr(A B)", "A should not be transposed") {
      try Term(.trace, [Term(.transpose, [Term($0.A)]) * Term($0.B)])
    },
    Example(.inverse, "tr(inv(Sigma_2) Sigma_1)", "the inverse of Sigma_2 is missing") {
      try Term(.trace, [Term($0.Sigma2) * Term($0.Sigma1)])
    },
    Example(.inverse, "tr(Sigma_2 Sigma_1)", "Sigma_2 should not be inverted") {
      try Term(.trace, [Term(.inverse, [Term($0.Sigma2)]) * Term($0.Sigma1)])
    },
    Example(.square, "log(sigma^2)", "the square is missing: sigma^2 instead of sigma") { try log(Term($0.sigma)) },
    Example(.square, "log(sigma)", "no square: sigma instead of sigma^2") { try log(square(Term($0.sigma))) },
    Example(.square, "(a - b)^2 c", "the square is missing: (a - b)^2 instead of a - b") {
      try (Term($0.a) - Term($0.b)) * Term($0.c)
    },
    Example(.squareRoot, "a/sqrt(sigma)", "the square root is missing: sqrt(sigma) instead of sigma") {
      try Term($0.a) / Term($0.sigma)
    },
    Example(.squareRoot, "a/sigma", "no square root: sigma instead of sqrt(sigma)") {
      try Term($0.a) / Term(.squareRoot, [Term($0.sigma)])
    },
    Example(
      .division, "sum(i=1..n, mu_A_i^2/sigma_B_i)", "divide by sigma_B_i instead of multiplying"
    ) { try $0.sum(square($0.entry($0.muA)) * $0.entry($0.sigmaB)) },
    Example(.division, "a sigma", "multiply by sigma instead of dividing") { try Term($0.a) / Term($0.sigma) },
    Example(.quotient, "log(a/b)", "the quotient is upside down: a/b instead of b/a") {
      try log(Term($0.b) / Term($0.a))
    },
    Example(.range, "log(prod(i=1..n, sigma_A_i))", "a product over i, not a sum") {
      try log($0.sum($0.entry($0.sigmaA)))
    },
    Example(.range, "log(sum(i=1..n, sigma_A_i))", "a sum over i, not a product") {
      try log($0.product($0.entry($0.sigmaA)))
    },
    Example(.swap, "log(|Sigma_2|) - log(|Sigma_1|)", "Sigma_1 and Sigma_2 swapped") {
      try $0.logDeterminant($0.Sigma1) - $0.logDeterminant($0.Sigma2)
    },
    Example(.swap, "mu_2' Sigma_2 mu_1", "the subscripts 1 and 2 swapped") {
      try Term(.product, [Term(.transpose, [Term($0.mu1)]), Term($0.Sigma1), Term($0.mu2)])
    },
    Example(.swap, "KL(q||p)", "p and q swapped") { try Term(.divergence, [Term($0.p), Term($0.q)]) },
    Example(.swap, "(b - a) c", "the difference the other way round: b - a instead of a - b") {
      try (Term($0.a) - Term($0.b)) * Term($0.c)
    },
    Example(.symbol, "mu_2' mu_1", "mu_2 instead of mu_1") { try Term(.transpose, [Term($0.mu1)]) * Term($0.mu1) },
    Example(.symbol, "mu_2' mu_2", "mu_2 instead of mu_1 throughout") {
      try Term(.transpose, [Term($0.mu1)]) * Term($0.mu1)
    },
    Example(.logarithm, "a + log(|Sigma_1|)", "the log of |Sigma_1| is missing") {
      try Term($0.a) + Term(.determinant, [Term($0.Sigma1)])
    },
    Example(.logarithm, "a + |Sigma_1|", "no log: |Sigma_1| instead of log(|Sigma_1|)") {
      try Term($0.a) + $0.logDeterminant($0.Sigma1)
    },
    Example(.determinant, "log(tr(Sigma_1))", "the trace of Sigma_1, not its determinant") {
      try $0.logDeterminant($0.Sigma1)
    },
    Example(.determinant, "|A|", "the determinant of A, not its trace") { try Term(.trace, [Term($0.A)]) },
    Example(.extraTerm, "a", "the term -b is extra") { try Term($0.a) - Term($0.b) },
    Example(.missingTerm, "tr(A) + a - n", "the term -n is missing") { try Term(.trace, [Term($0.A)]) + Term($0.a) },
    Example(.extraFactor, "a", "the factor b is extra") { try Term($0.a) * Term($0.b) },
    Example(.dimension, "a/(n - 1)", "n - 1 for n") { try Term($0.a) / Term($0.n) },
    Example(.limit, "sum(i=1..n - 1, mu_A_i)", "the sum over i ends at n - 1, not n") { try $0.sum($0.entry($0.muA)) },
    Example(.limit, "sum(i=2..n, mu_A_i)", "the sum over i begins at 2, not 1") { try $0.sum($0.entry($0.muA)) },
    Example(.order, "B A A", "the order of the factors: B A A instead of A B A") {
      try Term(.product, [Term($0.A), Term($0.B), Term($0.A)])
    },
    Example(.innerProduct, "A x x'", "an outer product, not an inner one: x x' instead of x' x") {
      try Term($0.A) * (Term(.transpose, [Term($0.x)]) * Term($0.x))
    },
    Example(.innerProduct, "A (x' x)", "an inner product, not an outer one: x' x instead of x x'") {
      try Term($0.A) * (Term($0.x) * Term(.transpose, [Term($0.x)]))
    },
    Example(.trace, "A B", "no trace of A") { try Term(.trace, [Term($0.A)]) * Term($0.B) },
    Example(
      .moment, "E_{x~p}[x] E_{x~p}[x]'",
      "the expectation at another place: E_{x~p}[x] E_{x~p}[x]' instead of E_{x~p}[x x']"
    ) { try Term(.expectation($0.x), [Term($0.p), Term($0.x) * Term(.transpose, [Term($0.x)])]) },
    Example(
      .moment, "E_{x~p}[x x']", "the expectation of the product: E_{x~p}[x x'] instead of E_{x~p}[x] E_{x~p}[x]'"
    ) {
      let mean = try Term(.expectation($0.x), [Term($0.p), Term($0.x)])
      return try mean * Term(.transpose, [mean])
    },
    Example(
      .moment, "(E_{x~p}[x] - mu_1)' (E_{x~p}[x] - mu_1)",
      "the expectation at another place: (E_{x~p}[x] - mu_1)' (E_{x~p}[x] - mu_1) instead of"
        + " E_{x~p}[(x - mu_1)' (x - mu_1)]"
    ) {
      let difference = try Term($0.x) - Term($0.mu1)
      return try Term(.expectation($0.x), [Term($0.p), Term(.transpose, [difference]) * difference])
    },
  ]

  @Test("each kind makes its edit and says so", arguments: examples)
  func example(_ example: Example) throws {
    let line = try example.line(names)
    let made = NearMisses.of(line, declarations: names.declarations).filter { $0.kind == example.kind }
    let found = made.first { plain($0.result) == plain(example.result) }
    let all = made.map { spell($0.result) }
    #expect(found?.words(spelling: spell) == example.words, "\(spell(line)) gives \(all)")
  }

  /// Brackets around a product within a product say nothing.
  private func plain(_ term: Term) -> String { plain(spell(term)) }
  private func plain(_ text: String) -> String { text.replacing("(x' x)", with: "x' x") }

  @Test("every kind has an example")
  func coverage() {
    #expect(Set(Self.examples.map(\.kind)) == Set(NearMiss.Kind.allCases))
  }

  /// Lines as they stand in derivations.
  func lines() throws -> [Term] {
    let summands = try names.divergenceSummands()
    let difference = try Term(names.x) - Term(names.mu1)
    let density = try Term(.density, [Term(names.p), Term(names.x)])
    let other = try Term(.density, [Term(names.q), Term(names.x)])
    return [
      try half() * Term(.sum, summands),
      try Term(.sum, [half() * Term(.sum, Array(summands[..<2]))] + summands[2...]),
      try Term(.divergence, [Term(names.p), Term(names.q)]),
      try Term(.expectation(names.x), [Term(names.p), log(density) - log(other)]),
      try Term(.integral(names.x), [density * log(density / other)]),
      try Term(.expectation(names.x), [Term(names.p), names.quadratic(difference, names.Sigma2)]),
      try Term(names.Sigma1) + Term(names.mu1) * Term(.transpose, [Term(names.mu1)]),
      try half()
        * Term(
          .sum,
          [
            log(names.product(names.entry(names.sigmaB)) / names.product(names.entry(names.sigmaA))),
            negative(Term(names.n)), names.sum(names.entry(names.sigmaA) / names.entry(names.sigmaB)),
            names.sum(square(names.entry(names.muA) - names.entry(names.muB)) / names.entry(names.sigmaB)),
          ]),
      try Term(.gaussian, [Term(names.mu1), Term(names.Sigma1)]),
      Term(names.a), Term(names.n), Term(1),
    ]
  }

  @Test("every result is another line of the same sort, found once, with the edit at its path")
  func shapes() throws {
    for line in try lines() {
      let made = NearMisses.of(line, declarations: names.declarations)
      #expect(Set(made.map(\.result)).count == made.count)
      for nearMiss in made {
        #expect(nearMiss.result != line)
        #expect(nearMiss.result.sort == line.sort)
        #expect(line.subterm(at: nearMiss.path) == nearMiss.original)
        #expect(try line.replacing(at: nearMiss.path, with: nearMiss.replacement) == nearMiss.result)
        #expect(nearMiss.result.freeSymbols.isSubset(of: line.freeSymbols.union(names.declarations.symbols)))
        #expect(!nearMiss.words(spelling: spell).isEmpty)
      }
    }
  }

  @Test("the closed form has near misses of every kind that its heads allow")
  func richness() throws {
    let made = NearMisses.of(try lines()[0], declarations: names.declarations)
    let kinds = Set(made.map(\.kind))
    let expected: Set<NearMiss.Kind> = [
      .sign, .scope, .factor, .inverse, .swap, .symbol, .logarithm, .determinant, .extraTerm, .dimension, .missingTerm,
    ]
    #expect(expected.isSubset(of: kinds), "\(expected.subtracting(kinds))")
    #expect(made.count > 60)
  }

  @Test("the order depends on line and declarations alone, and a limit takes its beginning")
  func determinism() throws {
    for line in try lines() {
      let made = NearMisses.of(line, declarations: names.declarations)
      let again = NearMisses.of(line, declarations: try Vocabulary().declarations)
      #expect(made.map { spell($0.result) } == again.map { spell($0.result) })
      #expect(NearMisses.of(line, declarations: names.declarations, limit: 7) == Array(made.prefix(7)))
      #expect(NearMisses.of(line, declarations: names.declarations, limit: 0).isEmpty)
    }
  }

  @Test(
    "the edits of an edited line lead back to it",
    arguments: [
      NearMiss.Kind.sign, .inverse, .transpose, .range, .square, .scope, .division,
    ])
  func reversible(kind: NearMiss.Kind) throws {
    var tried = 0
    for line in try lines() {
      for nearMiss in NearMisses.of(line, declarations: names.declarations) where nearMiss.kind == kind {
        // The scope of a factor can be drawn in ways that only a second edit undoes, and a division loses the order
        // of factors, which numbers do not see but densities do.
        if kind == .scope, nearMiss.result.head == .sum, line.head == .sum { continue }
        if kind == .division, line.contains(where: { $0.head == .density }) { continue }
        let back = NearMisses.of(nearMiss.result, declarations: names.declarations, limit: 2000)
        tried += 1
        #expect(
          back.contains { same($0.result, line) },
          "\(spell(nearMiss.result)) does not lead back to \(spell(line))")
      }
    }
    #expect(tried > 0 || kind == .transpose)
  }

  /// Equality up to brackets and the order of factors, as numbers tell it.
  private func same(_ left: Term, _ right: Term) -> Bool {
    if left == right || spell(left) == spell(right) { return true }
    let size = left.contains { $0.head == .entry } ? 3 : 1
    let values = (0..<3).map { seed in
      let model = NumericModel(names.declarations, size: size, seed: UInt64(seed))
      return (model.value(left), model.value(right))
    }
    return values.allSatisfy { left, right in
      if let left, let right { return abs(left - right) <= 1e-9 * max(1, abs(left)) }
      return false
    }
  }

  @Test("the likely ones come first, in the same order in every process")
  func order() throws {
    let line = try half() * (Term(names.a) - Term(names.b)) + Term(names.c)
    let words = NearMisses.of(line, declarations: names.declarations, limit: 9).map { $0.words(spelling: spell) }
    #expect(
      words == [
        "the sign of 1/2 (a - b): − instead of +", "the sign of c: − instead of +", "the sign of a: − instead of +",
        "the sign of b: + instead of −", "the sign of the whole: − instead of +",
        "the factor 1/2 should cover all of a - b + c, not only a - b", "the factor 1/2 should cover only a, not a - b",
        "the factor 1/2 should cover only -b, not a - b", "the factor 1/2 is missing in front of 1/2 (a - b) + c",
      ])
  }

  @Test("a very wide and a very deep line are handled in bounded work")
  func hostile() throws {
    let wide = try Term(.sum, (0..<5000).map { try Term($0) * Term(names.a) })
    let clock = ContinuousClock()
    var found: [NearMiss] = []
    let time = clock.measure { found = NearMisses.of(wide, declarations: names.declarations) }
    #expect((8...400).contains(found.count))
    #expect(time < .seconds(30))
    var asked = 0
    let correction = DiagnosisSearch.diagnose(
      wrong: wide, declarations: names.declarations, isRight: { _ in false },
      value: { _ in
        asked += 1
        return [1]
      }, target: [2])
    #expect(correction == nil)
    #expect(asked < 200)
    var deep = Term(names.a)
    while deep.depth < Term.depthLimit { deep = try negative(deep) }
    let made = NearMisses.of(deep, declarations: names.declarations)
    #expect(!made.isEmpty)
    #expect(made.allSatisfy { $0.result.depth <= Term.depthLimit })
  }
}

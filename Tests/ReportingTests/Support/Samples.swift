import Notation
import Reporting
import Symbolic
import Verification

/// Canned runs: what an engine would hand over for a right and a wrong derivation of log(s^2 / 2) and the like.
enum Samples {
  static let n = Dimension.named("n")
  static let s = Symbol("s", Shape.scalar, .positive)
  static let t = Symbol("t", Shape.scalar, .positive)
  static let matrix = Symbol("Sigma", Shape(n, n), .positiveDefinite)

  static let text = """
    # Logarithms

    **Given** $s, t \\in \\mathbb{R}_{>0}$.

    ## A product

    $$
    \\begin{aligned}
    \\log(s t) &= \\log s + \\log t \\\\
    \t&= \\log t - \\log s \\\\
      &= \\log t + \\log s
    \\end{aligned}
    $$

    """

  static let source = Source(name: "notes/log.md", text: text)

  static func logarithm(_ symbol: Symbol) throws -> Term { try Term(.logarithm, [Term(symbol)]) }

  /// log(s t), log s + log t, log t - log s, log t + log s.
  static func lines() throws -> [Term] {
    let product = try Term(.product, [Term(s), Term(t)])
    return [
      try Term(.logarithm, [product]),
      try Term(.sum, [logarithm(s), logarithm(t)]),
      try Term(.sum, [logarithm(t), Term(.negation, [logarithm(s)])]),
      try Term(.sum, [logarithm(t), logarithm(s)]),
    ]
  }

  /// The bytes of each line in the text.
  static func ranges() -> [Range<Int>] {
    let marks = ["\\log(s t)", "\\log s + \\log t", "\\log t - \\log s", "\\log t + \\log s"]
    let bytes = source.bytes
    return marks.map { mark in
      let wanted = Array(mark.utf8)
      let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
      return start..<start + wanted.count
    }
  }

  static func document(steps count: Int) throws -> Document {
    let lines = zip(try lines(), ranges()).map { Line(term: $0, range: $1) }
    let chain = Chain(
      first: lines[0],
      steps: lines.dropFirst().prefix(count).map { Step(relation: .equal, line: $0, reason: nil) })
    let claim = Claim(
      slug: "a-product", title: "A product", declarations: Declarations(), chains: [chain], origin: "A textbook")
    return Document(source: source, title: "Logarithms", claims: [claim])
  }

  static let proof = ProofFinding.proved(
    rules: ["log-product"], restsOn: ["log-product", "log-positive"], assumptions: ["s is positive"])
  static let exact = ExactFinding.equal(points: 12, sizes: ["n = 1", "n = 2"], falseEqual: 3e-16)
  static let floating = FloatingFinding.agrees(instances: 6, bound: 4e-15)
  static let estimate = Estimate(
    samples: 1_234_567, difference: 0.0003, standardError: 0.001, resolution: 0.005, errorRate: 1e-10)

  static func step(
    _ number: Int, _ outcome: Outcome, note: String? = nil, proof: ProofFinding = proof, exact: ExactFinding = exact,
    floating: FloatingFinding = floating, sampling: SamplingFinding = .agrees(estimate),
    counterexample: Counterexample? = nil, diagnosis: Diagnosis? = nil, againstFirst: Outcome? = nil,
    relation: Relation = .equal, remarks: [Remark] = []
  ) throws -> StepReport {
    let lines = try lines()
    return StepReport(
      number: number, location: source.location(ranges()[number].lowerBound), relation: relation,
      previous: lines[number - 1], line: lines[number], reason: number == 1 ? "by log-product" : nil,
      outcome: outcome, note: note, proof: proof, exact: exact, floating: floating, sampling: sampling,
      counterexample: counterexample, diagnosis: diagnosis, againstFirst: againstFirst,
      remarks: remarks)
  }

  static func run(_ steps: [StepReport], identities: [IdentityReport]? = nil) throws -> RunReport {
    let document = try document(steps: steps.count)
    let claim = ClaimReport(
      claim: document.claims[0],
      chains: [ChainReport(first: document.claims[0].chains[0].first, steps: steps)])
    let known = [
      IdentityReport(name: "log-product", file: "Derivations/identities/logarithm.md", outcome: .exact),
      IdentityReport(name: "log-positive", file: "Derivations/identities/logarithm.md", outcome: .proved),
    ]
    return RunReport(
      seed: 7, files: [FileReport(document: document, claims: [claim], identities: identities ?? known)])
  }

  static func right() throws -> RunReport { try run([step(1, .proved)]) }

  static let counterexample = Counterexample(
    sizes: [Assignment("n", 1)], values: [Assignment("s", [[2]]), Assignment("t", [[1]])],
    left: [[0.6931471805599453]], right: [[-0.6931471805599453]], bound: 1e-15, isComputed: true)

  static func wrong() throws -> RunReport {
    let refuted = try step(
      2, .refuted, proof: .notFound(reason: "no rule applies"), exact: .different(sizes: "n = 1"),
      floating: .differs(left: 0.6931471805599453, right: -0.6931471805599453, bound: 1e-15),
      sampling: .notNeeded, counterexample: counterexample,
      diagnosis: Diagnosis(message: "the sign of log(s): + instead of -", corrected: try lines()[3]),
      againstFirst: .refuted)
    let again = try step(
      3, .refuted, proof: .notFound(reason: "no rule applies"), exact: .different(sizes: "n = 1"),
      floating: .differs(left: 0.6931471805599453, right: -0.6931471805599453, bound: 1e-15), sampling: .notNeeded,
      counterexample: counterexample, againstFirst: .exact)
    return try run([step(1, .proved), refuted, again])
  }

  static func style(_ detail: ReportStyle.Detail = .compact, width: Int = 100, colored: Bool = false) -> ReportStyle {
    ReportStyle(width: width, isColored: colored, detail: detail, spelling: testSpelling)
  }
}

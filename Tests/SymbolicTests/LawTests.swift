import Symbolic
import Testing

/// Joint distributions of which nothing is known: what follows from the rules of densities alone is proved, what does not
/// is not.
@Suite("Laws")
struct LawTests {
  private let x = Symbol("x", Shape.vector(n))
  private let z = Symbol("z", Shape.vector(m))
  private let theta = Symbol("theta", Shape.scalar)
  private let p = Symbol("p", .distribution(Shape.vector(n)))
  private let q = Symbol("q", .distribution(Shape.vector(m)))
  private let kernel: Kernel

  init() throws {
    var declarations = Declarations()
    for name in ["n", "m"] { try declarations.declareDimension(name) }
    for symbol in [x, z, theta] { try declarations.declare(symbol) }
    try declarations.declareLaw(p, of: [x, z, theta])
    try declarations.declareLaw(q, of: [z, x])
    kernel = Kernel(declarations: declarations)
  }

  private func law(_ law: Symbol, _ variables: [Symbol], given: [Symbol] = []) throws -> Term {
    try Term(.law(LawPart(law: law, of: variables, given: given)), given.map { Term($0) })
  }

  private func density(_ law: Symbol, _ variables: [Symbol], given: [Symbol] = []) throws -> Term {
    try Term(.density, [self.law(law, variables, given: given)] + variables.map { Term($0) })
  }

  private func integral(_ variable: Symbol, _ body: Term) throws -> Term { try Term(.integral(variable), [body]) }

  private func expectation(_ variable: Symbol, _ law: Term, _ body: Term) throws -> Term {
    try Term(.expectation(variable), [law, body])
  }

  private func equal(_ left: Term, _ right: Term) -> Bool {
    let theorem = kernel.equality(left, right)
    return theorem != nil && theorem?.assumptions.isEmpty == true
  }

  @Test("Bayes' rule, the chain rule and normalization")
  func bayes() throws {
    let joint = try density(p, [x, z])
    let posterior = try density(p, [z], given: [x])
    #expect(equal(posterior, try density(p, [x], given: [z]) * density(p, [z]) / density(p, [x])))
    #expect(equal(joint, try posterior * density(p, [x])))
    #expect(equal(joint, try density(p, [z, x])))
    #expect(!equal(joint, try density(p, [x]) * density(p, [z])))
    #expect(!equal(posterior, try density(p, [x], given: [z])))
    #expect(equal(try integral(z, joint), try density(p, [x])))
    #expect(equal(try integral(z, posterior), Term(1)))
    #expect(!equal(try integral(x, posterior), Term(1)))
    #expect(equal(try integral(z, density(p, [x], given: [z]) * density(p, [z])), try density(p, [x])))
    #expect(!equal(try integral(z, density(p, [x], given: [z])), Term(1)))
    #expect(equal(try integral(x, integral(z, joint)), Term(1)))
    #expect(
      equal(
        try density(p, [x, z], given: [theta]),
        try density(p, [x], given: [z, theta]) * density(p, [z], given: [theta])))
    #expect(
      !equal(try density(p, [x, z], given: [theta]), try density(p, [x], given: [z]) * density(p, [z], given: [theta])))
  }

  @Test("the evidence is the lower bound and the divergence from the posterior", arguments: [false, true])
  func evidence(hasParameter: Bool) throws {
    let given = hasParameter ? [theta] : []
    let evidence = try density(p, [x], given: given).log()
    let joint = try density(p, [x, z], given: given)
    let posterior = try law(p, [z], given: [x] + given)
    let prior = try law(p, [z], given: given)
    let approximation = try law(q, [z])
    let own = try density(q, [z])
    func mean(_ body: Term) throws -> Term { try expectation(z, approximation, body) }
    #expect(equal(evidence, try integral(z, own * evidence)))
    let bound = try integral(z, own * (joint / own).log())
    #expect(equal(bound, try mean((joint / own).log())))
    #expect(equal(bound, try mean(joint.log()) + Term(.entropy, [approximation])))
    #expect(!equal(bound, try mean(joint.log()) - Term(.entropy, [approximation])))
    let gap = try Term(.divergence, [approximation, posterior])
    #expect(equal(evidence, try bound + gap))
    #expect(equal(gap, try integral(z, own * own.log()) - mean(joint.log()) + evidence))
    #expect(!equal(evidence, try bound - gap))
    #expect(!equal(evidence, try bound + Term(.divergence, [posterior, approximation])))
    let likelihood = try density(p, [x], given: [z] + given)
    let loss = try mean(likelihood.log()) - Term(.divergence, [approximation, prior])
    #expect(equal(bound, loss))
    #expect(!equal(bound, try mean(likelihood.log()) + Term(.divergence, [approximation, prior])))
    #expect(equal(evidence, try integral(z, joint * own / own).log()))
    #expect(equal(evidence, try mean(joint / own).log()))
    #expect(!equal(evidence, try mean((joint / own).log())))
  }

  @Test("an amortized posterior has its bound under what is given")
  func amortized() throws {
    let encoder = try law(q, [z], given: [x])
    let own = try density(q, [z], given: [x])
    let left = try Term(.divergence, [encoder, law(p, [z], given: [x])])
    let right =
      try density(p, [x]).log() + Term(.divergence, [encoder, law(p, [z])])
      - expectation(z, encoder, density(p, [x], given: [z]).log())
    #expect(equal(left, right))
    #expect(equal(left, try expectation(z, encoder, own.log() - density(p, [z], given: [x]).log())))
  }

  @Test("the chain rule of divergences and the ways to write mutual information")
  func information() throws {
    let (px, qx) = (try law(p, [x]), try law(q, [x]))
    let whole = try Term(.divergence, [law(p, [x, z]), law(q, [x, z])])
    let inner = try Term(.divergence, [law(p, [z], given: [x]), law(q, [z], given: [x])])
    #expect(equal(whole, try Term(.divergence, [px, qx]) + expectation(x, px, inner)))
    #expect(!equal(whole, try Term(.divergence, [px, qx]) + expectation(x, qx, inner)))
    #expect(kernel.equality(whole, try Term(.divergence, [law(p, [x, z]), law(q, [z, x])])) == nil)
    let joint = try density(p, [x, z])
    let ratio = try (joint / (density(p, [x]) * density(p, [z]))).log()
    let information = try integral(x, integral(z, joint * ratio))
    #expect(equal(information, try integral(z, integral(x, joint * ratio))))
    let pz = try law(p, [z])
    let conditional = try expectation(z, pz, Term(.entropy, [law(p, [x], given: [z])]))
    let other = try expectation(x, px, Term(.entropy, [law(p, [z], given: [x])]))
    let (hx, hz) = (try Term(.entropy, [px]), try Term(.entropy, [pz]))
    #expect(equal(information, try hx - conditional))
    #expect(equal(information, try hz - other))
    #expect(equal(information, try hx + hz - Term(.entropy, [law(p, [x, z])])))
    #expect(!equal(information, try hx - other))
    #expect(!equal(information, try hx + conditional))
    #expect(equal(try Term(.entropy, [law(p, [x, z])]), try Term(.entropy, [law(p, [z, x])])))
  }

  @Test("divergences of products add")
  func additivity() throws {
    func double(_ body: Term) throws -> Term { try integral(x, integral(z, body)) }
    let (p1, p2, q1, q2) = (
      try density(p, [x]), try density(p, [z]), try density(q, [x]), try density(q, [z])
    )
    let product = try p1 * p2
    let left = try double(product * (product / (q1 * q2)).log())
    let right = try Term(.divergence, [law(p, [x]), law(q, [x])]) + Term(.divergence, [law(p, [z]), law(q, [z])])
    #expect(equal(left, right))
    #expect(equal(try double(product * (p1 / q1).log()), try Term(.divergence, [law(p, [x]), law(q, [x])])))
    #expect(!equal(left, try right + p1.log()))
  }

  @Test("bound variables do not capture, and a rule that is left out proves nothing")
  func binding() throws {
    let joint = try density(p, [x, z])
    let other = Symbol("y", Shape.vector(m))
    let moved = try Term(.density, [law(p, [x, z]), Term(x), Term(other)])
    #expect(equal(try integral(z, joint), try integral(other, moved)))
    #expect(!equal(try integral(z, moved), try density(p, [x])))
    let nested = try integral(z, density(q, [z]) * integral(z, joint))
    #expect(equal(nested, try density(p, [x])))
    let square = try integral(z, joint.raised(2))
    #expect(equal(try integral(x, square), try integral(z, integral(x, joint.raised(2)))))
    #expect(!equal(try square * square, try integral(z, joint.raised(4))))
    for rule in [Rule.conditionalDensity, .marginalDensity, .expectationIntegral] {
      let left = try integral(z, density(p, [x], given: [z]) * density(p, [z]))
      #expect(kernel.equality(left, try density(p, [x]), rules: RuleSet.all.without(rule)) == nil, "\(rule)")
    }
    let exchanged = try integral(z, integral(x, joint.raised(2)))
    #expect(
      kernel.equality(try integral(x, square), exchanged, rules: RuleSet.all.without(.integralOrder)) == nil)
    // The values of a categorical variable are its own.
    let (k, l) = (Symbol("k", Shape.scalar, .natural), Symbol("l", Shape.scalar, .natural))
    var declarations = Declarations()
    for symbol in [k, l] { try declarations.declare(symbol) }
    try declarations.bound(k, by: .named("K"))
    let r = Symbol("r", .distribution(.scalar))
    try declarations.declareLaw(r, of: [k])
    let categorical = Kernel(declarations: declarations)
    let own = try Term(.density, [law(r, [k]), Term(k)])
    let strange = try Term(.density, [law(r, [k]), Term(l)])
    #expect(categorical.equality(try integral(k, own), Term(1)) != nil)
    #expect(categorical.equality(try integral(l, strange), Term(1)) == nil)
  }

  @Test("the values of a categorical variable are summed out")
  func categorical() throws {
    let (big, small) = (Dimension.named("K"), Dimension.named("L"))
    let (c, k) = (Symbol("c", Shape.scalar, .natural), Symbol.index("k"))
    var declarations = Declarations()
    for symbol in [x, c] { try declarations.declare(symbol) }
    try declarations.bound(c, by: big)
    let r = Symbol("r", .distribution(.scalar))
    try declarations.declareLaw(r, of: [x, c])
    let kernel = Kernel(declarations: declarations)
    func value(from first: Int = 1, _ last: Dimension, _ part: Term, _ points: Term...) throws -> Term {
      try Term(.summation(k), [Term(first), Term(last), Term(.density, [part] + points)])
    }
    let (joint, given) = (try law(r, [x, c]), try law(r, [c], given: [x]))
    let marginal = try density(r, [x])
    #expect(kernel.equality(try value(big, joint, Term(x), Term(k)), marginal) != nil)
    #expect(kernel.equality(try value(big, given, Term(k)), Term(1)) != nil)
    #expect(kernel.equality(try value(small, joint, Term(x), Term(k)), marginal) == nil)
    #expect(kernel.equality(try value(from: 2, big, joint, Term(x), Term(k)), marginal) == nil)
    #expect(kernel.equality(try value(from: 2, big, given, Term(k)), Term(1)) == nil)
  }

  @Test("means under a law are linear, and its constants come out")
  func moments() throws {
    let a = matrix("A", n, m)
    let own = try law(q, [z])
    let mean = try expectation(z, own, Term(z))
    #expect(equal(try expectation(z, own, Term(2) * Term(z)), try Term(2) * mean))
    #expect(equal(try integral(z, density(q, [z]) * Term(z)), mean))
    #expect(equal(try expectation(z, own, a * Term(z) + Term(x)), try a * mean + Term(x)))
    #expect(!equal(try expectation(z, own, a * Term(z)), try a * Term(z)))
  }
}

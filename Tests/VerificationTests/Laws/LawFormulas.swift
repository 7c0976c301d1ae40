import Symbolic

@testable import Verification

/// Names of arbitrary laws for tests.
struct LawNames {
  var declarations = Declarations()
  let x = Symbol("x", .vector(.named("d")))
  let z = Symbol("z", .vector(.named("m")))
  let theta = Symbol("theta", .vector(.named("r")))
  let theta1 = Symbol("theta_1", .vector(.named("r")))
  let k = Symbol("k", Shape.scalar, .natural)
  let states = Symbol("s", .vector(.named("m")))
  let p = Symbol("p", .distribution(.vector(.named("d") + .named("m"))))
  let q = Symbol("q", .distribution(.vector(.named("m"))))
  let r = Symbol("g", .distribution(.scalar))
  let w = Symbol("w", .distribution(.vector(.named("d") + .named("m") + .named("r"))))
  let chain = Symbol("h", .distribution(.vector(.named("m"))))
  let mu = Symbol("mu", .vector(.named("m")))
  let gamma = Symbol("Gamma", Shape(.named("m"), .named("m")), .positiveDefinite)

  init() {
    do {
      for name in ["d", "m", "r", "K", "T"] { try declarations.declareDimension(name) }
      for symbol in [x, z, theta, theta1, k, mu, gamma] { try declarations.declare(symbol) }
      try declarations.bound(k, by: .named("K"))
      try declarations.declareFamily(states, over: [IndexRange(1, .named("T"))])
      try declarations.declareLaw(p, of: [x, z])
      try declarations.declareLaw(q, of: [z])
      try declarations.declareLaw(r, of: [x, k])
      try declarations.declareLaw(w, of: [x, z, theta])
      try declarations.declareLaw(chain, of: [states, x])
    } catch {
      preconditionFailure("\(error)")
    }
  }

  var chainLength: Dimension { .named("T") }

  /// The distribution of variables of a law given others at these values.
  func law(_ law: Symbol, _ variables: [Symbol], given: [Symbol] = [], at values: [Symbol]? = nil) -> Formula {
    let points = (values ?? given).map { Term($0) }
    do {
      return Formula(try Term(.law(LawPart(law: law, of: variables, given: given)), points))
    } catch { preconditionFailure("\(error)") }
  }

  /// The density of variables of a law at themselves.
  func value(_ law: Symbol, _ variables: [Symbol], given: [Symbol] = [], at values: [Symbol]? = nil) -> Formula {
    let points = variables.map { Term($0) }
    do {
      return Formula(
        try Term(.density, [self.law(law, variables, given: given, at: values).term] + points))
    } catch { preconditionFailure("\(error)") }
  }

  func check(
    _ left: Formula, _ relation: Relation = .equal, _ right: Formula, seed: UInt64 = 1
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    exactAndFloatingCheck(left: left, relation, right: right, declarations: declarations, seed: seed)
  }
}

func integral(_ variable: Symbol, _ body: Formula) -> Formula { made(.integral(variable), body) }
func divergence(_ p: Formula, _ q: Formula) -> Formula { made(.divergence, p, q) }
func entropy(_ p: Formula) -> Formula { made(.entropy, p) }

/// Whether both ways agree.
func isEqual(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
  if case .equal = found.exact, case .agrees = found.floating { return true }
  return false
}

func agrees(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
  if case .different = found.exact { return false }
  if case .agrees = found.floating { return true }
  return false
}

func differs(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
  if case .equal = found.exact { return false }
  if case .differs = found.floating { return true }
  return false
}

func isOpen(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
  if case .outside = found.exact, case .outside = found.floating { return true }
  return false
}

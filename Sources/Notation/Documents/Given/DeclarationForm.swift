import Symbolic

/// A form that a declaration can have.
struct DeclarationForm {
  /// The form as messages show it.
  let example: String
  /// The signs that its sides can stand around.
  let signs: Set<GivenStatement.Sign>
  /// Takes up a left and a right side; false where they are not of this form.
  let read:
    @Sendable (
      inout GivenReader, _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>
    ) throws(NotationError) -> Bool

  /// Every form, in the order in which they are tried.
  static let all: [DeclarationForm] =
    setForms + [
      function, map, property, size, symmetry, rank, component, distribution, definition, density, moment, constraint,
      formula,
    ]

  /// A row for each set that a name can lie in; the first of them reads all.
  private static let setForms = SetReader.forms.enumerated().map { number, set in
    DeclarationForm(example: set.example, signs: [.element]) { (reader, left, _, right) throws(NotationError) in
      if number > 0 { return false }
      return try reader.readMembership(left, right)
    }
  }

  private static let function = DeclarationForm(example: #"f(x) \in \mathbb{R}^n"#, signs: [.element]) {
    (reader, left, _, right) throws(NotationError) in try reader.readFunction(left, right)
  }

  private static let map = DeclarationForm(example: #"f : \mathbb{R}^d \to \mathbb{R}^n"#, signs: [.maps]) {
    (reader, left, _, right) throws(NotationError) in try reader.readMap(left, right)
  }

  private static let property = DeclarationForm(
    example: #"\Sigma \succ 0"#,
    signs: [.positiveDefinite, .positiveSemidefinite, .greater, .greaterOrEqual, .less, .lessOrEqual]
  ) { (reader, left, sign, right) throws(NotationError) in try reader.readProperty(left, sign, right) }

  private static let size = DeclarationForm(example: #"n \ge 1"#, signs: [.greater, .greaterOrEqual]) {
    (reader, left, sign, right) throws(NotationError) in try reader.readSize(left, sign, right)
  }

  private static let symmetry = DeclarationForm(example: #"A = A^\top"#, signs: [.equal]) {
    (reader, left, _, right) throws(NotationError) in
    guard SetReader.isTranspose(right, of: left) else { return false }
    try reader.restrict(try reader.scope.symbol(left), left)
    return true
  }

  private static let rank = DeclarationForm(example: #"\operatorname{rank}(X) = p"#, signs: [.equal]) {
    (reader, left, _, right) throws(NotationError) in try reader.readRank(left, right)
  }

  private static let component = DeclarationForm(
    example: #"p(x \mid z) = \mathcal{N}(x; B z, \Gamma)"#, signs: [.equal, .distributed]
  ) { (reader, left, sign, right) throws(NotationError) in try reader.readComponent(left, sign, right) }

  private static let formula = DeclarationForm(
    example: #"J(\beta) = (y - X \beta)^\top (y - X \beta)"#, signs: [.equal]
  ) { (reader, left, _, right) throws(NotationError) in try reader.readFormula(left, right) }

  private static let distribution = DeclarationForm(
    example: #"x \sim \mathcal{N}(\mu, \Sigma)"#, signs: [.distributed]
  ) { (reader, left, _, right) throws(NotationError) in try reader.readDistributed(left, right) }

  private static let definition = DeclarationForm(example: #"M = W^\top W"#, signs: [.equal]) {
    (reader, left, _, right) throws(NotationError) in try reader.readDefinition(left, right)
  }

  private static let density = DeclarationForm(
    example: #"p(x) = \mathcal{N}(x; \mu, \Sigma)"#, signs: [.equal, .distributed]
  ) { (reader, left, _, right) throws(NotationError) in try reader.readDensity(left, right) }

  private static let constraint = DeclarationForm(example: "D Y = 0", signs: [.equal]) {
    (reader, left, _, right) throws(NotationError) in try reader.readConstraint(left, right)
  }

  private static let moment = DeclarationForm(
    example: #"\mathbb{E}[X] = \mu, \mathrm{Cov}(X) = \Sigma"#, signs: [.equal]
  ) {
    (reader, left, _, right) throws(NotationError) in try reader.moments.read(left, right, reader.scope)
  }
}

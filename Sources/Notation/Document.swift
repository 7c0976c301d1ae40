import Symbolic

/// A derivation file as it was read: its declarations and claims.
public struct Document: Sendable {
  /// The text that was read.
  public let source: Source
  /// The first heading, or the file's name.
  public let title: String
  /// The claims in order.
  public let claims: [Claim]

  /// A document of these parts.
  public init(source: Source, title: String, claims: [Claim]) {
    self.source = source
    self.title = title
    self.claims = claims
  }
}

/// What stands under one heading: declarations in force there and the chains of its displays.
public struct Claim: Sendable {
  /// The heading in lower case with hyphens, unique in its file.
  public let slug: String
  /// The heading as written.
  public let title: String
  /// What is declared in this section and, for a deeper heading, in those around it.
  public let declarations: Declarations
  /// The chains in order.
  public let chains: [Chain]
  /// The file's prose about where the claim is from, if it says so in a paragraph that begins with **Source**.
  public let origin: String?
  /// What is declared before the first display, which may define and determine more.
  package var given: Declarations
  /// How deep its heading stands, 1 the highest; 0 without a heading.
  package var level = 0
  /// The paragraphs of its own section that begin with a bold word, as plain text.
  package var remarks: [String] = []

  /// A claim of these parts.
  public init(slug: String, title: String, declarations: Declarations, chains: [Chain], origin: String?) {
    given = declarations
    self.slug = slug
    self.title = title
    self.declarations = declarations
    self.chains = chains
    self.origin = origin
  }

  /// What is in force for a chain, with the indices of its own.
  public func declarations(for chain: Chain) -> Declarations { declarations.running(chain.indices) }
}

/// A first expression and the steps from it: a = b = c.
public struct Chain: Sendable {
  /// The first expression.
  public let first: Line
  /// The steps in order, at least one.
  public let steps: [Step]
  /// The equations of rows before that this chain is a consequence of; none where it is claimed for itself.
  public let premise: Premise?
  /// The indices of entries that it uses and nothing declares, with their greatest values: i and j in (A B)_ij.
  public let indices: [Symbol: Dimension]

  /// A chain of these parts.
  public init(first: Line, steps: [Step], premise: Premise? = nil, indices: [Symbol: Dimension] = [:]) {
    self.first = first
    self.steps = steps
    self.premise = premise
    self.indices = indices
  }

  /// All expressions in order.
  public var lines: [Line] { [first] + steps.map(\.line) }
}

/// An expression with its place.
public struct Line: Sendable {
  /// The expression.
  public let term: Term
  /// The bytes of the source that it was read from.
  public let range: Range<Int>

  /// An expression read from there.
  public init(term: Term, range: Range<Int>) {
    self.term = term
    self.range = range
  }
}

/// One step of a chain.
public struct Step: Sendable {
  /// How the expression stands to the one before.
  public let relation: Relation
  /// The expression.
  public let line: Line
  /// The reason as written, such as `by trace-cyclic`.
  public let reason: String?
  /// Whether this is asked, not claimed: the `= 0` that a derivative is set to.
  public let isCondition: Bool
  /// Whether this is what an arrow draws conclusions from, so that it need not hold for all values.
  public var isSupposed = false
  /// Why it may say something else than it is read as, if it may.
  package var doubt: Doubt?
  /// Why a step may say something else than it is read as.
  package struct Doubt: Sendable {
    /// The reason in words.
    package let reason: String
    /// Whether nothing can be decided; otherwise it passes where it holds, and is not refuted where it does not.
    package let isOpen: Bool
  }

  /// The variables that the factor of a proportionality, or the constant of an equation up to one, is free of.
  public let variables: [Symbol]

  /// The step of these parts.
  public init(relation: Relation, line: Line, reason: String?, isCondition: Bool = false, variables: [Symbol] = []) {
    self.relation = relation
    self.line = line
    self.reason = reason
    self.isCondition = isCondition
    self.variables = variables
  }
}

/// Equations that are asked to hold, to be solved for unknowns.
public struct Premise: Hashable, Sendable {
  /// left = right.
  public struct Equation: Hashable, Sendable {
    /// The left side.
    public let left: Term
    /// The right side.
    public let right: Term

    /// The equation of these sides.
    public init(_ left: Term, _ right: Term) {
      self.left = left
      self.right = right
    }
  }

  /// What the equations are solved for; every other symbol is free.
  public let unknowns: [Symbol]
  /// The equations, in the order of the text.
  public let equations: [Equation]

  /// The equations with these unknowns.
  public init(unknowns: [Symbol], equations: [Equation]) {
    self.unknowns = unknowns
    self.equations = equations
  }
}

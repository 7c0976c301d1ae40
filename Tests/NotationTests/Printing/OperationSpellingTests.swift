import Symbolic
import Testing

@testable import Notation

/// What is printed of derivatives, optima, members and matrices is read as the same term.
@Suite("Spelling of operations")
struct OperationSpellingTests {
  private static let n = Dimension.named("n")
  private static let x = Symbol("x", .vector(n))
  private static let s = Symbol("s", Shape.scalar, .positive)
  private static let A = Symbol("A", Shape(n, n))
  private static let z = Symbol("z", .matrix(.vector(n)), isFamily: true)
  private static let r = Symbol("r", .scalar, isFamily: true)
  private static let k = Symbol.index("k")

  private static func declarations() throws -> Declarations {
    var declarations = Declarations()
    try declarations.declareDimension("n")
    try declarations.declareDimension("T")
    for symbol in [x, s, A, k] { try declarations.declare(symbol) }
    try declarations.bound(k, by: .named("T"))
    try declarations.declareFamily(z, over: [IndexRange(0, .named("T"))])
    try declarations.declareFamily(r, over: [IndexRange(1, .named("T")), IndexRange(1, .named("n"))])
    return declarations
  }

  private static func terms() throws -> [Term] {
    let quadratic = try Term(.product, [Term(.transpose, [Term(x)]), Term(A), Term(x)])
    let member = try Term(.application(z), [Term(k)])
    let before = try Term(.application(z), [Term(.sum, [Term(k), Term(.negation, [Term(1)])])])
    let square = try Term(.product, [Term(.transpose, [member]), before])
    let pair = try Term(.application(r), [Term(k), Term(2)])
    return [
      member, before, square, pair,
      try Term(.gradient(x), [Term(x), quadratic]),
      try Term(.gradient(x), [Term(.product, [Term(2), Term(x)]), quadratic]),
      try Term(.gradient(A), [Term(A), Term(.logarithm, [Term(.determinant, [Term(A)])])]),
      try Term(.gradient(x), [Term(x), Term(.gradient(x), [Term(x), quadratic])]),
      try Term(.sum, [Term(.gradient(x), [Term(x), quadratic]), Term(x)]),
      try Term(.memberGradient(z), [Term(k), square]),
      try Term(.optimizer(x, .maximum), [quadratic]),
      try Term(.optimizer(s, .minimum), [Term(.logarithm, [Term(s)])]),
      try Term(.extremum(x, .maximum), [quadratic]),
      try Term(.limit(s), [Term(0), Term(.logarithm, [Term(s)])]),
      try Term(.constant(.infinity)),
      try Term(.indicator, [Term(k), Term(2)]),
      try Term(.kroneckerProduct, [Term(A), Term(.transpose, [Term(A)])]),
      try Term(.vectorization, [Term(A)]),
      try Term(.product, [Term(.kroneckerProduct, [Term(A), Term(A)]), Term(.vectorization, [Term(A)])]),
      try Term(.blocks(rows: 2, columns: 2), [Term(A), Term(x), Term(.transpose, [Term(x)]), Term(s)]),
      try Term(.blocks(rows: 1, columns: 2), [Term(A), Term(A)]),
      try Term(.gammaFunction, [Term(s)]),
      try Term(
        .summation(Symbol.index("t")),
        [
          Term(1), Term(.named("T")),
          Term(.product, [Term(.indicator, [Term(Symbol.index("t")), Term(k)]), Term(s)]),
        ]),
    ]
  }

  @Test(arguments: [Style.latex, .plain])
  func whatIsPrintedIsReadAsTheSameTerm(_ style: Style) throws {
    let declarations = try OperationSpellingTests.declarations()
    for term in try OperationSpellingTests.terms() {
      let text = style == .latex ? Spelling.latex(term) : Spelling.plain(term)
      do {
        let read =
          style == .latex
          ? try ExpressionReader.readLatex(text, declarations: declarations)
          : try ExpressionReader.readPlain(text, declarations: declarations)
        #expect(read == term, "\(text) is read as \(Spelling.plain(read))")
      } catch {
        Issue.record("\(text) is not read: \(error)")
      }
    }
  }
}

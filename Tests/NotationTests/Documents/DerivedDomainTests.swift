import Symbolic
import Testing

@testable import Notation

@Suite("Derived domains")
struct DerivedDomainTests {
  private static let square = Shape(.named("n"), .named("n"))
  private let matrix = Term(Symbol("A", square))
  private let definite = Term(Symbol("S", square, .positiveDefinite))
  private let semidefinite = Term(Symbol("P", square, .positiveSemidefinite))
  private let symmetric = Term(Symbol("Q", square, .symmetric))
  private let scalar = Term(Symbol("a", Shape.scalar))
  private let positive = Term(Symbol("b", Shape.scalar, .positive))
  private let vector = Term(Symbol("v", .vector(.named("n"))))
  private let index = Term(Symbol.index("i"))

  private func domain(_ head: Head, _ arguments: Term...) throws -> Domain {
    DerivedDomain.domain(try Term(head, arguments))
  }

  @Test("Sums keep what all summands have")
  func sums() throws {
    #expect(try domain(.sum, definite, semidefinite) == .positiveDefinite)
    #expect(try domain(.sum, semidefinite, semidefinite) == .positiveSemidefinite)
    #expect(try domain(.sum, definite, symmetric) == .symmetric)
    #expect(try domain(.sum, definite, matrix) == .real)
    #expect(try domain(.sum, positive, try Term(.power, [scalar, Term(2)])) == .positive)
    #expect(try domain(.sum, positive, scalar) == .real)
    #expect(try domain(.sum, definite, try Term(.negation, [definite])) == .real)
  }

  @Test("Products of a matrix and its transpose are semidefinite")
  func products() throws {
    let transpose = try Term(.transpose, [matrix])
    #expect(try domain(.product, matrix, transpose) == .positiveSemidefinite)
    #expect(try domain(.product, transpose, definite, matrix) == .positiveSemidefinite)
    #expect(try domain(.product, transpose, symmetric, matrix) == .real)
    #expect(try domain(.product, matrix, matrix) == .real)
    #expect(try domain(.product, definite, definite) == .real)
    #expect(try domain(.product, positive, definite) == .positiveDefinite)
    #expect(try domain(.product, scalar, definite) == .symmetric)
    #expect(try domain(.product, scalar, scalar) == .real)
    #expect(try domain(.product, try Term(.transpose, [vector]), vector) == .nonnegative)
  }

  @Test("Everything else")
  func others() throws {
    let squares = try Term(.vector(.index("j"), .named("n")), [try Term(.power, [positive, Term(2)])])
    #expect(try domain(.diagonalMatrix, squares) == .positiveDefinite)
    #expect(try domain(.diagonalMatrix, vector) == .symmetric)
    #expect(try domain(.power, vector, Term(2)) == .nonnegative)
    #expect(try domain(.power, vector, Term(3)) == .real)
    #expect(try domain(.exponential, vector) == .positive)
    #expect(try domain(.inverse, definite) == .positiveDefinite)
    #expect(try domain(.inverse, matrix) == .real)
    #expect(try domain(.determinant, definite) == .positive)
    #expect(try domain(.determinant, symmetric) == .real)
    #expect(try domain(.quotient, definite, positive) == .positiveDefinite)
    #expect(try domain(.quotient, definite, scalar) == .symmetric)
    #expect(try domain(.quotient, index, index) == .positive)
    #expect(DerivedDomain.domain(index) == .positive)
    #expect(DerivedDomain.domain(Term(.named("n") - .one)) == .real)
    #expect(DerivedDomain.domain(try Term(.identity(.one))) == .positive)
    #expect(DerivedDomain.domain(Term(0)) == .nonnegative)
  }

  @Test("A deep term takes no longer than its size")
  func deep() throws {
    var term = scalar
    for _ in 0..<140 { term = try Term(.quotient, [try Term(.product, [term, positive]), positive]) }
    #expect(DerivedDomain.domain(term) == .real)
  }
}

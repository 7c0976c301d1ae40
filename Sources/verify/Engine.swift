import Notation
import Reporting
import Symbolic
import Verification

/// What commands ask of the libraries. All calls to them are in this file, so that tests can put canned reports in
/// their place.
struct Engine: Sendable {
  /// How terms are written.
  var spelling: TermSpelling
  /// Reads a derivation file.
  var read: @Sendable (_ bytes: [UInt8], _ name: String) throws(NotationError) -> Document
  /// The slugs of the claims that a derivation file may hold.
  var outline: @Sendable (_ bytes: [UInt8], _ name: String) throws(NotationError) -> DocumentOutline
  /// Reads a statement of the command line with its declarations as a document of one claim.
  var readStatement: @Sendable (_ statement: String, _ given: [String]) throws(NotationError) -> Document
  /// Checks documents.
  var check: @Sendable (_ documents: [Document], _ request: CheckRequest) -> RunReport
  /// Makes and checks the near misses of documents.
  var mutants: @Sendable (_ documents: [Document], _ request: CheckRequest) -> MutationReport
  /// Checks documents and their near misses over many seeds.
  var soak: @Sendable (_ documents: [Document], _ request: SoakRequest) -> SoakReport
  /// Rewrites an expression into closed form.
  var derive:
    @Sendable (_ expression: String, _ given: [String], _ request: CheckRequest) throws(NotationError)
      -> DerivedDerivation
}

/// What a check is asked to do.
struct CheckRequest: Sendable {
  /// The seed from which every draw derives.
  var seed: UInt64 = 1
  /// How many threads to use.
  var threads: Int = 1
  /// The discrepancy that sampling must be able to see, as a share of the terms.
  var resolution: Double = 0.005
  /// The identity files, read when they are needed.
  var identities: [IdentityFile] = []
}

/// What a soak is asked to do.
struct SoakRequest: Sendable {
  /// What each check is asked; its seed is the first.
  var check: CheckRequest
  /// How many seeds to check the documents with.
  var seeds: Int
  /// How many seeds to check the mutants with.
  var mutantSeeds: Int
  /// Is told which share of the work is done, from 0 to 1.
  var progress: @Sendable (_ share: Double) -> Void
}

extension Engine {
  /// The libraries.
  static let standard = Engine(
    spelling: TermSpelling(plain: { Spelling.plain($0) }, latex: { Spelling.latex($0) }),
    read: { bytes, name throws(NotationError) in try DocumentReader.read(bytes: bytes, name: name) },
    outline: { bytes, name throws(NotationError) in try DocumentOutline(bytes: bytes, name: name) },
    readStatement: { statement, given throws(NotationError) in
      try StatementReader.statement(statement, given: given)
    },
    check: { documents, request in Engine.checker(request).check(documents) },
    mutants: { documents, request in Engine.checker(request).mutants(of: documents) },
    soak: { documents, request in
      Engine.checker(request.check).soak(
        documents, seeds: request.seeds, mutantSeeds: request.mutantSeeds, progress: request.progress)
    },
    derive: { expression, given, request throws(NotationError) in
      let (term, declarations) = try StatementReader.expression(expression, given: given)
      return Engine.checker(request).derive(term, declarations: declarations)
    })

  /// The checker that does what is asked.
  static func checker(_ request: CheckRequest) -> Checker {
    Checker(
      library: IdentityLibrary(files: request.identities),
      options: CheckOptions(seed: request.seed, threads: request.threads, resolution: request.resolution))
  }
}

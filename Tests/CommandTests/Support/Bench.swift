import Foundation
import Notation
import Reporting
import Symbolic
import Synchronization
import Verification

@testable import verify

/// Runs command lines in process: a folder of its own, captured streams, an engine that reads outcomes from the files.
final class Bench {
  let folder: String
  var input: [UInt8] = []
  var variables: [String: String] = [:]
  var isTerminal = false
  private(set) var output = ""
  private let errors = Captured()
  private let requests = Requests()

  /// What was written to standard error.
  var errorOutput: String { errors.text.withLock { $0 } }
  /// What the engine was asked last.
  var request: CheckRequest? { requests.last.withLock { $0 } }
  /// What the engine was asked to soak last.
  var soak: SoakRequest? { requests.soak.withLock { $0 } }

  private final class Captured: Sendable {
    let text = Mutex("")
  }

  private final class Requests: Sendable {
    let last = Mutex<CheckRequest?>(nil)
    let soak = Mutex<SoakRequest?>(nil)
  }

  init() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path + "/Derivations/identities", withIntermediateDirectories: true)
    folder = Files.resolved(path) ?? path
    try write("Derivations/kl-gaussian.md", "# KL of Gaussians\nproved\n")
    try write("Derivations/kl-wrong.md", "# Wrong\nrefuted\n")
    try write("Derivations/open.md", "# Open\nundecided\n")
    try write("Derivations/broken.md", "# Broken\nfault\n")
    try write("Derivations/identities/trace.md", "# Trace\nproved\n")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// Runs a command line in the folder.
  func run(_ arguments: String...) -> Status { run(arguments) }

  /// Runs a command line in the folder.
  func run(_ arguments: [String]) -> Status {
    output = ""
    errors.text.withLock { $0 = "" }
    let errors = errors
    let console = Console(
      write: { self.output += $0 },
      writeError: { text in errors.text.withLock { $0 += text } },
      readInput: { () throws(InputError) in self.input },
      variable: { self.variables[$0] },
      isOutputTerminal: isTerminal, isErrorTerminal: isTerminal, width: 100, workingDirectory: folder,
      executable: "/nowhere/bin/verify", processors: 3)
    return Tool.run(arguments, Session(console: console, engine: engine))
  }

  private var engine: Engine {
    let requests = requests
    return Engine(
      spelling: TermSpelling(plain: { "\($0.symbol?.name ?? "?")" }, latex: { "\($0.symbol?.name ?? "?")" }),
      read: { bytes, name throws(NotationError) in try Canned.document(bytes, name) },
      outline: { bytes, name throws(NotationError) in try DocumentOutline(bytes: bytes, name: name) },
      readStatement: { statement, given throws(NotationError) in
        try Canned.document(Array("# \(given.joined(separator: "; "))\n\(statement)\n".utf8), "<statement>")
      },
      check: { documents, request in
        requests.last.withLock { $0 = request }
        return Canned.run(documents, seed: request.seed)
      },
      mutants: { documents, request in
        requests.last.withLock { $0 = request }
        return Canned.mutants(documents, seed: request.seed)
      },
      soak: { documents, request in
        requests.soak.withLock { $0 = request }
        request.progress(0.5)
        return SoakReport(
          firstSeed: request.check.seed,
          files: documents.map {
            FileSoak(
              document: $0, seeds: request.seeds, steps: 1, mutantSeeds: request.mutantSeeds, mutants: 1, failures: [])
          })
      },
      derive: { expression, given, request throws(NotationError) in
        requests.last.withLock { $0 = request }
        return try Canned.derivation(expression, given)
      })
  }
}

/// An engine without mathematics: the second line of a file says the outcome of its only step.
enum Canned {
  static func document(_ bytes: [UInt8], _ name: String) throws(NotationError) -> Document {
    let source = Source(name: name, text: String(decoding: bytes, as: UTF8.self))
    if let start = bytes.firstIndex(of: UInt8(ascii: "@")) {
      throw NotationError(source, start..<start + 1, "the sign @ is not known", hint: "leave it out")
    }
    let start = bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = Line(term: Term(Symbol("x", Shape.scalar)), range: start..<bytes.count)
    let chain = Chain(first: line, steps: [Step(relation: .equal, line: line, reason: nil)])
    let claims = ["first", "second"].map {
      Claim(slug: $0, title: $0, declarations: Declarations(), chains: [chain], origin: nil)
    }
    return Document(source: source, title: String(source.line(1).drop { $0 == "#" || $0 == " " }), claims: claims)
  }

  private static func outcome(_ document: Document) -> Outcome {
    Outcome(rawValue: document.source.line(2)) ?? .agrees
  }

  static func run(_ documents: [Document], seed: UInt64) -> RunReport {
    RunReport(
      seed: seed,
      files: documents.map { document in
        let claims = document.claims.map { claim in
          let line = claim.chains[0].first
          let step = StepReport(
            number: 1, location: document.source.location(line.range.lowerBound), relation: .equal,
            previous: line.term, line: line.term, reason: nil, outcome: outcome(document), note: nil,
            proof: .notFound(reason: "none"), exact: .outside(reason: "none"), floating: .outside(reason: "none"),
            sampling: .notNeeded, counterexample: nil, diagnosis: nil, againstFirst: nil)
          return ClaimReport(claim: claim, chains: [ChainReport(first: line, steps: [step])])
        }
        return FileReport(document: document, claims: claims, identities: [])
      })
  }

  static func mutants(_ documents: [Document], seed: UInt64) -> MutationReport {
    MutationReport(
      seed: seed,
      files: documents.map { document in
        FileMutations(
          document: document,
          claims: document.claims.map { claim in
            let line = claim.chains[0].first
            let mutant = MutantReport(
              name: "m", words: "w", location: SourceLocation(line: 2, column: 1), original: line.term,
              mutated: line.term, fate: document.source.line(3) == "survives" ? .survived : .refuted)
            return ClaimMutations(claim: claim, outcome: outcome(document), mutants: [mutant])
          })
      })
  }

  static func derivation(_ expression: String, _ given: [String]) throws(NotationError) -> DerivedDerivation {
    _ = try document(Array(expression.utf8), "<expression>")
    let term = Term(Symbol("x", Shape.scalar))
    return DerivedDerivation(
      declarations: Declarations(), expression: term, steps: [DerivedStep(term: term, rules: given)], restsOn: [],
      note: expression == "stuck" ? "no rule applies" : nil)
  }
}

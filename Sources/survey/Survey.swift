import Foundation
import Notation
import Reporting
import Verification

/// Measures how much of what people write is read and decided, and what it costs.
struct Survey {
  /// The folder of the package, from which it is run.
  let package: String
  /// The folder of texts by others.
  let corpus: CorpusFolder

  /// Writes what is found; whether every bound is kept but those of time.
  func run() throws -> Bool {
    guard corpus.exists else {
      print("no corpus at \(corpus.path): nothing to survey")
      return true
    }
    let library = IdentityLibrary(
      documents: try derivations("Derivations/identities").map {
        try DocumentReader.read(bytes: Array($0.text.utf8), name: $0.name)
      })
    let checker = Checker(library: library, options: CheckOptions(threads: 1))
    var sections: [Section] = []
    if let proofs = try corpus.records("chains.jsonl", of: PublishedProof.self) {
      sections.append(.proofs(proofs, checker: checker))
    }
    if let snippets = try corpus.records("snippets.jsonl", of: Snippet.self) {
      sections.append(.snippets(snippets))
    }
    if let recorded = try corpus.records("errors.jsonl", of: RecordedSlip.self) {
      let files = try derivations("Tests/Fixtures/slips").compactMap { SlipFile(name: $0.name, text: $0.text) }
      sections.append(.slips(files, recorded: recorded, checker: checker))
    }
    sections.append(
      try .cost(files: derivations("Derivations") + derivations("Derivations/identities"), checker: checker))
    for section in sections { print("\(section.title)\n\n\(section.text)") }
    let bounds = sections.flatMap(\.bounds)
    print(Table.of(bounds).text, terminator: "")
    return bounds.allSatisfy { $0.isMet || $0.isTimed }
  }

  /// The files of a folder of the package.
  private func derivations(_ folder: String) throws -> [(name: String, text: String)] {
    let url = URL(fileURLWithPath: package).appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().filter { $0.hasSuffix(".md") }
      .map { name in
        ("\(folder)/\(name)", try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8))
      }
  }
}

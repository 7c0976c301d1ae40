import Foundation
import Notation
import Symbolic
import Verification

/// The files of the package that the tests check, and what the checker finds about them.
enum Corpus {
  /// The root of the package, four folders above this file.
  static let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }

  static let derivations = Result { try folder("Derivations") }
  static let identities = Result { try folder("Derivations/identities") }
  static let wrong = Result { try folder("Tests/Fixtures/wrong") }

  /// What a check with the default options finds about each derivation.
  static let report = Result { try checker().check(derivations.get()) }
  /// What it finds about the files with mistakes.
  static let wrongReport = Result { try checker().check(wrong.get()) }

  static func checker(_ options: CheckOptions = CheckOptions()) throws -> Checker {
    Checker(library: IdentityLibrary(documents: try identities.get()), options: options)
  }

  /// The documents of a folder in order of their names.
  private static func folder(_ path: String) throws -> [Document] {
    let folder = root.appendingPathComponent(path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { $0.hasSuffix(".md") }
      .map { name in
        let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
        return try DocumentReader.read(bytes: Array(bytes), name: "\(path)/\(name)")
      }
  }

  /// A document of one display.
  static func document(_ name: String = "note.md", title: String = "Note", given: String, _ display: String) throws
    -> Document
  {
    let text = "# Notes\n\n## \(title)\n\n**Given** \(given).\n\n$$\n\(display)\n$$\n"
    return try DocumentReader.read(bytes: Array(text.utf8), name: name)
  }
}

extension Document {
  /// Whether the file is of that name in whatever folder.
  func isNamed(_ name: String) -> Bool { source.name.hasSuffix("/" + name) }
}

extension [Document] {
  /// The same documents without the claim of that name.
  func without(claim slug: String) -> [Document] {
    map { document in
      Document(source: document.source, title: document.title, claims: document.claims.filter { $0.slug != slug })
    }
  }
}

extension RunReport {
  var steps: [StepReport] { files.flatMap { $0.claims.flatMap { $0.chains.flatMap(\.steps) } } }
}

extension StepReport {
  /// What the proof rests on; nil where there is none.
  var restsOn: [String]? {
    if case .proved(_, let restsOn, _) = proof { restsOn } else { nil }
  }

  var words: String { "line \(location.line): \(Spelling.plain(line)) (\(outcome), \(note ?? "-"))" }
}

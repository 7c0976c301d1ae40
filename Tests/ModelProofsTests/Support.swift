import DataFiles
import Foundation
import ModelProofs
import Notation
import NumericCore
import Testing

/// The derivations of this package, and false ones made of them.
enum Library {
  private static let folder = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in
    folder.deletingLastPathComponent()
  }.appending(path: "Derivations")

  static var standard: DerivationLibrary { changed([:]) }

  /// The library with a text in a file replaced by another, the last place of it.
  static func changed(_ changes: [String: (String, String)]) -> DerivationLibrary {
    DerivationLibrary { name in
      var text = try String(contentsOf: folder.appending(path: "\(name).md"), encoding: .utf8)
      if let (old, new) = changes[name] {
        let range = try #require(text.range(of: old, options: .backwards), "\(name) has \(old)")
        text.replaceSubrange(range, with: new)
      }
      return try DocumentReader.read(bytes: Array(text.utf8), name: "\(name).md")
    }
  }
}

extension [ModelFinding] {
  /// The claims that do not hold.
  var failing: [String] { filter { $0.holds == false }.map(\.claim) }
  /// The claims of which nothing is known.
  var open: [String] { filter { $0.holds == nil }.map { "\($0.claim): \($0.obstacle ?? "")" } }
}

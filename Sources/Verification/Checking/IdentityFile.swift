import Notation
import Symbolic
import Synchronization

/// A file of identities that is read when one of them is needed.
public final class IdentityFile: Sendable {
  /// The name of the file, as reports show it.
  public let name: String
  /// The slugs that its claims may have.
  public let slugs: [String]
  private let source: @Sendable () -> Document?
  private let known = Mutex<[String: IdentityLibrary.Entry]?>(nil)

  /// A file with these slugs whose document the closure reads; nil where it cannot be read.
  public init(name: String, slugs: [String], read: @escaping @Sendable () -> Document?) {
    self.name = name
    self.slugs = slugs
    source = read
  }

  /// The file of a document that is read already.
  public convenience init(_ document: Document) {
    self.init(name: document.source.name, slugs: document.claims.map(\.slug)) { document }
  }

  /// The identity of that slug; the file is read at the first one.
  func entry(named slug: String) -> IdentityLibrary.Entry? {
    known.withLock { known in
      if let known { return known[slug] }
      var entries: [String: IdentityLibrary.Entry] = [:]
      if let document = source() {
        for claim in document.claims { entries[claim.slug] = IdentityLibrary.Entry(document.source, claim) }
      }
      known = entries
      return entries[slug]
    }
  }
}

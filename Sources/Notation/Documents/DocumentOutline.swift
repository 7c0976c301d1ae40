/// The claims that a file may hold, known from its headings and displays alone, without reading a formula.
public struct DocumentOutline: Sendable, Hashable {
  /// The slugs of the sections with displays, in order: those of the document's claims, and perhaps more, since a
  /// display may only define.
  public let slugs: [String]

  /// The outline of the bytes of a file.
  public init(bytes: [UInt8], name: String) throws(NotationError) {
    let list = try BlockScanner.blocks(try SourceText.source(bytes, name: name))
    let bytes = Bytes(list.source.bytes)
    var slugs: [String] = []
    var taken: Set<String> = []
    var last: [String: Int] = [:]
    var title = DocumentAssembler.baseName(name)
    var isCounted = false
    for block in list.blocks {
      switch block {
      case .heading(_, let range):
        title = DocumentAssembler.headingText(bytes, range)
        isCounted = false
      case .display where !isCounted:
        isCounted = true
        slugs.append(Slug.unique(title, taken: &taken, last: &last))
      case .display, .paragraph, .definitions: break
      }
    }
    self.slugs = slugs
  }
}

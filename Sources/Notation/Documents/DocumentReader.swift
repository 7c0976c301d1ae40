/// Reads derivation files.
///
/// A file whose name ends in `.tex` is read as LaTeX, any other as Markdown. What is read is text from strangers:
/// whatever is wrong with it ends in one error that points at the place.
public struct DocumentReader {
  /// The document in a text.
  public static func read(_ source: Source) throws(NotationError) -> Document {
    try read(bytes: source.bytes, name: source.name)
  }

  /// The document in the bytes of a file, which must be UTF-8 text of at most 4 MB.
  public static func read(bytes: [UInt8], name: String) throws(NotationError) -> Document {
    let source = try SourceText.source(bytes, name: name)
    var assembler = DocumentAssembler(source, try BlockScanner.blocks(source))
    return try assembler.document()
  }
}

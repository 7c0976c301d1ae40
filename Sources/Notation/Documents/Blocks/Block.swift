/// A piece of a document, in reading order.
enum Block {
  /// A heading of that level, 1 the highest, with the bytes of its title.
  case heading(level: Int, title: Range<Int>)
  /// A paragraph or a list.
  case paragraph(Paragraph)
  /// Displayed mathematics.
  case display(Display)
  /// Text that shows nothing, in which macros may be defined.
  case definitions(Range<Int>)
}

/// Running text: what is left of its lines once quotation marks, code and comments are taken out.
struct Paragraph {
  /// The bytes of the text, in order.
  var pieces: [Range<Int>] = []
  /// The numbers of the pieces that begin the items of a list.
  var items: [Int] = []
  /// Whether it is a list.
  var isList: Bool { !items.isEmpty }
  /// Whether it goes on, without an empty line, after a display.
  var continuesDisplay = false
}

/// The bytes of a display between its marks; those of an environment include its \begin and \end.
struct Display {
  /// The content.
  let content: Range<Int>
  /// The content with its marks.
  let whole: Range<Int>
}

/// The blocks of a text, with the text as it is to be read.
struct BlockList {
  /// The blocks in order.
  let blocks: [Block]
  /// The source, in which quotation marks at the beginning of a display's lines are blanked.
  let source: Source
}

/// The environments that are displays by themselves.
let displayEnvironments: Set<String> = [
  "equation", "equation*", "align", "align*", "gather", "gather*", "multline", "multline*", "eqnarray", "eqnarray*",
  "flalign", "flalign*", "alignat", "alignat*", "displaymath", "dmath", "dmath*",
]

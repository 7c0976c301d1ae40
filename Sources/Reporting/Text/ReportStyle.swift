import Symbolic
import Verification

/// How terms are written.
public struct TermSpelling: Sendable {
  /// The spelling for a terminal.
  public let plain: @Sendable (Term) -> String
  /// The spelling for a document.
  public let latex: @Sendable (Term) -> String

  /// These two spellings.
  public init(plain: @escaping @Sendable (Term) -> String, latex: @escaping @Sendable (Term) -> String) {
    self.plain = plain
    self.latex = latex
  }
}

/// How a text report is laid out.
public struct ReportStyle: Sendable {
  /// How much is said.
  public enum Detail: Sendable, Hashable {
    /// Only what does not hold.
    case failures
    /// A line or two for each step.
    case compact
    /// All of the evidence.
    case full
  }

  /// The columns of the terminal.
  public let width: Int
  /// Whether to colour.
  public let isColored: Bool
  /// How much is said.
  public let detail: Detail
  /// How terms are written.
  public let spelling: TermSpelling

  /// A style; widths below 60 columns count as 60.
  public init(width: Int = 100, isColored: Bool = false, detail: Detail = .compact, spelling: TermSpelling) {
    self.width = min(max(width, 60), 1000)
    self.isColored = isColored
    self.detail = detail
    self.spelling = spelling
  }
}

/// The colours of a report, by their sequences.
package enum Tint: String {
  case bold = "1"
  case dim = "2"
  case green = "32"
  case yellow = "33"
  case red = "1;31"
  case cyan = "1;36"
  case alarm = "1;97;41"
}

extension ReportStyle {
  /// The text in that colour, where colour is asked for.
  package func paint(_ text: String, _ tint: Tint) -> String {
    isColored ? "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The term in plain spelling, safe to show.
  func plain(_ term: Term) -> String { SafeText.escaped(spelling.plain(term)) }

  /// The term in LaTeX, safe to show.
  func latex(_ term: Term) -> String { SafeText.escaped(spelling.latex(term)) }
}

extension Outcome {
  /// The colour that goes with the outcome.
  package var tint: Tint {
    switch self {
    case .proved, .exact, .agrees, .condition: .green
    case .undecided: .yellow
    case .refuted: .red
    case .fault: .alarm
    }
  }
}

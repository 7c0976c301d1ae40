import Notation
import Reporting
import Verification

/// `verify derive EXPR`
struct Derive: Command {
  private static let formats = Option(
    "format", choices: ["text", "latex", "markdown", "json"], "how the derivation is written (default text)")

  static let information = CommandInformation(
    name: "derive", abstract: "Rewrite an expression into closed form, step by step.", operands: "EXPR",
    discussion: """
      The expression is in plain spelling, as for `verify check`; - reads it from standard input. The Markdown that is \
      written is a derivation file that `verify` checks.
      """,
    options: [.given, formats, .seed, .quiet, .color, .derivations, .help],
    examples: [
      (
        "verify derive \"KL(N(m1, S1) || N(m2, S2))\" --given \"m1, m2 in R^n, S1, S2 in S_{++}^n\"",
        "derive the divergence between two Gaussians"
      ),
      (
        "verify derive \"E[x' A x]\" --given \"A in R^{n x n}, x ~ N(m, S)\" --format markdown > mean.md && verify mean.md",
        "write a derivation and check it"
      ),
    ])

  private enum Format: String {
    case text, latex, markdown, json
  }

  private let expression: String
  private let given: [String]
  private let format: Format
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    expression = try arguments.single("an expression such as 'KL(p || q)'")
    given = arguments.all(.given)
    format = arguments.value(Self.formats).flatMap(Format.init) ?? .text
    settings = try Settings(arguments)
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    let request = settings.request(session, &inputs, always: true)
    var derivation: DerivedDerivation?
    if let expression = inputs.text(expression) {
      do throws(NotationError) {
        derivation = try session.engine.derive(expression, given, request)
      } catch {
        inputs.add(InputError(error))
      }
    }
    settings.report(inputs.errors, session)
    guard let derivation else { return .unreadable }
    let spelling = session.engine.spelling
    let text =
      switch format {
      case .text: Report.text(derivation, style: settings.style(session))
      case .latex: Report.latex(derivation, spelling: spelling)
      case .markdown: Report.markdown(derivation, spelling: spelling)
      case .json: Report.json(derivation, spelling: spelling)
      }
    session.console.write(text)
    return Status(derivation.note == nil ? .proved : .undecided, errors: inputs.errors)
  }
}

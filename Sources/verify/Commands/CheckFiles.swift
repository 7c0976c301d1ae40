import Reporting
import Verification

/// `verify NAME|FILE…`
struct CheckFiles: Command {
  static let mutants = Option(
    "mutants", nil, "make the near misses of every line instead, and demand that each is refuted")

  static let information = CommandInformation(
    name: "", abstract: "Check derivations line by line: by proof, by exact arithmetic and by sampling.",
    operands: "NAME|FILE…",
    discussion: """
      NAME is a file in Derivations/ without its ending, FILE a path (.md or .tex), - standard input. NAME#heading \
      checks only the claim under that heading.
      """,
    options: [mutants] + Option.checking + [Option("version", nil, "show the version")],
    examples: [
      ("verify kl-gaussian", "check a derivation of the folder Derivations/"),
      ("verify Derivations/kl-diagonal.md --verbose", "check a file and show all of the evidence"),
      ("verify kl-gaussian#through-the-covariance --seed 7", "check one claim with another seed"),
      ("verify --mutants kl-gaussian", "check the checker: every near miss has to be refuted"),
    ])

  private let operands: [String]
  private let makesMutants: Bool
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operands = arguments.operands
    makesMutants = arguments.has(Self.mutants)
    settings = try Settings(arguments)
    if operands.isEmpty { throw UsageError("name a derivation or a file to check", hint: "`verify list` shows them") }
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    for operand in operands { inputs.add(operand) }
    return settings.check(&inputs, mutants: makesMutants, session)
  }
}

/// `verify all`
struct CheckAll: Command {
  static let information = CommandInformation(
    name: "all", abstract: "Check every derivation and identity of the folder Derivations/.", operands: "",
    options: [CheckFiles.mutants] + Option.checking,
    examples: [
      ("verify all", "check everything"),
      ("verify all --quiet", "show only what does not hold"),
    ])

  private let makesMutants: Bool
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let extra = arguments.operands.first {
      throw UsageError("`verify all` takes no operand, but '\(extra)' is given")
    }
    makesMutants = arguments.has(CheckFiles.mutants)
    settings = try Settings(arguments)
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    inputs.addAll()
    return settings.check(&inputs, mutants: makesMutants, session)
  }
}

/// `verify check 'LHS = RHS'`
struct CheckStatement: Command {
  static let information = CommandInformation(
    name: "check", abstract: "Check one statement from the command line.", operands: "'LHS = RHS'",
    discussion: """
      The statement is in plain spelling: tr(A B), A' for the transpose, inv(S), log|S|, E[x], Greek letters by name. \
      It may have several steps: 'a = b = c'. - reads it from standard input.
      """,
    options: [.given] + Option.checking,
    examples: [
      (
        "verify check \"tr(A B) = tr(B A)\" --given \"A in R^{m x n}\" --given \"B in R^{n x m}\"",
        "check an identity"
      ),
      ("verify check \"log|c A| = log c + log|A|\" --given \"c in R_{>0}, A in S_{++}^n\"", "see what is wrong"),
    ])

  private let statement: String
  private let given: [String]
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    statement = try arguments.single("a statement such as 'tr(A B) = tr(B A)'")
    given = arguments.all(.given)
    settings = try Settings(arguments)
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    inputs.addStatement(statement, given: given)
    return settings.check(&inputs, mutants: false, session)
  }
}

extension Settings {
  /// Checks what was read, or its near misses, and writes the report.
  fileprivate func check(_ inputs: inout Inputs, mutants: Bool, _ session: Session) -> Status {
    let request = request(session, &inputs)
    report(inputs.errors, session)
    if inputs.documents.isEmpty, format == .text { return .unreadable }
    let style = style(session)
    if mutants {
      let report = session.engine.mutants(inputs.documents, request)
      self.report(inputs.lateErrors, session)
      switch format {
      case .text: session.console.write(Report.text(report, style: style))
      case .json: session.console.write(Report.json(report, errors: inputs.errors, spelling: style.spelling))
      }
      return Status(report.outcome, errors: inputs.errors)
    }
    let report = session.engine.check(inputs.documents, request)
    self.report(inputs.lateErrors, session)
    switch format {
    case .text: session.console.write(Report.text(report, style: style))
    case .json: session.console.write(Report.json(report, errors: inputs.errors, spelling: style.spelling))
    }
    return Status(report.overallOutcome, errors: inputs.errors)
  }
}

extension ParsedArguments {
  /// The one operand.
  func single(_ what: String) throws(UsageError) -> String {
    guard let operand = operands.first else { throw UsageError("name \(what)") }
    if operands.count > 1 {
      throw UsageError("one operand is expected, but '\(operands[1])' follows", hint: "put the whole operand in quotes")
    }
    return operand
  }
}

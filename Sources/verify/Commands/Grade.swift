import Grading
import Notation
import Reporting
import Verification

/// `verify grade --key KEY ANSWERS…`
struct Grade: Command {
  private static let key = Option("key", value: "FILE", "the answer key, a derivation with points")
  private static let checksKey = Option(
    "check-key", nil, "check the key instead: its lines, its rules, and that near misses of it are refuted")
  private static let rehearses = Option(
    "rehearse", value: "N",
    "grade N answers that are made from the key instead, half of them with a planted error, and print the figures")
  private static let formats = Option(
    "format",
    choices: ["text", "json", "csv", "junit", "gradescope", "prairielearn", "classroom", "markdown"],
    "how grades are written (default text); the last four are for one answer, or with --output")
  private static let output = Option(
    "output", value: "DIR", "write a file for each answer into this folder instead, named after the answer")

  private static let cache = Option(
    "cache", value: "DIR", "keep grades in this folder, so that only what has changed is graded; safe to delete")

  static let information = CommandInformation(
    name: "grade", abstract: "Grade answers by an answer key, line by line, with partial credit.", operands: "ANSWER…",
    discussion: """
      ANSWER is a file (.md or .tex) or a folder of such files. The key is a derivation in which a paragraph such as \
      "\(GradingKey.example)" stands under each question's heading; **Form**, **Symbols** and **Bare answer** may follow, \
      and deeper headings state other accepted conventions. Only the key's declarations count. A step counts if it holds \
      against the line before and says something new; an error is charged once; a final answer equal to the key's counts \
      whatever the route. What is not decided or not read is listed for a person at the end. The exit status is 0 where \
      every answer has all points, 1 where one has not, 2 where something is left for a person, 65 where the key or an \
      answer is not there or the key is wrong.
      """,
    options: [
      key, checksKey, rehearses, formats, output, cache, .seed, .threads, .verbose, .quiet, .derivations, .help,
    ],
    examples: [
      (
        "verify grade --key Tests/Fixtures/grading/key.md Tests/Fixtures/grading/answers",
        "grade a folder"
      ),
      (
        "verify grade --key Tests/Fixtures/grading/key.md Tests/Fixtures/grading/answers/noether.tex --verbose",
        "see every line of one answer"
      ),
      ("verify grade --check-key --key Tests/Fixtures/grading/key.md", "see what is wrong with a key"),
      (
        "verify grade --rehearse 20 --key Tests/Fixtures/grading/key.md",
        "see that honest answers get all points and errors are found"
      ),
      (
        "verify grade --key Tests/Fixtures/grading/key.md Tests/Fixtures/grading/answers --format csv > grades.csv",
        "write a gradebook"
      ),
    ])

  private enum Format: String {
    case text, json, csv, junit, gradescope, prairielearn, classroom, markdown

    var isOfOneAnswer: Bool { [.gradescope, .prairielearn, .classroom, .markdown].contains(self) }

    /// The ending of a file.
    var ending: String {
      switch self {
      case .text, .classroom: "txt"
      case .json, .gradescope, .prairielearn: "json"
      case .csv: "csv"
      case .junit: "xml"
      case .markdown: "md"
      }
    }
  }

  private let keyPath: String
  private let checksKey: Bool
  private let rehearsed: Int?
  private let format: Format
  private let output: String?
  private let cache: String?
  private let detail: GradeReport.Detail
  private let operands: [String]
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let path = arguments.value(Self.key) else { throw UsageError("name the answer key: --key FILE") }
    keyPath = path
    checksKey = arguments.has(Self.checksKey)
    rehearsed = try arguments.integer(Self.rehearses, 1...100_000)
    format = arguments.value(Self.formats).flatMap(Format.init) ?? .text
    output = arguments.value(Self.output)
    cache = arguments.value(Self.cache)
    settings = try Settings(arguments)
    detail = arguments.has(.verbose) ? .full : arguments.has(.quiet) ? .table : .compact
    operands = arguments.operands
    if checksKey || rehearsed != nil {
      let option = checksKey ? "--check-key" : "--rehearse"
      guard operands.isEmpty else { throw UsageError("\(option) takes no answers, but '\(operands[0])' is given") }
      guard format == .text, output == nil else { throw UsageError("\(option) writes text alone") }
    } else if operands.isEmpty {
      throw UsageError("name the answers to grade, files or a folder")
    }
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    var errors: [InputError] = []
    let key: GradingKey
    let text: GradeJob.Text
    do throws(InputError) {
      text = GradeJob.Text(name: keyPath, bytes: try session.console.read(keyPath))
      key = try readKey(text, session)
    } catch {
      settings.report(inputs.errors + [error], session)
      return .unreadable
    }
    let request = settings.request(session, &inputs, always: true)
    if checksKey { return check(key, request, session, inputs) }
    if let rehearsed { return rehearse(rehearsed, key, request, session) }
    let files = AnswerFiles(operands, session.console)
    errors = files.errors
    if format.isOfOneAnswer, output == nil, files.entries.count != 1 {
      errors.append(
        InputError(
          file: "--format \(format.rawValue)", message: "is for one answer, and there are \(files.entries.count)",
          hint: "--output DIR writes a file for each"))
      settings.report(inputs.errors + errors, session)
      return .usage
    }
    if files.entries.isEmpty, !errors.isEmpty {
      settings.report(inputs.errors + errors, session)
      return .unreadable
    }
    let report: GradeReport
    let late = LateErrors()
    do throws(InputError) {
      let identities = identities(session)
      let workers = session.console.worker.map {
        (program: $0, job: GradeJob(key: text, identities: identities, seed: request.seed))
      }
      let cache = try openCache(key, identities, request, session)
      report = GradeRun(key: key, request: request, cache: cache, workers: workers, errors: late).report(files.entries)
    } catch {
      settings.report(inputs.errors + errors + [error], session)
      return .unwritable
    }
    for error in late.errors { inputs.add(error) }
    do throws(InputError) {
      if let output { try write(report, to: output, session) } else { session.console.write(self.text(report)) }
    } catch {
      settings.report(inputs.errors + errors + [error], session)
      return .unwritable
    }
    settings.report(inputs.errors + errors, session)
    guard errors.isEmpty, inputs.errors.isEmpty else { return .unreadable }
    if report.answers.contains(where: \.needsReview) { return .undecided }
    return report.answers.allSatisfy { $0.points == $0.total } ? .holds : .refuted
  }

  private func readKey(_ text: GradeJob.Text, _ session: Session) throws(InputError) -> GradingKey {
    let document: Document
    do throws(NotationError) {
      document = try session.engine.read(text.bytes, text.name)
    } catch {
      throw InputError(error)
    }
    do throws(KeyError) {
      return try GradingKey(document)
    } catch {
      throw InputError(file: keyPath, message: error.problems.joined(separator: "; "))
    }
  }

  /// The files of identities; why one is not there to be read is told with the other errors.
  private func identities(_ session: Session) -> [GradeJob.Text] {
    let folder = try? DerivationFolder.find(settings.derivations, session.console)
    return (folder?.identities ?? []).compactMap { entry in
      (try? session.console.read(entry.path)).map { GradeJob.Text(name: entry.path, bytes: $0) }
    }
  }

  private func openCache(
    _ key: GradingKey, _ identities: [GradeJob.Text], _ request: CheckRequest, _ session: Session
  ) throws(InputError) -> GradeCache? {
    guard let cache else { return nil }
    let folder = session.console.absolute(cache)
    try Files.makeFolder(folder, as: cache)
    let program = "\(Tool.version) \(Files.stamp(Files.executable))"
    return GradeCache(
      folder: folder,
      fingerprint: GradeFingerprint(
        program: program, key: key.document.source.bytes,
        identities: identities.flatMap { [Array($0.name.utf8), $0.bytes] }, seed: request.seed),
      key: key)
  }

  private func text(_ report: GradeReport) -> String {
    switch format {
    case .text: report.text(detail)
    case .json: report.json
    case .csv: report.csv
    case .junit: report.junit
    case .gradescope, .prairielearn, .classroom, .markdown: report.answers.map(single).joined()
    }
  }

  private func single(_ answer: AnswerGrade) -> String {
    switch format {
    case .gradescope: answer.gradescope
    case .prairielearn: answer.prairieLearn
    case .classroom: answer.classroom
    default: answer.markdown
    }
  }

  /// A file for each answer, and the table or gradebook as `grades`.
  private func write(_ report: GradeReport, to folder: String, _ session: Session) throws(InputError) {
    let path = session.console.absolute(folder)
    try Files.makeFolder(path, as: folder)
    var taken: Set<String> = []
    for answer in report.answers {
      let base = AnswerFiles.baseName(answer.name)
      var name = base
      var number = 1
      while !taken.insert(name).inserted {
        number += 1
        name = "\(base)-\(number)"
      }
      let alone = GradeReport(key: report.key, seed: report.seed, answers: [answer])
      let text = format.isOfOneAnswer ? single(answer) : self.text(alone)
      let file = "\(name).\(format.ending)"
      try Files.replace("\(path)/\(file)", as: "\(folder)/\(file)", with: text)
    }
  }

  // MARK: The key

  private func rehearse(_ size: Int, _ key: GradingKey, _ request: CheckRequest, _ session: Session) -> Status {
    let checker = Engine.checker(request)
    let grader = Grader(key: key, library: checker.library, seed: request.seed)
    let rehearsal = Rehearsal(
      grader, size: size, seed: request.seed, threads: request.threads, mutations: checker.mutants(of: [key.document]))
    session.console.write(rehearsal.text)
    return rehearsal.isAsExpected ? .holds : .refuted
  }

  private func check(_ key: GradingKey, _ request: CheckRequest, _ session: Session, _ inputs: Inputs) -> Status {
    let check = KeyCheck(key: key, bytes: key.document.source.bytes, checker: Engine.checker(request))
    settings.report(inputs.errors, session)
    session.console.write(check.text)
    guard inputs.errors.isEmpty else { return .unreadable }
    return check.problems.isEmpty ? .holds : .refuted
  }
}

import Reporting

/// `verify list`
struct List: Command {
  static let information = CommandInformation(
    name: "list", abstract: "List the derivations and identities of the folder Derivations/.", operands: "",
    options: [.format, Option("quiet", "q", "show only the names"), .derivations, .help],
    examples: [
      ("verify list", "names and titles"),
      ("verify list --quiet", "only the names, a line each"),
    ])

  private let settings: Settings
  private let onlyNames: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let extra = arguments.operands.first {
      throw UsageError(
        "`verify list` takes no operand, but '\(extra)' is given", hint: "`verify show \(extra)` shows it")
    }
    onlyNames = arguments.has(.quiet)
    settings = try Settings(arguments)
  }

  func run(_ session: Session) -> Status {
    let found: DerivationFolder?
    do throws(InputError) {
      found = try DerivationFolder.find(settings.derivations, session.console)
    } catch {
      settings.report([error], session)
      return .unreadable
    }
    guard let folder = found else {
      let error = InputError(
        file: "Derivations", message: "there is no such folder here or above", hint: "--derivations DIR names one")
      settings.report([error], session)
      return .unreadable
    }
    let entries = folder.entries
    switch settings.format {
    case .json: session.console.write(json(entries, session))
    case .text: session.console.write(text(entries, folder, session))
    }
    return .holds
  }

  private func text(_ entries: [DerivationFolder.Entry], _ folder: DerivationFolder, _ session: Session) -> String {
    if onlyNames { return entries.map { SafeText.escaped($0.name) + "\n" }.joined() }
    let column = (entries.map { DisplayWidth.of($0.name) }.max() ?? 0) + 2
    var text = ""
    for (isIdentity, heading) in [(false, folder.path), (true, folder.path + "/identities")] {
      let group = entries.filter { $0.isIdentity == isIdentity }
      if group.isEmpty { continue }
      text += (text.isEmpty ? "" : "\n") + SafeText.escaped(heading) + "\n"
      for entry in group {
        let title = SafeText.escaped(Self.title(entry, session))
        text += "  " + DisplayWidth.padded(SafeText.escaped(entry.name), to: column) + title + "\n"
      }
    }
    return text.isEmpty ? "there are no derivations in \(SafeText.escaped(folder.path))\n" : text
  }

  /// The schema `verify-list/1`: `entries`, each with `name`, `path`, `title`, `isIdentity`.
  private func json(_ entries: [DerivationFolder.Entry], _ session: Session) -> String {
    let items = entries.map { entry in
      JSON.object([
        "name": .string(entry.name), "path": .string(entry.path), "title": .string(Self.title(entry, session)),
        "isIdentity": .bool(entry.isIdentity),
      ])
    }
    return JSON.object(["schema": .string("verify-list/1"), "entries": .array(items)]).text
  }

  /// The first heading; the list has to show files that cannot be read as derivations too.
  private static func title(_ entry: DerivationFolder.Entry, _ session: Session) -> String {
    guard let bytes = try? session.console.read(entry.path) else { return "(cannot be read)" }
    for line in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 200) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("# ") { return String(text.dropFirst(2)).filter { $0 != "\r" } }
      if text.hasPrefix(#"\title{"#), let end = text.lastIndex(of: "}") {
        return String(text[text.index(text.startIndex, offsetBy: 7)..<end])
      }
    }
    return ""
  }
}

import Notation
import Reporting

/// The documents that a command line names, and why others cannot be read.
struct Inputs {
  /// The documents in the order in which they were named.
  private(set) var documents: [Document] = []
  /// Why others cannot be read.
  private(set) var errors: [InputError] = []
  private let folder: DerivationFolder?
  private let session: Session

  /// No documents yet, with that folder to look in; nil takes the one that is found.
  init(derivations: String?, _ session: Session) {
    self.session = session
    do throws(InputError) {
      folder = try DerivationFolder.find(derivations, session.console)
    } catch {
      folder = nil
      errors.append(error)
    }
  }

  /// Reads everything in the folder, identities included.
  mutating func addAll() {
    guard errors.isEmpty else { return }
    guard let folder else {
      errors.append(
        InputError(file: "Derivations", message: "there is no such folder here or above", hint: Inputs.folderHint))
      return
    }
    let entries = folder.entries
    if entries.isEmpty {
      errors.append(InputError(file: folder.path, message: "there are no derivations (.md or .tex) in this folder"))
    }
    for entry in entries { add(path: entry.path, slug: nil) }
  }

  /// Reads what an operand names: `-`, a path, or a name in the folder, each with a claim after `#` if only that counts.
  mutating func add(_ operand: String) {
    do throws(InputError) {
      if operand == "-" {
        try add(try session.console.readInput(), name: "<standard input>", slug: nil)
      } else {
        let (path, slug) = try Inputs.path(operand, folder, session)
        add(path: path, slug: slug)
      }
    } catch {
      errors.append(error)
    }
  }

  /// The identity files of the folder, as read; one that cannot be read is an error of the run.
  mutating func identities() -> [Document] {
    var identities: [Document] = []
    for entry in folder?.identities ?? [] {
      if let known = documents.first(where: { $0.source.name == entry.path }) {
        identities.append(known)
        continue
      }
      do throws(InputError) {
        identities.append(try Inputs.document(try session.console.read(entry.path), entry.path, session))
      } catch  where !errors.contains(error) {
        errors.append(error)
      } catch {}
    }
    return identities
  }

  /// Reads a statement of the command line; `-` takes it from standard input.
  mutating func addStatement(_ statement: String, given: [String]) {
    guard let text = text(statement) else { return }
    do throws(NotationError) {
      documents.append(try session.engine.readStatement(text, given))
    } catch {
      errors.append(InputError(error))
    }
  }

  /// The operand itself, or standard input for `-`; nil, with an error, where that cannot be read.
  mutating func text(_ operand: String) -> String? {
    if operand != "-" { return operand }
    do throws(InputError) {
      let bytes = try session.console.readInput()
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      errors.append(InputError(file: "<standard input>", message: "is not text in UTF-8"))
    } catch {
      errors.append(error)
    }
    return nil
  }

  /// Adds an error that a command found itself.
  mutating func add(_ error: InputError) {
    if !errors.contains(error) { errors.append(error) }
  }

  private mutating func add(path: String, slug: String?) {
    do throws(InputError) {
      try add(try session.console.read(path), name: path, slug: slug)
    } catch {
      add(error)
    }
  }

  private mutating func add(_ bytes: [UInt8], name: String, slug: String?) throws(InputError) {
    let document = try Inputs.document(bytes, name, session)
    if let slug {
      documents.append(try Inputs.claim(slug, of: document))
    } else {
      documents.append(document)
    }
  }

  private static func document(_ bytes: [UInt8], _ name: String, _ session: Session) throws(InputError) -> Document {
    do throws(NotationError) {
      return try session.engine.read(bytes, name)
    } catch {
      throw InputError(error)
    }
  }

  private static func claim(_ slug: String, of document: Document) throws(InputError) -> Document {
    let claims = document.claims.filter { $0.slug == slug }
    if claims.isEmpty {
      let slugs = document.claims.map(\.slug)
      throw InputError(
        file: document.source.name, message: "there is no claim #\(slug)",
        hint: Nearest.match(slug, in: slugs).map { "did you mean #\($0)?" }
          ?? "its claims are " + listed(slugs.prefix(20).map { "#\($0)" }))
    }
    return Document(source: document.source, title: document.title, claims: claims)
  }

  /// The path that an operand stands for, and the claim after `#`.
  static func path(
    _ operand: String, _ folder: DerivationFolder?, _ session: Session
  ) throws(InputError) -> (String, slug: String?) {
    if let entry = folder?.entry(named: operand) { return (entry.path, nil) }
    if session.console.exists(operand) { return (operand, nil) }
    let parts = operand.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, !parts[0].isEmpty {
      if let entry = folder?.entry(named: parts[0]) { return (entry.path, parts[1]) }
      if session.console.exists(parts[0]) { return (parts[0], parts[1]) }
    }
    throw missing(parts.first ?? operand, folder, session)
  }

  private static func missing(_ name: String, _ folder: DerivationFolder?, _ session: Session) -> InputError {
    if name.contains("/") || DerivationFolder.withoutEnding(name) != nil {
      return InputError(file: name, message: "there is no such file", hint: neighbour(of: name, folder, session))
    }
    let message = "there is no such derivation or file"
    let commands = Tool.commands.map { $0.information.name }.filter { !$0.isEmpty }
    guard let folder else {
      return InputError(file: name, message: message, hint: Nearest.hint(name, in: commands) ?? folderHint)
    }
    return InputError(
      file: name, message: message,
      hint: Nearest.hint(name, in: folder.entries.map(\.name) + commands)
        ?? "`verify list` shows the derivations in \(folder.path)")
  }

  /// The nearest file beside a path that does not exist, else the nearest derivation.
  private static func neighbour(of path: String, _ folder: DerivationFolder?, _ session: Session) -> String? {
    let slash = path.lastIndex(of: "/")
    let base = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let parent = slash.map { String(path[...$0]) } ?? ""
    let siblings = (session.console.names(in: parent.isEmpty ? "." : parent) ?? [])
      .filter { DerivationFolder.withoutEnding($0) != nil }
    if let sibling = Nearest.match(base, in: siblings) { return "did you mean \(parent)\(sibling)?" }
    let wanted = DerivationFolder.withoutEnding(base) ?? base
    return folder.flatMap { Nearest.hint(wanted, in: $0.entries.map(\.name)) }
  }

  private static let folderHint =
    "no Derivations folder was found here, above, or above the program; --derivations DIR names one"
}

import Notation
import Reporting
import Verification

/// The documents that a command line names, and why others cannot be read.
struct Inputs {
  /// The documents in the order in which they were named.
  private(set) var documents: [Document] = []
  /// Why others cannot be read.
  var errors: [InputError] { found + lateErrors }
  /// The errors that were not there before documents were checked.
  var lateErrors: [InputError] { late.errors.filter { !found.contains($0) } }
  private var found: [InputError] = []
  /// What is wrong with identity files that are read while documents are checked.
  private let late = LateErrors()
  private let folder: DerivationFolder?
  private let session: Session

  /// No documents yet, with that folder to look in; nil takes the one that is found.
  init(derivations: String?, _ session: Session) {
    self.session = session
    do throws(InputError) {
      folder = try DerivationFolder.find(derivations, session.console)
    } catch {
      folder = nil
      found.append(error)
    }
  }

  /// Reads everything in the folder, identities included.
  mutating func addAll() {
    guard found.isEmpty else { return }
    guard let folder else {
      found.append(
        InputError(file: "Derivations", message: "there is no such folder here or above", hint: Inputs.folderHint))
      return
    }
    let entries = folder.entries
    if entries.isEmpty {
      found.append(InputError(file: folder.path, message: "there are no derivations (.md or .tex) in this folder"))
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
      found.append(error)
    }
  }

  /// The identity files of the folder; one whose bytes or blocks cannot be read is an error of the run, and so is one
  /// that turns out to be unreadable once it is needed.
  mutating func identities() -> [IdentityFile] {
    var identities: [IdentityFile] = []
    for entry in folder?.identities ?? [] {
      if let known = documents.first(where: { $0.source.name == entry.path }) {
        identities.append(IdentityFile(known))
        continue
      }
      do throws(InputError) {
        identities.append(try IdentityFile(try session.console.read(entry.path), entry.path, session.engine, late))
      } catch {
        add(error)
      }
    }
    return identities
  }

  /// Reads a statement of the command line; `-` takes it from standard input.
  mutating func addStatement(_ statement: String, given: [String]) {
    guard let text = text(statement) else { return }
    do throws(NotationError) {
      documents.append(try session.engine.readStatement(text, given))
    } catch {
      found.append(InputError(error))
    }
  }

  /// The operand itself, or standard input for `-`; nil, with an error, where that cannot be read.
  mutating func text(_ operand: String) -> String? {
    if operand != "-" { return operand }
    do throws(InputError) {
      let bytes = try session.console.readInput()
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      found.append(InputError(file: "<standard input>", message: "is not text in UTF-8"))
    } catch {
      found.append(error)
    }
    return nil
  }

  /// Adds an error that a command found itself.
  mutating func add(_ error: InputError) {
    if !found.contains(error) { found.append(error) }
  }

  private mutating func add(path: String, slug: String?) {
    do throws(InputError) {
      try add(try session.console.read(path), name: path, slug: slug)
    } catch {
      add(error)
    }
  }

  private mutating func add(_ bytes: [UInt8], name: String, slug: String?) throws(InputError) {
    let document = try Inputs.document(bytes, name, session.engine)
    if let slug {
      documents.append(try Inputs.claim(slug, of: document))
    } else {
      documents.append(document)
    }
  }

  fileprivate static func document(_ bytes: [UInt8], _ name: String, _ engine: Engine) throws(InputError) -> Document {
    do throws(NotationError) {
      return try engine.read(bytes, name)
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

extension IdentityFile {
  /// The file of those bytes, read when it is needed; what is found wrong with it then is added to the late errors.
  convenience init(_ bytes: [UInt8], _ path: String, _ engine: Engine, _ late: LateErrors) throws(InputError) {
    let outline: DocumentOutline
    do throws(NotationError) {
      outline = try engine.outline(bytes, path)
    } catch {
      throw InputError(error)
    }
    self.init(name: path, slugs: outline.slugs) {
      do throws(InputError) {
        return try Inputs.document(bytes, path, engine)
      } catch {
        late.add(error)
        return nil
      }
    }
  }
}

import Reporting

/// The folder of derivations, whose files are named without their endings.
struct DerivationFolder {
  /// The path as messages show it.
  let path: String
  private let console: Console

  /// A file of the folder.
  struct Entry: Equatable {
    /// The name by which it is called.
    let name: String
    /// Its path.
    let path: String
    /// Whether it states identities.
    let isIdentity: Bool
  }

  /// The folder that the option names, else the environment, else the nearest above the working directory or program.
  ///
  /// - Throws: `InputError` where a folder that was named is none.
  static func find(_ named: String?, _ console: Console) throws(InputError) -> DerivationFolder? {
    if let named = named ?? console.variable("VERIFY_DERIVATIONS").flatMap({ $0.isEmpty ? nil : $0 }) {
      if console.isFolder(named) { return DerivationFolder(path: trimmed(named), console: console) }
      throw InputError(
        file: named, message: "there is no such folder of derivations",
        hint: "--derivations DIR or the environment variable VERIFY_DERIVATIONS names it")
    }
    let home = console.workingDirectory
    for start in [home, parent(console.executable) ?? "/"] {
      var folder: String? = start
      while let current = folder {
        let candidate = (current == "/" ? "" : current) + "/Derivations"
        if console.isFolder(candidate) {
          let inside = home == "/" ? "/" : home + "/"
          let isInside = candidate.hasPrefix(inside)
          return DerivationFolder(
            path: isInside ? String(candidate.dropFirst(inside.count)) : candidate, console: console)
        }
        folder = parent(current)
      }
    }
    return nil
  }

  /// The files, derivations before identities, by name.
  var entries: [Entry] { entries(in: path, isIdentity: false) + identities }

  /// The files that state identities.
  var identities: [Entry] { entries(in: path + "/identities", isIdentity: true) }

  /// The file of that name.
  func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  private func entries(in folder: String, isIdentity: Bool) -> [Entry] {
    (console.names(in: folder) ?? []).compactMap { file in
      guard !file.hasPrefix("."), let name = DerivationFolder.withoutEnding(file) else { return nil }
      return Entry(name: name, path: "\(folder)/\(file)", isIdentity: isIdentity)
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private static func parent(_ path: String) -> String? {
    guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name of a derivation file without its ending; nil for other files.
  static func withoutEnding(_ file: String) -> String? {
    for ending in [".md", ".tex"] where file.hasSuffix(ending) && file.count > ending.count {
      return String(file.dropLast(ending.count))
    }
    return nil
  }
}

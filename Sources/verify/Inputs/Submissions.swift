import Reporting

/// Files that strangers hand in.
enum Submissions {
  /// The content of a regular file that stays in its folder and as it is while it is read.
  ///
  /// - Parameter limit: the most bytes; a larger file is not read at all.
  /// - Throws: `InputError` for a link that leads out of the folder, for what is no file, for one that is too large, and
  ///   for one that changes.
  static func read(_ path: String, as name: String, limit: Int) throws(InputError) -> [UInt8] {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard let resolved = Files.resolved(path), let home = Files.resolved(folder.isEmpty ? "/" : folder) else {
      throw InputError(file: name, message: "cannot be read: there is no such file")
    }
    guard let slash = resolved.lastIndex(of: "/"), resolved[..<slash] == (home == "/" ? "" : home[...]) else {
      throw InputError(file: name, message: "is a link that leads out of its folder")
    }
    return try Files.readRegularFile(resolved, as: name, limit: limit)
  }
}

import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    // Without waiting for a writer, as the opening of a pipe would.
    let descriptor = open(resolved, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw InputError(file: name, message: "cannot be read: permission denied") }
    defer { close(descriptor) }
    let before = try information(descriptor, name)
    guard before.st_mode & S_IFMT == S_IFREG else { throw InputError(file: name, message: "is not a regular file") }
    guard before.st_size <= limit else {
      throw InputError(file: name, message: "is larger than \(limit >> 10) KB")
    }
    var content = [UInt8](repeating: 0, count: Int(before.st_size) + 1)
    var count = 0
    while count < content.count {
      let read = content.withUnsafeMutableBytes {
        fill(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw InputError(file: name, message: "cannot be read") }
      if read == 0 { break }
      count += read
    }
    let after = try information(descriptor, name)
    guard count == Int(before.st_size), after.st_size == before.st_size, stamp(after) == stamp(before) else {
      throw InputError(file: name, message: "changed while it was read", hint: "grade it once more")
    }
    content.removeLast()
    return content
  }

  /// Makes a folder, if it is not there.
  static func makeFolder(_ path: String, as name: String) throws(InputError) {
    if Files.isFolder(path) { return }
    guard mkdir(path, 0o755) == 0 else { throw InputError(file: name, message: "cannot be made as a folder") }
  }

  private static func information(_ descriptor: Int32, _ name: String) throws(InputError) -> stat {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw InputError(file: name, message: "cannot be read") }
    return information
  }

  private static func stamp(_ information: stat) -> [Int] {
    #if canImport(Darwin)
      [information.st_mtimespec.tv_sec, information.st_mtimespec.tv_nsec]
    #else
      [information.st_mtim.tv_sec, information.st_mtim.tv_nsec]
    #endif
  }
}

// The C function, whose name the member above hides.
private func fill(_ descriptor: Int32, _ pointer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, pointer, count)
}

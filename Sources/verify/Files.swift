import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The operating system's files and terminal. All calls to the C library are here and in `Processes`: Foundation would
/// cost more time to load than a check takes.
enum Files {
  /// A standard stream.
  enum Stream: Int32 {
    case output = 1
    case error = 2
  }

  /// The most bytes that are read from one input; the reader of documents has its own, smaller bound.
  static let sizeLimit = 16 << 20

  /// The content of a file, which messages call by its name.
  static func read(_ path: String, as name: String) throws(InputError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(file: name, message: "cannot be read: \(reason(errno))") }
    defer { close(descriptor) }
    var information = stat()
    if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
      throw InputError(file: name, message: "is a folder, not a file", hint: "name a file in it, or run `verify all`")
    }
    return try contentWithinLimit(of: descriptor, name: name)
  }

  /// All of standard input.
  static func readInput() throws(InputError) -> [UInt8] { try contentWithinLimit(of: 0, name: "<standard input>") }

  /// The content of a regular file, which is not waited for, as that of a pipe would be.
  ///
  /// - Parameters:
  ///   - limit: the most bytes; a larger file is not read at all.
  ///   - meanwhile: is called when the content has been read and before it is told whether it changed.
  /// - Throws: `InputError` for a link, for what is no file, for one that is too large, and for one that changes.
  static func readRegularFile(
    _ path: String, as name: String, limit: Int, meanwhile: () -> Void = {}
  ) throws(InputError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw InputError(file: name, message: "cannot be read: \(reason(errno))") }
    defer { close(descriptor) }
    var (before, after) = (stat(), stat())
    guard fstat(descriptor, &before) == 0, before.st_mode & S_IFMT == S_IFREG else {
      throw InputError(file: name, message: "is not a regular file")
    }
    guard before.st_size <= limit else { throw InputError(file: name, message: "is larger than \(limit >> 10) KB") }
    let content = try content(of: descriptor, name: name, limit: Int(before.st_size))
    meanwhile()
    guard let content, content.count == Int(before.st_size),
      fstat(descriptor, &after) == 0, stamp(after) == stamp(before)
    else { throw InputError(file: name, message: "changed while it was read", hint: "grade it once more") }
    return content
  }

  private static func contentWithinLimit(of descriptor: Int32, name: String) throws(InputError) -> [UInt8] {
    guard let content = try content(of: descriptor, name: name, limit: sizeLimit) else {
      throw InputError(file: name, message: "is larger than \(sizeLimit >> 20) MB")
    }
    return content
  }

  /// All that can be read; nil where that is more than so many bytes.
  private static func content(
    of descriptor: Int32, name: String, limit: Int
  ) throws(InputError) -> [UInt8]? {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Self.fill(&buffer, from: descriptor)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw InputError(file: name, message: "cannot be read: \(reason(errno))") }
      if count == 0 { return content }
      content += buffer.prefix(count)
      if content.count > limit { return nil }
    }
  }

  private static func fill(_ buffer: inout [UInt8], from descriptor: Int32) -> Int {
    buffer.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
  }

  /// Writes all of the text; output that nobody reads any more is dropped.
  static func write(_ text: String, to stream: Stream) { _ = write(text, to: stream.rawValue) }

  /// Whether all of the text was written.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  /// Writes a file, which messages call by its name: into one beside it, which takes its place in the end.
  static func replace(_ path: String, as name: String, with text: String) throws(InputError) {
    func failure() -> InputError { InputError(file: name, message: "cannot be written: \(reason(errno))") }
    let part = path + ".writing"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
    guard write(text, to: descriptor) else {
      let error = failure()
      close(descriptor)
      unlink(part)
      throw error
    }
    guard close(descriptor) == 0, rename(part, path) == 0 else {
      let error = failure()
      unlink(part)
      throw error
    }
  }

  /// The names in a folder, sorted; nil where it is none or cannot be read.
  static func names(in folder: String) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder, if it is not there.
  static func makeFolder(_ path: String, as name: String) throws(InputError) {
    if isFolder(path) || mkdir(path, 0o755) == 0 { return }
    throw InputError(file: name, message: "cannot be made as a folder: \(reason(errno))")
  }

  /// Whether there is a folder at the path.
  static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything at the path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path without links and detours; nil where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The folder in which the process runs.
  static var workingDirectory: String { resolved(".") ?? "." }

  /// The path of this program, looked up as the shell does.
  static var executable: String {
    let name = CommandLine.arguments.first ?? "verify"
    if name.contains("/") { return resolved(name) ?? name }
    for folder in (variable("PATH") ?? "").split(separator: ":") {
      if let path = resolved("\(folder)/\(name)"), access(path, X_OK) == 0 { return path }
    }
    return name
  }

  /// What starts this program once more: where the system says so the very same one, even if another took its path since.
  static var ownProgram: String { exists("/proc/self/exe") ? "/proc/self/exe" : executable }

  /// What changes when a file is replaced: its size and the time of its last change.
  static func stamp(_ path: String) -> String {
    var information = stat()
    return stat(path, &information) == 0 ? stamp(information) : ""
  }

  private static func stamp(_ information: stat) -> String {
    #if canImport(Darwin)
      let time = information.st_mtimespec
    #else
      let time = information.st_mtim
    #endif
    return "\(information.st_size) \(time.tv_sec) \(time.tv_nsec)"
  }

  /// The value of an environment variable.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Whether the stream is a terminal.
  static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// The columns of the terminal that standard output is.
  static var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(Stream.output.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The number of processors.
  static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Ends the process.
  static func leave(_ status: Status) -> Never { exit(status.rawValue) }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "there is no such file"
    case EACCES, EPERM: "permission denied"
    default: String(cString: strerror(code))
    }
  }
}

// The C functions, whose names the members above hide.
private func systemRead(_ descriptor: Int32, _ pointer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, pointer, count)
}
private func systemWrite(_ descriptor: Int32, _ pointer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, pointer, count)
}

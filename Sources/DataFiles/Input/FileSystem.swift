#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file; it is closed when nobody holds it any more. All calls to the C library are in this file.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  /// What messages call it.
  let name: String

  /// Opens a file to read it, which messages call by its name or else its path.
  init(reading path: String, as name: String? = nil) throws(DataFileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.name = name ?? path
    guard descriptor >= 0 else { throw DataFileError(file: self.name, .unreadable(systemReason(errno))) }
    if try identity.kind == S_IFDIR { throw DataFileError(file: self.name, .folder) }
  }

  /// Makes a file, which must not be there, to write it.
  init(creating path: String) throws(DataFileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    name = path
    guard descriptor >= 0 else { throw DataFileError(file: path, .unwritable(systemReason(errno))) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What tells whether a file has been changed.
  struct Identity: Equatable, Sendable {
    let kind: mode_t
    let size: Int
    let device: UInt64
    let number: UInt64
    let seconds: Int
    let nanoseconds: Int

    /// Whether it is a file on a disk, of which any part can be read at any time.
    var isRegular: Bool { kind == S_IFREG }
  }

  /// The identity of the file at this moment.
  var identity: Identity {
    get throws(DataFileError) {
      var information = stat()
      guard fstat(descriptor, &information) == 0 else {
        throw DataFileError(file: name, .unreadable(systemReason(errno)))
      }
      #if canImport(Darwin)
        let changed = information.st_mtimespec
      #else
        let changed = information.st_mtim
      #endif
      return Identity(
        kind: information.st_mode & S_IFMT, size: Int(information.st_size), device: UInt64(information.st_dev),
        number: UInt64(information.st_ino), seconds: Int(changed.tv_sec), nanoseconds: Int(changed.tv_nsec))
    }
  }

  /// Fills a part of the buffer with the bytes from that place of the file on; from where it stands if nil.
  /// - Returns: how many bytes there were, fewer than asked for only at the end of the file.
  func fill(_ buffer: inout [UInt8], _ part: Range<Int>, from offset: Int?) throws(DataFileError) -> Int {
    precondition(part.upperBound <= buffer.count, "the buffer is too short")
    var done = 0
    while done < part.count {
      let wanted = part.count - done
      let count = buffer.withUnsafeMutableBytes { bytes in
        let target = bytes.baseAddress.map { $0 + part.lowerBound + done }
        if let offset { return pread(descriptor, target, wanted, off_t(offset + done)) }
        return read(descriptor, target, wanted)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw DataFileError(file: name, .unreadable(systemReason(errno))) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(DataFileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw DataFileError(file: name, .unwritable(systemReason(errno))) }
      done += count
    }
  }

  /// Waits until the disk has what was written.
  func synchronize() throws(DataFileError) {
    guard fsync(descriptor) == 0 else { throw DataFileError(file: name, .unwritable(systemReason(errno))) }
  }
}

/// Folders and names of files.
enum FileSystem {
  /// Whether there is anything at the path, a link that leads nowhere included.
  static func exists(_ path: String) -> Bool {
    var information = stat()
    return lstat(path, &information) == 0
  }

  /// Makes a folder.
  static func makeFolder(_ path: String) throws(DataFileError) {
    guard mkdir(path, 0o777) == 0 else { throw DataFileError(file: path, .unwritable(systemReason(errno))) }
  }

  /// Gives a file or folder another name.
  static func move(_ path: String, to target: String) throws(DataFileError) {
    guard rename(path, target) == 0 else { throw DataFileError(file: target, .unwritable(systemReason(errno))) }
  }

  /// Waits until the disk has the names of a folder. Systems that cannot do so are not asked again.
  static func synchronizeFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Removes a folder and the files in it, which must be all that it holds.
  static func removeFolder(_ path: String) throws(DataFileError) {
    for name in try names(in: path) where unlink("\(path)/\(name)") != 0 {
      throw DataFileError(file: "\(path)/\(name)", .unwritable(systemReason(errno)))
    }
    guard rmdir(path) == 0 else { throw DataFileError(file: path, .unwritable(systemReason(errno))) }
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) throws(DataFileError) -> [String] {
    guard let handle = opendir(folder) else { throw DataFileError(file: folder, .unreadable(systemReason(errno))) }
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
}

private func systemReason(_ code: Int32) -> String {
  switch code {
  case ENOENT, ENOTDIR: "there is no such file"
  case EACCES, EPERM: "permission denied"
  case EEXIST, ENOTEMPTY: "there is something of that name"
  case ENOSPC: "the disk is full"
  default: String(cString: strerror(code))
  }
}

// The C function, whose name a member above hides.
private func systemWrite(_ descriptor: Int32, _ pointer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, pointer, count)
}

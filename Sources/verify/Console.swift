import Reporting

/// Everything outside the process that a command may use, so that tests can put something else in its place.
struct Console {
  /// Writes to standard output.
  var write: (String) -> Void
  /// Writes to standard error.
  var writeError: @Sendable (String) -> Void
  /// Reads standard input to its end.
  var readInput: () throws(InputError) -> [UInt8]
  /// The value of an environment variable.
  var variable: (String) -> String?
  /// Whether standard output is a terminal.
  var isOutputTerminal: Bool
  /// Whether standard error is a terminal.
  var isErrorTerminal: Bool
  /// The columns of the terminal.
  var width: Int
  /// The folder in which the command runs.
  var workingDirectory: String
  /// The path of the program.
  var executable: String
  /// The number of processors.
  var processors: Int
  /// A path at which standard input can be read in pieces; nil where it is read by `readInput` only.
  var inputPath: String?
  /// The path of the program to start as a worker; nil where none is to be started.
  var worker: String?
}

extension Console {
  /// The content of a file.
  func read(_ path: String) throws(InputError) -> [UInt8] { try Files.read(absolute(path), as: path) }

  /// Whether there is anything at the path.
  func exists(_ path: String) -> Bool { Files.exists(absolute(path)) }

  /// Whether there is a folder at the path.
  func isFolder(_ path: String) -> Bool { Files.isFolder(absolute(path)) }

  /// The names in a folder, sorted; nil where it is none or cannot be read.
  func names(in folder: String) -> [String]? { Files.names(in: absolute(folder)) }

  /// Writes a file, which takes the place of the one that is there when all of it is written.
  func replaceFile(_ path: String, with text: String) throws(InputError) {
    try Files.replace(absolute(path), as: path, with: text)
  }

  /// The path from the root.
  func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)" }

  /// A path as messages show it: from the working folder, where it is in there.
  func shown(_ path: String) -> String {
    let inside = workingDirectory == "/" ? "/" : workingDirectory + "/"
    return path.hasPrefix(inside) ? String(path.dropFirst(inside.count)) : path
  }
}

extension Console {
  /// The process's own surroundings.
  static var system: Console {
    let columns = Files.variable("COLUMNS").flatMap { Int($0) } ?? Files.terminalWidth ?? 100
    return Console(
      write: { Files.write($0, to: .output) },
      writeError: { Files.write($0, to: .error) },
      readInput: { () throws(InputError) in try Files.readInput() },
      variable: Files.variable,
      isOutputTerminal: Files.isTerminal(.output),
      isErrorTerminal: Files.isTerminal(.error),
      width: columns,
      workingDirectory: Files.workingDirectory,
      executable: Files.executable,
      processors: Files.processors,
      inputPath: "/dev/stdin",
      worker: Files.ownProgram
    )
  }
}

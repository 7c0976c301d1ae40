import Grading
import Reporting

/// The answers that a command line names.
struct AnswerFiles {
  /// An answer with its bytes, or why they cannot be read.
  struct Entry {
    let name: String
    let content: Result<[UInt8], InputError>
  }

  /// The answers in order, those of a folder by name.
  private(set) var entries: [Entry] = []
  /// What was named and is not there.
  private(set) var errors: [InputError] = []

  init(_ operands: [String], _ console: Console) {
    for operand in operands {
      if console.isFolder(operand) {
        let folder = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
        let names = (console.names(in: operand) ?? []).filter {
          !$0.hasPrefix(".") && DerivationFolder.withoutEnding($0) != nil
        }
        if names.isEmpty {
          errors.append(InputError(file: operand, message: "there are no answers (.md or .tex) in this folder"))
        }
        for name in names { add("\(folder)/\(name)", console) }
      } else if console.exists(operand) {
        add(operand, console)
      } else {
        errors.append(InputError(file: operand, message: "there is no such file"))
      }
    }
  }

  private mutating func add(_ path: String, _ console: Console) {
    do throws(InputError) {
      let bytes = try Submissions.read(console.absolute(path), as: path, limit: Grader.sizeLimit)
      entries.append(Entry(name: path, content: .success(bytes)))
    } catch {
      entries.append(Entry(name: path, content: .failure(error)))
    }
  }

  /// The last part of a path without its ending, with nothing in it that a file system or shell would take as its own.
  static func baseName(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? "answer"
    let name = DerivationFolder.withoutEnding(last) ?? last
    let safe = String(
      name.unicodeScalars.map { scalar in
        let isPlain =
          scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
        return isPlain && !SafeText.isUnsafe(scalar) ? Character(scalar) : "_"
      }.prefix(100))
    return safe.isEmpty || safe.hasPrefix(".") ? "answer" + safe : safe
  }
}

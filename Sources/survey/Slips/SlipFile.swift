import Notation
import Verification

/// A small derivation file with two claims under one set of declarations: what is right, and a slip that people make.
struct SlipFile {
  /// What is found of one of the claims.
  enum Finding: Hashable, Sendable {
    /// Every step holds.
    case holds
    /// A step is refuted.
    case refuted
    /// It is refused, in these words.
    case refused(String)
    /// Neither.
    case open(String)
  }

  let name: String
  /// The file with the claim under the heading Right alone.
  private let right: Source
  /// The file with the claim under the heading Wrong alone.
  private let wrong: Source

  /// The file of that text; nil where it has not the headings Right and Wrong, in this order.
  init?(name: String, text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let rightStart = lines.firstIndex(of: "## Right"),
      let wrongStart = lines[rightStart...].firstIndex(of: "## Wrong")
    else { return nil }
    self.name = name
    right = Source(name: name, text: lines[..<wrongStart].joined(separator: "\n"))
    // The lines keep their numbers.
    let blanks = lines[rightStart..<wrongStart].map { _ in Substring() }
    wrong = Source(name: name, text: (lines[..<rightStart] + blanks + lines[wrongStart...]).joined(separator: "\n"))
  }

  /// What is found of the right claim and of the wrong one.
  func findings(_ checker: Checker) -> (right: Finding, wrong: Finding) {
    (SlipFile.finding(right, checker), SlipFile.finding(wrong, checker))
  }

  private static func finding(_ source: Source, _ checker: Checker) -> Finding {
    let document: Document
    do throws(NotationError) {
      document = try DocumentReader.read(source)
    } catch {
      return .refused("line \(error.location.line): \(error.message)")
    }
    let steps = checker.check([document]).files.flatMap { $0.claims.flatMap { $0.chains.flatMap(\.steps) } }
    if let fault = steps.first(where: { $0.outcome == .fault }) { return .open("fault: \(fault.note ?? "")") }
    if steps.contains(where: { $0.outcome == .refuted }) { return .refuted }
    if let open = steps.first(where: { !$0.outcome.isPass }) { return .open(open.note ?? "undecided") }
    return steps.isEmpty ? .open("there is no step") : .holds
  }

  /// Whether right and wrong are told apart: what is right holds, and the slip is refuted or, with the same
  /// declarations, refused.
  static func isDistinguished(_ findings: (right: Finding, wrong: Finding)) -> Bool {
    guard findings.right == .holds else { return false }
    switch findings.wrong {
    case .refuted, .refused: return true
    case .holds, .open: return false
    }
  }
}

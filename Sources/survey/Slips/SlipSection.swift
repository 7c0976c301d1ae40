import Verification

extension Section {
  /// How many slips are told from what is right, of the number that is recorded.
  static func slips(_ files: [SlipFile], recorded: [RecordedSlip], checker: Checker) -> Section {
    var left = ""
    var count = 0
    for file in files {
      let findings = file.findings(checker)
      if SlipFile.isDistinguished(findings) {
        count += 1
      } else {
        left += "  \(file.name): right \(findings.right.words), wrong \(findings.wrong.words)\n"
      }
    }
    return Section(
      title: "Slips", text: "\(count) of \(files.count) files tell a slip from what is right\n" + left,
      bounds: [
        .share("recorded slips told by a file", count, of: recorded.count(where: \.isVerified), atLeast: 0.8)
      ])
  }
}

extension SlipFile.Finding {
  /// The finding in words.
  fileprivate var words: String {
    switch self {
    case .holds: "holds"
    case .refuted: "is refuted"
    case .refused(let reason): "is refused (\(reason))"
    case .open(let reason): "is open (\(reason))"
    }
  }
}

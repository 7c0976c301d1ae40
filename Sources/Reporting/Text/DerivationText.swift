import Symbolic
import Verification

extension Report {
  /// The derivation step by step, for a person in a terminal.
  public static func text(_ derivation: DerivedDerivation, style: ReportStyle) -> String {
    let indent = 6
    let room = style.width - indent - 2
    let blank = String(repeating: " ", count: indent)
    var text = ""
    func write(_ lead: String, _ term: Term) {
      for (index, line) in DisplayWidth.wrapped(style.plain(term), width: room).enumerated() {
        text += (index == 0 ? lead : blank + "  ") + line + "\n"
      }
    }
    write(blank, derivation.expression)
    for (index, step) in derivation.steps.enumerated() {
      let number = String(repeating: " ", count: max(0, 4 - "\(index + 1)".count)) + "\(index + 1)"
      write("\(number)  = ", step.term)
      if !step.rules.isEmpty {
        let rules = step.rules.map(SafeText.escaped)
        for (index, line) in DisplayWidth.wrapped(rules, separator: ", ", width: room - 3).enumerated() {
          text += blank + "  " + style.paint((index == 0 ? "by " : "   ") + line, .dim) + "\n"
        }
      }
    }
    if !derivation.restsOn.isEmpty, style.detail != .failures {
      let names = DisplayWidth.wrapped(
        derivation.restsOn.map(SafeText.escaped), separator: ", ", width: style.width - 9)
      text += "\nrests on " + names.joined(separator: "\n         ") + "\n"
    }
    if let note = derivation.note {
      text += "\n" + style.paint("not a closed form: ", .yellow) + SafeText.escaped(note) + "\n"
    }
    return text
  }
}

/// A command line taken apart: the options with their values and what is left.
struct ParsedArguments {
  /// The operands in order.
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Takes the arguments of a command apart.
  ///
  /// - Throws: `UsageError` for an unknown option, a missing or superfluous value, or a value that is no choice.
  init(_ arguments: [String], options: [Option]) throws(UsageError) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        operands += arguments[index...]
        return
      } else if argument.hasPrefix("--") {
        let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = try ParsedArguments.option(String(parts[0]), in: options)
        let inline = parts.count == 2 ? String(parts[1]) : nil
        try take(option, inline, arguments, &index)
      } else if argument.hasPrefix("-"), argument.count > 1 {
        for letter in argument.dropFirst() {
          guard let option = options.first(where: { $0.letter == letter }) else {
            throw UsageError(
              "unknown option -\(letter)" + (argument.count > 2 ? " in \(argument)" : ""),
              hint: "put -- before an operand that begins with a dash")
          }
          try take(option, nil, arguments, &index)
        }
      } else {
        operands.append(argument)
      }
    }
  }

  private static func option(_ name: String, in options: [Option]) throws(UsageError) -> Option {
    if let option = options.first(where: { $0.name == name }) { return option }
    throw UsageError(
      "unknown option --\(name)", hint: Nearest.match(name, in: options.map(\.name)).map { "did you mean --\($0)?" })
  }

  private mutating func take(
    _ option: Option, _ inline: String?, _ arguments: [String], _ index: inout Int
  ) throws(UsageError) {
    guard let metavariable = option.value else {
      if inline != nil { throw UsageError("--\(option.name) takes no value") }
      values[option.name] = []
      return
    }
    var value = inline
    if value == nil, index < arguments.count, !arguments[index].hasPrefix("--") {
      value = arguments[index]
      index += 1
    }
    guard let value else { throw UsageError("--\(option.name) needs a value: --\(option.name) \(metavariable)") }
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw UsageError(
        "--\(option.name) cannot be '\(value)': choose from \(option.choices.joined(separator: ", "))",
        hint: Nearest.hint(value, in: option.choices))
    }
    values[option.name, default: []].append(value)
  }

  /// Whether the option is given.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The last value of the option.
  func value(_ option: Option) -> String? { values[option.name]?.last }

  /// Every value of the option.
  func all(_ option: Option) -> [String] { values[option.name] ?? [] }

  /// The option as a whole number in a range.
  func integer(_ option: Option, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "--\(option.name) needs a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  /// The option as a seed, decimal or hexadecimal.
  func seed(_ option: Option) throws(UsageError) -> UInt64? {
    guard let text = value(option) else { return nil }
    let number = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    guard let number else {
      throw UsageError("--\(option.name) needs a whole number from 0 to \(UInt64.max), not '\(text)'")
    }
    return number
  }

  /// The option as a number in a range.
  func number(_ option: Option, _ range: ClosedRange<Double>) throws(UsageError) -> Double? {
    guard let text = value(option) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw UsageError(
        "--\(option.name) needs a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  /// The option as a share, such as `0.005` or `0.5%`.
  func share(_ option: Option, _ range: ClosedRange<Double>) throws(UsageError) -> Double? {
    guard let text = value(option) else { return nil }
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    guard let number, range.contains(number) else {
      throw UsageError(
        "--\(option.name) needs a share from \(range.lowerBound) to \(range.upperBound), such as 0.005 or 0.5%, not '\(text)'"
      )
    }
    return number
  }
}

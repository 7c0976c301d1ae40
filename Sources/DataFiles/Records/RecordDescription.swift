import Models

/// A record without its arrays: the content of `model.json`.
struct RecordDescription: Codable {
  /// The form of this file.
  let version: Int
  let kind: String
  let settings: [String: SettingText]
  let arrays: [String: Array]

  /// The form that is written and read.
  static let currentVersion = 1

  /// An array in a file beside this one.
  struct Array: Codable {
    let file: String
    /// The type of its numbers, as in `f8`.
    let type: String
    let shape: [Int]
  }
}

/// A setting in JSON: an object whose only key is the type, as in `{"number": 0.5}`.
struct SettingText: Codable {
  var flag: Bool?
  var integer: Int?
  var number: Double?
  /// The bits, in hexadecimal digits, of a number that JSON cannot hold: NaN, an infinity, minus zero.
  var bits: String?
  var text: String?
  var integers: [Int]?

  init(_ setting: ModelRecord.Setting) {
    switch setting {
    case .flag(let flag): self.flag = flag
    case .integer(let integer): self.integer = integer
    case .number(let number):
      if number.isFinite, number != 0 || number.sign == .plus {
        self.number = number
      } else {
        bits = String(number.bitPattern, radix: 16)
      }
    case .text(let text): self.text = text
    case .integers(let integers): self.integers = integers
    }
  }

  /// The setting; nil where there is not exactly one, or its bits are not digits.
  var setting: ModelRecord.Setting? {
    let found: [ModelRecord.Setting?] = [
      flag.map { .flag($0) }, integer.map { .integer($0) }, number.map { .number($0) },
      bits.flatMap { UInt64($0, radix: 16) }.map { .number(Double(bitPattern: $0)) }, text.map { .text($0) },
      integers.map { .integers($0) },
    ]
    let settings = found.compactMap { $0 }
    return settings.count == 1 ? settings[0] : nil
  }
}

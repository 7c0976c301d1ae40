/// What a field of a text is as a number.
enum FieldMeaning: Equatable {
  case number(Double)
  case missing
  case infinite(Double)
  case text

  init(_ field: String, _ decimals: DecimalReader) {
    let bytes = Array(field.utf8)
    var position = 0
    if let number = decimals.read(bytes, &position, end: bytes.count), position == bytes.count {
      self = number.isFinite ? .number(number) : .infinite(number)
      return
    }
    switch field.lowercased() {
    case "", "na", "n/a", "nan", "+nan", "-nan", "null", "none": self = .missing
    case "inf", "+inf", "infinity", "+infinity": self = .infinite(.infinity)
    case "-inf", "-infinity": self = .infinite(-.infinity)
    default: self = .text
    }
  }
}

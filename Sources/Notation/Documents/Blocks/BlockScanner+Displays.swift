extension BlockScanner {
  /// The display between the dollars at the place and the next pair.
  func dollarDisplay(_ place: Int, quoted: Bool) throws(NotationError) -> Display {
    var next = place + 2
    while next < bytes.count {
      switch bytes.all[next] {
      case UInt8(ascii: "\\"): next += 1
      case UInt8(ascii: "%") where isTeX: next = bytes.lineEnd(next) - 1
      case 0x0A where Markdown.isEmptyLine(bytes, next + 1):
        throw NotationError(source, place..<place + 2, "this $$ is not closed before the empty line")
      case UInt8(ascii: "$") where bytes.at(next + 1) == UInt8(ascii: "$"):
        return Display(content: place + 2..<next, whole: place..<next + 2)
      default: break
      }
      next += 1
    }
    throw NotationError(source, place..<place + 2, "this $$ is not closed")
  }

  /// The display that begins at a backslash: \[ or the \begin of a display environment.
  func displayAtBackslash(_ place: Int) throws(NotationError) -> Display? {
    if bytes.at(place + 1) == UInt8(ascii: "[") {
      guard let close = closing("\\]", from: place + 2) else {
        throw NotationError(source, place..<place + 2, "this \\[ is not closed: \\] is missing")
      }
      return Display(content: place + 2..<close, whole: place..<close + 2)
    }
    guard let (name, behind) = environmentName("\\begin", at: place), displayEnvironments.contains(name) else {
      return nil
    }
    let mark = "\\end{\(name)}"
    guard let close = closing(mark, from: behind) else {
      throw NotationError(source, place..<behind, "this \\begin{\(name)} is not closed: \(mark) is missing")
    }
    let whole = place..<close + mark.utf8.count
    return Display(content: whole, whole: whole)
  }

  /// The name between braces behind the command at the place, and the place behind it.
  func environmentName(_ command: String, at place: Int) -> (name: String, end: Int)? {
    guard bytes.has(command + "{", at: place) else { return nil }
    let start = place + command.utf8.count + 1
    var end = start
    while Bytes.isLetter(bytes.at(end)) || bytes.at(end) == UInt8(ascii: "*") { end += 1 }
    guard bytes.at(end) == UInt8(ascii: "}") else { return nil }
    return (bytes.text(start..<end), end + 1)
  }

  /// The next place of a mark that begins with a backslash, stepping over escaped characters and comments.
  func closing(_ mark: String, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      switch bytes.all[place] {
      case UInt8(ascii: "\\"):
        if bytes.has(mark, at: place) { return place }
        place += 1
      case UInt8(ascii: "%") where isTeX: place = bytes.lineEnd(place) - 1
      default: break
      }
      place += 1
    }
    return nil
  }
}

/// The elements of a picture as SVG, in pixels from the top left corner.
///
/// The bytes depend on nothing but what is drawn. Every coordinate is finite: NaN becomes 0, and what is farther away
/// than a million pixels is drawn there.
public struct Drawing: Sendable {
  private(set) var elements = ""

  /// A place.
  public struct Point: Equatable, Sendable {
    /// Pixels to the right.
    public var x: Double
    /// Pixels downwards.
    public var y: Double

    /// A place.
    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  /// Where a text is with respect to its place.
  public enum Anchor: String, Sendable {
    case start
    case middle
    case end
  }

  /// A straight line.
  public mutating func line(from start: Point, to end: Point, stroke: String, width: Double = 1) {
    add(
      "<line x1=\"\(number(start.x))\" y1=\"\(number(start.y))\" x2=\"\(number(end.x))\" y2=\"\(number(end.y))\""
        + " stroke=\"\(stroke)\" stroke-width=\"\(number(width))\"/>")
  }

  /// A line through points.
  public mutating func polyline(_ points: [Point], stroke: String, width: Double = 1.5) {
    add(
      "<polyline points=\"\(list(points))\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(number(width))\""
        + " stroke-linejoin=\"round\"/>")
  }

  /// The area between points.
  public mutating func polygon(_ points: [Point], fill: String, opacity: Double) {
    add("<polygon points=\"\(list(points))\" fill=\"\(fill)\" fill-opacity=\"\(number(opacity))\"/>")
  }

  /// A rectangle.
  public mutating func rectangle(at corner: Point, width: Double, height: Double, fill: String, opacity: Double = 1) {
    let opacity = opacity == 1 ? "" : " fill-opacity=\"\(number(opacity))\""
    add(
      "<rect x=\"\(number(corner.x))\" y=\"\(number(corner.y))\" width=\"\(number(width))\""
        + " height=\"\(number(height))\" fill=\"\(fill)\"\(opacity)/>")
  }

  /// A closed curve of cubic pieces; each piece has two control points and its end.
  public mutating func curve(from start: Point, _ pieces: [[Point]], stroke: String, fill: String, opacity: Double) {
    var path = "M\(number(start.x)) \(number(start.y))"
    for piece in pieces { path += "C" + piece.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: " ") }
    add(
      "<path d=\"\(path)Z\" fill=\"\(fill)\" fill-opacity=\"\(number(opacity))\" stroke=\"\(stroke)\""
        + " stroke-width=\"1.5\"/>")
  }

  /// Dots of one size and colour.
  public mutating func dots(_ centres: [Point], radius: Double, fill: String, opacity: Double = 1) {
    if centres.isEmpty { return }
    add("<g fill=\"\(fill)\" fill-opacity=\"\(number(opacity))\">")
    for centre in centres {
      add("<circle cx=\"\(number(centre.x))\" cy=\"\(number(centre.y))\" r=\"\(number(radius))\"/>")
    }
    add("</g>")
  }

  /// A text, whose base line is at the place.
  /// - Parameter isVertical: Whether it runs upwards.
  public mutating func text(
    _ content: String, at place: Point, anchor: Anchor = .start, size: Double = 11, fill: String = "#333333",
    isBold: Bool = false, isVertical: Bool = false
  ) {
    let turn = isVertical ? " transform=\"rotate(-90 \(number(place.x)) \(number(place.y)))\"" : ""
    add(
      "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" text-anchor=\"\(anchor.rawValue)\""
        + " font-size=\"\(number(size))\" fill=\"\(fill)\"\(isBold ? " font-weight=\"bold\"" : "")\(turn)>"
        + "\(escaped(content))</text>")
  }

  /// An image, whose pixels stay squares.
  public mutating func image(_ image: GreyImage, at corner: Point, width: Double, height: Double) {
    add(
      "<image x=\"\(number(corner.x))\" y=\"\(number(corner.y))\" width=\"\(number(width))\""
        + " height=\"\(number(height))\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\""
        + " href=\"data:image/png;base64,\(base64(image.png))\"/>")
  }

  /// What is drawn within a rectangle; nothing shows beyond it.
  public mutating func clipped(at corner: Point, width: Double, height: Double, _ draw: (inout Drawing) -> Void) {
    let box = [corner.x, corner.y, width, height].map { number($0) }
    add(
      "<svg x=\"\(box[0])\" y=\"\(box[1])\" width=\"\(box[2])\" height=\"\(box[3])\""
        + " viewBox=\"\(box.joined(separator: " "))\">")
    draw(&self)
    add("</svg>")
  }

  /// What is drawn from another corner.
  mutating func moved(to corner: Point, _ draw: (inout Drawing) -> Void) {
    add("<g transform=\"translate(\(number(corner.x)) \(number(corner.y)))\">")
    draw(&self)
    add("</g>")
  }

  private mutating func add(_ element: String) {
    elements += element
    elements += "\n"
  }

  private func list(_ points: [Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }
}

/// A number with at most two decimals.
func number(_ x: Double) -> String {
  let hundredths = x.isNaN ? 0 : Int((max(-1e6, min(1e6, x)) * 100).rounded())
  let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if part == 0 { return "\(sign)\(whole)" }
  if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
  return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
}

/// A text in which nothing is markup, and no character is one that XML 1.0 forbids.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\t", "\n", "\r": result += " "
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

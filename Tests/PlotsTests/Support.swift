import Foundation
import Testing

@testable import Plots

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of an SVG file, read by a parser of XML that is not ours.
final class ParsedSVG: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String], text: String)] = []
  private var open: [Int] = []
  private(set) var error: String?

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() { error = "\(parser.parserError.map { "\($0)" } ?? "?") in line \(parser.lineNumber)" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append((name, attributes, ""))
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  /// The elements of that name.
  func all(_ name: String) -> [(name: String, attributes: [String: String], text: String)] {
    elements.filter { $0.name == name }
  }

  /// The texts of a picture.
  var texts: [String] { all("text").map(\.text) }

  /// The numbers of an attribute.
  static func numbers(_ text: String) -> [Double] {
    text.split { !"0123456789.-+e".contains($0) }.compactMap { Double($0) }
  }
}

/// Parses the picture of a chart, and checks that it is XML and that every coordinate is a number of moderate size.
func parsed(_ svg: String, _ comment: Comment? = nil) -> ParsedSVG {
  let parsed = ParsedSVG(svg)
  #expect(parsed.error == nil, comment)
  let geometry: Set = [
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "points", "d", "viewBox", "transform",
  ]
  for element in parsed.elements {
    for (name, value) in element.attributes where geometry.contains(name) && value != "100%" {
      let lower = value.lowercased()
      #expect(!lower.contains("nan") && !lower.contains("inf"), comment)
      #expect(ParsedSVG.numbers(value).allSatisfy { abs($0) <= 1e6 } && !ParsedSVG.numbers(value).isEmpty, comment)
    }
  }
  return parsed
}

import Foundation
import NumericCore
import Testing

@testable import Plots

@Suite("Images")
struct ImageTests {
  /// The pixels of a PNG file of our form, read by its definition; nil where it is none.
  private func pixels(_ png: [UInt8]) -> (width: Int, pixels: [UInt8])? {
    guard png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else { return nil }
    func number(_ place: Int) -> Int { png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    var (place, width, rows) = (8, 0, [UInt8]())
    while place < png.count {
      let (length, name) = (number(place), String(decoding: png[place + 4..<place + 8], as: UTF8.self))
      if name == "IHDR" { width = number(place + 8) }
      if name == "IDAT" {
        var block = place + 10
        while true {
          let size = Int(png[block + 1]) | Int(png[block + 2]) << 8
          rows += png[block + 5..<block + 5 + size]
          if png[block] == 1 { break }
          block += 5 + size
        }
      }
      place += length + 12
    }
    return (width, rows.indices.filter { $0 % (width + 1) > 0 }.map { rows[$0] })
  }

  @Test("The bytes of a PNG file are those that its specification asks for")
  func known() {
    // Checked with zlib and Pillow: 2×1 pixels, black and white.
    let png = GreyImage(width: 2, height: 1, pixels: [0, 255]).png
    #expect(
      base64(png) == "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAADklEQVR4AQEDAPz/AAD/AQIBALcBLvcAAAAASUVORK5CYII=")
  }

  @Test("Pixels come back, also of more than one block", arguments: [(1, 1), (3, 2), (300, 400)])
  func roundTrip(_ width: Int, _ height: Int) throws {
    let shades = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let found = try #require(pixels(GreyImage(width: width, height: height, pixels: shades).png))
    #expect(found.width == width && found.pixels == shades)
  }

  @Test("Base 64 is that of Foundation", arguments: 0...10)
  func base(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 37 * $0 + 200) }
    #expect(base64(bytes) == Data(bytes).base64EncodedString())
  }

  @Test("Images stand in their places, with a line between them, and black is the greatest number")
  func grid() throws {
    let images = Matrix<Double>(rows: 3, columns: 4, elements: [0, 1, 0.5, 2, 2, 2, 2, .nan, -1, 0, 0, 0])
    let chart = ImageGrid(title: "digits", images: images, imageWidth: 2, columns: 2, range: 0...2, rowLabels: ["data"])
    let svg = parsed(chart.svg())
    let reference = try #require(svg.all("image").first?.attributes["href"])
    let data = try #require(Data(base64Encoded: String(reference.dropFirst("data:image/png;base64,".count))))
    let found = try #require(pixels(Array(data)))
    let line: UInt8 = 200
    #expect(found.width == 5)
    #expect(
      found.pixels == [
        255, 127, line, 0, 0, 191, 0, line, 0, 255, line, line, line, line, line, 255, 255, line, line, line, 255, 255,
        line, line, line,
      ])
    #expect(svg.texts == ["digits", "data"])
  }
}

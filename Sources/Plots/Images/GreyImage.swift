/// An image of 256 shades of grey.
public struct GreyImage: Equatable, Sendable {
  /// The pixels from left to right.
  public let width: Int
  /// The pixels from top to bottom.
  public let height: Int
  /// The shades, row by row: 0 is black, 255 is white.
  public let pixels: [UInt8]

  /// An image.
  /// - Requires: width times height pixels, at least one.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height, "an image has width × height pixels")
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }

  /// The image as a PNG file, without compression.
  ///
  /// Source: PNG Specification, 2nd edition (ISO/IEC 15948:2003); RFC 1950 and 1951 for the stream within.
  public var png: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      // Each row begins with the number of its filter: none.
      rows.append(0)
      rows += pixels[row * width..<(row + 1) * width]
    }
    // 8 bits of grey, no interlacing.
    let header = bytes(width) + bytes(height) + [8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", zlib(rows))
      + chunk("IEND", [])
  }

  private func bytes(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + content
    return bytes(content.count) + checked + bytes(Int(crc32(checked)))
  }

  /// A stream of blocks that are stored as they are.
  private func zlib(_ content: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for first in stride(from: 0, to: content.count, by: 0xFFFF) {
      let block = content[first..<min(first + 0xFFFF, content.count)]
      let length = UInt16(block.count)
      stream.append(block.endIndex == content.count ? 1 : 0)
      stream += [length, ~length].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      stream += block
    }
    // Adler-32.
    var (a, b) = (1, 0)
    for byte in content {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return stream + bytes(b << 16 | a)
  }
}

/// The cyclic redundancy check of PNG, with the polynomial 0xEDB88320.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  func shifted(_ word: UInt32) -> UInt32 { word & 1 == 1 ? 0xEDB8_8320 ^ (word >> 1) : word >> 1 }
  let table: [UInt32] = (0..<256).map { index in
    var word = UInt32(index)
    for _ in 0..<8 { word = shifted(word) }
    return word
  }
  var check = UInt32.max
  for byte in bytes { check = table[Int((check ^ UInt32(byte)) & 0xFF)] ^ (check >> 8) }
  return ~check
}

/// The text of bytes in base 64 (RFC 4648).
func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for first in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(3, bytes.count - first)
    var word = 0
    for place in 0..<3 { word = word << 8 | (place < count ? Int(bytes[first + place]) : 0) }
    for place in 0..<4 {
      let letter = letters[(word >> (18 - 6 * place)) & 63]
      text.append(place <= count ? letter : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}

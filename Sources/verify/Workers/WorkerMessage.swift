/// What the program and a worker tell each other: parts of bytes, each behind its length.
struct WorkerMessage: Equatable, Sendable {
  let parts: [[UInt8]]

  /// The most bytes of a message; what claims to be longer comes from no worker.
  static let sizeLimit = 64 << 20
  /// The bytes of a length.
  static let lengthSize = 8

  init(_ parts: [[UInt8]]) { self.parts = parts }

  /// The message of that body; nil where it is none.
  init?(body: ArraySlice<UInt8>) {
    var rest = body
    var parts: [[UInt8]] = []
    while !rest.isEmpty {
      guard let length = WorkerMessage.length(rest) else { return nil }
      rest = rest.dropFirst(WorkerMessage.lengthSize)
      guard length <= rest.count else { return nil }
      parts.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    self.parts = parts
  }

  /// The message as it is sent: its body behind the length of that.
  var bytes: [UInt8] {
    let body = parts.flatMap { WorkerMessage.bytes($0.count) + $0 }
    return WorkerMessage.bytes(body.count) + body
  }

  /// The length that the bytes begin with; nil where they are too few, or it is too large.
  static func length(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= lengthSize else { return nil }
    let length = bytes.prefix(lengthSize).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return length <= UInt64(sizeLimit) ? Int(length) : nil
  }

  private static func bytes(_ length: Int) -> [UInt8] {
    (0..<lengthSize).map { UInt8(truncatingIfNeeded: length >> (8 * (lengthSize - 1 - $0))) }
  }
}

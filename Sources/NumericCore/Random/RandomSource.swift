#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A reproducible source of random numbers: Philox4x32-10 over consecutive counters.
///
/// The numbers are a function of (seed, stream); different pairs are independent for every practical purpose.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var position: UInt64 = 0
  private var pending: UInt64?

  /// The source of one stream of one seed.
  public init(seed: UInt64, stream: UInt64) {
    key = CounterLayout.key(seed: seed)
    self.stream = stream
  }

  /// 64 uniform bits.
  public mutating func next() -> UInt64 {
    if let bits = pending {
      pending = nil
      return bits
    }
    let words = Philox.block(counter: CounterLayout.draw(position, stream: stream), key: key)
    position += 1
    pending = UInt64(words.w) << 32 | UInt64(words.z)
    return UInt64(words.y) << 32 | UInt64(words.x)
  }

  /// A uniform multiple of 2⁻⁵³ in [0, 1).
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number, √(−2 log u) cos 2πv with u in (0, 1] (Box & Muller 1958).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// A uniform integer of a range, without bias (Lemire 2019).
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) &+ 1
    // The range of all integers has width 2⁶⁴.
    guard width != 0 else { return Int(truncatingIfNeeded: next()) }
    var (high, low) = width.multipliedFullWidth(by: next())
    if low < width {
      let threshold = (0 &- width) % width
      while low < threshold { (high, low) = width.multipliedFullWidth(by: next()) }
    }
    return range.lowerBound &+ Int(truncatingIfNeeded: high)
  }

  /// The stream number of a name: FNV-1a over its UTF-8, then mixed by the finalizer of SplitMix64.
  ///
  /// It never changes between runs, machines or versions, so a unit of work draws the same numbers wherever it runs.
  public static func streamNumber(_ name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}

/// Independent standard normal numbers in numbered blocks: block b is a function of (seed, stream, b) alone.
///
/// A shorter fill of a block gives the first numbers of a longer one. Doubles and floats of one block are independent of
/// each other. Speed is the reason for this type beside `RandomSource`: eight counters are worked on at once.
public struct NormalBlocks: Sendable {
  /// The largest block number, 2³¹ − 1.
  public static var largestBlock: Int { 0x7FFF_FFFF }

  let kernel: NormalKernel
  let floatKernel: FloatNormalKernel

  /// The blocks of one stream of one seed.
  public init(seed: UInt64, stream: UInt64) {
    kernel = NormalKernel(seed: seed, stream: stream)
    floatKernel = FloatNormalKernel(seed: seed, stream: stream)
  }
}

/// Independent uniform numbers of [0, 1) in numbered blocks: block b is a function of (seed, stream, b) alone.
///
/// A shorter fill of a block gives the first numbers of a longer one. Doubles and floats of one block, and the normals of
/// `NormalBlocks`, are independent of each other.
public struct UniformBlocks: Sendable {
  /// The largest block number, 2³¹ − 1.
  public static var largestBlock: Int { NormalBlocks.largestBlock }

  let seed: UInt64
  let stream: UInt64

  /// The blocks of one stream of one seed.
  public init(seed: UInt64, stream: UInt64) {
    self.seed = seed
    self.stream = stream
  }
}

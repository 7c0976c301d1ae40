/// Work that is timed: what it is, how much of it there is, and how to do it once.
public struct Benchmark: Sendable {
  /// What is measured, as the peers' scripts name it without the tool: `A.mc_kl`, `G.gemm`, `G.rng`.
  public let name: String
  /// What tells this one from others of the name, in order.
  public let configuration: [Setting]
  /// What one run does, in units.
  public let amount: Double
  /// The unit of the rate, as the peers' scripts name it: `msamples_per_s`, `gflops`, `mnormals_per_s`.
  public let unit: String
  /// Floating-point operations of a run and standard normal numbers that it draws, where a limit is known for both.
  public var operations: Operations?
  /// The tools whose results of this name are of the same work; nil for all.
  var tools: Set<String>?
  /// Makes the input and gives what is timed, which returns a figure that tells whether it was right.
  let prepare: @Sendable () throws -> (@Sendable () -> Double)

  /// What a run costs a machine at least.
  public struct Operations: Sendable, Hashable {
    /// Floating-point operations in Double.
    public var flops: Double
    /// Standard normal numbers.
    public var normals: Double
  }

  /// A name and what it is set to.
  public struct Setting: Sendable, Hashable {
    /// The name, as in the peers' scripts.
    public let name: String
    /// The value as text.
    public let value: String
    /// Whether it is only how much of the work is done in a run, on which a rate does not depend.
    let isExtent: Bool

    init(_ name: String, _ value: Int, isExtent: Bool = false) {
      (self.name, self.value, self.isExtent) = (name, "\(value)", isExtent)
    }

    init(_ name: String, _ value: String) { (self.name, self.value, isExtent) = (name, value, false) }
  }

  /// The units of rates, as the results of tools name them.
  public static let units = [
    "msamples_per_s", "mnormals_per_s", "gflops", "mnumbers_per_s", "mmatrices_per_s", "checks_per_s",
    "iterations_per_s", "images_per_s",
  ]

  /// The threads that it runs on.
  public var threads: Int { configuration.first { $0.name == "threads" }.flatMap { Int($0.value) } ?? 1 }

  /// The settings in words.
  public var words: String { configuration.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }
}

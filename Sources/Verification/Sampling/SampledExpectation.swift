import NumericCore
import Symbolic

/// The expectation of a term at given values, estimated by independent draws.
///
/// The term is compiled once into a program over blocks of draws: what does not depend on a draw is computed then, and
/// vectors that are affine in the noise, and quadratic forms in them, cost one product each.
public struct SampledExpectation: Sendable {
  private let program: ColumnProgram

  /// Why there is no estimate.
  public struct Obstacle: Error, Hashable, CustomStringConvertible {
    /// The reason, as words.
    public let description: String
  }

  /// The most rows of a draw or matrix.
  public static let dimensionLimit = 1024

  /// Compiles a term.
  ///
  /// - Parameters:
  ///   - term: What is estimated, linear in each of its expectations, which are over Gaussians.
  ///   - declarations: The declarations of its symbols.
  ///   - sizes: The size of each dimension, at most `dimensionLimit`.
  ///   - values: The value of every symbol that is not drawn.
  /// - Throws: `Obstacle` where an expectation cannot be estimated by draws, or a symbol has no value.
  public init(
    of term: Term, declarations: Declarations, sizes: [String: Int], values: [Symbol: Matrix<Double>]
  ) throws(Obstacle) {
    do {
      var form = SampledForm(declarations: declarations)
      let sampled = try form.removingExpectations(term)
      if let missing = declarations.symbols.first(where: { symbol in
        values[symbol] == nil && sampled.contains { $0.head == .symbol(symbol) }
      }) {
        throw Obstacle(description: "\(missing.name) has no value")
      }
      var instance = SampledInstance(declarations: declarations, seed: 0, sizes: sizes, number: 0)
      instance.given = values
      instance.limits = EvaluationLimits(
        elements: 20 * Self.dimensionLimit * Self.dimensionLimit * Self.dimensionLimit, dimension: Self.dimensionLimit)
      instance.drawLimit = Self.dimensionLimit
      program = try instance.program(of: sampled, draws: form.draws)
    } catch let obstacle as Obstacle {
      throw obstacle
    } catch let obstacle as SampledForm.Obstacle {
      throw Obstacle(description: obstacle.reason)
    } catch {
      throw Obstacle(description: "\(error)")
    }
  }

  /// The floating-point operations that a draw costs, apart from the noise.
  public var operationsPerDraw: Int { program.operationsPerSample }

  /// The moments of each entry, row by row, over at least so many draws.
  ///
  /// - Parameters:
  ///   - samples: Rounded up to whole blocks of `ColumnProgram.blockLength`.
  ///   - threads: Of which the bits of the result do not depend.
  public func estimate(samples: Int, seed: UInt64, threads: Int) -> [SampleMoments] {
    let length = ColumnProgram.blockLength
    let blocks = min((max(0, samples) + length - 1) / length, NormalBlocks.largestBlock + 1)
    return estimateMeans(
      of: program, seed: seed, stream: RandomSource.streamNumber("expectation"), blocks: 0..<blocks,
      antithetic: false, threads: threads)
  }
}

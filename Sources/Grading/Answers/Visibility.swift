import Symbolic
import Verification

/// Whether a comparison in floating point would have seen every part of a line.
///
/// Where only floating point agrees, a summand such as 10⁻³⁰ or a factor such as 1 + 10⁻³⁰ hides below the rounding. So
/// each summand and each factor is left out in turn, and the comparison has to notice.
struct Visibility {
  private let target: Term
  private let line: Term
  private let declarations: Declarations
  private let seed: UInt64
  /// The most parts that are left out.
  private static let most = 60
  /// Numbers with more digits could be near misses of others.
  private static let longestNumber = 1_000_000_000

  init(_ target: Term, _ line: Term, _ declarations: Declarations, seed: UInt64) {
    self.target = target
    self.line = line
    self.declarations = declarations
    self.seed = seed
  }

  /// Why agreement is not enough, nil where it is.
  func doubt(_ report: StepReport) -> String? {
    guard case .agrees = report.floating else { return "it agrees in sampled estimates only" }
    guard let line = try? line.unfolding(declarations.definitions) else { return "it is too large" }
    let hasLongNumbers = line.contains { part in
      guard let number = part.number else { return false }
      return max(number.magnitude.numerator, number.denominator) > Visibility.longestNumber
    }
    if hasLongNumbers { return "it agrees in floating point only, with numbers that could hide a difference" }
    var shorter: [Term] = []
    line.forEachSubterm { part, path in
      guard part.head == .sum || part.head == .product, shorter.count <= Visibility.most else { return }
      for index in part.arguments.indices {
        var rest = part.arguments
        rest.remove(at: index)
        let replacement = rest.count == 1 ? rest[0] : try? Term(part.head, rest)
        guard let replacement, replacement.sort == part.sort,
          let changed = try? line.replacing(at: path, with: replacement)
        else { continue }
        shorter.append(changed)
      }
    }
    guard shorter.count <= Visibility.most else { return "it agrees in floating point only, and is long" }
    for changed in shorter {
      let found = exactAndFloatingCheck(left: target, right: changed, declarations: declarations, seed: seed)
      if case .differs = found.floating { continue }
      return "it agrees in floating point only, which does not see every part of it"
    }
    return nil
  }
}

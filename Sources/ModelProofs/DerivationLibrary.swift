import Notation
import NumericCore
import Symbolic
import Verification

/// The derivations that trainings are compared with, each read when it is asked for.
public struct DerivationLibrary {
  private let read: (String) throws -> Document

  /// A library that finds the document of a file's name without its ending.
  public init(read: @escaping (_ name: String) throws -> Document) { self.read = read }

  /// What stands last under a heading, of a name such as `elbo#m-step`, or in a file that has no headings.
  /// - Throws: `DerivationError.noClaim`, and what reading the file does.
  func closedForm(_ name: String) throws -> ClosedForm {
    let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
    let document = try read(parts[0])
    let claim = parts.count > 1 ? document.claims.first { $0.slug == parts[1] } : document.claims.first
    guard let claim, let chain = claim.chains.last else {
      throw DerivationError.noClaim(name)
    }
    return ClosedForm(name: name, lines: chain.lines.map(\.term), declarations: claim.declarations(for: chain))
  }
}

/// Why a derivation is of no use for a comparison.
public enum DerivationError: Error, Equatable, CustomStringConvertible {
  /// There is nothing under that heading.
  case noClaim(String)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .noClaim(let name): "there is no derivation \(name)"
    }
  }
}

/// The lines of a chain that were checked to be equal, to be evaluated at the values of a training.
struct ClosedForm: Sendable {
  let name: String
  let lines: [Term]
  let declarations: Declarations

  /// The value of the last line.
  func value(
    _ sizes: [String: Int], _ give: (inout GivenValues) throws -> Void
  ) throws -> (value: Matrix<Double>, bound: Matrix<Double>) {
    try value(ofLine: lines.count - 1, sizes, give)
  }

  /// The value of a line.
  func value(
    ofLine number: Int, _ sizes: [String: Int], _ give: (inout GivenValues) throws -> Void
  ) throws -> (value: Matrix<Double>, bound: Matrix<Double>) {
    var given = GivenValues(declarations, sizes: sizes)
    try give(&given)
    return try given.value(lines[number])
  }
}

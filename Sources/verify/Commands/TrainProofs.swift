import ModelProofs
import Reporting
import Verification

/// The derivations that a training is compared with, which are themselves checked in the same run.
struct TrainProofs {
  private let derivations: String?
  private let session: Session

  /// - Parameter derivations: The folder that was named.
  init(_ derivations: String?, _ session: Session) { (self.derivations, self.session) = (derivations, session) }

  /// Reads a derivation when a training asks for it.
  var library: DerivationLibrary {
    DerivationLibrary { name in
      var inputs = Inputs(derivations: derivations, session)
      inputs.add(name)
      guard let document = inputs.documents.first else {
        throw Unreadable(description: inputs.errors.first.map { "\($0.file): \($0.message)" } ?? name)
      }
      return document
    }
  }

  private struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  /// The findings, and before them whether the derivations that they name hold.
  func adding(to findings: [ModelFinding], threads: Int) -> [ModelFinding] {
    var names: [String] = []
    for finding in findings {
      let name = finding.derivation.flatMap { $0.split(separator: "#").first.map(String.init) }
      if let name, !names.contains(name) { names.append(name) }
    }
    return names.map { checked($0, threads) } + findings
  }

  private func checked(_ name: String, _ threads: Int) -> ModelFinding {
    let claim = "the derivation itself"
    var inputs = Inputs(derivations: derivations, session)
    inputs.add(name)
    var request = CheckRequest()
    request.threads = threads
    request.identities = inputs.identities()
    let outcome = session.engine.check(inputs.documents, request).outcome
    if let error = inputs.errors.first {
      return ModelFinding(claim: claim, derivation: name, obstacle: "\(error.file): \(error.message)")
    }
    switch Status(outcome) {
    case .holds: return ModelFinding(claim: claim, derivation: name, discrepancy: 0, tolerance: 0)
    case .undecided: return ModelFinding(claim: claim, derivation: name, obstacle: "a step of it is undecided")
    default: return ModelFinding(claim: claim, derivation: name, discrepancy: .infinity, tolerance: 0)
    }
  }
}

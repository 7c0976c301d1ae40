import Synchronization

/// The checks of identities that several runs with one library and one seed share: what a check finds depends on these
/// alone.
public final class IdentityChecks: Sendable {
  private let reports = Mutex<[String: IdentityReport]>([:])

  /// No checks yet.
  public init() {}

  func report(named name: String) -> IdentityReport? { reports.withLock { $0[name] } }

  func add(_ report: IdentityReport) { reports.withLock { $0[report.name] = report } }
}

import Reporting
import Synchronization

/// Errors that are found while documents are checked, from any thread; in an order that does not depend on threads.
final class LateErrors: Sendable {
  private let known = Mutex<[InputError]>([])

  /// The errors by file.
  var errors: [InputError] { known.withLock { $0.sorted { $0.file < $1.file } } }

  func add(_ error: InputError) { known.withLock { $0.append(error) } }
}

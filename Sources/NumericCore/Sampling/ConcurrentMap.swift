import Dispatch
import Synchronization

/// The images of some units of work, in their order, computed on at most `threads` threads.
///
/// Which thread computes a unit does not change its result. Each thread has a state of its own, for scratch memory.
package func concurrentMap<Unit: Sendable, State, Result: Sendable>(
  _ units: [Unit], threads: Int, makeState: @Sendable () -> State, transform: @Sendable (Unit, State) -> Result
) -> [Result] {
  guard min(threads, units.count) > 1 else {
    let state = makeState()
    return units.map { transform($0, state) }
  }
  let results = Mutex<[Result?]>(Array(repeating: nil, count: units.count))
  withConcurrentWorkers(units: units.count, threads: threads) { _, queue in
    let state = makeState()
    while let index = queue.next() {
      let result = transform(units[index], state)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}

/// Runs a worker on each of at most `threads` threads, one of which is the caller's, until all units are done.
///
/// Threads take the next unit as they get free, so that a slow core does not hold the others up.
/// - Parameters:
///   - units: The number of units; no more workers are started.
///   - work: Given the number of its worker, takes units from the queue until there are none.
package func withConcurrentWorkers(
  units: Int, threads: Int, _ work: @Sendable (_ worker: Int, _ queue: borrowing UnitQueue) -> Void
) {
  let queue = UnitQueue(count: units)
  let workers = min(threads, units)
  if workers > 1 {
    DispatchQueue.concurrentPerform(iterations: workers) { work($0, queue) }
  } else {
    work(0, queue)
  }
}

/// The numbers 0 ..< count, each given to one taker.
package struct UnitQueue: ~Copyable, Sendable {
  private let taken = Atomic(0)
  private let count: Int

  init(count: Int) { self.count = count }

  /// The next number, nil after the last.
  package func next() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

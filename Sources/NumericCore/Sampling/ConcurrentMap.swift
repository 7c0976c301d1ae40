import Dispatch
import Synchronization

/// The images of some units of work, in their order, computed on at most `threads` threads.
///
/// Threads take the next unit as they get free, so that a slow core does not hold the others up; which thread computes a
/// unit does not change its result. Each thread has a state of its own, for scratch memory. One thread is the caller's.
package func concurrentMap<Unit: Sendable, State, Result: Sendable>(
  _ units: [Unit], threads: Int, makeState: @Sendable () -> State, transform: @Sendable (Unit, State) -> Result
) -> [Result] {
  let workers = min(threads, units.count)
  guard workers > 1 else {
    let state = makeState()
    return units.map { transform($0, state) }
  }
  let next = Atomic(0)
  let results = Mutex<[Result?]>(Array(repeating: nil, count: units.count))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    let state = makeState()
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < units.count else { return }
      let result = transform(units[index], state)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}

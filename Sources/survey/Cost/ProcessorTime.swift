import Foundation

/// The processor time of this process, which other processes do not lengthen.
enum ProcessorTime {
  /// The time so far, in milliseconds.
  static var now: Double { Double(clock()) * 1000 / Double(CLOCKS_PER_SEC) }
}

/// The time by the clock, in milliseconds from some beginning.
enum ElapsedTime {
  static var now: Double { ProcessInfo.processInfo.systemUptime * 1000 }
}

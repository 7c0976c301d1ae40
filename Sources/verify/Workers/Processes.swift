#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The operating system's processes: the calls to the C library that start one, talk with it and end it.
enum Processes {
  /// A process that was started, and what it reads and writes.
  struct Child {
    let process: pid_t
    /// This end of a socket that is the other's standard input and output.
    let socket: Int32
  }

  /// How a process ended.
  struct End {
    /// The signal that ended it, if one did.
    let signal: Int32?
    /// The most bytes of memory that it had.
    let memory: Int
  }

  /// Starts a program; nil where that cannot be done.
  ///
  /// It is given no more of the environment than its loader needs, and what it writes to standard error is dropped: a
  /// failing program may write there what a stranger has written.
  static func start(_ program: String, _ arguments: [String]) -> Child? {
    var ends: [Int32] = [-1, -1]
    guard makeSockets(&ends) else { return nil }
    defer { close(ends[1]) }
    let environment = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"].compactMap { name in
      Files.variable(name).map { "\(name)=\($0)" }
    }
    guard let process = spawn(program, [program] + arguments, environment + ["SWIFT_BACKTRACE=enable=no"], ends[1])
    else {
      close(ends[0])
      return nil
    }
    return Child(process: process, socket: ends[0])
  }

  /// Two ends of a socket, which no other process inherits, and of which the first does not block.
  private static func makeSockets(_ ends: inout [Int32]) -> Bool {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #elseif canImport(Musl)
      let kind = SOCK_STREAM | SOCK_CLOEXEC
    #else
      let kind = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return false }
    #if canImport(Darwin)
      var isOn: Int32 = 1
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
      }
    #endif
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    return true
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String], _ socket: Int32
  ) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawn_file_actions_adddup2(&actions, socket, 0) == 0,
      posix_spawn_file_actions_adddup2(&actions, socket, 1) == 0,
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0
    else { return nil }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread may hold signals back, and hand that on; a worker must hear that its time is over.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    #if canImport(Darwin)
      let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    return posix_spawn(&process, program, &actions, &attributes, words, variables) == 0 ? process : nil
  }

  /// Ends a process, and waits until it is gone.
  static func end(_ child: Child) -> End {
    close(child.socket)
    kill(child.process, SIGKILL)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child.process, &status, 0, &usage) < 0, errno == EINTR {}
    #if canImport(Darwin)
      let unit = 1
    #else
      let unit = 1024
    #endif
    let signal = status & 0x7f
    return End(signal: signal == 0 ? nil : signal, memory: Int(usage.ru_maxrss) * unit)
  }

  /// The signal of a process that has worked longer than it may.
  static let processorSignal = SIGXCPU

  /// What became of a try to send or receive.
  enum Transfer: Equatable {
    /// So many bytes went over.
    case moved(Int)
    /// The time is over.
    case late
    /// The other end is closed.
    case closed
  }

  /// Sends some of the bytes, as soon as the other end takes them.
  static func send(_ bytes: ArraySlice<UInt8>, to child: Child, until deadline: ContinuousClock.Instant) -> Transfer {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    return transfer(child, POLLOUT, deadline) {
      bytes.withUnsafeBytes { systemSend(child.socket, $0.baseAddress, $0.count, flags) }
    }
  }

  /// Receives into the buffer, as soon as there is something.
  static func receive(
    _ buffer: inout [UInt8], from child: Child, until deadline: ContinuousClock.Instant
  ) -> Transfer {
    transfer(child, POLLIN, deadline) {
      buffer.withUnsafeMutableBytes { recv(child.socket, $0.baseAddress, $0.count, 0) }
    }
  }

  private static func transfer(
    _ child: Child, _ event: some BinaryInteger, _ deadline: ContinuousClock.Instant, _ attempt: () -> Int
  ) -> Transfer {
    while true {
      let count = attempt()
      if count > 0 { return .moved(count) }
      guard count < 0, [EINTR, EAGAIN, EWOULDBLOCK].contains(errno) else { return .closed }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return .late }
      var socket = pollfd(fd: child.socket, events: Int16(event), revents: 0)
      // Rounded up, so that it is not asked over and over within the last millisecond.
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      _ = poll(&socket, 1, Int32(clamping: milliseconds))
    }
  }

  // MARK: In a worker

  /// Whether standard input is a socket, which it is for a worker and hardly ever for a person.
  static var isInputSocket: Bool {
    var information = stat()
    return fstat(0, &information) == 0 && information.st_mode & S_IFMT == S_IFSOCK
  }

  /// Bounds the memory of this process, and leaves no image of it on the disk where it fails.
  static func bound(memory: Int) {
    lower(RLIMIT_AS, to: memory)
    lower(RLIMIT_CORE, to: 0)
  }

  /// Ends this process by a signal when it has worked for so many seconds from now.
  static func bound(seconds: Int) {
    var usage = rusage()
    #if canImport(Glibc)
      let whose = RUSAGE_SELF.rawValue
    #else
      let whose = RUSAGE_SELF
    #endif
    getrusage(.init(whose), &usage)
    let used = Int(usage.ru_utime.tv_sec) + Int(usage.ru_stime.tv_sec) + 1
    lower(RLIMIT_CPU, to: used + seconds)
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
    private static func number(_ resource: Resource) -> __rlimit_resource_t { .init(resource.rawValue) }
  #else
    private typealias Resource = Int32
    private static func number(_ resource: Resource) -> Resource { resource }
  #endif

  /// Sets the bound that counts, below the one that may not be passed.
  private static func lower(_ resource: Resource, to value: Int) {
    var bounds = rlimit()
    guard getrlimit(number(resource), &bounds) == 0 else { return }
    bounds.rlim_cur = min(bounds.rlim_max, rlim_t(value))
    setrlimit(number(resource), &bounds)
  }

  /// Reads from standard input until there are so many bytes; nil where it ends before.
  static func readInput(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { recv(0, $0.baseAddress?.advanced(by: filled), count - filled, 0) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }

  /// Writes all of the bytes to standard output; a worker whose program is gone ends here.
  static func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemSend(1, $0.baseAddress, $0.count, 0) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

// The C function, whose name a member above hides.
private func systemSend(_ socket: Int32, _ pointer: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
  send(socket, pointer, count, flags)
}

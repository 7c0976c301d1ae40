import Foundation
import Grading
import Notation
import Testing
import Verification

@testable import verify

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Workers")
struct WorkerTests {
  private static let keyPath = "Tests/Fixtures/grading/key.md"
  private static let answersPath = "Tests/Fixtures/grading/answers"
  private let workplace: Workplace
  private let grader: Grader
  private var job: GradeJob

  init() throws {
    workplace = try Workplace()
    let bytes = try workplace.bytes(Self.keyPath)
    grader = Grader(
      key: try GradingKey(DocumentReader.read(bytes: bytes, name: Self.keyPath)),
      library: IdentityLibrary(documents: []))
    job = GradeJob(key: GradeJob.Text(name: Self.keyPath, bytes: bytes), identities: [], seed: 1)
  }

  private func answers() throws -> [GradeCrew.Answer] {
    let right = try workplace.bytes("\(Self.answersPath)/noether.tex")
    let wrong = try workplace.bytes("\(Self.answersPath)/gauss.md")
    return [
      GradeCrew.Answer(name: "a.tex", bytes: right), GradeCrew.Answer(name: "b.md", bytes: wrong),
      GradeCrew.Answer(name: "c.md", bytes: [0]), GradeCrew.Answer(name: "d.tex", bytes: right),
    ]
  }

  private func grades(_ program: String, _ job: GradeJob? = nil, threads: Int = 1) throws -> [AnswerGrade] {
    let crew = GradeCrew(program: program, job: job ?? self.job, grader: grader)
    return crew.grades(try answers(), threads: threads, errors: LateErrors())
  }

  private func json(_ grades: [AnswerGrade]) -> String { GradeReport(key: grader.key, seed: 1, answers: grades).json }

  private func gradesHere() throws -> [AnswerGrade] {
    try answers().map { grader.grade($0.bytes, name: $0.name) }
  }

  /// The path of a script that is a worker like any other, but that the first that is started does so when it is ready.
  private func worker(_ misdeed: String, again: Bool = false) throws -> String {
    try workplace.write("ready", bytes: GradeJob.ready.bytes)
    let folder = workplace.folder
    // What is sent is taken, so that nobody waits for that.
    try workplace.write(
      script: "worker",
      """
      if mkdir "\(folder)/first" 2>/dev/null \(again ? "|| true" : ""); then
        echo $$ >> "\(folder)/started"
        cat <&0 >/dev/null &
        cat "\(folder)/ready"
        \(misdeed)
      fi
      exec "\(Workplace.program)" "$@"
      """)
    return "\(folder)/worker"
  }

  /// Whether the processes that scripts were are gone, and are no zombies either.
  private func areGone() throws -> Bool {
    let started = try workplace.read("started").split(separator: "\n").compactMap { pid_t($0) }
    #expect(!started.isEmpty)
    return started.allSatisfy { kill($0, 0) == -1 && errno == ESRCH }
  }

  @Test("A worker that fails, never ends or eats memory loses its own answer alone")
  func misdeeds() throws {
    let expected = try gradesHere()
    var short = job
    short.limits.wait = 2
    var small = job
    small.limits.memory = 20 << 20
    let misdeeds: [(does: String, job: GradeJob, message: String)] = [
      ("kill -SEGV $$", job, "made the grader fail (signal 11)"),
      ("exit 3", job, "made the grader fail"),
      ("exec sleep 1000", short, "took longer than 2 s to grade"),
      ("ulimit -S -t 1; while :; do :; done", job, "took longer than 30 s to grade"),
      ("head -c 100000 /dev/zero; exec sleep 1000", job, "made the grader fail"),
      (
        "ulimit -v 500000; exec awk 'BEGIN { s = \"xxxxxxxxxxxxxxxx\"; while (1) s = s s }'", small,
        "needed more than 20 MB to grade"
      ),
    ]
    for misdeed in misdeeds {
      for name in ["first", "started"] { try? FileManager.default.removeItem(atPath: "\(workplace.folder)/\(name)") }
      let found = try grades(try worker(misdeed.does), misdeed.job)
      #expect(found[0].error == misdeed.message, "\(misdeed.does)")
      #expect(found[0].needsReview && found[0].points == .zero && found[0].upTo == found[0].total)
      if misdeed.job.limits == job.limits {
        #expect(json(Array(found.dropFirst())) == json(Array(expected.dropFirst())), "\(misdeed.does)")
      } else {
        #expect(found.dropFirst().allSatisfy { $0.error != misdeed.message })
      }
      #expect(try areGone(), "\(misdeed.does)")
    }
  }

  @Test("Answers that no worker can grade go to a person, and nothing of them is kept")
  func everyWorkerFails() throws {
    workplace.worker = try worker("kill -SEGV $$", again: true)
    let ran = workplace.run("grade", "--key", Self.keyPath, Self.answersPath, "--cache", "kept", "--format", "csv")
    #expect(ran.status == .undecided && ran.errors.isEmpty)
    for name in ["gauss.md", "noether.tex"] {
      let row = "\(Self.answersPath)/\(name),0,15,15,yes,0,0,made the grader fail (signal 11)\r\n"
      #expect(ran.output.contains(row), "\(ran.output)")
    }
    #expect(try workplace.names("kept").isEmpty)
    #expect(try areGone())
  }

  @Test("A worn-out worker is replaced before an answer is blamed")
  func wornOut() throws {
    // It grades the first answer and fails at the second.
    let bytes = GradeReply(grader.grade(try answers()[0].bytes, name: "a.tex"), []).message?.bytes
    try workplace.write("reply", bytes: try #require(bytes))
    let program = try worker("sleep 1; cat \"\(workplace.folder)/reply\"; sleep 1; kill -SEGV $$")
    #expect(json(try grades(program)) == json(try gradesHere()))
    #expect(try areGone())
  }

  @Test("The same bytes as in one process, for any number of workers")
  func sameBytes() throws {
    try FileManager.default.createDirectory(atPath: "\(workplace.folder)/in", withIntermediateDirectories: true)
    for (number, answer) in try answers().enumerated() {
      try workplace.write("in/\(number)\(answer.name)", bytes: answer.bytes)
    }
    try workplace.write("in/empty.md", "")
    try workplace.write(
      "in/pieces.md", "# Task 1\n\n$$ \\log(-1) = \\frac{n}{0} = \\int x $$\n\n# Task 2\n\n$$ [ = $$\n")
    try workplace.write("in/large.md", bytes: Array(repeating: 32, count: 300_000))
    let line = ["grade", "--key", Self.keyPath, "in", "--format", "json"]
    let here = workplace.run(line + ["--threads", "2"])
    #expect(here.status == .undecided)
    workplace.worker = Workplace.program
    for threads in 1...3 { #expect(workplace.run(line + ["--threads", "\(threads)"]) == here) }
    #expect(workplace.run(line + ["--cache", "kept"]) == here)
    #expect(workplace.run(line + ["--cache", "kept"]) == here)
  }

  @Test("What is wrong with identities that a worker reads is told")
  func identities() throws {
    let folder = "\(workplace.folder)/own/identities"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try workplace.write("own/identities/trace-cyclic.md", "# Trace cyclic\n\n$$ \\nonsense = 1 $$\n")
    let line = ["grade", "--key", Self.keyPath, Self.answersPath, "--derivations", "own"]
    let here = workplace.run(line)
    #expect(here.status == .unreadable && here.errors.contains("trace-cyclic.md"))
    workplace.worker = Workplace.program
    #expect(workplace.run(line) == here)
  }

  @Test("Where no worker can be started, all is graded in this process")
  func noWorkers() throws {
    let expected = json(try gradesHere())
    var tiny = job
    tiny.limits.memory = 1
    #expect(json(try grades("/no/such/program")) == expected)
    #expect(json(try grades("/bin/sh")) == expected)
    #expect(json(try grades(Workplace.program, tiny)) == expected)
    #expect(json(try grades("\(workplace.folder)/README.md", threads: 2)) == expected)
  }

  @Test("A worker ends with what holds it, and is bound in memory and time")
  func bounds() throws {
    var worker = Worker(Workplace.program, job)
    let process = try #require(worker?.process)
    #expect(kill(pid_t(process), 0) == 0)
    let answer = try answers()[0]
    let reply = try worker?.answer(to: WorkerMessage([Array(answer.name.utf8), answer.bytes]))
    #expect(reply.flatMap { GradeReply($0, name: answer.name, key: grader.key) }?.grade.points.value == 15)
    #if os(Linux)
      let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8).split(separator: "\n")
      func limit(_ name: String) -> Int? {
        limits.first { $0.hasPrefix(name) }.flatMap { $0.dropFirst(name.count).split(separator: " ").first }
          .flatMap { Int($0) }
      }
      #expect(limit("Max address space") == 2 << 30)
      #expect(limit("Max core file size") == 0)
      #expect((30...60).contains(limit("Max cpu time") ?? 0))
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      #expect(status.contains("SigBlk:\t0000000000000000\n"), "it hears every signal")
    #endif
    worker = nil
    #expect(kill(pid_t(process), 0) == -1 && errno == ESRCH)
  }

  @Test("Nobody becomes a worker by typing what a worker is called with")
  func typed() {
    let ran = workplace.run("grade", "--worker")
    #expect(ran.status == .usage && ran.errors.contains("unknown option --worker"))
    #expect(!workplace.run("grade", "--help").output.contains("worker"))
    #expect(!workplace.run("completion", "bash").output.contains("worker"))
  }

  @Test("Messages are read as they were sent, and others are none")
  func messages() {
    let message = WorkerMessage([[], [1, 2, 3], Array(repeating: 7, count: 70_000)])
    let bytes = message.bytes
    #expect(WorkerMessage.length(bytes[...]) == bytes.count - WorkerMessage.lengthSize)
    #expect(WorkerMessage(body: bytes[WorkerMessage.lengthSize...]) == message)
    #expect(WorkerMessage(body: bytes[WorkerMessage.lengthSize..<bytes.count - 1]) == nil)
    #expect(WorkerMessage(body: [0, 0, 1]) == nil)
    #expect(WorkerMessage(body: [255, 255, 255, 255, 255, 255, 255, 255, 1]) == nil)
    #expect(WorkerMessage.length([0, 0, 0, 0, 255, 255, 255, 255]) == nil)
    #expect(GradeJob(job.message)?.message == job.message)
    #expect(GradeJob(WorkerMessage([])) == nil && GradeJob(GradeJob.ready) == nil)
    #expect(GradeReply(GradeJob.ready, name: "a", key: grader.key) == nil)
  }
}

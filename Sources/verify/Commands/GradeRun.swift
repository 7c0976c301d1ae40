import Grading
import Verification

/// Grades of many answers at once.
struct GradeRun {
  let key: GradingKey
  let request: CheckRequest
  let cache: GradeCache?

  /// The grades of the files, each by itself.
  func report(_ files: [AnswerFiles.Entry]) -> GradeReport {
    var answers: [AnswerGrade?] = files.map { file in
      guard case .success(let bytes) = file.content else { return nil }
      return cache?.grade(bytes, name: file.name)
    }
    let missing = answers.indices.filter { answers[$0] == nil }
    if !missing.isEmpty {
      let grader = Grader(key: key, library: IdentityLibrary(files: request.identities), seed: request.seed)
      let submissions = missing.map { number -> Grader.Submission in
        switch files[number].content {
        case .success(let bytes): .read(name: files[number].name, bytes: bytes)
        case .failure(let error): .unreadable(name: files[number].name, reason: error.message)
        }
      }
      let report = grader.report(submissions, threads: request.threads)
      for (number, grade) in zip(missing, report.answers) {
        answers[number] = grade
        if case .success(let bytes) = files[number].content { cache?.keep(grade, of: bytes, name: files[number].name) }
      }
    }
    return GradeReport(key: key, seed: request.seed, answers: answers.compactMap(\.self))
  }
}

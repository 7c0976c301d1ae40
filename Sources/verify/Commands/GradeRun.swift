import Grading
import Verification

/// Grades of many answers at once.
struct GradeRun {
  let key: GradingKey
  let request: CheckRequest
  let cache: GradeCache?
  /// What the workers are told, and the program that they are; nil where all is graded in this process.
  let workers: (program: String, job: GradeJob)?
  /// Takes up what workers find wrong with identities.
  let errors: LateErrors

  /// The grades of the files, each by itself.
  func report(_ files: [AnswerFiles.Entry]) -> GradeReport {
    var answers: [AnswerGrade?] = files.map { file in
      guard case .success(let bytes) = file.content else { return nil }
      return cache?.grade(bytes, name: file.name)
    }
    let missing = answers.indices.filter { answers[$0] == nil }
    if !missing.isEmpty {
      let grader = Grader(key: key, library: IdentityLibrary(files: request.identities), seed: request.seed)
      for (number, grade) in zip(missing, grades(missing.map { files[$0] }, by: grader)) {
        answers[number] = grade
        if case .success(let bytes) = files[number].content { cache?.keep(grade, of: bytes, name: files[number].name) }
      }
    }
    return GradeReport(key: key, seed: request.seed, answers: answers.compactMap(\.self))
  }

  private func grades(_ files: [AnswerFiles.Entry], by grader: Grader) -> [AnswerGrade] {
    guard let workers else {
      let submissions = files.map { file -> Grader.Submission in
        switch file.content {
        case .success(let bytes): .read(name: file.name, bytes: bytes)
        case .failure(let error): .unreadable(name: file.name, reason: error.message)
        }
      }
      return grader.report(submissions, threads: request.threads).answers
    }
    let crew = GradeCrew(program: workers.program, job: workers.job, grader: grader)
    let answers = files.compactMap { file in
      (try? file.content.get()).map { GradeCrew.Answer(name: file.name, bytes: $0) }
    }
    var graded = crew.grades(answers, threads: request.threads, errors: errors)[...]
    return files.compactMap { file in
      switch file.content {
      case .success: graded.popFirst()
      case .failure(let error): grader.unreadable(file.name, error.message)
      }
    }
  }
}

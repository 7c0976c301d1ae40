import Grading
import NumericCore
import Reporting

/// The workers of a run, each a process of its own, so that what one answer does to the grader befalls no other.
struct GradeCrew {
  /// The path of the program that is started.
  let program: String
  let job: GradeJob
  /// What grades where no worker can be started, and says what is to be said of answers that have no grade.
  let grader: Grader

  /// An answer that is to be graded.
  struct Answer: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// The grades of the answers, in order; which worker grades which makes no difference.
  ///
  /// - Parameters:
  ///   - threads: the most workers at a time.
  ///   - errors: takes up what is wrong with identities.
  func grades(_ answers: [Answer], threads: Int, errors: LateErrors) -> [AnswerGrade] {
    concurrentMap(answers, threads: threads, makeState: { Place() }) { answer, place in
      grade(answer, by: place, errors)
    }
  }

  /// Where a worker works: the next one takes the place of one that failed.
  private final class Place {
    var worker: Worker?
  }

  private func grade(_ answer: Answer, by place: Place, _ errors: LateErrors) -> AnswerGrade {
    while true {
      guard let worker = place.worker ?? Worker(program, job) else {
        return grader.grade(answer.bytes, name: answer.name)
      }
      place.worker = worker
      let isFresh = worker.graded == 0
      do throws(WorkerFailure) {
        let message = try worker.answer(to: WorkerMessage([Array(answer.name.utf8), answer.bytes]))
        guard let reply = GradeReply(message, name: answer.name, key: grader.key) else { throw .senseless }
        for error in reply.errors { errors.add(error) }
        return reply.grade
      } catch {
        place.worker = nil
        // Others may have worn out a worker that has graded before; a fresh one fails through this answer alone.
        if isFresh { return grader.unreadable(answer.name, error.message) }
      }
    }
  }
}

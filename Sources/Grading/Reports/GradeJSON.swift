import Notation
import Reporting
import Symbolic

extension GradeReport {
  /// The grades for a program: the schema `verify-grade/1`.
  ///
  /// One object, members sorted by name; every member that is named here is always there, `null` where there is nothing.
  /// Members may be added under the same schema name; none is renamed, removed or given another meaning.
  ///
  /// - run: `schema` (`verify-grade/1`), `seed` (decimal digits, as a string), `key` (the file), `total`, `answers`,
  ///   `review`.
  /// - answer: `file`, `points`, `upTo` (the points if all that is not known is right), `total`, `needsReview`, `error`
  ///   (why the file could not be read), `questions`.
  /// - question: `slug`, `title`, `answered`, `convention` (the accepted convention, where it is not the question's own),
  ///   `names` (each `own`, `asked`), `assumptions` (each `text`, `line`, `contradicts`), `final` (`status`: `right`,
  ///   `notClosed`, `otherSymbols`, `restated`, `wrong`, `undecided`, `missing`; `words`), `points`, `upTo`, `total`,
  ///   `arithmetic` (sentences), `firstWrongLine` (or null), `review` (sentences), `lines`.
  /// - line: `line`, `column`, `text` (as written), `verdict` (`statement`, `proved`, `exact`, `agrees`, `asked`,
  ///   `refuted`, `undecided`, `unreadable`), `onRoute`, `counts`, `notes`, `counterexample` and `diagnosis` as in
  ///   `verify-report/1`.
  /// - review: `file`, `question` (or null), `reason`.
  public var json: String {
    JSON.object([
      "schema": .string("verify-grade/1"), "seed": .string("\(seed)"),
      "key": .string(key.document.source.name), "total": .number(key.total.value),
      "answers": .array(answers.map(\.json)),
      "review": .array(
        review.map {
          .object(["file": .string($0.answer), "question": .optional($0.question), "reason": .string($0.reason)])
        }),
    ]).text
  }
}

extension AnswerGrade {
  var json: JSON {
    .object([
      "file": .string(name), "points": .number(points.value), "upTo": .number(upTo.value),
      "total": .number(total.value), "needsReview": .bool(needsReview), "error": .optional(error),
      "questions": .array(questions.map(\.json)),
    ])
  }
}

extension QuestionGrade {
  fileprivate var json: JSON {
    .object([
      "slug": .string(slug), "title": .string(title), "answered": .bool(isAnswered),
      "convention": .optional(convention),
      "names": .array(names.map { .object(["own": .string($0.own), "asked": .string($0.asked)]) }),
      "assumptions": .array(
        assumptions.map {
          .object(["text": .string($0.text), "line": .integer($0.line), "contradicts": .bool($0.contradicts)])
        }),
      "final": .object(["status": .string(final.kind), "words": .string(GradeWords { $0 }.words(final))]),
      "points": .number(score.points.value), "upTo": .number(score.upTo.value), "total": .number(score.total.value),
      "arithmetic": .strings(score.arithmetic),
      "firstWrongLine": firstWrong.map { .integer($0.location.line) } ?? .null, "review": .strings(review),
      "lines": .array(lines.map(\.json)),
    ])
  }
}

extension GradedLine {
  fileprivate var json: JSON {
    .object([
      "line": .integer(location.line), "column": .integer(location.column), "text": .string(text),
      "verdict": .string(verdict.rawValue), "onRoute": .bool(isOnRoute), "counts": .bool(counts),
      "notes": .strings(notes), "counterexample": counterexample?.json ?? .null,
      "diagnosis": diagnosis.map {
        .object([
          "message": .string($0.message), "plain": .string($0.plain), "latex": .string($0.latex),
        ])
      } ?? .null,
    ])
  }
}

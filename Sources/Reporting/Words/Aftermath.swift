import Verification

/// What a wrong step means for the lines that follow it.
package enum Aftermath: Equatable {
  /// The line itself holds against the first line, so what is wrong is the line before it.
  case rightAgainHere
  /// No step follows.
  case last
  /// The lines of these later steps hold against the first line again, as do all after the first of them.
  case rightAgain([Int])
  /// The later steps hold one from the other, but no line holds against the first any more.
  case carriesOn
  /// Something else is wrong, or not known, further on.
  case mixed(wrong: [Int])

  /// What follows from the step at that index of the chain.
  package init(of chain: ChainReport, at index: Int) {
    let step = chain.steps[index]
    if index > 0, step.againstFirst?.isPass == true {
      self = .rightAgainHere
      return
    }
    let later = chain.steps[(index + 1)...]
    if later.isEmpty {
      self = .last
      return
    }
    let right = later.filter { $0.againstFirst?.isPass == true }
    if !right.isEmpty {
      self = .rightAgain(right.map(\.number))
    } else if later.allSatisfy(\.outcome.isPass) {
      self = .carriesOn
    } else {
      self = .mixed(wrong: later.filter { $0.outcome == .refuted }.map(\.number))
    }
  }
}

extension Aftermath {
  /// How many steps of a chain are told in full; looking at all that follow each of more would cost their square.
  static let limit = 100

  /// One sentence without a full stop; `areEqual` where the chain so far consists of equalities only.
  package func words(areEqual: Bool) -> String {
    let holds = areEqual ? "equal to the first line" : "right against the first line"
    switch self {
    case .rightAgainHere: return "this line is \(holds) again: what is wrong is the line before"
    case .last: return "this step is wrong; it is the last one"
    case .rightAgain(let numbers):
      let subject =
        numbers.count == 1 ? "the line of step \(listed(numbers)) is" : "the lines of steps \(listed(numbers)) are"
      return "this step is wrong, later lines are right again: \(subject) \(holds)"
    case .carriesOn: return "this step is wrong; the later steps are right in themselves but carry the mistake on"
    case .mixed(let wrong):
      if wrong.isEmpty { return "this step is wrong; of the later lines none is known to be right" }
      return "this step is wrong, and so \(wrong.count == 1 ? "is step" : "are steps") \(listed(wrong))"
    }
  }
}

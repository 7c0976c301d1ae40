import Verification

extension ProofFinding {
  var json: JSON {
    switch self {
    case .proved(let rules, let restsOn, let assumptions):
      .object([
        "status": .string("proved"), "rules": .strings(rules), "restsOn": .strings(restsOn),
        "assumptions": .strings(assumptions),
      ])
    case .notFound(let reason): .object(["status": .string("notFound"), "reason": .string(reason)])
    }
  }
}

extension ExactFinding {
  var json: JSON {
    switch self {
    case .equal(let points, let sizes, let falseEqual):
      .object([
        "status": .string("equal"), "points": .integer(points), "sizes": .strings(sizes),
        "falseEqual": .number(falseEqual),
      ])
    case .different(let sizes): .object(["status": .string("different"), "sizes": .string(sizes)])
    case .outside(let reason): .object(["status": .string("outside"), "reason": .string(reason)])
    }
  }
}

extension FloatingFinding {
  var json: JSON {
    switch self {
    case .agrees(let instances, let bound):
      .object(["status": .string("agrees"), "instances": .integer(instances), "bound": .number(bound)])
    case .differs(let left, let right, let bound):
      .object([
        "status": .string("differs"), "left": .number(left), "right": .number(right), "bound": .number(bound),
      ])
    case .outside(let reason): .object(["status": .string("outside"), "reason": .string(reason)])
    }
  }
}

extension SamplingFinding {
  var json: JSON {
    switch self {
    case .agrees(let estimate): estimate.json("agrees", [:])
    case .differs(let estimate): estimate.json("differs", [:])
    case .unresolved(let estimate, let reason): estimate.json("unresolved", ["reason": .string(reason)])
    case .notNeeded: .object(["status": .string("notNeeded")])
    case .outside(let reason): .object(["status": .string("outside"), "reason": .string(reason)])
    }
  }
}

extension Estimate {
  fileprivate func json(_ status: String, _ more: [String: JSON]) -> JSON {
    let members: [String: JSON] = [
      "status": .string(status), "samples": .integer(samples), "difference": .number(difference),
      "standardError": .number(standardError), "resolution": .number(resolution), "errorRate": .number(errorRate),
    ]
    return .object(members.merging(more) { own, _ in own })
  }
}

extension Counterexample {
  /// The values and both sides as an object.
  package var json: JSON {
    .object([
      "sizes": .array(sizes.map { .object(["name": .string($0.name), "value": .integer($0.value)]) }),
      "values": .array(values.map { .object(["name": .string($0.name), "value": rows($0.value)]) }),
      "left": rows(left), "right": rows(right), "bound": .number(bound), "isComputed": .bool(isComputed),
    ])
  }

  private func rows(_ matrix: [[Double]]) -> JSON { .array(matrix.map { .array($0.map(JSON.number)) }) }
}

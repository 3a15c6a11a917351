package import Diagnostics
package import Records

/// Several wishes planned as one: a contact, its deal and the next step land together, or none of them does.
package struct JointRequests {
  fileprivate var draft: PlannedChange

  /// Makes a contact, company, lead, product or activity.
  @discardableResult
  package mutating func addRecord(_ kind: Kind, values: [String: Value]) throws(Diagnostic) -> Reference {
    try draft.addRecord(kind, values)
  }

  package mutating func setFields(_ record: RecordID, _ values: [String: Value?]) throws(Diagnostic) {
    try draft.setFields(record, values)
  }

  /// `from` is the open stage that a deal was in before it closed.
  @discardableResult
  package mutating func addDeal(
    values: [String: Value], pipeline: String? = nil, stage: String? = nil, from: String? = nil,
    next: NextStep? = nil
  ) throws(Diagnostic) -> Transition {
    try draft.addDeal(values, pipeline: pipeline, stage: stage, from: from, next: next)
  }

  @discardableResult
  package mutating func move(
    _ deal: RecordID, to stage: String, wish: TransitionRequest = TransitionRequest()
  ) throws(Diagnostic) -> Transition {
    try draft.move(deal, to: stage, wish: wish)
  }

  @discardableResult
  package mutating func reopen(
    _ deal: RecordID, stage: String? = nil, wish: TransitionRequest
  ) throws(Diagnostic) -> Transition {
    try draft.reopen(deal, stage: stage, wish: wish)
  }

  @discardableResult
  package mutating func addTask(values: [String: Value]) throws(Diagnostic) -> Reference {
    try draft.addTask(values)
  }

  @discardableResult
  package mutating func completeTask(
    _ task: RecordID, result: String? = nil, next: NextStep? = nil
  ) throws(Diagnostic) -> Reference? {
    try draft.completeTask(task, result: result, next: next)
  }

  package mutating func cancelTask(_ task: RecordID) throws(Diagnostic) { try draft.cancelTask(task) }
}

extension ChangePlanner {
  /// Performs several wishes as one; where one is refused, none has happened.
  package mutating func together<Result>(
    _ wishes: (inout JointRequests) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    try perform { draft throws(Diagnostic) in
      var joint = JointRequests(draft: draft)
      let result = try wishes(&joint)
      draft = joint.draft
      return result
    }
  }
}

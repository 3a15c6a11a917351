package import Dates
package import Records

/// The task that a person names as what follows.
package struct NextStep: Sendable, Hashable {
  package var title: String
  package var type: String?
  package var due: Deadline
  /// The deal's owner when nil.
  package var owner: String?

  package init(title: String, type: String? = nil, due: Deadline, owner: String? = nil) {
    self.title = title
    self.type = type
    self.due = due
    self.owner = owner
  }

  package init(title: String, type: String? = nil, due: Instant, owner: String? = nil) {
    self.init(title: title, type: type, due: .moment(due), owner: owner)
  }
}

/// What a person says along with a transition.
package struct TransitionRequest: Sendable {
  package var next: NextStep?
  /// The present next step still stands.
  package var keepNext: Bool
  /// Fields of the deal to set before its requirements are looked at; nil clears. `pipeline` moves it to another one.
  package var sets: [String: Value?]
  /// The text of the transition's activity.
  package var note: String?
  /// When the next step that a rule makes is due, in place of what the rule says.
  package var due: Deadline?
  /// What came of the present next step.
  package var result: String?
  /// Passes where a stage lets deals leave by actions only.
  package var isForced: Bool

  package init(
    next: NextStep? = nil, keepNext: Bool = false, sets: [String: Value?] = [:], note: String? = nil,
    due: Deadline? = nil, result: String? = nil, isForced: Bool = false
  ) {
    self.next = next
    self.keepNext = keepNext
    self.sets = sets
    self.note = note
    self.due = due
    self.result = result
    self.isForced = isForced
  }
}

/// What a transition did.
package struct Transition: Sendable {
  package let deal: Reference
  /// Nil for a new deal.
  package let from: String?
  package let to: String
  /// Nil when the deal is closed.
  package let nextStep: Reference?
  /// The tasks that it closed.
  package let closed: [RecordID]
  /// The tasks that it made, the next step first.
  package let created: [Reference]
}

package import Dates
package import Records

/// What happened, to be recorded as an activity.
package struct LogEntry: Sendable {
  /// `call`, `email`, `meeting`, `message` or `note`.
  package var type: String
  package var text: String?
  /// Now when nil.
  package var at: Instant?
  /// Seconds.
  package var duration: Int?
  package var result: String?
  /// `in` or `out`.
  package var direction: String?
  /// The other side's phone number.
  package var number: String?
  /// Whether they would recommend us, from 0 to 10.
  package var score: Int?
  /// The id of the action whose press it records, and why that was pressed.
  var action: String?
  var reason: String?
  /// The template of a document that was made, and its number.
  package var template: String?
  package var document: String?

  package init(
    type: String, text: String? = nil, at: Instant? = nil, duration: Int? = nil, result: String? = nil,
    direction: String? = nil, number: String? = nil, score: Int? = nil
  ) {
    self.type = type
    self.text = text
    self.at = at
    self.duration = duration
    self.result = result
    self.direction = direction
    self.number = number
    self.score = score
  }
}

/// What recording it made.
package struct Logged: Sendable {
  package let activity: Reference
  /// The task made by `next`: a deal's next step, or a plain one.
  package let next: Reference?
  /// The deal that it was recorded on, and whose next step `next` is.
  package let deal: Reference?
}

/// What a qualified lead became.
package struct Qualified: Sendable {
  package let contact: Reference?
  package let company: Reference?
  package let deal: Transition
  /// Whether the contact and the company were known before.
  package let knewContact: Bool
  package let knewCompany: Bool
}

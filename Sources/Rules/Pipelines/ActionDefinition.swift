package import Diagnostics

/// A button of a pipeline: what pressing it records, and where it takes the deal.
package struct ActionDefinition: Sendable {
  /// Why it was pressed, with a ladder of its own.
  package struct Reason: Sendable {
    package let id: String
    /// Seconds until each next attempt; nil falls back to the action's ladder.
    package let retry: [Int]?
  }

  /// The activity that a press records.
  package struct Log: Sendable {
    package let type: String
    package let result: String?
  }

  package let id: String
  package let name: String
  /// The key to press on a terminal.
  package let key: String?
  package let synonyms: [String]
  package let reasons: [Reason]
  package let log: Log?
  /// Seconds until each next attempt: after the first press, the second, and so on.
  package let retry: [Int]
  /// The stage that the press after the last attempt leads to.
  package let then: String?
  /// The stage that a press leads to.
  package let stage: String?
  /// What must be given with a press: fields of the deal, or `due`, `next`, `reason`, `note`, `result`.
  package let ask: [String]
  package let next: TaskTemplate?
  package let location: SourceLocation

  /// What `ask` may name beside the deal's fields.
  static let questions = ["due", "next", "reason", "note", "result"]

  /// The stages that this action can lead to.
  var targets: [String] { [stage, then].compactMap { $0 } }

  /// The ladder of a press for a reason.
  package func ladder(reason: String?) -> [Int] {
    reasons.first { $0.id == reason }?.retry ?? retry
  }
}

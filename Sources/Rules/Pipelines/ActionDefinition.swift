package import Dates
package import Diagnostics
import Records
import Text

/// What happens to an invoice and may press an action of its deal's pipeline. The raw values are the words of `invoice:`.
package enum InvoiceEvent: String, Sendable, CaseIterable {
  case sent, paid
}

/// A button of a pipeline: what pressing it records, and where it takes the deal.
package struct ActionDefinition: Sendable {
  /// Why it was pressed, with a ladder of its own.
  package struct Reason: Sendable {
    package let id: String
    /// The time until each next attempt; nil falls back to the action's ladder.
    package let retry: [Delay]?
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
  /// The time until each next attempt: after the first press, the second, and so on.
  package let retry: [Delay]
  /// The stage that the press after the last attempt leads to.
  package let then: String?
  /// The stage that a press leads to.
  package let stage: String?
  /// What must be given with a press: fields of the deal, or `due`, `next`, `reason`, `note`, `result`.
  package let ask: [String]
  package let next: TaskTemplate?
  /// What happens to an invoice of the deal that presses it.
  package let invoice: InvoiceEvent?
  package let location: SourceLocation

  /// What `ask` may name beside the deal's fields.
  package static let questions = ["due", "next", "reason", "note", "result"]

  /// The keys that `crm desk` keeps for itself, with what they do there.
  package static let reservedKeys: KeyValuePairs<String, String> = [
    "?": "shows the help", "/": "searches", "z": "snoozes", "u": "takes back", "b": "shows the board",
    "q": "quits", " ": "skips",
  ]

  /// The stages that this action can lead to.
  var targets: [String] { [stage, then].compactMap { $0 } }

  /// Whether it makes further attempts.
  package var climbs: Bool { !retry.isEmpty || reasons.contains { $0.retry?.isEmpty == false } }

  /// Whether a press must say why: it is asked for, or no ladder is there without.
  package var needsReason: Bool { ask.contains("reason") || climbs && retry.isEmpty }

  /// The ladder of a press for a reason.
  package func ladder(reason: String?) -> [Delay] {
    reasons.first { $0.id == reason }?.retry ?? retry
  }

  /// The reason that a person names, by its id or the beginning of it; any text where the action asks for one and lists
  /// none. Throws `invalid_value` for one that it has not, or that may be any of several.
  package func reason(named text: String) throws(Diagnostic) -> String {
    let ids = reasons.map(\.id)
    if ids.isEmpty {
      if needsReason, !text.allSatisfy(\.isWhitespace) { return text }
      throw Diagnostic(
        .invalidValue,
        needsReason
          ? "the reason is empty" : "action \"\(id)\" has no reasons, so --reason means nothing to it")
    }
    if ids.contains(text) { return text }
    let match = NameMatch(text, among: ids) { [$0] }
    if let reason = match.equal.first ?? match.only { return reason }
    if match.begun.count > 1 {
      throw Diagnostic(
        .invalidValue,
        "reason \"\(text)\" of action \"\(id)\" may be any of \(match.begun.joined(separator: ", "))",
        hints: ["reasons: \(ids)"])
    }
    throw Diagnostic(
      .invalidValue, "\"\(text)\" is not a reason of action \"\(id)\"",
      hints: .unknown(text, among: ids, listing: "reasons: "))
  }
}

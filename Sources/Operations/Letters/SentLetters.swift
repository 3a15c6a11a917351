import Dates
import Facts
import Records
import Text

/// The letters that went out before, from one pass over what happened.
struct SentLetters {
  private var known: [String: Record] = [:]
  private var recent: Set<RecordID> = []
  private var addresses: Set<String> = []

  /// Letters are known by their identifiers from `start` on, all of them without it. Who was written to since `cutoff`,
  /// in whatever way, had a letter lately.
  init(_ snapshot: Snapshot, knownSince start: Instant?, recentSince cutoff: Instant?, until now: Instant) {
    let first = [start ?? Instant(seconds: .min / 2), cutoff].compactMap { $0 }.min() ?? now
    for activity in snapshot.records(.activity) {
      guard let at = activity["at"]?.instant, at >= first, at <= now else { continue }
      if start.map({ at >= $0 }) ?? true, let id = activity.text("message_id") {
        known[SentLetters.identifier(id)] = activity
      }
      if let cutoff, at >= cutoff, SentLetters.isOutgoing(activity) { note(activity, snapshot) }
    }
  }

  /// What stands before the domain of a Message-ID.
  static func identifier(_ messageID: String) -> String { String(messageID.prefix { $0 != "@" }) }

  private static func isOutgoing(_ activity: Record) -> Bool {
    let type = activity.text("type")
    return (type == LoggedActivity.email.rawValue || type == LoggedActivity.message.rawValue)
      && ActivityFacts.direction(of: activity) != .incoming
  }

  private mutating func note(_ activity: Record, _ snapshot: Snapshot) {
    let keys = ["contact", "company", "lead"]
    guard let person = keys.lazy.compactMap({ snapshot.record(activity.reference($0)) }).first else { return }
    recent.insert(person.id)
    for email in person.texts("emails") { addresses.insert(EmailAddress.normalized(email)) }
    for phone in person.texts("phones") { addresses.insert(phone) }
  }

  /// The activity that recorded a letter.
  subscript(identifier: String) -> Record? { known[identifier] }

  func hadOne(_ person: Record, at address: String) -> Bool {
    recent.contains(person.id) || addresses.contains(address)
  }
}

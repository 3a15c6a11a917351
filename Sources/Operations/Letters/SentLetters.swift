import Dates
import Facts
import Records
import Text

/// The letters that went out before, from one pass over what happened.
struct SentLetters {
  private var known: [String: Record] = [:]
  /// Who got the letter of a run, by its day and number and the address that it went to.
  private var readers: [String: Record] = [:]
  private var recent: Set<RecordID> = []
  private var addresses: Set<String> = []

  /// Letters are known by their identifiers from `start` on, all of them without it. Who was written to since `cutoff`,
  /// in whatever way, had a letter lately.
  init(_ snapshot: Snapshot, knownSince start: Instant?, recentSince cutoff: Instant?, until now: Instant) {
    let first = [start ?? Instant(seconds: .min / 2), cutoff].compactMap { $0 }.min() ?? now
    for activity in snapshot.records(.activity) {
      guard let at = activity["at"]?.instant, at >= first, at <= now else { continue }
      if start.map({ at >= $0 }) ?? true, let id = activity.text("message_id") {
        let identifier = SentLetters.identifier(id)
        known[identifier] = activity
        note(identifier, snapshot)
      }
      if let cutoff, at >= cutoff, SentLetters.isOutgoing(activity) { note(activity, snapshot) }
    }
  }

  private mutating func note(_ identifier: String, _ snapshot: Snapshot) {
    let parts = identifier.split(separator: ".")
    guard parts.count == 3, let id = RecordID(String(parts[1])), let person = snapshot.record(id) else {
      return
    }
    let addresses = [person.texts("emails").first.map(EmailAddress.normalized), person.texts("phones").first]
    for address in addresses.compactMap({ $0 }) {
      readers[SentLetters.key(parts, address)] = person
    }
  }

  private static func key(_ parts: [Substring], _ address: String) -> String {
    "\(parts[0]).\(parts[2]) \(address)"
  }

  /// Who got the letter of the same run that went to an address; nil where nobody did.
  func reader(of identifier: String, at address: String) -> Record? {
    let parts = identifier.split(separator: ".")
    return parts.count == 3 ? readers[SentLetters.key(parts, address)] : nil
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

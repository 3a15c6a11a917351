package import Dates
package import Records

/// When each record was last active, from one pass over what happened.
package struct ActivityLog: Sendable {
  private var last: [RecordID: Instant] = [:]
  private var lastTalk: [RecordID: Instant] = [:]
  private var approached: Set<RecordID> = []
  private var deals: [RecordID: [RecordID]] = [:]

  /// What comes after `moment` has not happened yet. With `dealsOnly` nothing is known but what happened with deals.
  package init(_ snapshot: Snapshot, until moment: Instant, dealsOnly: Bool = false) {
    guard !dealsOnly else {
      addDeals(snapshot, moment)
      return
    }
    for kind in [Kind.activity, .task] {
      for record in snapshot.records(kind) {
        guard let at = ActivityFacts.moment(of: record), at <= moment else { continue }
        add(record, at: at, in: snapshot)
      }
    }
  }

  private mutating func addDeals(_ snapshot: Snapshot, _ moment: Instant) {
    for kind in [Kind.activity, .task] {
      for record in snapshot.records(kind) {
        guard let deal = record.referenced("deal"), let at = ActivityFacts.moment(of: record), at <= moment
        else {
          continue
        }
        if deals[deal] == nil { deals[deal] = snapshot.record(deal).map { [$0.id] } ?? [] }
        // It may be named by the id of one that was merged into it.
        if let id = deals[deal]?.first { last[id] = max(last[id] ?? at, at) }
      }
    }
  }

  private mutating func add(_ record: Record, at: Instant, in snapshot: Snapshot) {
    let isTalk = ActivityFacts.isTalk(record)
    for key in ["contact", "company"] { touch(ActivityLog.target(record, key, snapshot), at, isTalk) }
    let lead = ActivityLog.target(record, "lead", snapshot)
    touch(lead, at, isTalk)
    if isTalk, let lead, ActivityFacts.direction(of: record) != .incoming { approached.insert(lead) }
    if let deal = record.referenced("deal") {
      for id in parties(deal, snapshot) { touch(id, at, isTalk) }
    }
  }

  /// A mention of a merged record is a mention of the one that it lives on in.
  private static func target(_ record: Record, _ key: String, _ snapshot: Snapshot) -> RecordID? {
    record.referenced(key).flatMap { snapshot.record($0)?.id }
  }

  private mutating func touch(_ id: RecordID?, _ at: Instant, _ isTalk: Bool) {
    guard let id else { return }
    last[id] = max(last[id] ?? at, at)
    if isTalk { lastTalk[id] = max(lastTalk[id] ?? at, at) }
  }

  /// A deal and its client: what is said in it is said to them.
  private mutating func parties(_ id: RecordID, _ snapshot: Snapshot) -> [RecordID] {
    if let known = deals[id] { return known }
    var found: [RecordID] = []
    if let deal = snapshot.record(id) {
      found = [deal.id] + ["contact", "company"].compactMap { ActivityLog.target(deal, $0, snapshot) }
    }
    deals[id] = found
    return found
  }

  /// The last call, email, meeting or message with a person or company, in their deals too.
  package func lastTalk(with id: RecordID) -> Instant? { lastTalk[id] }

  /// The last thing that happened with a record, in a client's deals too.
  package func lastActivity(of id: RecordID) -> Instant? { last[id] }

  /// True for a lead that came in and that nobody has written to, called or met.
  package func isWaiting(_ lead: Record) -> Bool { lead.leadStatus == .new && !approached.contains(lead.id) }
}

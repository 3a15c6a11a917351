import Dates
import Filters
import Records

/// When each record was last active, from one pass over what happened.
struct ActivityLog {
  private var last: [RecordID: Instant] = [:]
  private var lastTalk: [RecordID: Instant] = [:]
  private var answered: Set<RecordID> = []

  /// What comes after `moment` has not happened yet.
  init(_ snapshot: Snapshot, until moment: Instant) {
    for kind in [Kind.activity, .task] {
      for record in snapshot.records(kind) {
        guard let at = ActivityFacts.moment(of: record), at <= moment else { continue }
        add(record, at: at, in: snapshot)
      }
    }
  }

  private mutating func add(_ record: Record, at: Instant, in snapshot: Snapshot) {
    let isTalk = ActivityFacts.isTalk(record)
    let deal = snapshot.record(record.reference("deal"))
    // A mention of a merged record is a mention of the one that it lives on in.
    var touched = ["contact", "company", "lead"].compactMap { snapshot.record(record.reference($0))?.id }
    // What is said in a deal is said to its client.
    if let deal {
      touched.append(deal.id)
      touched += ["contact", "company"].compactMap { snapshot.record(deal.reference($0))?.id }
    }
    for id in Set(touched) {
      last[id] = max(last[id] ?? at, at)
      if isTalk { lastTalk[id] = max(lastTalk[id] ?? at, at) }
    }
    if isTalk, record.text("direction") != "in", let lead = snapshot.record(record.reference("lead"))?.id {
      answered.insert(lead)
    }
  }

  /// The last call, email, meeting or message with a person or company, in their deals too.
  func lastTalk(with id: RecordID) -> Instant? { lastTalk[id] }

  /// Whether somebody has written to, called or met this lead.
  func isAnswered(_ lead: Record) -> Bool { answered.contains(lead.id) }

  /// Seconds since the deal's last activity or change of stage; nil where neither those nor its creation are known.
  func idle(_ deal: Record, history: DealHistory, at moment: Instant) -> Int? {
    Computed.idleSeconds(deal, history: history, lastActivity: last[deal.id], at: moment)
  }
}

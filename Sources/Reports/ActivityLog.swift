import Dates
import Records

/// When each record was last active, from one pass over the activities.
struct ActivityLog {
  private var last: [RecordID: Instant] = [:]
  private var lastTalk: [RecordID: Instant] = [:]
  private var answered: Set<RecordID> = []

  private static let talks: Set<String> = ["call", "email", "meeting", "message"]

  /// Activities after `moment` have not happened yet.
  init(_ snapshot: Snapshot, until moment: Instant) {
    for activity in snapshot.records(.activity) {
      guard let at = activity["at"]?.instant, at <= moment else { continue }
      let isTalk = activity.text("type").map(ActivityLog.talks.contains) ?? false
      let deal = snapshot.record(activity.reference("deal"))
      // A mention of a merged record is a mention of the one that it lives on in.
      var touched = ["contact", "company", "deal", "lead"].compactMap {
        snapshot.record(activity.reference($0))?.id
      }
      // What is said in a deal is said to its client.
      if let deal {
        touched += ["contact", "company"].compactMap { snapshot.record(deal.reference($0))?.id }
      }
      for id in Set(touched) {
        last[id] = max(last[id] ?? at, at)
        if isTalk { lastTalk[id] = max(lastTalk[id] ?? at, at) }
      }
      if isTalk, activity.text("direction") != "in",
        let lead = snapshot.record(activity.reference("lead"))?.id
      {
        answered.insert(lead)
      }
    }
  }

  /// The last call, email, meeting or message with a person or company, in their deals too.
  func lastTalk(with id: RecordID) -> Instant? { lastTalk[id] }

  /// Whether somebody has written to, called or met this lead.
  func isAnswered(_ lead: Record) -> Bool { answered.contains(lead.id) }

  /// Seconds since the deal's last activity or change of stage; nil where neither those nor its creation are known.
  func idle(_ deal: Record, history: DealHistory, at moment: Instant) -> Int? {
    let moved = history.entries.last { $0.at <= moment }?.at ?? deal["created"]?.instant
    guard let latest = [last[deal.id], moved].compactMap({ $0 }).max() else { return nil }
    return max(moment.seconds(since: latest), 0)
  }
}

import Dates
import Facts
import Records

/// Tells what is going on from what is over: open deals, and people with whom something happened lately.
struct Liveness {
  let snapshot: Snapshot
  let stages: StageIndex
  let now: Instant

  /// How long an activity is recent, in seconds.
  private static let recent = 30 * 86_400
  /// From so many people on it is cheaper to look through the activities.
  private static let crowd = 200

  func live(among records: [Record]) -> Set<RecordID> {
    guard records.count > 1 else { return [] }
    var live = Set(records.lazy.filter { $0.kind == .deal && stages.isOpen($0) }.map(\.id))
    let people = records.filter { $0.kind == .contact || $0.kind == .lead }
    if people.count > Liveness.crowd {
      live.formUnion(recentPeople().intersection(people.map(\.id)))
    } else {
      for person in people {
        guard let last = snapshot.lastActivity(of: person, until: now) else { continue }
        if isRecent(last) { live.insert(person.id) }
      }
    }
    return live
  }

  private func isRecent(_ moment: Instant) -> Bool { now.seconds(since: moment) <= Liveness.recent }

  private func recentPeople() -> Set<RecordID> {
    var people: Set<RecordID> = []
    var deals: Set<RecordID> = []
    for record in snapshot.records(.activity) + snapshot.records(.task) {
      guard let at = ActivityFacts.moment(of: record), at <= now, isRecent(at) else { continue }
      for id in record.mentionedIDs {
        guard let record = snapshot.record(id) else { continue }
        if record.kind == .deal { deals.insert(record.id) } else { people.insert(record.id) }
      }
    }
    for id in deals {
      for other in snapshot.record(id)?.mentionedIDs ?? [] {
        if let person = snapshot.record(other) { people.insert(person.id) }
      }
    }
    return people
  }
}

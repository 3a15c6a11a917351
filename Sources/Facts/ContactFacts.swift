package import Dates
package import Records

/// Whether a person has been spoken to often enough.
package enum ContactFacts {
  /// The last talk with a person up to a moment: with them, or in a deal that they buy.
  package static func lastTalk(
    with contact: Record, snapshot: Snapshot, until moment: Instant
  ) -> Instant? {
    var latest: Instant?
    func take(_ records: [Record]) {
      for record in records {
        guard let at = ActivityFacts.moment(of: record), at <= moment, latest.map({ at > $0 }) ?? true,
          ActivityFacts.isTalk(record)
        else { continue }
        latest = at
      }
    }
    let mentions = snapshot.mentions(of: contact, among: KindSet.happenings.union(KindSet(.deal)))
    take(mentions)
    for deal in mentions where deal.kind == .deal {
      guard snapshot.record(deal, "contact")?.id == contact.id else { continue }
      take(snapshot.mentions(of: deal, among: .happenings))
    }
    return latest
  }

  /// Calendar days up to `day` since the last talk, else since the record was made; nil where neither is known.
  package static func silence(
    of contact: Record, lastTalk: Instant?, on day: CivilDate, zone: Zone
  ) -> Int? {
    (lastTalk ?? contact.created).map { day.days(since: zone.date($0)) }
  }

  /// True for a person whose silence has lasted for the days of `keep_in_touch`, or who was never spoken to.
  package static func isOutOfTouch(
    _ contact: Record, lastTalk: Instant?, on day: CivilDate, zone: Zone
  ) -> Bool {
    guard let days = contact["keep_in_touch"]?.number?.rounded(to: 0).integer, days > 0 else { return false }
    return silence(of: contact, lastTalk: lastTalk, on: day, zone: zone).map { $0 >= days } ?? true
  }
}

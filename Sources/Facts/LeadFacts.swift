package import Dates
package import Records

/// What becomes of requests.
package enum LeadFacts {
  /// True for a lead that came in and that nobody has written to, called or met by `moment`. For one lead this is less
  /// work than `ActivityLog`, which knows it of all.
  package static func isWaiting(_ lead: Record, in snapshot: Snapshot, until moment: Instant) -> Bool {
    guard lead.leadStatus == .new else { return false }
    let names = [lead.id] + lead.texts("aliases").compactMap { RecordID($0) }
    return !names.contains { name in
      snapshot.referrers(of: name).contains { record in
        guard let at = ActivityFacts.moment(of: record), at <= moment else { return false }
        return record.referenced("lead").map(names.contains) ?? false && ActivityFacts.isTalk(record)
          && ActivityFacts.direction(of: record) != .incoming
      }
    }
  }
}

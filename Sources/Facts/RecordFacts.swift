package import Dates
package import Records

extension Record {
  package var created: Instant? { self["created"]?.instant }

  /// The identifiers of the records that were merged into this one.
  package var aliasIDs: [RecordID] {
    texts("aliases").compactMap { Reference.identifier(endingStem: $0) }.filter { $0 != id }
  }

  /// True for a task that is still to be done.
  package var isOpenTask: Bool { taskStatus == .open }

  /// True for a product that is still sold.
  package var isSold: Bool {
    kind == .product && (self["active"] ?? table["active"]?.implied)?.boolean ?? true
  }

  /// Whole days since the record was made.
  package func ageDays(at moment: Instant) -> Int? {
    created.map { max(0, moment.seconds(since: $0)) / 86_400 }
  }
}

extension Snapshot {
  /// The records that mention this one, also by the identifier of a record that was merged into it.
  package func mentions(of record: Record) -> [Record] { mentions(of: record, among: .all) }

  /// Those of them that are of some kinds.
  package func mentions(of record: Record, among kinds: KindSet) -> [Record] {
    var found = referrers(of: record.id, among: kinds)
    for id in record.aliasIDs {
      for referrer in referrers(of: id, among: kinds) where !found.contains(where: { $0.id == referrer.id }) {
        found.append(referrer)
      }
    }
    return found
  }

  /// The deals that mention the record (as contact, company, participant or item), or that it belongs to.
  package func deals(of record: Record) -> [Record] {
    record.kind == .deal ? [] : deals(of: record, among: mentions(of: record, among: KindSet(.deal)))
  }

  private func deals(of record: Record, among mentions: [Record]) -> [Record] {
    if record.kind == .deal { return [] }
    var found = mentions.filter { $0.kind == .deal }
    if let own = self.record(record, "deal"), !found.contains(where: { $0.id == own.id }) {
      found.append(own)
    }
    return found
  }

  /// When something last happened with the record or its deals up to a moment: an activity, or a task that was done.
  package func lastActivity(of record: Record, until moment: Instant) -> Instant? {
    if record.kind == .activity { return record["at"]?.instant }
    var latest = ActivityFacts.moment(of: record)
    func take(_ records: [Record]) {
      for record in records {
        guard let at = ActivityFacts.moment(of: record), at <= moment, latest.map({ at > $0 }) ?? true else {
          continue
        }
        latest = at
      }
    }
    let mentions = mentions(of: record, among: KindSet.happenings.union(KindSet(.deal)))
    take(mentions)
    for deal in deals(of: record, among: mentions) { take(self.mentions(of: deal, among: .happenings)) }
    return latest
  }

  /// Whole days since something last happened with the record or its deals, or the deal changed its stage; else since
  /// the record was made.
  package func idleDays(of record: Record, stages: StageIndex, at moment: Instant) -> Int? {
    let last = lastActivity(of: record, until: moment)
    let seconds =
      record.kind == .deal
      ? DealFacts(record, stages: stages, at: moment).idleSeconds(lastActivity: last)
      : (last ?? record.created).map { max(0, moment.seconds(since: $0)) }
    return seconds.map { $0 / 86_400 }
  }
}

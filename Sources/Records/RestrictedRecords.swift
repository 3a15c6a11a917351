import Synchronization

/// The kinds that a reading left out and that turned out to be needed.
package final class MissingKinds: Sendable {
  private let noted = Mutex<KindSet>([])

  package init() {}

  package var kinds: KindSet { noted.withLock { $0 } }

  package func note(_ kinds: KindSet) {
    guard !kinds.isEmpty else { return }
    noted.withLock { $0.formUnion(kinds) }
  }
}

/// The records of some kinds, as if there were no others; notes the kinds that would have had to be looked at for an answer
/// to be sure.
///
/// `base` has no records of other kinds. What is noted depends on the records alone, so that it is the same with an index
/// and without one. So there are tables of words only for those who say of which kinds: what a table leaves out would be noted
/// without it.
package struct RestrictedRecords: RecordSource {
  private let base: any RecordSource
  private let kinds: KindSet
  private let missing: MissingKinds
  /// The kinds whose records can mention others.
  private let mentioning: KindSet

  package init(_ base: any RecordSource, kinds: KindSet, schema: Schema, missing: MissingKinds) {
    self.base = base
    self.kinds = kinds
    self.missing = missing
    mentioning = KindSet(Kind.allCases.filter { !schema[$0].mentioning.isEmpty })
  }

  private func need(_ needed: KindSet) { missing.note(needed.subtracting(kinds)) }

  /// A record that is not there may be of any kind, and one that is found by the identifier of another may hide behind it.
  package func record(_ id: RecordID) -> Record? {
    let record = base.record(id)
    if record?.id != id { need(.all) }
    return record
  }

  /// Whoever expects certain kinds misses no others.
  package func record(_ id: RecordID, expecting kinds: KindSet) -> Record? {
    let record = base.record(id)
    if record?.id != id { need(kinds) }
    return record
  }

  package func lookup(for kinds: KindSet) -> (any RecordLookup)? {
    need(kinds)
    return base.lookup(for: kinds)
  }

  package func records(_ kind: Kind) -> [Record] {
    need(KindSet(kind))
    return base.records(kind)
  }

  package func referrers(of id: RecordID) -> [Record] {
    need(mentioning)
    return base.referrers(of: id)
  }

  package func referrers(of id: RecordID, among kinds: KindSet) -> [Record] {
    need(kinds.intersection(mentioning))
    return base.referrers(of: id, among: kinds)
  }

  package func identifiers(prefix: String, limit: Int) -> [RecordID] {
    need(.all)
    return base.identifiers(prefix: prefix, limit: limit)
  }

  package func identifiers(prefix: String, limit: Int, among kinds: KindSet) -> [RecordID] {
    need(kinds)
    return base.identifiers(prefix: prefix, limit: limit, among: kinds)
  }
}

import Records

/// A source with changes laid over it one after another, each at the cost of what it changes.
///
/// A desk that plans thousands of deals would pay for all of them at each step if it laid one growing change anew.
struct PlannedRecords: RecordSource {
  let base: any RecordSource
  private var changed: [RecordID: Record] = [:]
  private var deleted: Set<RecordID> = []
  /// Who mentions whom, among the changed records.
  private var mentions: [RecordID: Set<RecordID>] = [:]

  init(base: any RecordSource) { self.base = base }

  mutating func apply(_ change: Change, schema: Schema) {
    for creation in change.creations {
      put(Record(creation, schema: schema))
    }
    for (id, values) in change.updates {
      if let record = record(id) { put(record.replacing(values)) }
    }
    for id in change.deletions {
      forget(id)
      deleted.insert(id)
    }
  }

  private mutating func put(_ record: Record) {
    if let old = changed.updateValue(record, forKey: record.id) { unlink(old) }
    for target in record.mentionedIDs { mentions[target, default: []].insert(record.id) }
  }

  private mutating func forget(_ id: RecordID) {
    if let old = changed.removeValue(forKey: id) { unlink(old) }
  }

  private mutating func unlink(_ old: Record) {
    for target in old.mentionedIDs { mentions[target]?.remove(old.id) }
  }

  func record(_ id: RecordID) -> Record? {
    if let record = changed[id] { return record }
    guard let record = base.record(id), !deleted.contains(record.id) else { return nil }
    return changed[record.id] ?? record
  }

  func records(_ kind: Kind) -> [Record] {
    let kept = base.records(kind)
    guard !changed.isEmpty || !deleted.isEmpty else { return kept }
    let added = changed.values.filter { $0.kind == kind }
    return (kept.filter { changed[$0.id] == nil && !deleted.contains($0.id) } + added).sorted {
      $0.id < $1.id
    }
  }

  func referrers(of id: RecordID) -> [Record] {
    let kept = base.referrers(of: id).filter { changed[$0.id] == nil && !deleted.contains($0.id) }
    let added = (mentions[id] ?? []).compactMap { changed[$0] }
    return added.isEmpty ? kept : (kept + added).sorted { $0.id < $1.id }
  }

  func identifiers(prefix: String, limit: Int) -> [RecordID] {
    let kept = base.identifiers(prefix: prefix, limit: limit + deleted.count).filter { !deleted.contains($0) }
    let added = changed.keys.filter { $0.description.hasPrefix(prefix) && !kept.contains($0) }
    return Array((kept + added).sorted().prefix(limit))
  }
}

/// A source with a change laid over it: what the repository will hold once the change has landed.
struct OverlaidRecords: RecordSource {
  let base: any RecordSource
  private let changed: [RecordID: Record]
  private let deleted: Set<RecordID>

  init(base: any RecordSource, change: Change, schema: Schema) {
    self.base = base
    var changed: [RecordID: Record] = [:]
    changed.reserveCapacity(change.creations.count + change.updates.count)
    for creation in change.creations { changed[creation.id] = Record(creation, schema: schema) }
    for (id, values) in change.updates {
      if let record = base.record(id) { changed[id] = record.replacing(values) }
    }
    self.changed = changed
    deleted = change.deletions
  }

  func record(_ id: RecordID) -> Record? {
    if let record = changed[id] { return record }
    guard let record = base.record(id), !deleted.contains(record.id) else { return nil }
    return changed[record.id] ?? record
  }

  private func overlay(_ records: [Record], adding isWanted: (Record) -> Bool) -> [Record] {
    let kept = records.filter { changed[$0.id] == nil && !deleted.contains($0.id) }
    let added = changed.values.filter { !deleted.contains($0.id) && isWanted($0) }
    return added.isEmpty ? kept : (kept + added).sorted { $0.id < $1.id }
  }

  func records(_ kind: Kind) -> [Record] { overlay(base.records(kind)) { $0.kind == kind } }

  func referrers(of id: RecordID) -> [Record] {
    overlay(base.referrers(of: id)) { $0.mentionedIDs.contains(id) }
  }

  func identifiers(prefix: String, limit: Int) -> [RecordID] {
    let kept = base.identifiers(prefix: prefix, limit: limit + deleted.count).filter { !deleted.contains($0) }
    let added = changed.keys.filter { $0.description.hasPrefix(prefix) && !kept.contains($0) }
    return Array((kept + added).sorted().prefix(limit))
  }
}

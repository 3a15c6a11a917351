/// A source with changes laid over it one after another, each at the cost of what it changes.
///
/// Whoever plans thousands of records would pay for all of them at each step if one growing change were laid anew.
package struct OverlaidRecords: RecordSource {
  private let base: any RecordSource
  private let schema: Schema
  private var changed: [RecordID: Record] = [:]
  private var deleted: Set<RecordID> = []
  /// Who mentions whom, among the changed records.
  private var mentions: [RecordID: Set<RecordID>] = [:]
  /// The changed records by the identifiers that were merged into them.
  private var owners: [RecordID: RecordID] = [:]

  /// What finds the changed records by their words; nil where nobody asks.
  private var words: ChangedWords?

  /// With a `region`, the country of phone numbers that are written without one, records are found by name as fast as
  /// in `base`, which costs something at each change.
  package init(_ base: any RecordSource, schema: Schema, region: String? = nil) {
    self.base = base
    self.schema = schema
    words = region.map { ChangedWords(region: $0) }
  }

  package var lookup: (any RecordLookup)? {
    guard let words, let lookup = base.lookup else { return nil }
    let (changed, deleted, base) = (changed, deleted, base)
    return OverlaidLookup(
      base: lookup, words: words, changed: { changed.values.sorted { $0.id < $1.id } },
      orphaned: { Set(deleted.flatMap { base.referrers(of: $0).map(\.id) }).sorted() })
  }

  package mutating func apply(_ change: Change) {
    for creation in change.creations { put(Record(creation, schema: schema)) }
    for (id, values) in change.updates {
      if let record = record(id) { put(record.replacing(values)) }
    }
    for id in change.deletions { remove(id) }
  }

  package mutating func remove(_ id: RecordID) {
    if let old = changed.removeValue(forKey: id) { unlink(old) }
    deleted.insert(id)
  }

  /// Lays one record over what is there, whatever it was before.
  package mutating func put(_ record: Record) {
    deleted.remove(record.id)
    if let old = changed.updateValue(record, forKey: record.id) { unlink(old) }
    words?.add(record)
    for target in record.mentionedIDs { mentions[target, default: []].insert(record.id) }
    if let aliases = record["aliases"] {
      for alias in aliases.elements {
        if let id = alias.text.flatMap({ Reference.identifier(endingStem: $0) }) { owners[id] = record.id }
      }
    }
  }

  /// Holds a record that was laid over the others in the form that its creation has by now.
  package mutating func hold(_ creation: Change.Creation) {
    if changed[creation.id] != nil { changed[creation.id] = Record(creation, schema: schema) }
  }

  private mutating func unlink(_ old: Record) {
    for target in old.mentionedIDs { mentions[target]?.remove(old.id) }
  }

  package func record(_ id: RecordID) -> Record? {
    if let record = changed[id] { return record }
    if let record = base.record(id), !deleted.contains(record.id) {
      guard let present = changed[record.id] else { return record }
      if record.id == id || present.hasAlias(id) { return present }
    }
    // A record that is gone may have been merged into another.
    guard let owner = owners[id].flatMap({ changed[$0] }), owner.hasAlias(id) else { return nil }
    return owner
  }

  package func records(_ kind: Kind) -> [Record] {
    overlay(base.records(kind), adding: changed.values.filter { $0.kind == kind })
  }

  package func referrers(of id: RecordID) -> [Record] {
    overlay(base.referrers(of: id), adding: (mentions[id] ?? []).compactMap { changed[$0] })
  }

  private func overlay(_ records: [Record], adding added: [Record]) -> [Record] {
    if changed.isEmpty, deleted.isEmpty { return records }
    let kept = records.filter { changed[$0.id] == nil && !deleted.contains($0.id) }
    return added.isEmpty ? kept : (kept + added).sorted { $0.id < $1.id }
  }

  package func identifiers(prefix: String, limit: Int) -> [RecordID] {
    let kept = base.identifiers(prefix: prefix, limit: limit + deleted.count).filter { !deleted.contains($0) }
    let added = changed.keys.filter { $0.description.hasPrefix(prefix) && !kept.contains($0) }
    return Array((kept + added).sorted().prefix(limit))
  }
}

extension Record {
  fileprivate func hasAlias(_ id: RecordID) -> Bool {
    texts("aliases").contains { Reference.identifier(endingStem: $0) == id }
  }
}

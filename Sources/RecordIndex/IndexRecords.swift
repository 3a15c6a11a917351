import Records

/// The records of an index with what has changed since laid over it; answers as `LoadedRecords` would of the same files.
///
/// Records are views of their rows: nothing is decoded before it is asked for.
struct IndexRecords: RecordSource {
  let reader: IndexReader
  /// Nil where nothing has changed.
  let overlay: IndexOverlay?
  /// The kinds whose files were looked at; rows of others say nothing about the files that there are.
  let kinds: KindSet

  init(reader: IndexReader, overlay: IndexOverlay? = nil, kinds: KindSet = .all) {
    self.reader = reader
    self.overlay = overlay?.isEmpty == true ? nil : overlay
    self.kinds = kinds
  }

  var lookup: (any RecordLookup)? { IndexLookup(records: self) }

  /// The words of all kinds, with what they count for among all.
  var terms: IndexedTerms? {
    guard kinds == .all else { return nil }
    return IndexedTerms(
      source: IndexTerms(reader: reader, overlay: overlay), changed: overlay?.records ?? [])
  }

  /// Whether a record of the index counts.
  func isPresent(_ record: Int) -> Bool {
    guard overlay?.isHidden(record) != true else { return false }
    return kinds == .all || reader.kind(record).map(kinds.contains) ?? false
  }

  func record(_ id: RecordID) -> Record? {
    if let record = overlay?.byID[id] { return record }
    if let found = reader.record(id), isPresent(found) { return reader.view(found) }
    return owner(ofAlias: id)
  }

  /// The record with the lowest identifier that names this one as merged into it.
  private func owner(ofAlias id: RecordID) -> Record? {
    let changed = overlay?.owner(ofAlias: id)
    var low = 0
    var high = reader.aliases.count
    while low < high {
      let middle = (low + high) / 2
      if let entry = reader.aliases[middle], entry.number(at: 0) < id.bits {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while let entry = reader.aliases[low], entry.number(at: 0) == id.bits {
      let record = Int(entry.number(at: 8) as UInt32)
      if isPresent(record), let view = reader.view(record) {
        return changed.map { $0.id < view.id ? $0 : view } ?? view
      }
      low += 1
    }
    return changed
  }

  func records(_ kind: Kind) -> [Record] {
    guard kinds.contains(kind) else { return [] }
    let count = reader.rowCount(kind)
    let table = reader.schema[kind]
    var records: [Record] = []
    records.reserveCapacity(count)
    var hidden = overlay?.hidden[...] ?? []
    for row in 0..<count {
      guard let number = reader.record(kind: kind.order, row: row) else { continue }
      while let next = hidden.first, next < number { hidden.removeFirst() }
      if hidden.first == number { continue }
      guard let id = reader.identifier(number) else { continue }
      records.append(
        Record(
          id: id, table: table,
          storage: IndexRow(
            reader: reader, kind: UInt32(kind.order), row: UInt32(row), record: UInt32(number))))
    }
    return merged(records, overlay?.records(kind) ?? [])
  }

  func referrers(of id: RecordID) -> [Record] {
    var records: [Record] = []
    for mention in reader.mentions(of: id) {
      guard let number = reader.mentions[mention], isPresent(Int(number)), let view = reader.view(Int(number))
      else { continue }
      records.append(view)
    }
    return merged(records, overlay?.mentions(of: id) ?? [])
  }

  func identifiers(prefix: String, limit: Int) -> [RecordID] {
    let bytes = Array(prefix.utf8)
    guard bytes.count <= 8, limit > 0, bytes.allSatisfy(RecordID.isAllowed) else { return [] }
    var lowest: UInt64 = 0
    for byte in bytes { lowest = lowest << 8 | UInt64(byte) }
    let free = UInt64(8 * (8 - bytes.count))
    lowest = free == 64 ? 0 : lowest << free
    let highest = free == 64 ? UInt64.max : lowest | ((1 << free) - 1)
    var found: [RecordID] = []
    var number = reader.identifiers.lowerBound(lowest)
    while found.count < limit, let bits = reader.identifiers[number], bits <= highest {
      if isPresent(number), let id = RecordID(bits: bits) { found.append(id) }
      number += 1
    }
    guard let overlay else { return found }
    found += overlay.records.lazy.map(\.id).filter { $0.bits >= lowest && $0.bits <= highest }
    return Array(found.sorted().prefix(limit))
  }

  /// Two lists that ascend by identifier as one.
  private func merged(_ a: [Record], _ b: [Record]) -> [Record] {
    if b.isEmpty { return a }
    if a.isEmpty { return b }
    var all: [Record] = []
    all.reserveCapacity(a.count + b.count)
    var rest = b[...]
    for record in a {
      while let next = rest.first, next.id < record.id {
        all.append(next)
        rest.removeFirst()
      }
      all.append(record)
    }
    return all + rest
  }
}

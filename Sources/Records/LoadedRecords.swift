/// All records in memory, with their mentions of each other.
package struct LoadedRecords: RecordSource {
  private let byKind: [[Record]]
  private let byID: [RecordID: Record]
  private let mentions: [RecordID: [RecordID]]
  private let sortedIDs: [RecordID]

  /// Later records of the same identifier are left out; the loader reports them.
  package init(_ records: [Record]) {
    var byKind: [[Record]] = Array(repeating: [], count: Kind.allCases.count)
    var byID: [RecordID: Record] = [:]
    byID.reserveCapacity(records.count)
    var mentions: [RecordID: [RecordID]] = [:]
    let sorted = records.sorted { $0.id < $1.id }
    for record in sorted where byID[record.id] == nil {
      byKind[record.kind.order].append(record)
      byID[record.id] = record
      for target in record.mentionedIDs { mentions[target, default: []].append(record.id) }
    }
    sortedIDs = sorted.map(\.id)
    for record in sorted {
      for alias in record.texts("aliases") {
        guard let id = Reference.identifier(endingStem: alias), byID[id] == nil else { continue }
        byID[id] = record
      }
    }
    self.byKind = byKind
    self.byID = byID
    self.mentions = mentions
  }

  package func record(_ id: RecordID) -> Record? { byID[id] }
  package func records(_ kind: Kind) -> [Record] { byKind[kind.order] }
  package func referrers(of id: RecordID) -> [Record] { (mentions[id] ?? []).compactMap { byID[$0] } }

  package func identifiers(prefix: String, limit: Int) -> [RecordID] {
    var low = 0
    var high = sortedIDs.count
    while low < high {
      let middle = (low + high) / 2
      if sortedIDs[middle].description < prefix { low = middle + 1 } else { high = middle }
    }
    return Array(sortedIDs[low...].prefix(limit).prefix { $0.description.hasPrefix(prefix) })
  }
}

extension Record {
  /// Every identifier that a reference field of this record names, each once.
  package var mentionedIDs: [RecordID] {
    var found: [RecordID] = []
    func add(_ reference: Reference?) {
      if let id = reference?.id, !found.contains(id) { found.append(id) }
    }
    for field in table.mentioning {
      switch field.type {
      case .reference: add(self[field]?.reference)
      case .list(.reference): for value in self[field]?.elements ?? [] { add(value.reference) }
      case .entries(let keys):
        for entry in self[field]?.list ?? [] {
          for key in keys where key.type.referencedKind != nil { add(entry[key.key]?.reference) }
        }
      default: break
      }
    }
    return found
  }
}

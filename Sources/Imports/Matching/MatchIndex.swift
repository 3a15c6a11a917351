import Records

/// Records by what they are matched by; built once, so that a row costs no more than its look-ups.
struct MatchIndex: Sendable {
  private struct KindIndex: Sendable {
    let keys: [MatchKey]
    var tables: [[String: [RecordID]]]
  }

  private var kinds: [Kind: KindIndex] = [:]
  private let region: String

  /// Indexes the records of these kinds by these keys.
  init(snapshot: Snapshot, keys: [Kind: [MatchKey]]) {
    region = snapshot.config.country
    for (kind, keys) in keys {
      kinds[kind] = KindIndex(keys: keys, tables: Array(repeating: [:], count: keys.count))
      for record in snapshot.records(kind) { add(record.id, kind: kind) { record[$0] } }
    }
  }

  /// Takes in a record, or new values of one that it has already.
  mutating func add(_ id: RecordID, kind: Kind, _ value: (String) -> Value?) {
    guard let keys = kinds[kind]?.keys else { return }
    for (slot, key) in keys.enumerated() {
      for text in key.texts(kind: kind, region: region, value) {
        guard kinds[kind]?.tables[slot][text]?.contains(id) != true else { continue }
        kinds[kind]?.tables[slot][text, default: []].append(id)
      }
    }
  }

  /// The records of this very text.
  func records(_ kind: Kind, _ key: MatchKey, _ text: String) -> [RecordID] {
    guard let index = kinds[kind], let slot = index.keys.firstIndex(of: key) else { return [] }
    return index.tables[slot][text] ?? []
  }

  /// The records that agree with these values by a key, each once.
  func records(_ kind: Kind, _ key: MatchKey, of value: (String) -> Value?) -> [RecordID] {
    var found: [RecordID] = []
    for text in key.texts(kind: kind, region: region, value) {
      for id in records(kind, key, text) where !found.contains(id) { found.append(id) }
    }
    return found
  }
}

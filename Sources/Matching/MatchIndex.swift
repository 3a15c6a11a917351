package import Records

/// Records by what they are matched by; built once, so that a row costs no more than its look-ups.
package struct MatchIndex: Sendable {
  private struct KindIndex: Sendable {
    let keys: MatchKeys
    var tables: [[String: Bearers]]
  }

  /// The records of one text; nearly always a single one, which takes no memory of its own.
  private struct Bearers: Sendable {
    private var first: RecordID?
    private var others: [RecordID] = []

    var all: [RecordID] { (first.map { [$0] } ?? []) + others }

    mutating func add(_ id: RecordID) {
      guard let first else {
        self.first = id
        return
      }
      if first != id, !others.contains(id) { others.append(id) }
    }
  }

  /// By the order of the kinds.
  private var kinds: [KindIndex]

  /// How many records a table has room for from its first one on.
  private let expected: Int

  /// Indexes the records of these kinds by these keys; about so many more are `expected` of each.
  package init(snapshot: Snapshot, keys: [Kind: [MatchKey]], expected: Int) {
    self.expected = expected
    kinds = Kind.allCases.map { kind in
      let own = keys[kind] ?? []
      return KindIndex(
        keys: MatchKeys(kind: kind, region: snapshot.config.country, keys: own),
        tables: Array(repeating: [:], count: own.count))
    }
    for kind in keys.keys {
      for record in snapshot.records(kind) { add(record.id, kind: kind) { record[$0] } }
    }
  }

  /// What records of a kind are indexed by.
  package func keys(_ kind: Kind) -> MatchKeys { kinds[kind.order].keys }

  /// Takes in a record, or new values of one that it has already.
  package mutating func add(
    _ id: RecordID, kind: Kind, known: MatchTexts = .none, _ value: (String) -> Value?
  ) {
    let keys = keys(kind)
    for slot in keys.keys.indices {
      let texts = known[slot] ?? keys.texts(slot, value)
      if !texts.isEmpty, kinds[kind.order].tables[slot].isEmpty {
        kinds[kind.order].tables[slot].reserveCapacity(expected)
      }
      for text in texts {
        kinds[kind.order].tables[slot][text, default: Bearers()].add(id)
      }
    }
  }

  /// The records of this very text.
  package func records(_ kind: Kind, _ key: MatchKey, _ text: String) -> [RecordID] {
    guard let slot = keys(kind).slot(of: key) else { return [] }
    return kinds[kind.order].tables[slot][text]?.all ?? []
  }

  /// The records that agree with these values by a key, each once; `known` are texts worked out before.
  package func records(
    _ kind: Kind, _ key: MatchKey, known: MatchTexts = .none, of value: (String) -> Value?
  ) -> [RecordID] {
    let keys = keys(kind)
    guard let slot = keys.slot(of: key) else { return [] }
    var found: [RecordID] = []
    for text in known[slot] ?? keys.texts(slot, value) {
      guard let bearers = kinds[kind.order].tables[slot][text] else { continue }
      for id in bearers.all where !found.contains(id) { found.append(id) }
    }
    return found
  }
}
